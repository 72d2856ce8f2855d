import { useInfiniteQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useRef } from 'react'
import { EmptyState, formatDate, formatNumber, LinkButton, Panel, Skeleton, Stack, Table, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { ListFoot } from '../shell/list-foot.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { useListKeys } from '../shell/use-list-keys.ts'
import { BookTabs } from './book-tabs.tsx'
import { stateTones } from './ceremony.tsx'
import { ceremoniesQuery } from './queries.ts'
import { ceremonyTexts, listForms } from './texts.ts'

export const ceremoniesRoute = createRoute({ getParentRoute: () => officeRoute, path: '/podpis/seznamy', component: Ceremonies })

/** One's own lists, newest first. */
function Ceremonies() {
  const t = useTexts(ceremonyTexts)
  const language = useLanguage()
  const found = useInfiniteQuery(ceremoniesQuery)
  const rows = found.data?.pages.flatMap((page) => page.ceremonies) ?? []
  const list = useRef<HTMLDivElement>(null)
  const more = () => { if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage() }
  useListKeys(list, more)
  return (
    <Page title={t.past} lead={t.pastLead} crumbs={[{ title: t.crumb, href: '/podpis' }]}>
      <Stack>
        <BookTabs current="past" />
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Panel><Skeleton lines={6} /></Panel>}
        {found.data && (
          <div ref={list}>
            <Table caption={t.past} captionHidden rows={rows} rowKey={({ id }) => id} href={({ id }) => `/podpis/seznam/${id}`}
              empty={<EmptyState title={t.none} icon="stamp" actions={<LinkButton href="/podpis">{t.toBook}</LinkButton>}>{t.noneLead}</EmptyState>} columns={[
                { key: 'when', title: t.columns.when, heading: true, render: ({ frozenAt }) => formatDate(language, frozenAt, 'moment') },
                { key: 'count', title: t.columns.count, align: 'end', render: ({ total }) => formatNumber(language, total) },
                { key: 'reason', title: t.reason, render: ({ reason }) => reason },
                { key: 'state', title: t.columns.state, render: ({ state }) => <Tag state tone={stateTones[state]}>{t.states[state]}</Tag> },
              ]} />
          </div>
        )}
        <ListFoot shown={rows.length} forms={listForms} found={found} onMore={more} />
      </Stack>
    </Page>
  )
}
