import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { DefinitionList, EmptyState, formatDate, formatNumber, Message, Panel, Skeleton, Stack, TabLinks, Table, Tag, useLanguage, useTexts, type Fact } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { ListFoot } from '../shell/list-foot.tsx'
import type { NavigationItem } from '../shell/navigation.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { useNow } from '../shell/use-now.ts'
import { lifeFilters, lifeQuery, lifeSummaryQuery, type LifeFilter, type LifeRow, type LifeSummary } from './life-queries.ts'
import { lifeForms, lifeTexts } from './life-texts.ts'

const path = '/podpisy/zivotnost'
const readers = ['admin', 'auditor', 'head'] as const

export const lifeRoute = createRoute({
  getParentRoute: () => officeRoute, path, component: LifeOfSignatures,
  validateSearch: (search): { jen?: LifeFilter } => {
    const only = lifeFilters.find((each) => each === search.jen && each !== 'all')
    return only ? { jen: only } : {}
  },
})

export const lifeNavigation: readonly NavigationItem[] = [{ href: path, icon: 'hourglass', title: { cs: lifeTexts.cs.nav, en: lifeTexts.en.nav }, roles: readers }]

/** What will lose its proof when, and what the last night did about it. */
function LifeOfSignatures() {
  const t = useTexts(lifeTexts)
  const me = useMe()
  const summary = useQuery({ ...lifeSummaryQuery, enabled: hasRole(me, ...readers) })
  if (!hasRole(me, ...readers)) return <Page title={t.title} width="narrow"><Message quiet tone="warning" title={t.notYours}>{t.notYoursLead}</Message></Page>
  return (
    <Page title={t.title} lead={t.lead}>
      <Stack>
        {summary.error && <Failure error={summary.error} onAgain={() => void summary.refetch()} />}
        {summary.isPending && <Panel><Skeleton lines={4} /></Panel>}
        {summary.data && <LastNight summary={summary.data} />}
        {summary.data && <Quarters quarters={summary.data.quarters} />}
        <Contents />
      </Stack>
    </Page>
  )
}

function LastNight({ summary: { night, counts } }: { summary: LifeSummary }) {
  const t = useTexts(lifeTexts)
  const language = useLanguage()
  const number = (value: number) => formatNumber(language, value)
  const facts: Fact[] = [[t.waiting, number(counts.waiting)], [t.overdue, number(counts.overdue)], [t.total, number(counts.total)]]
  if (night) facts.unshift([t.extended, number(night.extended)], [t.failed, number(night.failed)])
  const when = night && (night.endedAt ? t.nightDone(formatDate(language, night.endedAt, 'moment')) : t.nightRuns(formatDate(language, night.begunAt, 'moment')))
  return (
    <Panel title={t.night}>
      <Stack>
        <p className="muted">{when ?? t.noNight}</p>
        <DefinitionList facts={facts} />
      </Stack>
    </Panel>
  )
}

function Quarters({ quarters }: { quarters: LifeSummary['quarters'] }) {
  const t = useTexts(lifeTexts)
  const language = useLanguage()
  const named = (quarter: string) => t.quarter(...(quarter.split('-') as [string, string]))
  return (
    <Panel title={t.quarters} flush>
      <Table caption={t.quarters} captionHidden rows={quarters} rowKey={({ quarter }) => quarter} empty={<EmptyState title={t.noQuarters} icon="hourglass" />} columns={[
        { key: 'quarter', title: t.period, heading: true, render: ({ quarter }) => named(quarter) },
        { key: 'own', title: t.own, align: 'end', render: ({ own }) => formatNumber(language, own) },
        { key: 'foreign', title: t.foreign, align: 'end', render: ({ foreign }) => formatNumber(language, foreign) },
      ]} />
    </Panel>
  )
}

function Contents() {
  const t = useTexts(lifeTexts)
  const language = useLanguage()
  const { jen: only = 'all' } = lifeRoute.useSearch()
  const found = useInfiniteQuery(lifeQuery(only))
  // What may not be named has no name of its own either.
  const rows = (found.data?.pages.flatMap(({ items }) => items) ?? []).map((row, index) => ({ ...row, key: row.componentId ?? String(index) }))
  return (
    <Stack>
      <TabLinks label={t.list} links={lifeFilters.map((each) => ({ href: each === 'all' ? path : `${path}?jen=${each}`, title: t.filters[each], current: each === only }))} />
      {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.isPending && <Panel><Skeleton lines={6} /></Panel>}
      {found.data && (
        <Table caption={t.list} captionHidden rows={rows} rowKey={({ key }) => key}
          empty={<EmptyState title={t.none} icon="documentSearch">{t.noneLead}</EmptyState>} columns={[
            { key: 'document', title: t.columns.document, heading: true, render: (row) => <Named row={row} /> },
            { key: 'until', title: t.columns.until, nowrap: true, render: ({ endangeredAt }) => formatDate(language, endangeredAt) },
            { key: 'level', title: t.columns.level, nowrap: true, render: ({ level }) => level.replace('_BASELINE_', ' B-') },
            { key: 'state', title: t.columns.state, render: (row) => <State row={row} /> },
          ]} />
      )}
      <ListFoot shown={rows.length} forms={lifeForms} found={found} onMore={() => void found.fetchNextPage()} />
    </Stack>
  )
}

function Named({ row: { documentId, named } }: { row: LifeRow }) {
  const t = useTexts(lifeTexts)
  if (!named || documentId === null) return <span className="muted">{t.hidden}</span>
  return <a href={`/dokumenty/${documentId}`}>{named.subject} <span className="muted small">{named.referenceNumber}</span></a>
}

function State({ row: { own, dueAt, problem, endangeredAt } }: { row: LifeRow }) {
  const t = useTexts(lifeTexts)
  const language = useLanguage()
  const now = useNow()
  if (problem) return <><Tag tone="error">{t.filters.failing}</Tag> <span className="small">{t.problems[problem]}</span></>
  if (new Date(endangeredAt) <= now) return <Tag tone="warning">{t.states.lost}</Tag>
  return <span className="muted">{own && dueAt ? t.states.kept(formatDate(language, dueAt)) : t.states.watched}</span>
}
