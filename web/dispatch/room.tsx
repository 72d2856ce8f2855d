import { useInfiniteQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { Button, Cluster, EmptyState, formatDate, LinkButton, Panel, SelectField, Skeleton, Stack, TabLinks, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { shellTexts } from '../shell/texts.ts'
import { SavedViews } from '../views/index.tsx'
import type { DispatchChannel } from './answer.ts'
import { ConsignmentItem } from './consignment.tsx'
import { roomBoxes, roomQuery, type RoomBox, type RoomItem } from './queries.ts'
import { dispatchTexts } from './texts.ts'

const channels: readonly DispatchChannel[] = ['EPodatelnaMail', 'EPodatelnaWeb', 'Osobne', 'Posta']

export const roomRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/vypravna',
  validateSearch: (search): { box?: RoomBox, channel?: DispatchChannel } => {
    const [box, channel] = [roomBoxes.find((one) => one === search.box), channels.find((one) => one === search.channel)]
    return { ...box && box !== 'waiting' ? { box } : {}, ...channel ? { channel } : {} }
  },
  component: Room,
})

/** Everything that waits to leave the office, with what can be done about it at hand; for others than the dispatch room, what they sent. */
function Room() {
  const t = useTexts(dispatchTexts).room
  const channelNames = useTexts(dispatchTexts).channels
  const [snippetsTitle, ownTitle] = [useTexts(dispatchTexts).snippets.title, useTexts(dispatchTexts).letters.own]
  const showMore = useTexts(shellTexts).showMore
  const registrar = hasRole(useMe(), 'registrar')
  const { box = 'waiting', channel } = roomRoute.useSearch()
  const navigate = roomRoute.useNavigate()
  const room = useInfiniteQuery(roomQuery(box, channel))
  const items = room.data?.pages.flatMap((page) => page.items) ?? []
  const addressOf = (one: RoomBox) => `/vypravna?${new URLSearchParams({ ...one === 'waiting' ? {} : { box: one }, ...channel ? { channel } : {} })}`.replace(/\?$/, '')
  return (
    <Page title={t.title} lead={t.lead[box]} actions={<>
      {registrar && <LinkButton href="/api/dispatches/posting-list" download icon="download">{t.list}</LinkButton>}
      <LinkButton href="/odpovedi/texty">{snippetsTitle}</LinkButton>
      <LinkButton href="/odpovedi/vlastni" icon="plus">{ownTitle}</LinkButton>
    </>}>
      <Stack>
        <Cluster justify="between">
          <TabLinks label={t.boxesLabel} links={roomBoxes.map((one) => ({ href: addressOf(one), title: t.boxes[one], current: one === box }))} />
          <SelectField label={t.channel} labelHidden value={channel ?? ''} empty={t.anyChannel} options={channels.map((one) => ({ value: one, label: channelNames[one] }))}
            onChange={(event) => {
              const chosen = channels.find((one) => one === event.target.value)
              void navigate({ to: '/vypravna', search: { ...box === 'waiting' ? {} : { box }, ...chosen ? { channel: chosen } : {} } })
            }} />
        </Cluster>
        <SavedViews place="dispatch-room" />
        {room.error && <Failure error={room.error} onAgain={() => void room.refetch()} />}
        {room.isPending && <Panel><Skeleton lines={9} /></Panel>}
        {room.data && (items.length === 0 ? <EmptyState title={t.empty[box]} icon="documents">{t.emptyLead}</EmptyState> : (
          <Panel><ul className="consignments">{items.map((item) => <Item key={item.id} item={item} />)}</ul></Panel>
        ))}
        {room.hasNextPage && <div><Button size="s" busy={room.isFetchingNextPage} onClick={() => void room.fetchNextPage()}>{showMore}</Button></div>}
      </Stack>
    </Page>
  )
}

function Item({ item }: { item: RoomItem }) {
  const t = useTexts(dispatchTexts).room
  const language = useLanguage()
  return (
    <ConsignmentItem consignment={item} may title={
      <><strong><a href={`/odpovedi/${item.document.id}`}>{item.document.subject}</a></strong> <span className="muted small">{item.document.referenceNumber} · {t.asked(item.askedByName, formatDate(language, item.askedAt, 'moment'))}</span></>
    } />
  )
}
