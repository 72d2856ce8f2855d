import { addDays, nextWorkingDay, type Day } from '../../kernel/day.ts'

/** Grounds for which a proceeding may be suspended: Act 500/2004 § 64(1)–(3), and any other the law names. */
export const grounds = ['64/1a', '64/1b', '64/1c', '64/1d', '64/1e', '64/2', '64/3'] as const

/** From the day the limit stood still to the day it ran on; `null` while it stands. */
export interface Suspension { readonly from: Day; readonly until: Day | null }

/** However little was left, so many days remain after a suspension (Act 500/2004 § 65(1), last sentence). */
const leftAfterwards = 15

/**
 * The last day of a time limit that would have ended on `end`: later by the days it stood still, moved to a working day, and not sooner
 * than fifteen days after the last suspension. `null` while it stands still, for then it has no end.
 */
export function limitEnd(end: Day, suspensions: readonly Suspension[]): Day | null {
  let days = 0
  let earliest = end
  for (const { from, until } of suspensions) {
    if (until === null) return null
    const stood = daysBetween(from, until)
    days += stood
    const floor = addDays(until, leftAfterwards)
    if (stood > 0 && floor > earliest) earliest = floor
  }
  if (days === 0) return end
  const moved = addDays(end, days)
  return nextWorkingDay(moved > earliest ? moved : earliest)
}

/** Whole days a limit has stood still so far. */
const stood = (suspensions: readonly Suspension[]) => suspensions.reduce((days, { from, until }) => days + (until === null ? 0 : daysBetween(from, until)), 0)

/** The end, counted without suspensions, of a limit that was given this end by a decision made after them. */
export const endWithout = (given: Day, suspensions: readonly Suspension[]): Day => addDays(given, -stood(suspensions))

const daysBetween = (from: Day, until: Day) => Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000))
