import { useInfiniteQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useRef, type FormEvent } from 'react'
import { DueTag } from '../circulation/index.tsx'
import { useDirectory } from '../identity/index.tsx'
import { Button, EmptyState, LinkButton, Panel, SearchBox, Skeleton, Stack, Table, TabLinks, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { ListFoot } from '../shell/list-foot.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { useListKeys } from '../shell/use-list-keys.ts'
import { SavedViews } from '../views/index.tsx'
import type { ListedFile, Whose } from './file.ts'
import { filesQuery } from './file-queries.ts'
import { FileStateTag } from './file-state-tag.tsx'
import { fileForms, fileTexts } from './texts-file.ts'

const all = ['mine', 'unit', 'all'] as const satisfies readonly Whose[]

export const filesRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/spisy',
  validateSearch: (search): { ci?: Whose, q?: string } => ({
    ...(all.some((each) => each === search.ci) ? { ci: search.ci as Whose } : {}), ...(typeof search.q === 'string' || typeof search.q === 'number' ? { q: String(search.q).slice(0, 100) } : {}),
  }),
  component: Files,
})

/** Files by whose they are. */
function Files() {
  const t = useTexts(fileTexts)
  const { ci: whose = 'mine', q: text = '' } = filesRoute.useSearch()
  const navigate = filesRoute.useNavigate()
  const found = useInfiniteQuery(filesQuery(whose, text))
  const list = useRef<HTMLDivElement>(null)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const more = () => { if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage() }
  useListKeys(list, more)
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim()
    void navigate({ to: '/spisy', search: { ci: whose, ...(q ? { q } : {}) } })
  }
  return (
    <Page title={t.title} lead={t.lead}>
      <Stack>
        <TabLinks label={t.title} links={all.map((each) => ({ href: `/spisy?ci=${each}`, title: t.whose[each], current: each === whose }))} />
        <search>
          <form className="records-search" onSubmit={search} key={`${whose} ${text}`}>
            <SearchBox name="q" label={t.search} placeholder={t.search} defaultValue={text} maxLength={100} data-find />
            <Button type="submit">{t.go}</Button>
            {text && <LinkButton href={`/spisy?ci=${whose}`} look="plain">{t.clear}</LinkButton>}
          </form>
        </search>
        <SavedViews place="files" />
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Panel><Skeleton lines={9} /></Panel>}
        {found.data && <div ref={list}><FilesTable items={items} whose={whose} searched={text !== ''} /></div>}
        <ListFoot shown={items.length} forms={fileForms} found={found} onMore={more} />
      </Stack>
    </Page>
  )
}

function FilesTable({ items, whose, searched }: { items: readonly ListedFile[], whose: Whose, searched: boolean }) {
  const t = useTexts(fileTexts)
  const { unitName, personName } = useDirectory()
  return (
    <Table caption={t.title} captionHidden rows={items} rowKey={({ id }) => id} href={({ id }) => `/spisy/${id}`}
      empty={searched ? <EmptyState title={t.none} icon="documentSearch">{t.noneLead}</EmptyState> : <EmptyState title={t.empty[whose]}>{t.emptyLead}</EmptyState>}
      columns={[
        { key: 'subject', title: t.columns.subject, heading: true, render: ({ subject }) => subject },
        { key: 'reference', title: t.columns.reference, render: ({ fileReference }) => <span className="records-number">{fileReference}</span> },
        { key: 'class', title: t.columns.class, render: ({ classCode }) => classCode },
        { key: 'holder', title: t.columns.holder, render: ({ holderUnitId, holderPersonId }) => personName(holderPersonId) ?? unitName(holderUnitId) },
        { key: 'documents', title: t.columns.documents, align: 'end', render: ({ documents }) => documents },
        { key: 'due', title: t.columns.due, nowrap: true, render: ({ dueOn, state }) => state === 'nevyrizen' || state === 'otevren' ? <DueTag day={dueOn} /> : null },
        { key: 'state', title: t.columns.state, nowrap: true, render: ({ state }) => <FileStateTag state={state} /> },
      ]} />
  )
}
