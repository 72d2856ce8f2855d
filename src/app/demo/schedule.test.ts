import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { dayOf, isFreeDay } from '../../kernel/day.ts'
import { unfold, workingDaysBefore, workingMinutesLater, type Story } from './schedule.ts'

describe('the time of the demo office', () => {
  it('passes in office hours only, and never backwards', () => {
    const moment = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
    fc.assert(fc.property(moment, fc.nat(3000), (from, minutes) => {
      const later = workingMinutesLater(from, minutes)
      const minute = later.getUTCHours() * 60 + later.getUTCMinutes()
      assert.ok(!isFreeDay(dayOf(later)) && minute >= 420 && minute < 930 && later.getTime() >= Math.floor(from.getTime() / 60_000) * 60_000)
      assert.equal(+workingMinutesLater(workingMinutesLater(from, minutes), 30), +workingMinutesLater(from, minutes + 30))
    }))
  })

  it('has the same number of working days whatever day it is asked on', () => {
    fc.assert(fc.property(fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2028-12-31T00:00:00Z'), noInvalidDate: true }), fc.nat(20), (until, count) => {
      const days = workingDaysBefore(until, count)
      assert.equal(new Set(days).size, count)
      assert.deepEqual(days, days.filter((day) => !isFreeDay(day) && day <= dayOf(until)).toSorted())
    }))
  })

  it('lets stories unfold in the order of their moments and leaves the future alone', async () => {
    const told: string[] = []
    async function* story(name: string, hours: number[]): Story {
      for (const hour of hours) {
        yield new Date(hour * 3_600_000)
        told.push(`${name}${hour}`)
      }
    }
    const turns: number[] = []
    await unfold([story('a', [1, 4, 9]), story('b', [2, 3, 4])], new Date(8 * 3_600_000), async (at) => void turns.push(at.getTime() / 3_600_000))
    assert.deepEqual([told, turns], [['a1', 'b2', 'b3', 'a4', 'b4'], [1, 2, 3, 4, 4]])
  })
})
