import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { blank, mentionsOf } from './model-mention.ts'

describe('the mention of a person in a text', () => {
  const karel = mentionsOf(['Ing. Karel Novák', 'karel.novak@posta.example', 'Lipová 12', '27.3.1961'])

  it('is found in any form of the name, with and without diacritics, and by what is written as it is', () => {
    for (const text of ['Stížnost Karla Nováka na hluk', 'vec pana novaka', 'pro Novákovi', 'Piš na Karel.Novak@posta.example!', 'bydlí Lipova 12', 'nar. 27.3.1961']) {
      assert.equal(karel.isIn(text), true, text)
    }
    for (const text of ['Žádost o kácení', 'Ing. Petr Malý', 'Lipová alej', 'posta@posta.example', '']) assert.equal(karel.isIn(text), false, text)
  })

  it('is taken out word by word, and with the whole text where nothing less helps', () => {
    assert.equal(karel.without('Stížnost Karla Nováka na hluk'), `Stížnost ${blank} na hluk`)
    assert.equal(karel.without('Pošlete na Lipová 12, Liberec'), blank)
    assert.equal(karel.without('Žádost o kácení'), 'Žádost o kácení')
  })

  it('is never left in what was cleaned, whoever the person is and whatever is written', () => {
    const word = fc.constantFrom('Karel', 'nováka', 'NOVÁK', 'hluk', 'Lipová 12', 'karel.novak@posta.example', '27.3.1961', '"', '\\', '\n', ',', 'Karlu')
    fc.assert(fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 12 }), fc.constantFrom(' ', '', '-'), (words, joint) => {
      assert.equal(karel.isIn(karel.without(words.join(joint))), false)
    }))
  })
})
