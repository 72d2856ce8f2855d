import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { fillSnippet } from './model-snippet.ts'

describe('a prepared text', () => {
  it('takes what it names from the document and says what it could not', () => {
    assert.deepEqual(fillSnippet('K č. j. {číslo} ve věci {Věc} do {lhůta}: {nesmysl} {}', { číslo: 'KUZK 1/2026', věc: 'Most', lhůta: null }), {
      text: 'K č. j. KUZK 1/2026 ve věci Most do {lhůta}: {nesmysl} {}', missing: ['{lhůta}', '{nesmysl}'] })
  })

  it('never reads a value as a placeholder, and changes nothing where there is none', () => {
    assert.deepEqual(fillSnippet('{věc} {číslo}', { věc: '{číslo} $& $1', číslo: 'A' }).text, '{číslo} $& $1 A')
    fc.assert(fc.property(fc.string().filter((text) => !text.includes('{')), (text) => assert.equal(fillSnippet(text, { číslo: 'x' }).text, text)))
  })
})
