import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bookAddress, bookFilter, readBookSearch } from './book-search.ts'

const id = '01890000-0000-7000-8000-000000000000'

describe('the address of the signature book', () => {
  it('reads what it wrote', () => {
    const search = { q: 'uzavírka', utvar: id, do: '2026-12-01', polozka: id }
    assert.deepEqual(readBookSearch(Object.fromEntries(new URL(bookAddress(search), 'http://x').searchParams)), search)
  })

  it('drops what it does not understand', () => {
    assert.deepEqual(readBookSearch({ q: '  ', utvar: 'OD', do: 'zítra', polozka: 7, jiné: 1 }), {})
    assert.equal(bookAddress({}), '/podpis')
  })

  it('asks the server for nothing that only the screen knows', () => {
    assert.deepEqual(bookFilter({ polozka: id, do: '2026-12-01' }), { dueBefore: '2026-12-01' })
  })
})
