import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useEffect, useRef, type FormEvent } from 'react'
import { Button, Cluster, EmptyState, Panel, plural, SearchBox, Skeleton, Stack, TabLinks, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { ShortcutSheet } from '../shell/shortcut-sheet.tsx'
import { shellTexts } from '../shell/texts.ts'
import { useListKeys } from '../shell/use-list-keys.ts'
import { SavedViews } from '../views/index.tsx'
import { isAsked, kinds, readAsked, type Asked } from './found.ts'
import { FoundList } from './found-list.tsx'
import { rememberSearch } from './recent-searches.ts'
import './search.css'
import { SearchFilters } from './search-filters.tsx'
import { countsQuery, foundQuery } from './search-queries.ts'
import { SearchStart } from './search-start.tsx'
import { resultForms, searchTexts } from './texts-search.ts'

export const searchRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/hledat',
  validateSearch: (search): Asked => readAsked(search),
  component: SearchPage,
})

/** One box over documents, files and parties; the address holds the whole question. */
function SearchPage() {
  const t = useTexts(searchTexts)
  const asked = searchRoute.useSearch()
  const navigate = searchRoute.useNavigate()
  const ask = (next: Asked) => void navigate({ to: '/hledat', search: next })
  const { q } = asked
  useEffect(() => { if (q) rememberSearch(q) }, [q])
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { q: _, ...filters } = asked
    ask(readAsked({ ...filters, q: new FormData(event.currentTarget).get('q') }))
  }
  return (
    <Page title={t.title} actions={<ShortcutSheet lines={[
      { keys: ['J', '↓'], does: t.keys.next }, { keys: ['K', '↑'], does: t.keys.previous }, { keys: ['Enter'], does: t.keys.open }, { keys: ['/'], does: t.keys.search },
    ]} />}>
      <Stack>
        <search>
          <form className="records-search search-page__form" onSubmit={search} key={q ?? ''}>
            <SearchBox name="q" label={t.box} placeholder={t.placeholder} defaultValue={q} maxLength={200} data-find />
            <Button type="submit">{t.go}</Button>
          </form>
        </search>
        <SavedViews place="search" />
        {isAsked(asked) ? <Results asked={asked} onAsk={ask} /> : <SearchStart />}
      </Stack>
    </Page>
  )
}

function Results({ asked, onAsk }: { asked: Asked, onAsk: (asked: Asked) => void }) {
  const t = useTexts(searchTexts)
  const language = useLanguage()
  const showMore = useTexts(shellTexts).showMore
  const found = useInfiniteQuery(foundQuery(asked))
  const list = useRef<HTMLDivElement>(null)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const meant = found.data?.pages[0]?.didYouMean ?? null
  const more = () => { if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage() }
  useListKeys(list, more)
  return (
    <>
      <KindTabs asked={asked} />
      <SearchFilters asked={asked} onAsk={onAsk} />
      {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.isPending && <Panel><Skeleton lines={9} /></Panel>}
      {found.data && items.length === 0 && (
        <EmptyState title={t.none} icon="documentSearch" actions={meant && <span>{t.didYouMean} <Button look="plain" onClick={() => onAsk({ ...asked, q: meant })}>{meant}</Button></span>}>{t.noneLead}</EmptyState>
      )}
      {items.length > 0 && (
        <>
          <div ref={list}><FoundList items={items} /></div>
          <Cluster justify="between">
            <output className="muted small">{t.shown(plural(language, items.length, resultForms[language]))}</output>
            {found.hasNextPage && <Button size="s" busy={found.isFetchingNextPage} onClick={more}>{showMore}</Button>}
          </Cluster>
        </>
      )}
    </>
  )
}

/** How many of each kind there are, once that is known; the list does not wait for it. */
function KindTabs({ asked }: { asked: Asked }) {
  const t = useTexts(searchTexts)
  const { data } = useQuery(countsQuery(asked))
  const counted = data && !data.more ? data.counts : undefined
  const address = (kind: Asked['kind']) => {
    const { kind: _, ...others } = asked
    return `/hledat?${new URLSearchParams({ ...others, ...(kind ? { kind } : {}) })}`
  }
  return (
    <TabLinks label={t.kindLabel} links={[
      { href: address(undefined), title: t.all, current: asked.kind === undefined },
      ...kinds.map((kind) => ({ href: address(kind), title: t.kinds[kind], count: counted && (counted[kind] ?? 0), current: asked.kind === kind })),
    ]} />
  )
}
