import { formatDate, Tag, useLanguage } from '../kit/index.ts'
import { dueOf } from './due.ts'

/** A time limit by its urgency; the exact day is in the title. */
export function DueTag({ day }: { day: string | null }) {
  const language = useLanguage()
  if (day === null) return null
  const { words, tone } = dueOf(language, day, new Date())
  return <time dateTime={day} title={formatDate(language, day, 'long')}><Tag tone={tone} icon={tone === 'error' ? 'warning' : undefined}>{words}</Tag></time>
}
