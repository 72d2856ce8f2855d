import { useInfiniteQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { Button, Cluster, EmptyState, LinkButton, Message, Panel, Skeleton, Stack, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { shellTexts } from '../shell/texts.ts'
import { Entry } from './entry.tsx'
import { Filters } from './filters.tsx'
import { Keeping, KeepingAlarms } from './keeping.tsx'
import { logQuery, type LogSearch } from './queries.ts'
import { logTexts } from './texts.ts'

export const logRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/protokol',
  validateSearch: (search): LogSearch => Object.fromEntries((['kdo', 'co', 'udalost', 'od', 'do'] as const).flatMap((name) => {
    const value = search[name]
    return typeof value === 'string' && value !== '' ? [[name, value.slice(0, 100)]] : []
  })),
  component: Log,
})

/** Every deed of the office, newest first, for those who watch over it. */
function Log() {
  const t = useTexts(logTexts)
  const showMore = useTexts(shellTexts).showMore
  const search = logRoute.useSearch()
  const mayRead = hasRole(useMe(), 'auditor', 'admin')
  const found = useInfiniteQuery({ ...logQuery(search), enabled: mayRead })
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  if (!mayRead) return <Page title={t.title} width="narrow"><Message quiet tone="warning" title={t.notYours}>{t.notYoursLead}</Message></Page>
  return (
    <Page title={t.title} lead={t.lead} actions={<Button onClick={() => void found.refetch()} busy={found.isRefetching}>{t.refresh}</Button>}>
      <Stack>
        <KeepingAlarms />
        <Panel><Filters key={JSON.stringify(search)} search={search} /></Panel>
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Panel><Skeleton lines={10} /></Panel>}
        {found.data && items.length === 0 && (
          <Panel><EmptyState title={t.none} icon="documentSearch" actions={<LinkButton href="/protokol">{t.clear}</LinkButton>}>{t.noneLead}</EmptyState></Panel>
        )}
        {items.length > 0 && (
          <Panel title={t.entries}>
            <ol className="log">{items.map((entry) => <Entry key={entry.index} entry={entry} />)}</ol>
          </Panel>
        )}
        {found.hasNextPage && <Cluster justify="end"><Button size="s" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{showMore}</Button></Cluster>}
        <Keeping />
        <Verifying />
      </Stack>
    </Page>
  )
}

/** How anybody can check a proof without us. */
function Verifying() {
  const t = useTexts(logTexts).verify
  return (
    <Panel title={t.title}>
      <Stack>
        <p>{t.lead}</p>
        <ol>
          <li>{t.proof}</li>
          <li>{t.key} <a href="/api/log/key" download="klic-protokolu.pem">{t.keyLink}</a></li>
          <li>{t.command} <code>npx obeh log prove --check protokol-123.tlog-proof --key klic-protokolu.pem</code></li>
        </ol>
        <p className="muted">{t.page} <a href="/portal/overeni">{t.pageLink}</a></p>
      </Stack>
    </Panel>
  )
}
