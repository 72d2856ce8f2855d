import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { daysAway, formatDate, formatDaysAway } from './dates.ts'
import { fold, matching } from './fold.ts'
import { initials } from './initials.ts'
import { formatSize, plural } from './plural.ts'

const files = { one: 'spis', few: 'spisy', many: 'spisu', other: 'spisů' }
const nbsp = '\u00a0'

describe('words of the kit', () => {
  it('count things the Czech way', () => {
    assert.deepEqual([0, 1, 2, 4, 5, 21, 1.5].map((n) => plural('cs', n, files)),
      ['0 spisů', '1 spis', '2 spisy', '4 spisy', '5 spisů', '21 spisů', '1,5 spisu'].map((words) => words.replace(' ', nbsp)))
    assert.equal(plural('en', 2, { one: 'file', other: 'files' }), `2${nbsp}files`)
  })

  it('find people whatever accents and order one types', () => {
    const people = ['Ing. Šimon Říha, Ph.D. (Odbor dopravy)', 'Bc. Žaneta Čermáková (Podatelna)']
    const found = (typed: string) => matching(people, typed, (text) => text)
    assert.deepEqual(found('riha'), [people[0]])
    assert.deepEqual(found('ŘÍHA sim'), [people[0]])
    assert.deepEqual(found('pod'), [people[1]])
    assert.deepEqual(found('iha'), [], 'the middle of a word is not what one types')
    assert.deepEqual(found('  '), people)
  })

  it('folding twice is folding once', () => {
    fc.assert(fc.property(fc.string(), (text) => { assert.equal(fold(fold(text)), fold(text)) }))
  })

  it('leave titles out of initials', () => {
    assert.deepEqual(['Ing. Jana Nováková, Ph.D.', 'Šimon Říha', 'Správce', ''].map(initials), ['JN', 'ŠŘ', 'S', ''])
  })

  it('show Prague time and leave a plain day the day it is', () => {
    assert.equal(formatDate('cs', '2026-11-23T23:30:00Z'), '24. 11. 2026')
    assert.equal(formatDate('cs', '2026-11-23'), '23. 11. 2026')
    assert.equal(formatDate('en', '2026-02-11'), '11 Feb 2026')
  })

  it('count days to a time limit by the Prague calendar, summer time or not', () => {
    const lateEvening = new Date('2026-11-23T23:30:00Z')
    assert.equal(daysAway('2026-11-24', lateEvening), 0)
    assert.equal(daysAway('2026-10-26', new Date('2026-10-24T22:30:00Z')), 1, 'a day of 25 hours is one day')
    assert.deepEqual(['2026-11-25', '2026-11-23'].map((day) => formatDaysAway('cs', day, lateEvening)), ['zítra', 'včera'])
  })

  it('give sizes as people read them', () => {
    assert.deepEqual([0, 999, 1000, 48_213, 1_400_000, 5e12].map((bytes) => formatSize('cs', bytes).replaceAll(nbsp, ' ')),
      ['0 B', '999 B', '1 kB', '48,2 kB', '1,4 MB', '5 000 GB'])
  })
})
