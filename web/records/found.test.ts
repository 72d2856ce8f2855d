import assert from 'node:assert/strict'
import { it } from 'node:test'
import { filtersIn, isAsked, pageOf, piecesOf, readAsked } from './found.ts'

it('reads from an address what the server will understand and nothing else', () => {
  assert.deepEqual(readAsked({ q: 2026, kind: 'file', state: 'x', from: '2026-01-01', to: 'včera', mine: true, unitId: 'a', other: 1 }), { q: '2026', kind: 'file', from: '2026-01-01', mine: 'true' })
  assert.deepEqual([isAsked({}), isAsked({ sort: 'relevance' }), isAsked({ q: 'a' }), filtersIn({ q: 'a', kind: 'file', mine: 'true' })], [false, false, true, 1])
})

it('cuts a text at its marks and loses no letter', () => {
  assert.deepEqual(piecesOf({ text: 'oprava mostu', marks: [[0, 3], [7, 12]] }).map(({ text, marked }) => `${text}${marked ? '*' : ''}`), ['opr*', 'ava ', 'mostu*'])
  assert.deepEqual(piecesOf({ text: 'most', marks: [] }), [{ text: 'most', marked: false }])
})

it('opens a party by a search for its documents', () => {
  const text = { text: '', marks: [] }
  assert.equal(pageOf({ kind: 'party', id: 'p', title: text, detail: text }), '/hledat?kind=document&partyId=p')
})
