import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inTree } from './tree.ts'

describe('the tree of units', () => {
  it('shows every unit once under the one it belongs to, also when that one is not there', () => {
    const unit = (id: string, parentId: string | null) => ({ id, parentId, code: id, name: id, people: 0 })
    const shown = inTree([unit('b', 'a'), unit('a', null), unit('c', 'b'), unit('d', 'gone'), unit('e', null)])
    assert.deepEqual(shown.map(({ unit: { id }, depth }) => `${id}${depth}`), ['a0', 'b1', 'c2', 'd0', 'e0'])
  })
})
