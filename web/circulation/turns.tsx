import type { ReactNode } from 'react'
import { Button, Cluster, LinkButton, Stack, Tag, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useMe } from '../shell/session.ts'
import { ApprovalTurn } from './approval-turn.tsx'
import { DueTag } from './due-tag.tsx'
import type { Circulation, Item, Wording } from './item.ts'
import { LeftStatement, StatementForm } from './statement-form.tsx'
import { circulationTexts } from './texts.ts'
import { routeTexts } from './texts-route.ts'
import { CompleteForm, TurnDeeds } from './turn-deeds.tsx'

interface TurnsProps { readonly documentId: string, readonly circulation: Circulation, readonly wordings: readonly Wording[], readonly quiet?: boolean | undefined }

/** What waits for this person, with the way to do it right here. */
export function Turns({ documentId, circulation: { items, routes, may }, wordings, quiet }: TurnsProps) {
  const me = useMe().person.id
  const { signing, toBook } = useTexts(routeTexts)
  const routeOf = (item: Item) => routes.find(({ id }) => id === item.routeId)
  return (
    <>
      {may.takeOver && <TakeOver documentId={documentId} />}
      {items.map((item) => {
        if (item.kind === 'comment' && item.state !== 'open') return item.doneBy?.id === me ? null : <LeftStatement key={item.id} item={item} />
        if (item.state !== 'open' || (!item.may.answer && !(item.kind === 'approve' && item.addressee.id === me))) return null
        if (item.kind === 'comment') return <Turn key={item.id} item={item} mine={isMine(item, me)}><TakeItem item={item} /><StatementForm item={item} /><TurnDeeds item={item} route={routeOf(item)} /></Turn>
        if (item.kind === 'approve') return <Turn key={item.id} item={item} mine><ApprovalTurn item={item} wordings={wordings} route={routeOf(item)} /></Turn>
        if (item.kind === 'note') return <Turn key={item.id} item={item} mine={isMine(item, me)}><Note item={item} /></Turn>
        if (item.kind === 'sign' || item.kind === 'seal') return <Turn key={item.id} item={item} mine><p className="small">{signing}</p><Cluster><LinkButton size="s" look="primary" icon="stamp" href={`/podpis?polozka=${item.id}`}>{toBook}</LinkButton></Cluster><TurnDeeds item={item} route={routeOf(item)} /></Turn>
        if (item.routeId !== null) return <Turn key={item.id} item={item} mine={isMine(item, me)}><TakeItem item={item} /><CompleteForm item={item} /><TurnDeeds item={item} route={routeOf(item)} /></Turn>
        return isMine(item, me) && may.askStatements && !may.takeOver && !quiet ? <Handling key={item.id} item={item} /> : null
      })}
    </>
  )
}

/** Waits for them, or for somebody they stand in for today. */
const isMine = (item: Item, me: string) => item.inPlaceOf !== null || [(item.takenBy ?? item.addressee).id, item.delegates.at(-1)?.id].includes(me)

function Turn({ item, mine, children }: { item: Item, mine: boolean, children: ReactNode }) {
  const t = useTexts(circulationTexts)
  return (
    <section className="turn" aria-labelledby={`turn-${item.id}`}>
      <Stack>
        <Cluster justify="between">
          <h3 id={`turn-${item.id}`}>{mine ? t.turn : t.unitTurn}: {t.kinds[item.kind]}</h3>
          <DueTag day={item.dueOn} />
        </Cluster>
        {item.inPlaceOf && <span><Tag tone="info" icon="person">{t.standingIn(item.inPlaceOf.name)}</Tag></span>}
        <Asking item={item} />
        {children}
      </Stack>
    </section>
  )
}

function Asking({ item }: { item: Item }) {
  const t = useTexts(circulationTexts)
  if (!item.instruction && !item.askedBy) return null
  return (
    <div>
      <div className="muted small">{t.asks(item.askedBy?.name ?? t.theOffice)}</div>
      {item.instruction && <p className="said">{item.instruction}</p>}
    </div>
  )
}

function Handling({ item }: { item: Item }) {
  const t = useTexts(circulationTexts)
  return <section className="turn"><Stack gap="s"><p>{t.youHandle}</p>{item.instruction && <Asking item={item} />}</Stack></section>
}

function TakeOver({ documentId }: { documentId: string }) {
  const t = useTexts(circulationTexts)
  const deed = useDeed(() => api.post(`/api/documents/${documentId}/take-over`, {}), { done: t.takenOver })
  return (
    <section className="turn">
      <Stack gap="s">
        <p>{t.takeOverLead}</p>
        {deed.error && <Failure error={deed.error} />}
        <Cluster><Button look="primary" busy={deed.isPending} onClick={() => deed.mutate()}>{t.takeOver}</Button></Cluster>
      </Stack>
    </section>
  )
}

function TakeItem({ item }: { item: Item }) {
  const t = useTexts(circulationTexts)
  const deed = useDeed(() => api.post(`/api/items/${item.id}/take`, {}), { done: t.took })
  if (!item.may.take) return null
  return <>{deed.error && <Failure error={deed.error} />}<Cluster><Button size="s" busy={deed.isPending} onClick={() => deed.mutate()}>{t.take}</Button></Cluster></>
}

function Note({ item }: { item: Item }) {
  const t = useTexts(circulationTexts).note
  const deed = useDeed(() => api.post(`/api/items/${item.id}/seen`, {}), { done: t.seen })
  return <>{deed.error && <Failure error={deed.error} />}<Cluster><Button look="primary" busy={deed.isPending} onClick={() => deed.mutate()}>{t.see}</Button></Cluster></>
}
