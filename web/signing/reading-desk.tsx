import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Checkbox, Cluster, EmptyState, Icon, LinkButton, Message, Skeleton, useTexts } from '../kit/index.ts'
import { PreviewPane } from '../records/index.tsx'
import { api } from '../shell/api.ts'
import { Failure } from '../shell/failure.tsx'
import { isProblem } from '../shell/problem.ts'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { Hash } from './hash.tsx'
import type { Subject } from './model.ts'
import { ReturnDialog } from './return-dialog.tsx'
import { signingTexts } from './texts.ts'

export interface DeskItem { readonly itemId: string, readonly document: Subject | null, readonly why: string | null, readonly opened: boolean }

interface DeskProps {
  readonly items: readonly DeskItem[]
  readonly current: string
  readonly href: (itemId: string) => string
  readonly onGo: (itemId: string) => void
  readonly back: { readonly title: string, readonly href: string }
  readonly onBack: () => void
  /** There are more behind the last one. */
  readonly hasMore?: boolean
  /** Asked to go beyond the last one: more may be fetched. */
  readonly onEnd?: () => void
  /** Address of the comparison with what was signed before. */
  readonly changed?: string | null
  /** Whether it is among the chosen; `null` where nothing is chosen here. */
  readonly choosing?: { readonly chosen: boolean, readonly toggle: () => void } | null
}

/** The pages of one document beside the list it is from; one walks through the list without going back. */
export function ReadingDesk(props: DeskProps) {
  const { reader: t, returning: words } = useTexts(signingTexts)
  const { items, current, onGo, onEnd, onBack, back, choosing, changed, hasMore } = props
  const [returning, setReturning] = useState(false)
  const at = items.findIndex(({ itemId }) => itemId === current)
  const item = items[at]
  const step = (by: 1 | -1) => {
    const next = items[at + by]
    if (next) onGo(next.itemId)
    else if (by === 1) onEnd?.()
  }
  const [next, previous] = [() => step(1), () => step(-1)]
  useShortcuts({ j: next, ArrowDown: next, k: previous, ArrowUp: previous, x: choosing?.toggle, r: item ? () => setReturning(true) : undefined, Escape: onBack })
  if (!item) return <EmptyState title={t.gone} icon="documentSearch" actions={<LinkButton href={back.href} look="primary">{back.title}</LinkButton>}>{t.goneLead}</EmptyState>
  return (
    <div className="signing-desk">
      <Beside {...props} />
      <div className="signing-desk__main">
        <Cluster justify="between">
          <Cluster>
            <Button size="s" icon="chevronLeft" aria-disabled={at <= 0} onClick={previous}>{t.previous}</Button>
            <Button size="s" icon="chevronRight" aria-disabled={at >= items.length - 1} onClick={next}>{t.next}</Button>
            <span className="muted small">{t.of(at + 1, hasMore ? `${items.length}+` : String(items.length))}</span>
          </Cluster>
          <LinkButton size="s" look="plain" href={back.href}>{back.title}</LinkButton>
        </Cluster>
        {item.why && <Message quiet tone="warning" title={item.why} />}
        {changed && <Message quiet tone="warning" title={t.changes} actions={<LinkButton size="s" href={changed}>{t.changes}</LinkButton>} />}
        <Opened key={current} itemId={current} subject={item.document} />
        <Cluster justify="between">
          {choosing ? <Checkbox label={t.choose} checked={choosing.chosen} onChange={choosing.toggle} /> : <span />}
          <Button onClick={() => setReturning(true)}>{words.do}</Button>
        </Cluster>
      </div>
      {returning && <ReturnDialog itemId={current} onClose={() => setReturning(false)} onDone={() => (items[at + 1] ? next() : onBack())} />}
    </div>
  )
}

function Beside({ items, current, href }: DeskProps) {
  const t = useTexts(signingTexts)
  return (
    <nav className="signing-desk__list" aria-label={t.reader.queue}>
      <ol>
        {items.map(({ itemId, document, opened, why }) => (
          <li key={itemId}>
            <a href={href(itemId)} aria-current={itemId === current ? 'page' : undefined}>
              <span>{document?.subject ?? '–'}</span>
              <span className="muted small">{document?.referenceNumber}{opened && <> <Icon name="eye" /><span className="visually-hidden"> {t.marks.opened}</span></>}{why && <> <Icon name="warning" /><span className="visually-hidden"> {t.marks.cannot}</span></>}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

interface OpenedContent { readonly documentId: string, readonly componentId: string, readonly version: number, readonly sha256: string }

/** The very bytes that would be signed; that they were opened is kept by the server, under their hash. */
function Opened({ itemId, subject }: { itemId: string, subject: Subject | null }) {
  const t = useTexts(signingTexts).reader
  const opened = useQuery({ queryKey: ['preview', 'signing', itemId], queryFn: () => api.post<OpenedContent>(`/api/signing/items/${itemId}/open`, {}), staleTime: 0, gcTime: 0, refetchOnWindowFocus: false })
  if (isProblem(opened.error, 404)) return <EmptyState title={t.gone} icon="documentSearch">{t.goneLead}</EmptyState>
  if (opened.error) return <Failure error={opened.error} onAgain={() => void opened.refetch()} />
  if (!opened.data) return <Skeleton lines={10} />
  const { documentId, componentId, version, sha256 } = opened.data
  return (
    <section className="signing-sheet" aria-label={subject?.subject}>
      <div className="signing-sheet__head">
        <h2>{subject?.subject}</h2>
        <Cluster><span className="muted small">{subject?.referenceNumber} · {t.version(version)}</span><Hash value={sha256} label={t.hash} /><a className="small" href={`/dokumenty/${documentId}`}>{t.document}</a></Cluster>
      </div>
      <PreviewPane documentId={documentId} component={{ id: componentId, name: subject?.subject ?? '' }} version={version} />
    </section>
  )
}
