import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { narrowed, type Offer } from './offer.ts'

const offer = (key: string, title: string): Offer => ({ key, title, act: () => undefined })

describe('the palette', () => {
  const places = { title: 'Přejít na', offers: [offer('/prace', 'Moje práce'), offer('/vypravna', 'Výpravna')] }
  const recent = { title: 'Nedávno', offers: [offer('/dokumenty/1', 'Oprava mostu'), offer('/dokumenty/2', 'Uzavírka')] }
  const keys = (groups: ReturnType<typeof narrowed>) => groups.map(({ title, offers }) => [title, ...offers.map(({ key }) => key)])

  it('offers everything of the office before anything is typed', () => {
    assert.deepEqual(keys(narrowed([places, recent], '', { title: 'Dokumenty', offers: [] })), [['Přejít na', '/prace', '/vypravna'], ['Nedávno', '/dokumenty/1', '/dokumenty/2']])
  })

  it('narrows by the beginnings of words without diacritics and drops groups with nothing left', () => {
    assert.deepEqual(keys(narrowed([places, recent], 'vyprav', { title: 'Dokumenty', offers: [] })), [['Přejít na', '/vypravna']])
  })

  it('never offers twice what was opened lately and found again', () => {
    const found = { title: 'Dokumenty', offers: [offer('/dokumenty/1', 'Oprava mostu'), offer('/dokumenty/3', 'Nový most')] }
    assert.deepEqual(keys(narrowed([places, recent], 'most', found)), [['Nedávno', '/dokumenty/1'], ['Dokumenty', '/dokumenty/3']])
  })
})
