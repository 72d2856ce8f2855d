import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useSelection, type InboxSelection } from '../circulation/index.tsx'
import { EmptyState, LinkButton, Message, Panel, Skeleton, Stack, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { ListFoot } from '../shell/list-foot.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { ShortcutSheet } from '../shell/shortcut-sheet.tsx'
import { useListKeys } from '../shell/use-list-keys.ts'
import { useNow } from '../shell/use-now.ts'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { BookBar } from './book-bar.tsx'
import { BookFilter } from './book-filter.tsx'
import { bookAddress, bookFilter, comparisonOf, readBookSearch, type BookSearch } from './book-search.ts'
import { BookTable } from './book-table.tsx'
import { BookTabs } from './book-tabs.tsx'
import { FreezeDialog } from './freeze-dialog.tsx'
import { isUsable, type Line } from './model.ts'
import { bookQuery, keysQuery } from './queries.ts'
import { ReadingDesk } from './reading-desk.tsx'
import { documentForms, signingTexts } from './texts.ts'

export const bookRoute = createRoute({ getParentRoute: () => officeRoute, path: '/podpis', validateSearch: readBookSearch, component: Book })

/** The signature book: what waits for the person's signature; one of it lies open beside the list when chosen. */
function Book() {
  const t = useTexts(signingTexts)
  const search = bookRoute.useSearch()
  const navigate = bookRoute.useNavigate()
  const found = useInfiniteQuery(bookQuery(search))
  const list = useRef<HTMLDivElement>(null)
  const lines = found.data?.pages.flatMap((page) => page.items) ?? []
  const { polozka, ...listSearch } = search
  const selection = useSelection(list, lines.map(({ itemId }) => itemId), bookAddress(listSearch))
  const [freezing, setFreezing] = useState<readonly Line[] | null>(null)
  const more = () => { if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage() }
  const prepare = () => { if (selection.chosen.size > 0) setFreezing(lines.filter(({ itemId }) => selection.chosen.has(itemId))) }
  const chooseAll = async () => {
    let all = found.data
    for (let has = found.hasNextPage; has;) ({ data: all, hasNextPage: has } = await found.fetchNextPage({ throwOnError: true }))
    selection.onChange(new Set(all?.pages.flatMap((page) => page.items).map(({ itemId }) => itemId)))
  }
  useShortcuts({ p: prepare, Escape: selection.chosen.size > 0 && polozka === undefined ? selection.clear : undefined })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found
  const isFurther = polozka !== undefined && hasNextPage && !lines.some(({ itemId }) => itemId === polozka)
  useEffect(() => { if (isFurther && !isFetchingNextPage) void fetchNextPage() }, [isFurther, isFetchingNextPage, fetchNextPage])
  const bar = <BookBar selection={selection} hasMore={found.hasNextPage} onAll={chooseAll} onPrepare={prepare} />
  return (
    <Page title={t.title} lead={polozka ? undefined : t.lead} actions={<Shortcuts reading={polozka !== undefined} />}>
      {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {(found.isPending || isFurther) && <Panel><Skeleton lines={9} /></Panel>}
      {found.data && !isFurther && (polozka
        ? <Reading lines={lines} search={search} selection={selection} onMore={more} hasMore={found.hasNextPage} />
        : (
            <Stack>
              <BookTabs current="book" />
              <MissingKey />
              <BookFilter search={search} onChange={(next) => void navigate({ to: '/podpis', search: next })} />
              <div ref={list}><Queue lines={lines} search={search} selection={selection} list={list} onMore={more} /></div>
              <ListFoot shown={lines.length} forms={documentForms} found={found} onMore={more} />
            </Stack>
          ))}
      {bar}
      {freezing && <FreezeDialog lines={freezing} onClose={() => setFreezing(null)} />}
    </Page>
  )
}

interface QueueProps { readonly lines: readonly Line[], readonly search: BookSearch, readonly selection: InboxSelection, readonly onMore: () => void }

function Queue({ lines, search, selection, list, onMore }: QueueProps & { list: React.RefObject<HTMLDivElement | null> }) {
  useListKeys(list, onMore)
  const open = () => { if (document.activeElement instanceof HTMLAnchorElement && list.current?.contains(document.activeElement)) document.activeElement.click() }
  useShortcuts({ o: open, x: selection.toggleFocused, a: selection.chooseShown })
  const narrowed = Object.keys(bookFilter(search)).length > 0
  return <BookTable lines={lines} search={search} selection={selection} empty={<Nothing narrowed={narrowed} />} />
}

function Reading({ lines, search, selection, onMore, hasMore }: QueueProps & { hasMore: boolean }) {
  const t = useTexts(signingTexts)
  const navigate = bookRoute.useNavigate()
  const { polozka = '', ...rest } = search
  const toggle = () => {
    const chosen = new Set(selection.chosen)
    if (!chosen.delete(polozka)) chosen.add(polozka)
    selection.onChange(chosen)
  }
  const line = lines.find(({ itemId }) => itemId === polozka)
  return (
    <ReadingDesk items={lines.map(({ itemId, document, why, openedAt }) => ({ itemId, document, why, opened: openedAt !== null }))} current={polozka} onEnd={onMore} hasMore={hasMore}
      href={(itemId) => bookAddress({ ...rest, polozka: itemId })} back={{ title: t.reader.back, href: bookAddress(rest) }}
      onGo={(itemId) => void navigate({ to: '/podpis', search: { ...rest, polozka: itemId } })} onBack={() => void navigate({ to: '/podpis', search: rest })}
      changed={line?.changed ? comparisonOf(line.document.id, line.changed) : null} choosing={line?.refusal === null ? { chosen: selection.chosen.has(polozka), toggle } : null} />
  )
}

function MissingKey() {
  const t = useTexts(signingTexts)
  const keys = useQuery(keysQuery).data?.keys
  const now = useNow()
  return keys && !keys.some((key) => isUsable(key, now)) && <Message quiet tone="warning" title={t.noKey}>{t.noKeyLead}</Message>
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  const t = useTexts(signingTexts)
  if (narrowed) return <EmptyState title={t.filter.none} icon="documentSearch">{t.filter.noneLead}</EmptyState>
  return <EmptyState title={t.empty} icon="stamp" actions={<LinkButton href="/podpis/seznamy">{t.emptyAction}</LinkButton>}>{t.emptyLead}</EmptyState>
}

function Shortcuts({ reading }: { reading: boolean }) {
  const { keys } = useTexts(signingTexts)
  const walk = [{ keys: ['J', '↓'], does: keys.next }, { keys: ['K', '↑'], does: keys.previous }, { keys: ['X'], does: keys.choose }]
  return (
    <ShortcutSheet lines={reading
      ? [...walk, { keys: ['R'], does: keys.returnIt }, { keys: ['P'], does: keys.prepare }, { keys: ['Esc'], does: keys.back }]
      : [...walk, { keys: ['A'], does: keys.all }, { keys: ['O', 'Enter'], does: keys.open }, { keys: ['P'], does: keys.prepare }, { keys: ['Esc'], does: keys.clear }]} />
  )
}
