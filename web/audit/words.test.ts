import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { thingIn } from './thing.ts'
import { logTexts } from './texts.ts'
import { factsOf, placeOf } from './words.ts'

describe('an entry of the log in words', () => {
  it('says everything that is kept, in words where there are some, and repeats nobody’s name', () => {
    const facts = factsOf({ actorName: 'Petr Čáp', onBehalfOf: { id: '1', name: 'Hana' }, reason: 'omyl', kinds: ['approve', 'note'], maySign: false, unheard: { of: 7 }, dueOn: null }, logTexts.cs)
    assert.deepEqual(facts, [['Důvod', 'omyl'], ['Druhy práce', 'schvalování, na vědomí'], ['Smí podepisovat', 'ne'], ['unheard', 'of: 7']])
  })

  it('leads to the document a deed was about and nowhere else', () => {
    const entry = { objectType: 'PolozkaObehu', objectId: 'i', subjectId: 'd' } as Parameters<typeof placeOf>[0]
    assert.deepEqual([placeOf(entry), placeOf({ ...entry, objectType: 'Dokument', objectId: 'd' }), placeOf({ ...entry, subjectId: 'i' }), placeOf({ ...entry, objectType: 'Osoba' })],
      ['/dokumenty/d', '/dokumenty/d', null, null])
  })

  it('looks for the thing whose address was pasted', () => {
    assert.equal(thingIn('http://localhost:8080/dokumenty/01A21EBF-f4ba-7c69-abb1-fc1607a1499c?x=1'), '01a21ebf-f4ba-7c69-abb1-fc1607a1499c')
    assert.equal(thingIn('  protokol '), 'protokol')
  })
})
