import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { letOff, type WorkItem } from './model.ts'
import { advance, ask, isAwaited, isEnded, latest, placesOf, withItem, withRoute, withStage, type Moment } from './model-course.ts'
import type { Course, Place, Stage } from './model-route.ts'
import { skipped } from './model-verbs.ts'

type Deviated<Refusal extends string> = Result<Course, Refusal | 'reason-missing'>
export type DeviationRefusal =
  | 'not-found' | 'reason-missing' | 'locked-by-law' | 'already-open' | 'already-done' | 'route-ended' | 'step-passed' | 'nothing-stopped'

/** An item of the course ended or changed; the course moves on if it may. */
export const settleIn = (course: Course, item: WorkItem, moment: Moment): Course => advance(withItem(course, item), moment)

/**
 * Where a returned step goes: to whoever started the route, who decides what next, or back to steps named by their places. Only those
 * steps are asked again; whatever came after them counts no more and will be asked again in its turn.
 */
export function returnIn(course: Course, returned: WorkItem, to: Id<'Place'> | 'sender' | undefined, moment: Moment): Deviated<'not-found' | 'step-passed'> {
  const after = withItem(course, returned)
  const stage = course.stages.find(({ id }) => id === returned.stageId)
  const before = stage && course.stages.findLast(({ ord, state }) => ord < stage.ord && state === 'done')
  if (to === 'sender' || (to === undefined && (stage?.onReturn !== 'previous' || !before))) return accept(withRoute(after, { state: 'stopped' }))
  const target = course.places.find(({ id }) => id === to)
  const goal = to === undefined ? before : course.stages.find(({ id }) => id === target?.stageId)
  if (!stage || !goal) return refuse('not-found')
  if (goal.ord >= stage.ord || goal.state === 'planned') return refuse('step-passed')
  return accept(advance(goBack(after, goal, to === undefined ? placesOf(course, goal.id).map(({ id }) => id) : [to], returned.answer ?? '', moment), moment))
}

/** Asks a step again by somebody's explicit will (znovuotevření), also in a route that has ended. It is never asked twice at once. */
export function reopen(course: Course, placeId: Id<'Place'>, reason: string, moment: Moment): Deviated<DeviationRefusal> {
  const place = course.places.find(({ id }) => id === placeId)
  const stage = course.stages.find(({ id }) => id === place?.stageId)
  if (!place || !stage) return refuse('not-found')
  if (!reason.trim()) return refuse('reason-missing')
  if (course.route.state === 'cancelled') return refuse('route-ended')
  if (isAwaited(course, place) || latest(course, placeId)?.state === 'open') return refuse('already-open')
  const back = goBack(course, stage, [placeId], reason.trim(), moment)
  return accept(advance(unstopped(withRoute(back, { endedAt: null, state: course.route.state === 'done' ? 'running' : course.route.state })), moment))
}

/** Passes over a step, asked already or still ahead; what the law requires cannot be passed over. */
export function skip(course: Course, placeId: Id<'Place'>, reason: string, by: Actor, moment: Moment): Deviated<DeviationRefusal> {
  const place = course.places.find(({ id }) => id === placeId)
  const stage = course.stages.find(({ id }) => id === place?.stageId)
  if (!place || !stage) return refuse('not-found')
  if (stage.lockedByLaw) return refuse('locked-by-law')
  if (!reason.trim()) return refuse('reason-missing')
  if (isEnded(course.route)) return refuse('route-ended')
  const last = latest(course, placeId)
  if (last && !last.outdated && last.state !== 'open' && last.state !== 'returned') return refuse('already-done')
  const open = last?.state === 'open'
  const over = skipped(open ? last : ask(course, stage, place, moment), by, reason, moment.at)
  const left = last?.state === 'returned' ? withItem(course, { ...last, outdated: true }) : course
  return accept(advance(unstopped(withItem(left, open ? over : { ...over, content: null })), moment))
}

/** Goes on with a stopped route: what was returned or lost its subject is asked again. */
export function resume(course: Course, moment: Moment): Result<Course, 'nothing-stopped' | 'nothing-to-approve'> {
  if (course.route.state !== 'stopped') return refuse('nothing-stopped')
  const again = course.items.map((item) => (item.state === 'returned' && item.placeId && latest(course, item.placeId)?.id === item.id ? { ...item, outdated: true } : item))
  const on = advance(withRoute({ ...course, items: again }, { state: 'running' }), moment)
  return on.route.state === 'stopped' ? refuse('nothing-to-approve') : accept(on)
}

/** Calls the whole route off (zrušení). What has been said stays said. Nobody gets round a step the law requires by calling off what it stands in. */
export function cancel(course: Course, reason: string, by: Actor | null, at: Date): Deviated<'route-ended' | 'locked-by-law'> {
  if (isEnded(course.route)) return refuse('route-ended')
  if (by?.personId && course.stages.some(({ lockedByLaw, state }) => lockedByLaw && state !== 'done')) return refuse('locked-by-law')
  if (!reason.trim()) return refuse('reason-missing')
  const items = course.items.map((item) => (item.state === 'open' ? { ...letOff(item, reason.trim(), at), doneBy: by?.personId ?? null } : item))
  const stages = course.stages.map((stage): Stage => (stage.state === 'done' ? stage : { ...stage, state: 'cancelled' }))
  return accept(withRoute({ ...course, items, stages }, { state: 'cancelled', endedAt: at }))
}

/** Puts a stage into the course, anywhere that has not been reached yet; it starts by itself when its turn comes. */
export function insertStage(
  course: Course, after: Id<'Stage'>, make: (ord: number) => { readonly stage: Stage; readonly places: readonly Place[] }, moment: Moment,
): Result<Course, DeviationRefusal> {
  const index = course.stages.findIndex(({ id }) => id === after)
  const [previous, next] = [course.stages[index], course.stages[index + 1]]
  if (!previous) return refuse('not-found')
  if (isEnded(course.route)) return refuse('route-ended')
  if (next && next.state !== 'planned') return refuse('step-passed')
  const { stage, places } = make(next ? (previous.ord + next.ord) / 2 : previous.ord + 1)
  return accept(advance({ ...course, stages: course.stages.toSpliced(index + 1, 0, stage), places: [...course.places, ...places] }, moment))
}

/** Asks one more addressee within a stage that is on or ahead. */
export function insertPlace(course: Course, place: Place, moment: Moment): Result<Course, DeviationRefusal> {
  const stage = course.stages.find(({ id }) => id === place.stageId)
  if (!stage) return refuse('not-found')
  if (isEnded(course.route)) return refuse('route-ended')
  if (stage.state === 'done') return refuse('step-passed')
  return accept(advance({ ...course, places: [...course.places, place] }, moment))
}

/** Takes a course back to these places of a stage: they are awaited again, and with them all that came after. */
export function goBack(course: Course, goal: Stage, again: readonly Id<'Place'>[], reason: string, { at }: Moment): Course {
  const passed = course.stages.filter(({ ord, state }) => ord > goal.ord && state !== 'planned')
  const behind = new Set(passed.flatMap((stage) => placesOf(course, stage.id).map(({ id }) => id)))
  const items = course.items.map((item): WorkItem => {
    if (item.placeId === null || item.outdated) return item
    if (again.includes(item.placeId)) return { ...(item.state === 'open' ? letOff(item, reason, at) : item), outdated: true }
    if (!behind.has(item.placeId)) return item
    if (item.state === 'open') return { ...letOff(item, reason, at), outdated: true }
    // What somebody decided to leave out stays left out.
    const decided = item.state === 'skipped' || (item.state === 'withdrawn' && item.doneBy !== null)
    return decided ? item : { ...item, outdated: true }
  })
  return [goal, ...passed].reduce<Course>(
    (so, stage) => withStage(so, { ...stage, state: stage.id === goal.id && stage.state === 'open' ? 'open' : 'planned' }), { ...course, items },
  )
}

/** A stopped route runs again as soon as nothing in it is left returned or without its subject. */
export function unstopped(course: Course): Course {
  const held = course.places.some(({ id, stageId }) => {
    const last = latest(course, id)
    const open = course.stages.some((stage) => stage.id === stageId && stage.state === 'open')
    return open && last !== undefined && (last.outdated || last.state === 'returned')
  })
  return course.route.state === 'stopped' && !held ? withRoute(course, { state: 'running' }) : course
}
