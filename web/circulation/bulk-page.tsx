import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { Button, Cluster, formatDate, Message, Panel, plural, Skeleton, Stack, TabLinks, Table, Tag, useLanguage, useTexts, type Tone } from '../kit/index.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { ShortcutSheet } from '../shell/shortcut-sheet.tsx'
import { shellTexts } from '../shell/texts.ts'
import { useListKeys } from '../shell/use-list-keys.ts'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { bulkItemsQuery, bulkQuery, stopBulk, type Bulk, type BulkItem, type Outcome } from './bulk.ts'
import { bulkTexts, documentForms } from './bulk-texts.ts'
import { useUndo } from './bulk-progress.tsx'
import { circulationTexts } from './texts.ts'

const outcomes = ['done', 'refused', 'failed', 'waiting', 'cancelled'] as const

export const bulkRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/prace/hromadne/$bulkId',
  validateSearch: (search): { vysledek?: Outcome } => {
    const outcome = outcomes.find((one) => one === search.vysledek)
    return outcome ? { vysledek: outcome } : {}
  },
  component: BulkPage,
})

/** How a bulk ended, item by item, and the way back. */
function BulkPage() {
  const { bulkId } = bulkRoute.useParams()
  const t = useTexts(bulkTexts)
  const found = useQuery(bulkQuery(bulkId))
  const bulk = found.data
  const title = bulk ? t.page.of(t.titles[bulk.action.kind], bulk.addressee) : t.page.title
  return (
    <Page title={title} crumbs={[{ title: t.page.crumb, href: '/prace' }, { title: t.page.title }]} facts={bulk && <Facts bulk={bulk} />}
      actions={<ShortcutSheet lines={[{ keys: ['J', '↓'], does: useTexts(circulationTexts).keys.next }, { keys: ['K', '↑'], does: useTexts(circulationTexts).keys.previous }, { keys: ['U'], does: t.undo }]} />}>
      {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.isPending && <Panel><Skeleton lines={6} /></Panel>}
      {bulk && <Results bulk={bulk} />}
    </Page>
  )
}

function Facts({ bulk }: { bulk: Bulk }) {
  const t = useTexts(bulkTexts).page
  const language = useLanguage()
  return (
    <>
      <Tag state tone={bulk.state === 'running' ? 'info' : bulk.state === 'done' ? 'success' : 'warning'}>{t.state[bulk.state]}</Tag>
      <span>{t.asked(formatDate(language, bulk.askedAt, 'moment'))}</span>
      <span>{plural(language, bulk.total, documentForms[language])}</span>
    </>
  )
}

function Results({ bulk }: { bulk: Bulk }) {
  const t = useTexts(bulkTexts)
  const { vysledek: outcome = null } = bulkRoute.useSearch()
  const running = bulk.state === 'running'
  const items = useInfiniteQuery(bulkItemsQuery(bulk.id, outcome, running))
  const rows = items.data?.pages.flatMap((page) => page.items) ?? []
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const undo = useUndo(bulk.id, chosen.size > 0 ? [...chosen] : null, () => setChosen(new Set()))
  const stop = useDeed(() => stopBulk(bulk.id), { done: t.stopped })
  const list = useRef<HTMLDivElement>(null)
  const more = () => { if (items.hasNextPage && !items.isFetchingNextPage) void items.fetchNextPage() }
  useListKeys(list, more)
  useShortcuts({ u: bulk.mayUndo ? () => undo.mutate() : undefined })
  const address = `/prace/hromadne/${bulk.id}`
  const tabs = [{ href: address, title: t.page.all, count: bulk.total, current: outcome === null }, ...outcomes.filter((one) => bulk.counts[one] > 0 || one === outcome)
    .map((one) => ({ href: `${address}?vysledek=${one}`, title: t.outcomes[one], count: bulk.counts[one], current: one === outcome }))]
  return (
    <Stack>
      {running && (
        <Panel title={t.page.progress} actions={<Button size="s" busy={stop.isPending} onClick={() => stop.mutate()}>{t.stop}</Button>}>
          <progress className="bulk-bar" max={bulk.total} value={bulk.total - bulk.counts.waiting} aria-label={t.page.progress} />
          <p className="muted small">{t.running(bulk.total - bulk.counts.waiting, bulk.total)} {t.page.refresh}</p>
        </Panel>
      )}
      {(stop.error ?? undo.error) && <Failure error={stop.error ?? undo.error} />}
      {bulk.reasons.length > 0 && (
        <Message tone="warning" quiet title={t.failed(String(bulk.counts.refused + bulk.counts.failed))}>
          <ul>{bulk.reasons.map(({ refusal, why, count }) => <li key={refusal}>{why} ({count})</li>)}</ul>
        </Message>
      )}
      {bulk.mayUndo && (
        <Cluster justify="between">
          <span className="muted small">{t.page.undoLead}</span>
          <Button busy={undo.isPending} onClick={() => undo.mutate()}>{chosen.size > 0 ? `${t.page.undoChosen} (${chosen.size})` : t.undo}</Button>
        </Cluster>
      )}
      <TabLinks label={t.page.items} links={tabs} />
      {items.error && <Failure error={items.error} onAgain={() => void items.refetch()} />}
      {items.data && <div ref={list}><ItemsTable rows={rows} chosen={bulk.mayUndo ? { chosen, onChange: setChosen } : null} /></div>}
      {items.hasNextPage && <Cluster justify="end"><Button size="s" busy={items.isFetchingNextPage} onClick={more}>{useShowMore()}</Button></Cluster>}
    </Stack>
  )
}

const useShowMore = () => useTexts(shellTexts).showMore
const tones: Record<Outcome, Tone | 'neutral'> = { waiting: 'neutral', done: 'success', refused: 'warning', failed: 'error', cancelled: 'neutral' }

interface Chosen { readonly chosen: ReadonlySet<string>, readonly onChange: (chosen: ReadonlySet<string>) => void }

function ItemsTable({ rows, chosen }: { rows: readonly BulkItem[], chosen: Chosen | null }) {
  const t = useTexts(bulkTexts)
  return (
    <Table caption={t.page.items} captionHidden rows={rows} rowKey={({ itemId }) => itemId} href={({ document }) => document ? `/dokumenty/${document.id}` : ''} empty={<p className="muted">{t.page.empty}</p>}
      selection={chosen ? { ...chosen, name: ({ document }) => document?.referenceNumber ?? t.unseen } : undefined}
      columns={[
        { key: 'subject', title: t.page.columns.subject, heading: true, render: ({ document }) => document?.subject ?? t.unseen },
        { key: 'number', title: t.page.columns.number, render: ({ document }) => <span className="inbox__number">{document?.referenceNumber}</span> },
        { key: 'outcome', title: t.page.columns.outcome, render: ({ outcome, why }) => <div><Tag tone={tones[outcome]} state>{t.outcomes[outcome]}</Tag>{why && <span className="table__secondary">{why}</span>}</div> },
      ]} />
  )
}
