import { useInfiniteQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useRef, type FormEvent } from 'react'
import { DueTag } from '../circulation/index.tsx'
import { useDirectory } from '../identity/index.tsx'
import { Button, EmptyState, LinkButton, Panel, SearchBox, Skeleton, Stack, Table, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { ListFoot } from '../shell/list-foot.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { ShortcutSheet } from '../shell/shortcut-sheet.tsx'
import { useListKeys } from '../shell/use-list-keys.ts'
import { SavedViews } from '../views/index.tsx'
import { standingOf, type Listed } from './document.ts'
import { documentsQuery } from './queries.ts'
import { StandingTag } from './standing-tag.tsx'
import { documentForms, recordsTexts } from './texts.ts'

export const documentsRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/dokumenty',
  validateSearch: (search): { q?: string } => typeof search.q === 'string' || typeof search.q === 'number' ? { q: String(search.q).slice(0, 100) } : {},
  component: Documents,
})

/** Every document one may see, found by a part of its number or by words of its subject. */
function Documents() {
  const t = useTexts(recordsTexts).list
  const { q: text = '' } = documentsRoute.useSearch()
  const navigate = documentsRoute.useNavigate()
  const found = useInfiniteQuery(documentsQuery(text))
  const list = useRef<HTMLDivElement>(null)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const more = () => { if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage() }
  useListKeys(list, more)
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim()
    void navigate({ to: '/dokumenty', search: q ? { q } : {} })
  }
  return (
    <Page title={t.title} lead={text ? t.found(text) : t.lead} actions={<ShortcutSheet lines={[
      { keys: ['J', '↓'], does: t.keys.next }, { keys: ['K', '↑'], does: t.keys.previous }, { keys: ['Enter'], does: t.keys.open }, { keys: ['/'], does: t.keys.search },
    ]} />}>
      <Stack>
        <search>
          <form className="records-search" onSubmit={search} key={text}>
            <SearchBox name="q" label={t.search} placeholder={t.search} defaultValue={text} maxLength={100} data-find />
            <Button type="submit">{t.go}</Button>
            {text && <LinkButton href="/dokumenty" look="plain">{t.clear}</LinkButton>}
          </form>
        </search>
        <SavedViews place="documents" />
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Panel><Skeleton lines={9} /></Panel>}
        {found.data && <div ref={list}><DocumentsTable items={items} caption={t.title} searched={text !== ''} /></div>}
        <ListFoot shown={items.length} forms={documentForms} found={found} onMore={more} />
      </Stack>
    </Page>
  )
}

function DocumentsTable({ items, caption, searched }: { items: readonly Listed[], caption: string, searched: boolean }) {
  const t = useTexts(recordsTexts).list
  const { unitName, personName } = useDirectory()
  return (
    <Table caption={caption} captionHidden rows={items} rowKey={({ id }) => id} href={({ id }) => `/dokumenty/${id}`}
      empty={searched ? <EmptyState title={t.none} icon="documentSearch">{t.noneLead}</EmptyState> : <EmptyState title={t.empty}>{t.emptyLead}</EmptyState>}
      columns={[
        { key: 'subject', title: t.columns.subject, heading: true, render: ({ subject }) => subject },
        { key: 'number', title: t.columns.number, render: ({ referenceNumber }) => <span className="records-number">{referenceNumber}</span> },
        { key: 'party', title: t.columns.party, render: ({ party }) => party },
        { key: 'holder', title: t.columns.holder, render: ({ holderUnitId, holderPersonId }) => personName(holderPersonId) ?? unitName(holderUnitId) },
        { key: 'due', title: t.columns.due, nowrap: true, render: (row) => standingOf(row) === 'waiting' ? <DueTag day={row.dueOn} /> : null },
        { key: 'state', title: t.columns.state, nowrap: true, render: (row) => <StandingTag document={row} /> },
      ]} />
  )
}
