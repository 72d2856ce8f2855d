import { useInfiniteQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useRef } from 'react'
import { Button, Cluster, LinkButton, Panel, plural, Skeleton, Stack, TabLinks, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { ShortcutSheet } from '../shell/shortcut-sheet.tsx'
import { shellTexts } from '../shell/texts.ts'
import { useListKeys } from '../shell/use-list-keys.ts'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { IntakeTable } from './intake-table.tsx'
import { intakeQuery, intakeStates, type ShownState } from './queries.ts'
import { Reception } from './reception.tsx'
import { intakeTexts, submissionForms } from './texts.ts'

export const intakeRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/podatelna',
  validateSearch: (search): { state?: ShownState } => {
    const state = intakeStates.find((one) => one === search.state)
    return state && state !== 'waiting' ? { state } : {}
  },
  component: Intake,
})

/** What has come to the office and in what state it is. */
function Intake() {
  const t = useTexts(intakeTexts)
  const language = useLanguage()
  const showMore = useTexts(shellTexts).showMore
  const { state = 'waiting' } = intakeRoute.useSearch()
  const found = useInfiniteQuery(intakeQuery(state))
  const list = useRef<HTMLDivElement>(null)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const more = () => { if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage() }
  useListKeys(list, more)
  const navigate = intakeRoute.useNavigate()
  const first = items[0]?.id
  useShortcuts({ Enter: first ? () => void navigate({ to: '/podatelna/$id', params: { id: first } }) : undefined })
  return (
    <Page title={t.title} lead={t.lead} actions={<><LinkButton href="/podatelna/listinne" icon="plus">{t.paper.open}</LinkButton><ShortcutSheet lines={[
      { keys: ['J', '↓'], does: t.keys.next }, { keys: ['K', '↑'], does: t.keys.previous }, { keys: ['Enter'], does: t.keys.openNext },
    ]} /></>}>
      <Stack gap="l">
        <Reception />
        <Stack>
          <TabLinks label={t.tabsLabel} links={intakeStates.map((one) => (
            { href: one === 'waiting' ? '/podatelna' : `/podatelna?state=${one}`, title: t.tabs[one], current: one === state }))} />
          {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
          {found.isPending && <Panel><Skeleton lines={9} /></Panel>}
          {found.data && <div ref={list}><IntakeTable state={state} items={items} /></div>}
          {items.length > 0 && (
            <Cluster justify="between">
              <span className="muted small">{plural(language, items.length, submissionForms[language])}</span>
              {found.hasNextPage && <Button size="s" busy={found.isFetchingNextPage} onClick={more}>{showMore}</Button>}
            </Cluster>
          )}
        </Stack>
      </Stack>
    </Page>
  )
}
