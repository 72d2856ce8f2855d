import type { Language } from './language.tsx'

const timeZone = 'Europe/Prague'
const locale = { cs: 'cs-CZ', en: 'en-GB' } as const

type Style = 'day' | 'long' | 'weekday' | 'moment' | 'clock'
const styles: Record<Style, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'numeric', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric', month: 'numeric' },
  moment: { day: 'numeric', month: 'numeric', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  clock: { hour: 'numeric', minute: '2-digit' },
}
const formats = new Map<string, Intl.DateTimeFormat>()

/** Prague time whatever the device says. A plain day (`2026-11-23`) stays the day it names; an instant is an ISO string or a Date. */
export function formatDate(language: Language, value: string | Date, style: Style = 'day'): string {
  const plainDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  const zone = plainDay ? 'UTC' : timeZone
  const key = `${language} ${style} ${zone}`
  let format = formats.get(key)
  if (!format) formats.set(key, format = new Intl.DateTimeFormat(locale[language], { ...styles[style], timeZone: zone }))
  return format.format(typeof value === 'string' ? new Date(value) : value)
}

const relative = {
  cs: new Intl.RelativeTimeFormat('cs', { numeric: 'auto' }),
  en: new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' }),
}
const pragueDay = new Intl.DateTimeFormat('sv-SE', { timeZone })

/** Whole calendar days from today: `zítra`, `za 3 dny`, `včera`. For time limits, which the law counts in days. */
export function formatDaysAway(language: Language, day: string, now: Date): string {
  return relative[language].format(daysAway(day, now), 'day')
}

/** Calendar days from today in Prague to a plain day; negative when it has passed. */
export function daysAway(day: string, now: Date): number {
  return Math.round((Date.parse(day) - Date.parse(pragueDay.format(now))) / 86_400_000)
}
