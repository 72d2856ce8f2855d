import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aLetter } from './a-letter.ts'
import { viewOf } from './letter-view.ts'

test('a body is paragraphs, headings and lists; a newline inside a paragraph stays', () => {
  const body = 'První\nřádek\r\n\r\n\n# Nadpis\nDruhý\n- jedna\n- dvě\n\n- jiný seznam\n#nic\n-nic\n\n' + 'Dlouhý '.repeat(200)
  assert.deepEqual(viewOf(aLetter({ body })).body.slice(0, -1), [
    { kind: 'paragraph', text: 'První\nřádek' },
    { kind: 'heading', text: 'Nadpis' },
    { kind: 'paragraph', text: 'Druhý' },
    { kind: 'list', items: ['jedna', 'dvě'] },
    { kind: 'list', items: ['jiný seznam'] },
    { kind: 'paragraph', text: '#nic\n-nic' },
  ])
})

test('a greeting never goes to the page of the signature alone', () => {
  const view = viewOf(aLetter({ body: 'Začátek.\n\nKonec.\n\nS pozdravem' }))
  assert.deepEqual(view.closing.map(part => 'text' in part && part.text), ['Konec.', 'S\u00a0pozdravem'])
})

test('Czech binds its prepositions, English its numbers, and references are never parted', () => {
  const body = 'sdělujeme k věci, že 10 000 Kč'
  const said = (language: 'cs' | 'en') => JSON.stringify(viewOf(aLetter({ language, body, referenceNumber: 'KÚ 12 / 2026' })))
  assert.match(said('cs'), /k\u00a0věci, že 10\u00a0000\u00a0Kč/)
  assert.match(said('en'), /k věci, že 10\u00a0000\u00a0Kč/)
  assert.match(said('en'), /KÚ\u00a012\u00a0\/\u00a02026/)
})

test('what is not filled in has no line in the letter', () => {
  const labels = viewOf({ ...aLetter({ yourReference: ' ' }), handledBy: { name: 'Jan Novák' } }).details.map(row => row.label)
  assert.deepEqual(labels, ['Číslo jednací', 'Spisová značka', 'Identifikátor', 'Vyřizuje', 'Datum'])
})
