import { addWorkingDays, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { isBound, letOff, type WorkItem } from './model.ts'
import type { Course, Place, Route, Stage } from './model-route.ts'

/** What a course needs to know to move on. */
export interface Moment {
  readonly at: Date
  readonly today: Day
  /** The document's main content now: what steps bound to a wording are asked about. */
  readonly main: Sha256 | null
  readonly makeId: () => Id<'WorkItem'>
  /** Why those still asked are let off when a stage has enough; part of the record. */
  readonly enough: string
}

/** The newest round of a place; `undefined` when it has not been asked yet. */
export const latest = ({ items }: Course, placeId: Id<'Place'>) =>
  items.reduce<WorkItem | undefined>((last, item) => (item.placeId === placeId && item.round > (last?.round ?? 0) ? item : last), undefined)

export const placesOf = ({ places }: Course, stageId: Id<'Stage'>) => places.filter((place) => place.stageId === stageId)

/** A place that is asked as soon as its stage is on: never asked before, or what was said holds no more. */
export function isAwaited(course: Course, place: Place): boolean {
  const last = latest(course, place.id)
  return last === undefined || last.outdated
}

export const isEnded = ({ state }: Pick<Route, 'state'>) => state === 'done' || state === 'cancelled'

/** Puts a changed item of the course in its place, or adds a new one. */
export function withItem(course: Course, item: WorkItem): Course {
  const at = course.items.findIndex(({ id }) => id === item.id)
  return { ...course, items: at < 0 ? [...course.items, item] : course.items.with(at, item) }
}

export const withStage = (course: Course, stage: Stage): Course =>
  ({ ...course, stages: course.stages.map((each) => (each.id === stage.id ? stage : each)) })

export const withRoute = (course: Course, route: Partial<Route>): Course => ({ ...course, route: { ...course.route, ...route } })

/**
 * Moves a running course on: ends the stage that has enough, starts the next one by itself, and ends the route after the last.
 * On a course that has nothing to do it changes nothing, so it may be asked any number of times.
 */
export function advance(course: Course, moment: Moment): Course {
  if (course.route.state !== 'running') return course
  const stage = course.stages.find(({ state }) => state === 'planned' || state === 'open')
  if (!stage) return endRoute(course, moment.at)
  const started = start(course, stage, moment)
  return hasEnough(started, stage) ? advance(endStage(started, stage, moment), moment) : started
}

/** Whether a stage has to wait no more. Who was let off or skipped is not waited for; what was returned holds the stage. */
export function hasEnough(course: Course, stage: Stage): boolean {
  const places = placesOf(course, stage.id)
  const counted = places.flatMap((place) => {
    const last = latest(course, place.id)
    return last && !last.outdated && (last.state === 'withdrawn' || last.state === 'skipped') ? [] : [last]
  })
  const done = counted.filter((item) => item?.state === 'done' && !item.outdated).length
  if (stage.rule === 'any') return done > 0 || counted.length === 0
  return done >= Math.min(stage.rule === 'n' ? stage.needed ?? 1 : counted.length, counted.length)
}

/** Asks everybody of the stage who is awaited. A step about a wording that does not exist yet stops the route. */
function start(course: Course, stage: Stage, moment: Moment): Course {
  const awaited = placesOf(course, stage.id).filter((place) => isAwaited(course, place))
  if (awaited.length > 0 && isBound(stage) && moment.main === null) return withRoute(course, { state: 'stopped' })
  const asked = awaited.reduce((so, place) => withItem(so, ask(so, stage, place, moment)), course)
  return stage.state === 'open' ? asked : withStage(asked, { ...stage, state: 'open' })
}

/** The next round of a place. */
export function ask({ route, items }: Course, stage: Stage, place: Place, { at, today, main, makeId }: Moment): WorkItem {
  return {
    id: makeId(), fileId: route.fileId, documentId: route.documentId, kind: stage.kind, addressee: place.addressee, unitId: place.unitId,
    askedBy: route.startedBy, askedAt: at, dueOn: stage.dueOn ?? (stage.dueDays === null ? null : addWorkingDays(today, stage.dueDays)),
    instruction: stage.instruction, content: isBound(stage) ? main : null, routeId: route.id, stageId: stage.id, placeId: place.id,
    round: 1 + items.filter(({ placeId }) => placeId === place.id).length, state: 'open', takenBy: null, delegates: [], outcome: null,
    answer: null, doneAt: null, doneBy: null, doneFor: null, outdated: false, urgedOn: null,
  }
}

/** Lets off whoever of the stage is still asked. */
function endStage(course: Course, stage: Stage, { at, enough }: Moment): Course {
  const open = course.items.filter((item) => item.stageId === stage.id && item.state === 'open')
  return withStage(open.reduce((so, item) => withItem(so, letOff(item, enough, at)), course), { ...stage, state: 'done' })
}

/** A route in which nobody has said anything did not come to an end, it was called off. */
function endRoute(course: Course, at: Date): Course {
  const said = course.items.some(({ state, outdated }) => state === 'done' && !outdated)
  return withRoute(course, { state: said ? 'done' : 'cancelled', endedAt: at })
}
