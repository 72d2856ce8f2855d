import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, isFreeDay, nextWorkingDay, type Day } from '../../kernel/day.ts'
import { limitEnd, type Suspension } from './model-limit.ts'

const day = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2024-01-01' as Day, n))
/** Suspensions one after another, with days between them in which the limit ran. */
const suspensions = fc.tuple(day, fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 90 })), { maxLength: 6 })).map(([start, spans]) => {
  let at = start
  return spans.map(([gap, length]): Suspension => {
    const from = addDays(at, gap)
    at = addDays(from, length)
    return { from, until: at }
  })
})
const end = day.map(nextWorkingDay)

describe('a time limit that stood still', () => {
  it('ends later by the days it stood, on a working day', () => {
    assert.equal(limitEnd('2026-12-23' as Day, [{ from: '2026-11-30' as Day, until: '2026-12-10' as Day }]), '2027-01-04', '2. 1. 2027 is a Saturday')
    fc.assert(fc.property(end, suspensions, (limit, list) => {
      const days = list.reduce((sum, { from, until }) => sum + (Date.parse(until ?? from) - Date.parse(from)) / 86_400_000, 0)
      const moved = limitEnd(limit, list)
      assert.ok(moved !== null && moved >= addDays(limit, days) && !isFreeDay(moved))
    }))
  })

  it('does not change when it is suspended and resumed on the same day', () => {
    fc.assert(fc.property(end, suspensions, day, (limit, list, on) => {
      assert.equal(limitEnd(limit, [...list, { from: on, until: on }]), limitEnd(limit, list))
    }))
  })

  it('does not depend on the order of suspensions, and never ends earlier for another one', () => {
    fc.assert(fc.property(end, suspensions, fc.nat(), (limit, list, turn) => {
      const turned = [...list.slice(turn % (list.length + 1)), ...list.slice(0, turn % (list.length + 1))]
      assert.equal(limitEnd(limit, turned), limitEnd(limit, list))
      assert.ok((limitEnd(limit, list) ?? '') >= (limitEnd(limit, list.slice(1)) ?? ''))
    }))
  })

  it('leaves at least fifteen days after a suspension, and has no end while it stands', () => {
    assert.equal(limitEnd('2026-12-01' as Day, [{ from: '2026-12-01' as Day, until: '2026-12-03' as Day }]), '2026-12-18')
    assert.equal(limitEnd('2026-12-01' as Day, [{ from: '2026-11-30' as Day, until: null }]), null)
  })
})
