import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, addWorkingDays, type Day, dayOf, endOfTimeLimit, isFreeDay, parseDay, startOfDay } from './day.ts'

const anyDay = fc.integer({ min: 0, max: 36_000 }).map((n) => addDays('2000-01-01' as Day, n))

describe('days of the office', () => {
  it('follow Prague, not the machine: just before midnight UTC it is already tomorrow', () => {
    assert.equal(dayOf(new Date('2026-11-23T23:30:00Z')), '2026-11-24')
    assert.equal(dayOf(new Date('2026-07-01T21:59:59Z')), '2026-07-01')
  })

  it('know the Czech holidays, moving Easter included', () => {
    const easterMondays = ['2016-03-28', '2024-04-01', '2025-04-21', '2026-04-06', '2027-03-29', '2038-04-26']
    for (const monday of easterMondays as Day[]) {
      assert.ok(isFreeDay(monday), monday)
      assert.ok(isFreeDay(addDays(monday, -3)), `Good Friday before ${monday}`)
    }
    assert.ok(isFreeDay('2026-11-17' as Day))
    assert.ok(!isFreeDay('2026-11-18' as Day))
    assert.ok(!isFreeDay('2015-04-03' as Day), 'Good Friday was a working day until 2016')
  })

  it('end a time limit on a working day, never sooner than the law gives', () => {
    assert.equal(endOfTimeLimit('2026-11-23' as Day, 30), '2026-12-23')
    assert.equal(endOfTimeLimit('2026-11-24' as Day, 30), '2026-12-28', '24.–27. 12. 2026 are holidays and a weekend')
    fc.assert(fc.property(anyDay, fc.integer({ min: 1, max: 400 }), (day, days) => {
      const end = endOfTimeLimit(day, days)
      assert.ok(end >= addDays(day, days) && !isFreeDay(end))
      assert.ok(end <= addDays(day, days + 6), 'no row of free days is longer than five')
    }))
  })

  it('count working days one by one', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (day, count) => {
      const end = addWorkingDays(day, count)
      let seen = 0
      for (let d = addDays(day, 1); d <= end; d = addDays(d, 1)) if (!isFreeDay(d)) seen++
      assert.equal(seen, count)
    }))
  })

  it('begin in Prague, in summer and winter time and on the days of its change', () => {
    fc.assert(fc.property(anyDay, (day) => {
      const start = startOfDay(day)
      assert.equal(dayOf(start), day)
      assert.equal(dayOf(new Date(start.getTime() - 1)), addDays(day, -1))
    }))
    assert.deepEqual(['2026-03-29', '2026-10-25', '2026-11-21'].map((day) => startOfDay(day as Day).toISOString().slice(11, 16)), ['23:00', '22:00', '23:00'])
  })

  it('refuse a text that is no day', () => {
    for (const text of ['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '', '2026-01-01T00:00']) assert.equal(parseDay(text), null, text)
    assert.equal(parseDay('2028-02-29'), '2028-02-29')
  })
})
