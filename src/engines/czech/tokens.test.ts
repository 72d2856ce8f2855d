import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { distance, fold, foldWithPlaces, tokens } from './index.ts'

const said = (text: string) => [...tokens(text)].map(({ text: word, position }) => `${word}@${position}`)

describe('the words of a text', () => {
  it('are whole numbers and their parts, and words without what joins them', () => {
    assert.deepEqual(said('Č. j. KUJZ/123/2026, česko-německý'), ['Č@0', 'j@1', 'KUJZ/123/2026@2', 'KUJZ@2', '123@3', '2026@4', 'česko@5', 'německý@6'])
    assert.deepEqual(said('účet 27-1234567/0100'), ['účet@0', '27-1234567/0100@1', '27@1', '1234567@2', '0100@3'])
  })

  it('stand where they say they stand', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      for (const { text: word, from, to } of tokens(text)) assert.ok(text.slice(from, to).startsWith(word))
    }))
  })

  it('take linear time even of a text made to be slow', () => {
    const before = performance.now()
    for (const text of ['a-'.repeat(100_000), '1/'.repeat(100_000), 'a'.repeat(200_000), '\u0301'.repeat(200_000)]) for (const _ of tokens(text));
    assert.ok(performance.now() - before < 2_000)
  })
})

describe('folding', () => {
  it('writes as people type: small, without marks, ligatures taken apart', () => {
    assert.equal(fold('PŘÍLIŠ žluťoučký ﬁlm Straße Łódź'), 'prilis zlutoucky film strasse lodz')
  })

  it('knows where each letter came from', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const { folded, places } = foldWithPlaces(text)
      assert.equal(places.length, folded.length + 1)
      assert.ok(places.every((place, i) => place <= text.length && (i === 0 || place >= (places[i - 1] ?? 0))))
    }))
  })
})

describe('the distance of two words', () => {
  it('counts letters added, lost, changed and swapped', () => {
    assert.deepEqual([distance('kacení', 'kácení', 2), distance('smlovua', 'smlouva', 2), distance('odbr', 'odbor', 2), distance('les', 'kraj', 2)], [1, 1, 1, 3])
  })

  it('is the same both ways', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(fc.property(word, word, (a, b) => assert.equal(distance(a, b, 3), distance(b, a, 3))))
  })
})
