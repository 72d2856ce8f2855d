import { useInfiniteQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useDirectory } from '../identity/directory.ts'
import { Button, Cluster, EmptyState, LinkButton, Panel, plural, Skeleton, Stack, TabLinks, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { ShortcutSheet } from '../shell/shortcut-sheet.tsx'
import { shellTexts } from '../shell/texts.ts'
import { useListKeys } from '../shell/use-list-keys.ts'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { SavedViews } from '../views/index.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { bulkTexts } from './bulk-texts.ts'
import { InboxFilter } from './inbox-filter.tsx'
import { addressOf, filterOf, readSearch } from './inbox-search.ts'
import { focusedRow, useSelection } from './inbox-selection.ts'
import { InboxTable } from './inbox-table.tsx'
import { boxes, type Box } from './item.ts'
import { inboxQuery } from './queries.ts'
import { circulationTexts, itemForms } from './texts.ts'

export const inboxRoute = createRoute({ getParentRoute: () => officeRoute, path: '/prace', validateSearch: readSearch, component: Inbox })

const tabs = boxes.filter((box) => box !== 'person')
const toBox = (box: Box) => box === 'mine' ? {} : { box }

/** Where the day begins: what waits for me, for my unit, and what I wait for. */
function Inbox() {
  const t = useTexts(circulationTexts)
  const bulk = useTexts(bulkTexts)
  const language = useLanguage()
  const search = inboxRoute.useSearch()
  const { box = 'mine', osoba } = search
  const navigate = inboxRoute.useNavigate()
  const { personName } = useDirectory()
  const inbox = useInfiniteQuery(inboxQuery(search))
  const list = useRef<HTMLDivElement>(null)
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? []
  const selection = useSelection(list, items.map(({ id }) => id), addressOf(search))
  const more = () => { if (inbox.hasNextPage && !inbox.isFetchingNextPage) void inbox.fetchNextPage() }
  useListKeys(list, more)
  useShortcuts({
    ...Object.fromEntries(tabs.map((one, index) => [String(index + 1), () => void navigate({ to: '/prace', search: toBox(one) })])),
    x: selection.toggleFocused, a: selection.chooseShown, Escape: selection.chosen.size > 0 ? selection.clear : undefined,
  })
  const goOn = useNextRow(list, items.length)
  const title = box === 'person' ? bulk.load.of(personName(osoba) ?? '') : t.title
  const narrowed = search.q !== undefined || search.kind !== undefined
  return (
    <Page title={title} lead={box === 'person' ? bulk.load.ofLead : t.lead[box]} crumbs={box === 'person' ? [{ title: bulk.load.title, href: '/prace/utvar' }] : undefined} actions={<ShortcutSheet lines={[
      { keys: ['J', '↓'], does: t.keys.next }, { keys: ['K', '↑'], does: t.keys.previous },
      { keys: ['Enter'], does: t.keys.open }, { keys: tabs.map((_, index) => String(index + 1)), does: t.keys.boxes },
      { keys: ['X'], does: bulk.keys.choose }, { keys: ['A'], does: bulk.keys.all }, { keys: ['P'], does: bulk.keys.handOver }, { keys: ['T'], does: bulk.keys.takeOver },
      { keys: ['U'], does: bulk.keys.undo }, { keys: ['Esc'], does: bulk.keys.clear },
    ]} />}>
      <Stack>
        {box !== 'person' && <TabLinks label={t.boxesLabel} links={tabs.map((one) => ({ href: addressOf(toBox(one)), title: t.boxes[one], current: one === box }))} />}
        <SavedViews place="inbox" />
        <InboxFilter search={search} onChange={(next) => void navigate({ to: '/prace', search: next })} />
        {inbox.error && <Failure error={inbox.error} onAgain={() => void inbox.refetch()} />}
        {inbox.isPending && <Panel><Skeleton lines={9} /></Panel>}
        {inbox.data && (
          <>
            <div ref={list}><InboxTable box={box} items={items} caption={`${title}: ${t.boxes[box]}`} selection={selection} empty={narrowed ? <NothingMatches /> : <NothingHere box={box} />} /></div>
            {items.length > 0 && (
              <Cluster justify="between">
                <span className="muted small">{plural(language, items.length, itemForms[language])}{!inbox.hasNextPage && ` · ${t.shownAll}`}</span>
                {inbox.hasNextPage && <MoreButton busy={inbox.isFetchingNextPage} onClick={more} />}
              </Cluster>
            )}
          </>
        )}
        <BulkBar selection={selection} filter={filterOf(search)} hasMore={inbox.hasNextPage} allShown={items.length > 0 && items.every(({ id }) => selection.chosen.has(id))}
          onBefore={() => goOn.remember(focusedRow(list.current))} onStarted={goOn.go} focused={() => items[focusedRow(list.current)]?.id ?? null} />
      </Stack>
    </Page>
  )
}

/** After a deed the keyboard goes on where the row was that has gone with it: at the next one. */
function useNextRow(list: React.RefObject<HTMLElement | null>, count: number) {
  const row = useRef(-1)
  const [due, setDue] = useState(false)
  useEffect(() => {
    const focused = document.activeElement
    if (!due || (focused !== document.body && focused?.tagName !== 'H1')) return
    const links = [...list.current?.querySelectorAll<HTMLElement>('.table__link') ?? []]
    links[Math.min(Math.max(row.current, 0), links.length - 1)]?.focus()
  }, [due, count, list])
  return { remember: (at: number) => { if (at >= 0) row.current = at }, go: () => setDue(true) }
}

function MoreButton({ busy, onClick }: { busy: boolean, onClick: () => void }) {
  return <Button size="s" busy={busy} onClick={onClick}>{useTexts(shellTexts).showMore}</Button>
}

function NothingMatches() {
  const t = useTexts(bulkTexts).filter
  return <EmptyState title={t.none} icon="documentSearch">{t.noneLead}</EmptyState>
}

function NothingHere({ box }: { box: Box }) {
  const t = useTexts(circulationTexts).empty
  const registrar = hasRole(useMe(), 'registrar')
  return (
    <EmptyState title={t[box].title} icon={box === 'asked' ? 'hourglass' : 'documents'} actions={
      <>
        <LinkButton href={box === 'mine' ? addressOf({ box: 'unit' }) : '/dokumenty'}>{t[box].action}</LinkButton>
        {registrar && <LinkButton href="/podatelna">{t.registry}</LinkButton>}
      </>
    }>{t[box].lead}</EmptyState>
  )
}
