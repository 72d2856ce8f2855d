import { useQuery } from '@tanstack/react-query'
import { Panel, Skeleton, Stack, Timeline, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { historyLimit, historyQuery } from './queries.ts'
import { eventTexts, objectTexts } from './texts-events.ts'
import { recordsTexts } from './texts.ts'

/** Who did what with the document, newest first, from the log that cannot be rewritten. */
export function History({ documentId }: { documentId: string }) {
  const t = useTexts(recordsTexts).history
  const events = useTexts(eventTexts)
  const objects = useTexts(objectTexts)
  const history = useQuery(historyQuery(documentId))
  return (
    <Panel title={t.title}>
      <Stack>
        <p className="muted">{t.lead}</p>
        {history.isPending && <Skeleton lines={6} />}
        {history.error && !history.data && <Failure error={history.error} onAgain={() => void history.refetch()} />}
        {history.data?.items.length === 0 && <p className="muted">{t.none}</p>}
        {history.data && history.data.items.length > 0 && (
          <Timeline label={t.title} moments={history.data.items.map(({ index, at, event, objectType, actorName, outcome }) => ({
            key: String(index), at, by: actorName ?? t.system, phase: outcome === 'done' ? 'done' : 'refused',
            title: `${events[event] ?? event}${outcome === 'done' ? '' : ` – ${outcome === 'refused' ? t.refused : t.failed}`}`,
            body: objects[objectType] && <span className="muted small">{objects[objectType]}</span>,
          }))} />
        )}
        {history.data && history.data.items.length === historyLimit && <p className="muted small">{t.newest(historyLimit)}</p>}
      </Stack>
    </Panel>
  )
}
