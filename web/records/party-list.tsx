import { useInfiniteQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useRef, type FormEvent } from 'react'
import { Button, EmptyState, LinkButton, Panel, SearchBox, Skeleton, Stack, Table, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { ListFoot } from '../shell/list-foot.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { useListKeys } from '../shell/use-list-keys.ts'
import { partiesQuery } from './party.ts'
import { partyForms, registerTexts } from './texts-register.ts'

export const partiesRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/rejstrik',
  validateSearch: (search): { q?: string } => typeof search.q === 'string' || typeof search.q === 'number' ? { q: String(search.q).slice(0, 100) } : {},
  component: Parties,
})

/** The register of persons, by name. */
function Parties() {
  const t = useTexts(registerTexts).parties
  const { q: text = '' } = partiesRoute.useSearch()
  const navigate = partiesRoute.useNavigate()
  const found = useInfiniteQuery(partiesQuery(text))
  const list = useRef<HTMLDivElement>(null)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const more = () => { if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage() }
  useListKeys(list, more)
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim()
    void navigate({ to: '/rejstrik', search: q ? { q } : {} })
  }
  return (
    <Page title={t.title} lead={t.lead}>
      <Stack>
        <search>
          <form className="records-search" onSubmit={search} key={text}>
            <SearchBox name="q" label={t.search} placeholder={t.search} defaultValue={text} maxLength={100} data-find />
            <Button type="submit">{t.go}</Button>
            {text && <LinkButton href="/rejstrik" look="plain">{t.clear}</LinkButton>}
          </form>
        </search>
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Panel><Skeleton lines={9} /></Panel>}
        {found.data && (
          <div ref={list}>
            <Table caption={t.title} captionHidden rows={items} rowKey={({ id }) => id} href={({ id }) => `/rejstrik/${id}`}
              empty={text ? <EmptyState title={t.none} icon="documentSearch">{t.noneLead}</EmptyState> : <EmptyState title={t.empty}>{t.emptyLead}</EmptyState>}
              columns={[
                { key: 'name', title: t.columns.name, heading: true, render: ({ name }) => name },
                { key: 'kind', title: t.columns.kind, render: ({ kind }) => <span className={kind === 'Neurceno' ? 'muted' : undefined}>{t.kinds[kind]}</span> },
                { key: 'email', title: t.columns.contact, render: ({ email }) => email },
                { key: 'ico', title: t.columns.ico, render: ({ ico }) => ico && <span className="records-number">{ico}</span> },
              ]} />
          </div>
        )}
        <ListFoot shown={items.length} forms={partyForms} found={found} onMore={more} />
      </Stack>
    </Page>
  )
}
