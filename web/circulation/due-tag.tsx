import { formatDate, Tag, useLanguage } from '../kit/index.ts'
import { useNow } from '../shell/use-now.ts'
import { dueOf } from './due.ts'

/** A time limit by its urgency; the exact day is in the title. */
export function DueTag({ day }: { day: string | null }) {
  const language = useLanguage()
  const now = useNow()
  if (day === null) return null
  const { words, tone } = dueOf(language, day, now)
  return <time dateTime={day} title={formatDate(language, day, 'long')}><Tag tone={tone} icon={tone === 'error' ? 'warning' : undefined}>{words}</Tag></time>
}
