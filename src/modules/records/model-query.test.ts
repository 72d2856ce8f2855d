import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { lexemes } from './model-index.ts'
import { marked, snippet } from './model-marks.ts'
import { tsquery, understand } from './model-query.ts'

const told = (typed: string) => {
  const { wanted, unwanted } = understand(typed)
  return [...wanted.map(({ kind, text }) => `${kind}:${text}`), ...unwanted.map(({ kind, text }) => `-${kind}:${text}`)]
}

describe('what a person typed', () => {
  it('is words, phrases, numbers and what must not be there', () => {
    assert.deepEqual(told('oprava „starého mostu“ -lávka KUJZ 12/2026'), ['word:oprava', 'phrase:starého mostu', 'word:KUJZ', 'number:12/2026', '-word:lávka'])
    assert.deepEqual(told('-"nový most" česko-německý'), ['word:česko', 'word:německý', '-phrase:nový most'])
    assert.deepEqual(told('"KUJZ 12/2026"'), ['number:KUJZ 12/2026'])
    assert.deepEqual(told('č. j. 12'), ['number:12'])
    assert.deepEqual([told('o'), told('o most'), told(''), told('-'), told('"')], [['word:o'], ['word:most'], [], [], []])
  })

  it('is never more than PostgreSQL would read, whatever it is', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...'\'"„“-/\\:*!&|<>()\u0000\ud800\u0301 1a'), fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 60 }).map((some) => some.join('')), (typed) => {
      const { wanted, unwanted } = understand(typed)
      assert.ok(wanted.length + unwanted.length <= 16)
      for (const term of wanted) assert.match(tsquery(term), /^\(?'/)
    }))
  })
})

describe('what answers it', () => {
  it('is marked in any form, and numbers in any part, whatever spaces are in them', () => {
    const words = (text: string, typed: string) => marked(text, understand(typed)).marks.map(([from, to]) => text.slice(from, to))
    assert.deepEqual(words('Smlouvy o mostě, SMLUV!', 'smlouva'), ['Smlouvy', 'SMLUV'])
    assert.deepEqual(words('KUJZ 12/2026', '"kujz12/2026"'), ['KUJZ 12/2026'])
    assert.deepEqual(words('KUJZ 12/2026', 'kujz12/20'), ['KUJZ 12/20'])
  })

  it('is shown from the start of a word near it, cut short', () => {
    const piece = snippet(`${'začátek '.repeat(40)}smlouva ${'konec '.repeat(80)}`, understand('smlouvou'))
    assert.ok(piece && piece.text.length <= 220 && piece.text.startsWith('začátek') && piece.marks.length === 1)
    assert.equal(snippet('nic', understand('smlouva')), null)
  })

  it('fits in the index however long the text is', () => {
    const made = lexemes([{ weight: 'D', text: Array.from({ length: 150_000 }, (_, i) => `slovo${i.toString(36)}`).join(' ') }])
    assert.ok(Buffer.byteLength(made) < 4_000_000)
  })
})
