import { useInfiniteQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useRef } from 'react'
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
import { InboxTable } from './inbox-table.tsx'
import { boxes, type Box } from './item.ts'
import { inboxQuery } from './queries.ts'
import { circulationTexts, itemForms } from './texts.ts'

export const inboxRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/prace',
  validateSearch: (search): { box?: Box } => {
    const box = boxes.find((one) => one === search.box)
    return box && box !== 'mine' ? { box } : {}
  },
  component: Inbox,
})

const addressOf = (box: Box) => box === 'mine' ? '/prace' : `/prace?box=${box}`

/** Where the day begins: what waits for me, for my unit, and what I wait for. */
function Inbox() {
  const t = useTexts(circulationTexts)
  const language = useLanguage()
  const { box = 'mine' } = inboxRoute.useSearch()
  const navigate = inboxRoute.useNavigate()
  const inbox = useInfiniteQuery(inboxQuery(box))
  const list = useRef<HTMLDivElement>(null)
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? []
  const more = () => { if (inbox.hasNextPage && !inbox.isFetchingNextPage) void inbox.fetchNextPage() }
  useListKeys(list, more)
  useShortcuts(Object.fromEntries(boxes.map((one, index) => [String(index + 1), () => void navigate({ to: '/prace', search: one === 'mine' ? {} : { box: one } })])))
  return (
    <Page title={t.title} lead={t.lead[box]} actions={<ShortcutSheet lines={[
      { keys: ['J', '↓'], does: t.keys.next }, { keys: ['K', '↑'], does: t.keys.previous },
      { keys: ['Enter'], does: t.keys.open }, { keys: ['1', '2', '3'], does: t.keys.boxes },
    ]} />}>
      <Stack>
        <TabLinks label={t.boxesLabel} links={boxes.map((one) => ({ href: addressOf(one), title: t.boxes[one], current: one === box }))} />
        <SavedViews place="inbox" />
        {inbox.error && <Failure error={inbox.error} onAgain={() => void inbox.refetch()} />}
        {inbox.isPending && <Panel><Skeleton lines={9} /></Panel>}
        {inbox.data && (
          <>
            <div ref={list}><InboxTable box={box} items={items} caption={`${t.title}: ${t.boxes[box]}`} empty={<NothingHere box={box} />} /></div>
            {items.length > 0 && (
              <Cluster justify="between">
                <span className="muted small">{plural(language, items.length, itemForms[language])}{!inbox.hasNextPage && ` · ${t.shownAll}`}</span>
                {inbox.hasNextPage && <MoreButton busy={inbox.isFetchingNextPage} onClick={more} />}
              </Cluster>
            )}
          </>
        )}
      </Stack>
    </Page>
  )
}

function MoreButton({ busy, onClick }: { busy: boolean, onClick: () => void }) {
  return <Button size="s" busy={busy} onClick={onClick}>{useTexts(shellTexts).showMore}</Button>
}

function NothingHere({ box }: { box: Box }) {
  const t = useTexts(circulationTexts).empty
  const registrar = hasRole(useMe(), 'registrar')
  return (
    <EmptyState title={t[box].title} icon={box === 'asked' ? 'hourglass' : 'documents'} actions={
      <>
        <LinkButton href={box === 'mine' ? addressOf('unit') : '/dokumenty'}>{t[box].action}</LinkButton>
        {registrar && <LinkButton href="/podatelna">{t.registry}</LinkButton>}
      </>
    }>{t[box].lead}</EmptyState>
  )
}
