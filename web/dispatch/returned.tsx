import { useQuery } from '@tanstack/react-query'
import { Changes, formatDate, Panel, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { lastReturned, wholeText, type Answer } from './answer.ts'
import { wordingsQuery } from './queries.ts'
import { dispatchTexts } from './texts.ts'

/** Why an answer was returned and what has changed since: for who corrects it and for who approves it again. */
export function Returned({ id, answer }: { id: string, answer: Answer }) {
  const t = useTexts(dispatchTexts).returned
  const language = useLanguage()
  const found = lastReturned(useQuery(wordingsQuery(id)).data?.items ?? [])
  if (!found || answer.approved) return null
  const { returned: { number, returned, ...before }, newest } = found
  const corrected = newest.number !== number
  return (
    <Panel title={corrected ? t.corrected : t.title} tone={corrected ? 'primary' : 'warning'}>
      <Stack gap="s">
        <p className="muted small">{returned.by}, {formatDate(language, returned.at, 'moment')} · {t.wording(number)}</p>
        <blockquote className="returned__reason">{returned.reason}</blockquote>
        {corrected ? <><h3>{t.since(number)}</h3><Changes before={wholeText(before)} after={wholeText(newest)} label={t.since(number)} /></> : <p>{t.next}</p>}
      </Stack>
    </Panel>
  )
}
