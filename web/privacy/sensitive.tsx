import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, formatDate, Panel, Skeleton, Stack, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { shellTexts } from '../shell/texts.ts'
import { readingsQuery } from './queries.ts'
import { ReasonDialog } from './reason.tsx'
import { privacyTexts } from './texts.ts'

interface Sensitivity { readonly mark: { readonly kind: 'document' | 'file' | 'class', readonly reason: string, readonly markedAt: string, readonly markedBy: string | null } | null, readonly mayMark: boolean, readonly maySeeReadings: boolean }

const sensitivityQuery = (documentId: string) => queryOptions({
  queryKey: ['sensitivity', documentId], queryFn: ({ signal }) => api.get<Sensitivity>(`/api/documents/${documentId}/sensitivity`, { signal }),
})

/** Beside the name of a document that is sensitive. */
export function SensitiveTag({ documentId }: { documentId: string }) {
  const t = useTexts(privacyTexts).sensitive
  const mark = useQuery(sensitivityQuery(documentId)).data?.mark
  return mark ? <Tag tone="warning" icon="eye">{t.tag}</Tag> : null
}

/** Whether a document is sensitive and why, who may say so, and who has looked. Where none of it is for the reader there is nothing. */
export function SensitivePanel({ documentId }: { documentId: string }) {
  const t = useTexts(privacyTexts).sensitive
  const found = useQuery(sensitivityQuery(documentId))
  const [asking, setAsking] = useState(false)
  const mark = found.data?.mark ?? null
  const change = useDeed((reason: string) => api.put(`/api/documents/${documentId}/sensitivity`, { sensitive: mark === null, reason }), { done: t.done, onDone: () => setAsking(false) })
  if (!found.data || (!mark && !found.data.mayMark)) return null
  const mayChange = found.data.mayMark && (mark === null || mark.kind === 'document')
  return (
    <>
      {mark ? (
        <Panel title={t.title} tone="warning" actions={mayChange && <Button size="s" onClick={() => setAsking(true)}>{t.unmark}</Button>}>
          <Stack>
            <p><Tag tone="warning" icon="eye">{t.tag}</Tag> {mark.reason} <span className="muted small">{t.from[mark.kind]}{mark.markedBy && `, ${mark.markedBy}`}</span></p>
            <p className="muted small">{t.lead}</p>
            {found.data.maySeeReadings && <Readings documentId={documentId} />}
          </Stack>
        </Panel>
      ) : mayChange && <div><Button look="plain" size="s" icon="eye" onClick={() => setAsking(true)}>{t.mark}</Button></div>}
      {asking && (
        <ReasonDialog words={{ ...t, title: mark ? t.unmark : t.mark, reasonHint: mark ? undefined : t.reasonHint, deed: t.save }} onClose={() => setAsking(false)} onDone={(reason) => change.mutate(reason)} busy={change.isPending} error={change.error}>
          {!mark && <p>{t.lead}</p>}
        </ReasonDialog>
      )}
    </>
  )
}

function Readings({ documentId }: { documentId: string }) {
  const t = useTexts(privacyTexts).sensitive
  const showMore = useTexts(shellTexts).showMore
  const language = useLanguage()
  const found = useInfiniteQuery(readingsQuery(documentId))
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-label={t.who}>
      <h3>{t.who}</h3>
      {found.isPending && <Skeleton lines={3} />}
      {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.data && items.length === 0 && <p className="muted">{t.nobody}</p>}
      <ul className="privacy-readings">
        {items.map(({ personId, name, way, at }) => (
          <li key={`${personId} ${way} ${at}`}>
            <span>{name}</span> {way === 'denied' ? <Tag tone="error" icon="cross">{t.way[way]}</Tag> : <span className="muted">{t.way[way]}</span>} <time className="muted small" dateTime={at}>{formatDate(language, at, 'moment')}</time>
          </li>
        ))}
      </ul>
      {found.hasNextPage && <Button size="s" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{showMore}</Button>}
    </section>
  )
}
