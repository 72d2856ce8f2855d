import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bindCzech, bindNumbers, breakLongWords, breakMark } from './typography.ts'

// Non-breaking spaces are written as _ here.
const bound = (text: string) => bindCzech(text).replaceAll('\u00a0', '_')

test('a line never ends after a one-letter preposition or conjunction', () => {
  assert.equal(bound('K domu a v zahradě i s ním (o tom) „V lese“'), 'K_domu a_v_zahradě i_s_ním (o_tom) „V_lese“')
  assert.equal(bound('dok sama tak e f'), 'dok sama tak e f')
})

test('dates, sums, paragraphs of law and titles hold together', () => {
  assert.equal(bound('dne 4. 3. 2026 a 4. března 2026'), 'dne 4._3._2026 a_4._března_2026')
  assert.equal(bound('10 000 Kč, 1 250 000 Kč, 25 %'), '10_000_Kč, 1_250_000_Kč, 25_%')
  assert.equal(bound('§ 11 odst. 2 písm. d) zákona č. 201/2012 Sb.'), '§_11 odst._2 písm._d) zákona č._201/2012 Sb.')
  assert.equal(bound('Ing. Novák'), 'Ing._Novák')
})

test('English binds numbers and leaves words alone', () => {
  assert.equal(bindNumbers('a sum of 10 000 Kč').replaceAll('\u00a0', '_'), 'a sum of 10_000_Kč')
})

test('binding changes nothing but the kind of a space, and once is enough', () => {
  const czech = fc.array(fc.constantFrom('k', 'V', 'dům', '4.', '3.', '2026', '10', '000', 'Kč', 'odst.', '§', ' ', '  ', '(', '„', '\n'))
  fc.assert(fc.property(czech, parts => {
    const text = parts.join(' ')
    assert.equal(bindCzech(text).replaceAll('\u00a0', ' ').replaceAll(/ +/g, ' '), text.replaceAll(/ +/g, ' '))
    assert.equal(bindCzech(bindCzech(text)), bindCzech(text))
  }))
})

test('long words and addresses may break, best at their punctuation, and keep every letter', () => {
  const shown = (text: string, longest: number) => breakLongWords(text, longest).replaceAll(breakMark, '|')
  assert.equal(shown('krátké slovo', 6), 'krátké slovo')
  assert.equal(shown('jan.novak@urad-kraje.example', 20), 'jan.novak@|urad-kraje.example')
  assert.equal(shown('jana.novakova@urad.example', 13), 'jana.|novakova@|urad.example')
  assert.equal(shown('https://a.example/b', 40), 'https:/|/|a.example/|b')
  assert.equal(shown('abcdef', 5), 'a|b|c|d|e|f')
  fc.assert(fc.property(fc.string(), fc.integer({ min: 1, max: 30 }), (text, longest) => {
    assert.equal(breakLongWords(text, longest).replaceAll(breakMark, ''), text.replaceAll(breakMark, ''))
  }))
})
