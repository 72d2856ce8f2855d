/** A day of the calendar as the law counts them, `YYYY-MM-DD`, without hour or zone. */
export type Day = string & { readonly day: unique symbol }

const prague = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Prague', year: 'numeric', month: '2-digit', day: '2-digit' })
const msPerDay = 86_400_000

/** The day it is in the office at this instant. */
export const dayOf = (at: Date): Day => prague.format(at) as Day

/** The instant at which a day begins in the office. */
export function startOfDay(day: Day): Date {
  const utc = Date.parse(day)
  // Prague is one or two hours ahead of UTC; the day begins at whichever of the two is in that day first.
  const summer = new Date(utc - 2 * 3_600_000)
  return dayOf(summer) === day ? summer : new Date(utc - 3_600_000)
}

export function parseDay(text: string): Day | null {
  const at = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? (text as Day) : null
}

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * msPerDay).toISOString().slice(0, 10) as Day
}

/** Saturday, Sunday, or a public holiday of Act 245/2000 §§ 1–2. */
export function isFreeDay(day: Day): boolean {
  const weekday = new Date(day).getUTCDay()
  return weekday === 0 || weekday === 6 || fixedHolidays.has(day.slice(5)) || easterHolidays(Number(day.slice(0, 4))).includes(day)
}

export function nextWorkingDay(day: Day): Day {
  return isFreeDay(day) ? nextWorkingDay(addDays(day, 1)) : day
}

/**
 * The last day of a time limit of `days` calendar days (Act 500/2004 § 40(1)): the day of the event does not count,
 * and an end on a free day moves to the next working one.
 */
export const endOfTimeLimit = (event: Day, days: number): Day => nextWorkingDay(addDays(event, days))

/** The day that comes `count` working days after `day`. */
export function addWorkingDays(day: Day, count: number): Day {
  return count === 0 ? day : addWorkingDays(nextWorkingDay(addDays(day, 1)), count - 1)
}

const fixedHolidays = new Set(['01-01', '05-01', '05-08', '07-05', '07-06', '09-28', '10-28', '11-17', '12-24', '12-25', '12-26'])

/** Good Friday (a holiday since 2016) and Easter Monday, by the Gregorian computus. */
function easterHolidays(year: number): readonly Day[] {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  const date = (h + l - 7 * m + 33 * month + 19) % 32
  const sunday = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` as Day
  return [addDays(sunday, 1), ...(year >= 2016 ? [addDays(sunday, -2)] : [])]
}
