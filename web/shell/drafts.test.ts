import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { draftsIn, sameFields } from './drafts.ts'

function memory() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}
const empty = { answer: '', outcome: null as string | null, to: [] as readonly string[] }
const anyFields = fc.record({ answer: fc.string(), outcome: fc.option(fc.string()), to: fc.array(fc.string()) }, { noNullPrototype: true })

describe('a draft', () => {
  it('is read back exactly as it was typed', () => {
    fc.assert(fc.property(anyFields, (fields) => {
      const storage = memory()
      draftsIn(storage).write('a', fields, empty)
      assert.deepEqual(draftsIn(storage).read('a', empty), fields)
    }))
  })

  it('of one thing is not offered for another', () => {
    const drafts = draftsIn(memory())
    drafts.write('document 1', { ...empty, answer: 'Souhlasíme.' }, empty)
    assert.deepEqual(drafts.read('document 2', empty), empty)
  })

  it('leaves nothing behind when it was taken back or sent', () => {
    const storage = memory()
    const drafts = draftsIn(storage)
    drafts.write('a', { ...empty, answer: 'x' }, empty)
    drafts.write('a', empty, empty)
    assert.equal(storage.kept.size, 0)
    drafts.write('a', { ...empty, answer: 'x' }, empty)
    drafts.drop('a')
    assert.equal(storage.kept.size, 0)
  })

  it('of another release or damaged gives an empty form, not a broken one', () => {
    for (const text of ['{', 'null', '7', '[]', '{"answer":4,"outcome":{},"to":["a",1]}', '{"to":"a"}']) {
      const storage = memory()
      storage.setItem('a', text)
      assert.deepEqual(draftsIn(storage).read('a', empty), empty, text)
    }
  })

  it('never stops the writing when the storage refuses', () => {
    const refuse = () => { throw new Error('full') }
    const drafts = draftsIn({ getItem: refuse, setItem: refuse, removeItem: refuse })
    drafts.write('a', { ...empty, answer: 'x' }, empty)
    drafts.drop('a')
    assert.deepEqual(drafts.read('a', empty), empty)
  })

  it('is the same only when every field is', () => {
    assert.ok(sameFields({ to: ['a', 'b'] }, { to: ['a', 'b'] }))
    assert.ok(!sameFields({ to: ['a', 'b'] }, { to: ['b', 'a'] }))
    assert.ok(!sameFields({ to: [] }, { to: [], answer: '' }))
  })
})
