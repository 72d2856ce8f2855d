import { Button, Cluster, formatDate, Message, Stack, Tag, useLanguage, useTexts, type Tone } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { DueTag } from './due-tag.tsx'
import type { Item } from './item.ts'
import { OutcomeTag } from './outcome-tag.tsx'
import type { Place, Route, RouteState, Stage } from './route.ts'
import { DoneBy, Said } from './said.tsx'
import { PlaceMenu, RouteMenu, StageMenu } from './step-menu.tsx'
import { routeTexts } from './texts-route.ts'

interface StagesProps { readonly route: Route, readonly items: ReadonlyMap<string, Item> }

/** The whole course of a route, what was, is and will be: its stages in order and who stands in each. */
export function RouteStages({ route, items }: StagesProps) {
  const t = useTexts(routeTexts)
  return (
    <Stack gap="s">
      <Cluster justify="between"><Tag state tone={tones[route.state]}>{t.states[route.state]}</Tag><RouteMenu route={route} /></Cluster>
      {route.state === 'stopped' && <Stopped route={route} />}
      <ol className="course-stages" aria-label={t.stages}>
        {route.stages.map((stage, i) => <StageRow key={stage.id} route={route} stage={stage} index={i + 1} items={items} />)}
      </ol>
    </Stack>
  )
}

const tones: Record<RouteState, Tone> = { running: 'info', stopped: 'warning', done: 'success', cancelled: 'error' }

function Stopped({ route }: { route: Route }) {
  const t = useTexts(routeTexts)
  const deed = useDeed(() => api.post(`/api/routes/${route.id}/resume`, {}), { done: t.deeds.resumed })
  return (
    <>
      {deed.error && <Failure error={deed.error} />}
      <Message tone="warning" quiet actions={route.may.resume && <Button size="s" look="primary" busy={deed.isPending} onClick={() => deed.mutate()}>{t.deeds.resume}</Button>}>{t.stopped}</Message>
    </>
  )
}

function StageRow({ route, stage, index, items }: StagesProps & { stage: Stage, index: number }) {
  const t = useTexts(routeTexts)
  const name = `${index}. ${t.work[stage.kind]}`
  const rule = stage.places.length > 1 || stage.rule === 'silence' ? t.rules[stage.rule](stage.needed ?? 1) : null
  const days = stage.state === 'planned' && stage.dueDays ? t.workingDays(stage.dueDays) : null
  return (
    <li data-state={stage.state} aria-current={stage.state === 'open' ? 'step' : undefined}>
      <div className="course-stages__head">
        <strong>{name}</strong>
        {stage.lockedByLaw && <Tag icon="secured">{t.law}</Tag>}
        <span className="muted small">{[rule, days].filter(Boolean).join(' · ')}</span>
        <StageMenu routeId={route.id} stage={stage} name={name} />
      </div>
      {stage.instruction && <Said>{stage.instruction}</Said>}
      <ul className="statements">
        {stage.places.map((place) => <li key={place.id}><PlaceRow place={place} stage={stage} item={place.itemId ? items.get(place.itemId) : undefined} /></li>)}
      </ul>
    </li>
  )
}

function PlaceRow({ place, stage, item }: { place: Place, stage: Stage, item: Item | undefined }) {
  const t = useTexts(routeTexts)
  const language = useLanguage()
  const ahead = !item || (item.outdated && stage.state === 'planned')
  const passedOn = item?.delegates.at(-1)
  return (
    <>
      <div className="statements__head">
        <span className="course-stages__who">{place.addressee.name}</span>
        {ahead ? <Tag>{item ? t.again : t.planned}</Tag> : <OutcomeTag item={item} />}
        {item?.state === 'open' && <DueTag day={item.dueOn} />}
        <PlaceMenu place={place} item={item} />
      </div>
      {item?.state === 'open' && <div className="muted small">{t.since(formatDate(language, item.askedAt))}{item.takenBy && item.takenBy.id !== place.addressee.id && `, ${item.takenBy.name}`}</div>}
      {item?.state === 'open' && passedOn && <div className="muted small">{t.passedOn(passedOn.name)}</div>}
      {item?.doneAt && item.doneBy && !ahead && <div className="muted small"><DoneBy item={item} />, {formatDate(language, item.doneAt, 'moment')}</div>}
      {item?.answer && !ahead && <Said>{item.answer}</Said>}
    </>
  )
}
