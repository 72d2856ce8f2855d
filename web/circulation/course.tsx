import { useState } from 'react'
import { Button, Stack, Timeline, useTexts, type Moment, type Phase } from '../kit/index.ts'
import { DueTag } from './due-tag.tsx'
import { answered, courseOf, type CourseStep, type Item, type Wording } from './item.ts'
import { OutcomeTag } from './outcome-tag.tsx'
import type { Route } from './route.ts'
import { RouteStages } from './route-stages.tsx'
import { DoneBy, GroupBody, Said } from './said.tsx'
import { circulationTexts } from './texts.ts'
import { routeTexts } from './texts-route.ts'
import { Withdraw } from './withdraw.tsx'

/** The last steps are what matters; the rest unfolds. */
const shownAtFirst = 6

/** Who was asked for what, and how it ended. */
export function Course({ items, routes, wordings }: { items: readonly Item[], routes: readonly Route[], wordings: readonly Wording[] }) {
  const t = useTexts(circulationTexts)
  const [all, setAll] = useState(false)
  const r = useTexts(routeTexts)
  const steps = courseOf(items, routes)
  const byId = new Map(items.map((item) => [item.id, item]))
  if (steps.length === 0) return <p className="muted">{t.nothingYet}</p>
  const shown = all ? steps : steps.slice(-shownAtFirst)
  return (
    <Stack>
      {shown.length < steps.length && <Button size="s" look="plain" onClick={() => setAll(true)}>{t.course.older(steps.length - shown.length)}</Button>}
      <Timeline label={t.course.label} moments={shown.map((step) => step.kind === 'route' ? routeMoment(step.route, byId, r) : momentOf(step, t, r, wordings))} />
    </Stack>
  )
}

type Words = (typeof circulationTexts)['cs']

const phases: Record<Route['state'], Phase> = { running: 'current', stopped: 'current', done: 'done', cancelled: 'refused' }

function routeMoment(route: Route, items: ReadonlyMap<string, Item>, r: (typeof routeTexts)['cs']): Moment {
  return {
    key: route.id, at: route.startedAt, by: route.startedBy?.name, phase: phases[route.state], title: route.name ? r.named(route.name) : r.unnamed,
    body: <RouteStages route={route} items={items} />,
  }
}

function momentOf(step: Exclude<CourseStep, { kind: 'route' }>, t: Words, r: (typeof routeTexts)['cs'], wordings: readonly Wording[]): Moment {
  if (step.kind === 'group') {
    const { done, of } = answered(step.items)
    const [first] = step.items
    return {
      key: first.id, at: first.askedAt, by: first.askedBy?.name, phase: done < of ? 'current' : 'done',
      title: of === 0 ? t.course.statementsOff : t.course.statements(done, of), body: <GroupBody items={step.items} />,
    }
  }
  const { item } = step
  return { key: item.id, at: item.doneAt ?? item.askedAt, by: byWhom(item), phase: phaseOf(item), title: titleOf(item, t, r), body: <ItemBody item={item} wordings={wordings} /> }
}

const byWhom = (item: Item) => item.kind === 'handle' || item.state === 'open' ? item.askedBy?.name : <DoneBy item={item} />

function phaseOf({ state }: Item): Phase {
  return state === 'open' ? 'current' : state === 'returned' ? 'refused' : 'done'
}

function titleOf(item: Item, t: Words, r: (typeof routeTexts)['cs']): string {
  const who = item.addressee.name
  if (item.kind !== 'approve' && item.kind !== 'note' && item.routeId !== null) return `${r.work[item.kind]}: ${who}`
  if (item.kind === 'handle') return item.state === 'open' ? t.course.handling(item.takenBy && item.takenBy.id !== item.addressee.id ? `${who}, ${item.takenBy.name}` : who) : t.course.handed(who)
  if (item.kind === 'note') return t.course.note(who)
  if (item.state === 'open') return t.course.waitsApproval(who)
  if (item.state === 'withdrawn') return t.course.withdrawnApproval
  return item.state === 'returned' ? t.course.returned : t.course.approved
}

function ItemBody({ item, wordings }: { item: Item, wordings: readonly Wording[] }) {
  const t = useTexts(circulationTexts)
  const wording = wordings.find(({ sha256 }) => sha256 === item.content)
  return (
    <Stack gap="s">
      {wording && <span className="muted small">{t.course.wording(wording.number)}{item.stale && item.state === 'done' && ` – ${t.stale}`}</span>}
      {item.routeId !== null && item.kind !== 'approve' && <span><OutcomeTag item={item} /></span>}
      {item.state === 'open' && item.dueOn && <span><DueTag day={item.dueOn} /></span>}
      {item.instruction && <Said>{item.instruction}</Said>}
      {item.answer && <Said>{item.answer}</Said>}
      <Withdraw item={item} />
    </Stack>
  )
}
