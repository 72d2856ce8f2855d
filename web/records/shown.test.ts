import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readShown } from './shown.ts'

describe('what an address asks to see of a document', () => {
  it('is a part, a version and the version to compare it with', () => {
    assert.deepEqual(readShown({ cast: 'abc', verze: '3', porovnat: 2 }), { cast: 'abc', verze: 3, porovnat: 2 })
  })

  it('is nothing where it makes no sense', () => {
    assert.deepEqual(readShown({ cast: 7, verze: 'poslední', porovnat: -1 }), {})
  })
})
