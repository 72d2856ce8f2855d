import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Checkbox, formatDate, Panel, Skeleton, Stack, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { historyLimit, historyQuery, type HistoryItem } from './queries.ts'
import { eventTexts, objectTexts } from './texts-events.ts'
import { recordsTexts } from './texts.ts'

/** The newest entries tell where the document is; the rest unfolds. */
const shownAtFirst = 8

/** Who did what with the document, newest first, from the log that cannot be rewritten. Mere views are left out until asked for. */
export function History({ documentId }: { documentId: string }) {
  const t = useTexts(recordsTexts).history
  const history = useQuery(historyQuery(documentId))
  const [views, setViews] = useState(false)
  const [all, setAll] = useState(false)
  const entries = history.data?.items.filter(({ event }) => views || event !== 'Zobrazeni') ?? []
  const shown = all ? entries : entries.slice(0, shownAtFirst)
  return (
    <Panel title={t.title} actions={<Checkbox label={t.views} checked={views} onChange={(event) => setViews(event.target.checked)} />}>
      <Stack>
        {history.isPending && <Skeleton lines={6} />}
        {history.error && !history.data && <Failure error={history.error} onAgain={() => void history.refetch()} />}
        {history.data && entries.length === 0 && <p className="muted">{t.none}</p>}
        {shown.length > 0 && <ol className="history" aria-label={t.label}>{shown.map((entry) => <Entry key={entry.index} entry={entry} />)}</ol>}
        {shown.length < entries.length && <div><Button size="s" onClick={() => setAll(true)}>{t.all(entries.length)}</Button></div>}
        {all && history.data?.items.length === historyLimit && <p className="muted small">{t.newest(historyLimit)}</p>}
      </Stack>
    </Panel>
  )
}

function Entry({ entry: { at, event, objectType, actorName, onBehalfOf, outcome } }: { entry: HistoryItem }) {
  const t = useTexts(recordsTexts).history
  const language = useLanguage()
  const events = useTexts(eventTexts)
  const objects = useTexts(objectTexts)
  return (
    <li>
      <time dateTime={at} className="muted small">{formatDate(language, at, 'moment')}</time>
      <span>
        <span className="history__event">{events[event] ?? event}</span>{objects[objectType] && <span className="muted small"> {objects[objectType]}</span>}
        {outcome !== 'done' && <> <Tag tone="error" icon="cross">{outcome === 'refused' ? t.refused : t.failed}</Tag></>}
      </span>
      <span className="muted">{actorName ?? t.system}{onBehalfOf && ` ${t.inPlaceOf(onBehalfOf)}`}</span>
    </li>
  )
}
