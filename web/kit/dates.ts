import type { Language } from './language.tsx'

const timeZone = 'Europe/Prague'
const locale = { cs: 'cs-CZ', en: 'en-GB' } as const

type Style = 'day' | 'long' | 'weekday' | 'moment' | 'clock'
/** Months as words in English, where 2/11 would mean two days; as numbers in Czech, where they do not. */
const styles = (language: Language): Record<Style, Intl.DateTimeFormatOptions> => ({
  day: { day: 'numeric', month: language === 'cs' ? 'numeric' : 'short', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric', month: language === 'cs' ? 'numeric' : 'short' },
  moment: { day: 'numeric', month: language === 'cs' ? 'numeric' : 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  clock: { hour: 'numeric', minute: '2-digit' },
})
const formats = new Map<string, Intl.DateTimeFormat>()

/** Prague time whatever the device says, from an ISO string or a Date; a plain day (`2026-11-23`) stays the day it names, Prague being east of UTC. */
export function formatDate(language: Language, value: string | Date, style: Style = 'day'): string {
  const key = `${language} ${style}`
  let format = formats.get(key)
  if (!format) formats.set(key, format = new Intl.DateTimeFormat(locale[language], { ...styles(language)[style], timeZone }))
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
