import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { LinkButton, Stack, Table, TabLinks, Tag, useTexts, type Tone } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { ListFoot } from '../shell/list-foot.tsx'
import { useListKeys } from '../shell/use-list-keys.ts'
import type { Ceremony, CeremonyItem, CeremonyItemState } from './model.ts'
import { ceremonyItemsQuery } from './queries.ts'
import { ceremonyTexts, documentForms } from './texts.ts'

const tones: Record<CeremonyItemState, Tone | 'neutral'> = {
  prepared: 'neutral', authorised: 'neutral', signed: 'info', timestamped: 'info', stored: 'success', failed: 'error', changed: 'warning', excluded: 'neutral', cancelled: 'neutral',
}
const filters = ['stored', 'changed', 'failed', 'excluded', 'authorised', 'signed', 'cancelled'] as const

/** Every document of a list and what became of it. */
export function CeremonyItems({ ceremony, state }: { ceremony: Ceremony, state: CeremonyItemState | null }) {
  const t = useTexts(ceremonyTexts)
  const { id, counts } = ceremony
  const running = ceremony.state === 'running'
  const found = useInfiniteQuery(ceremonyItemsQuery(id, state, running))
  const rows = found.data?.pages.flatMap((page) => page.items) ?? []
  const list = useRef<HTMLDivElement>(null)
  const more = () => { if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage() }
  useListKeys(list, more)
  const address = `/podpis/seznam/${id}`
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const tabs = [{ href: address, title: t.all, count: all, current: state === null }, ...filters.filter((one) => counts[one] > 0 || one === state)
    .map((one) => ({ href: `${address}?stav=${one}`, title: t.itemStates[one], count: counts[one], current: one === state }))]
  return (
    <Stack>
      <TabLinks label={t.items} links={tabs} />
      {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.data && <div ref={list}><ItemsTable rows={rows} ceremony={ceremony} /></div>}
      <ListFoot shown={rows.length} forms={documentForms} found={found} onMore={more} />
    </Stack>
  )
}

function ItemsTable({ rows, ceremony }: { rows: readonly CeremonyItem[], ceremony: Ceremony }) {
  const t = useTexts(ceremonyTexts)
  const frozen = ceremony.state === 'frozen'
  const address = ({ document, itemId, state }: CeremonyItem) => document === null ? '' : frozen && state === 'prepared' ? `/podpis/seznam/${ceremony.id}?polozka=${itemId}` : `/dokumenty/${document.id}`
  return (
    <Table caption={t.items} captionHidden rows={rows} rowKey={({ itemId }) => itemId} href={address} empty={<p className="muted file-none">{t.empty}</p>} columns={[
      { key: 'order', title: t.columns.order, align: 'end', render: ({ ordinal }) => ordinal },
      { key: 'subject', title: t.columns.subject, heading: true, render: ({ document }) => document?.subject ?? t.unseen },
      { key: 'number', title: t.columns.number, render: ({ document }) => <span className="inbox__number">{document?.referenceNumber}</span> },
      { key: 'pages', title: t.columns.pages, align: 'end', render: ({ pages }) => pages ?? '–' },
      { key: 'hash', title: t.columns.hash, render: ({ sha256 }) => <code title={sha256}>{sha256.slice(0, 8)}…</code> },
      { key: 'state', title: t.columns.state, render: (item) => <State item={item} frozen={frozen} /> },
    ]} />
  )
}

function State({ item, frozen }: { item: CeremonyItem, frozen: boolean }) {
  const t = useTexts(ceremonyTexts)
  const { state, why, note, unshown, document, componentId, version } = item
  if (frozen && state === 'prepared') return <Ready item={item} />
  return (
    <div>
      <Tag tone={tones[state]} state>{t.itemStates[state]}</Tag>
      {(why ?? note ?? unshown) && <span className="table__secondary">{why ?? note ?? unshown}</span>}
      {state === 'changed' && document && componentId && (
        <LinkButton size="s" href={`/dokumenty/${document.id}?cast=${componentId}&porovnat=${version}`}>{t.difference}<span className="visually-hidden"> {document.referenceNumber}</span></LinkButton>
      )}
    </div>
  )
}

function Ready({ item: { mustOpen, opened, visible, unshown } }: { item: CeremonyItem }) {
  const t = useTexts(ceremonyTexts)
  return (
    <div>
      {mustOpen ? <Tag tone={opened ? 'success' : 'warning'} icon="eye">{opened ? t.opened : t.toOpen}</Tag> : <Tag state>{t.itemStates.prepared}</Tag>}
      {(unshown ?? visible) && <span className="table__secondary">{unshown ?? t.shown}</span>}
    </div>
  )
}
