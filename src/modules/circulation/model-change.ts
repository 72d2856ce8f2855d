import type { Sha256 } from '../../kernel/sha256.ts'
import { isBound, isStale, letOff, type WorkItem } from './model.ts'
import { advance, isEnded, latest, placesOf, withItem, withRoute, withStage, type Moment } from './model-course.ts'
import { goBack } from './model-deviation.ts'
import type { Course } from './model-route.ts'

/**
 * What new content of the document does to a route. An open step about other bytes always lapses, and whatever was given for them is
 * never counted for the new ones. The route's policy says what is asked again: nothing by itself, the steps bound to the wording,
 * or everything from the beginning.
 */
export function changeContent(course: Course, { main, reason }: { readonly main: Sha256 | null; readonly reason: string }, moment: Moment): Course {
  if (course.route.state === 'cancelled') return course
  const affected = course.items.filter((item) => isBound(item) && !item.outdated && isCurrent(course, item) && isStale(item, main) && item.state !== 'returned')
  const lapsing = affected.filter(({ state }) => state === 'open')
  const lapsed = lapsing.reduce((so, item) => withItem(so, { ...letOff(item, reason, moment.at), outdated: true }), course)
  if (course.route.onChange === 'none' || course.route.state === 'stopped') return lapsing.length > 0 ? hold(lapsed, moment.at) : lapsed
  if (course.route.onChange === 'all') return again(lapsed, reason, moment)
  const given = affected.filter(({ state }) => state === 'done').reduce((so, item) => withItem(so, { ...item, outdated: true }), lapsed)
  return affected.length > 0 ? advance(withRoute(askedAgain(given, affected), { state: 'running', endedAt: null }), moment) : given
}

const isCurrent = (course: Course, item: WorkItem) => item.placeId !== null && latest(course, item.placeId)?.id === item.id

/** What was asked alone is over with its subject; a longer route waits for whoever started it. */
function hold(course: Course, at: Date): Course {
  if (isEnded(course.route)) return course
  if (course.places.length > 1) return withRoute(course, { state: 'stopped' })
  return withRoute({ ...course, stages: course.stages.map((stage) => ({ ...stage, state: 'cancelled' })) }, { state: 'cancelled', endedAt: at })
}

/** Everything from the first stage on, save what somebody decided to leave out. */
function again(course: Course, reason: string, moment: Moment): Course {
  const [first] = course.stages
  if (!first) return course
  const kept = placesOf(course, first.id).filter(({ id }) => latest(course, id)?.state !== 'skipped').map(({ id }) => id)
  const back = goBack(course, first, kept, reason, moment)
  return advance(withRoute(back, { state: 'running', endedAt: null }), moment)
}

/** Stages whose steps lost what they were about are on again. */
function askedAgain(course: Course, lost: readonly WorkItem[]): Course {
  const ids = new Set(lost.map(({ stageId }) => stageId))
  return course.stages.filter(({ id, state }) => ids.has(id) && state === 'done').reduce((so, stage) => withStage(so, { ...stage, state: 'planned' }), course)
}
