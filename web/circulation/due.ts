import { daysAway, formatDate } from '../kit/dates.ts'
import type { Language } from '../kit/language.tsx'
import { plural } from '../kit/plural.ts'

export interface Due {
  /** `po lhůtě 3 dny`, `dnes`, `zbývají 3 dny`, and the bare date when it is far. */
  readonly words: string
  readonly tone: 'error' | 'warning' | 'neutral'
}

/** From here on a time limit is only a date. */
const nearDays = 14

/** How near a time limit is, in words; the colour only repeats them. Calendar days, as the law counts them. */
export function dueOf(language: Language, day: string, now: Date): Due {
  const left = daysAway(day, now)
  const tone = left < 0 ? 'error' : left <= 3 ? 'warning' : 'neutral'
  return { tone, words: left > nearDays ? formatDate(language, day) : wordings[language](left) }
}

const wordings: Record<Language, (left: number) => string> = {
  cs: (left) => left < 0 ? `${plural('cs', -left, { one: 'den', few: 'dny', other: 'dnů' })} po lhůtě`
    : left === 0 ? 'dnes' : left === 1 ? 'zítra'
    : `${left < 5 ? 'zbývají' : 'zbývá'} ${plural('cs', left, { one: 'den', few: 'dny', other: 'dnů' })}`,
  en: (left) => left < 0 ? `${plural('en', -left, { one: 'day', other: 'days' })} overdue`
    : left === 0 ? 'today' : left === 1 ? 'tomorrow' : `${plural('en', left, { one: 'day', other: 'days' })} left`,
}
