import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { Columns, formatDate, Panel, Skeleton, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { ShortcutSheet } from '../shell/shortcut-sheet.tsx'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { nextAfter, senderName, type IntakeItem } from './item.ts'
import { intakeItemQuery, intakeQuery } from './queries.ts'
import { Reading } from './reading.tsx'
import { Settling } from './settling.tsx'
import { intakeTexts } from './texts.ts'

export const intakeItemRoute = createRoute({ getParentRoute: () => officeRoute, path: '/podatelna/$id', component: IntakeItemPage })

/** One submission: what was read of it on one side, its registration on the other. */
function IntakeItemPage() {
  const { id } = intakeItemRoute.useParams()
  const t = useTexts(intakeTexts)
  const found = useQuery(intakeItemQuery(id))
  if (found.data) return <Shown key={id} item={found.data} />
  return (
    <Page title={t.item.title} crumbs={[{ title: t.title, href: '/podatelna' }, { title: t.item.title }]}>
      {found.error ? <Failure error={found.error} onAgain={() => void found.refetch()} /> : <Skeleton lines={12} />}
    </Page>
  )
}

function Shown({ item }: { item: IntakeItem }) {
  const t = useTexts(intakeTexts)
  const language = useLanguage()
  const navigate = intakeItemRoute.useNavigate()
  const waiting = useInfiniteQuery(intakeQuery('waiting')).data?.pages.flatMap((page) => page.items).map(({ id }) => id) ?? []
  const go = (id: string | undefined) => { if (id) void navigate({ to: '/podatelna/$id', params: { id } }) }
  const at = waiting.indexOf(item.id)
  useShortcuts({ Escape: () => void navigate({ to: '/podatelna', search: {} }), j: () => go(waiting[at + 1]), k: () => go(waiting[at - 1]) })
  const next = () => {
    const id = nextAfter(waiting, item.id)
    if (id) void navigate({ to: '/podatelna/$id', params: { id } })
    else void navigate({ to: '/podatelna', search: {} })
  }
  return (
    <Page title={item.subject ?? item.name} crumbs={[{ title: t.title, href: '/podatelna' }, { title: item.name }]} actions={<ItemKeys />}
      facts={<><span>{senderName(item) ?? t.item.unknownSender}</span><time dateTime={item.receivedAt}>{formatDate(language, item.receivedAt, 'moment')}</time></>}>
      {item.state === 'received' ? <Panel><Stack><p className="muted">{t.item.reading}</p><Skeleton lines={6} /></Stack></Panel> : (
        <Columns>
          <Reading item={item} />
          <Settling key={item.id} item={item} waiting={waiting.filter((id) => id !== item.id).length} onSettled={next} />
        </Columns>
      )}
    </Page>
  )
}

function ItemKeys() {
  const t = useTexts(intakeTexts).keys
  return (
    <ShortcutSheet lines={[
      { keys: ['Ctrl+Enter'], does: t.register }, { keys: ['Esc'], does: t.leave }, { keys: ['R'], does: t.refuse }, { keys: ['1', '…', '9'], does: t.show },
      { keys: ['J'], does: t.next }, { keys: ['K'], does: t.previous },
    ]} />
  )
}
