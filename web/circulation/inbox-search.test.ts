import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addressOf, filterOf, readSearch } from './inbox-search.ts'

describe('the address of an inbox', () => {
  const person = '01a21ec5-a84f-7b37-bf9a-329718ce9c21'

  it('leaves out what is usual and takes no notice of what it does not understand', () => {
    assert.deepEqual(readSearch({ box: 'mine', kind: 'everything', sort: 'due', ended: true, q: '  ' }), {})
    assert.deepEqual(readSearch({ box: 'person', osoba: 'x' }), {})
    assert.equal(addressOf({}), '/prace')
  })

  it('says the whole way of looking, and reads back what it says', () => {
    for (const search of [{ box: 'unit', q: '12/2026', kind: 'comment', sort: 'newest' }, { box: 'person', osoba: person }, { box: 'asked', ended: true }] as const) {
      assert.deepEqual(readSearch(Object.fromEntries(new URL(addressOf(search), 'http://x').searchParams)), search)
    }
  })

  it('asks the server only for what chooses items', () => {
    assert.deepEqual(filterOf({ box: 'person', osoba: person, q: 'most', kind: 'note', sort: 'newest' }), { box: 'person', personId: person, text: 'most', kinds: 'note' })
  })
})
