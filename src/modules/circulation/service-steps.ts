import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Deed, DeedDeps, EventType, KeyRefusal } from '../audit/index.ts'
import { handles, sayForWhom } from '../records/index.ts'
import { tell } from './events.ts'
import { latest, type Moment } from './model-course.ts'
import { cancel, insertPlace, insertStage, reopen, resume, skip, type DeviationRefusal } from './model-deviation.ts'
import type { Course } from './model-route.ts'
import { checkPlan, type PlanRefusal } from './model-template.ts'
import { performHere, type Done, type Key, type Subject } from './service.ts'
import { lockCourse, momentOf, saveCourse } from './service-course.ts'
import { findSteps, type StepRequest } from './service-find.ts'
import { makeStage } from './service-start.ts'
import { findPlace } from './store-route.ts'

export type StepRefusal = DeviationRefusal | PlanRefusal | 'file-closed' | 'not-allowed' | 'nothing-to-approve' | 'addressee-unknown' | 'due-in-past' | 'four-eyes'
interface Said { readonly event: EventType; readonly reason: string | null }
type Doing = Done<null, StepRefusal | KeyRefusal>

/** Passes over a step with a reason, unless the law requires it. */
export function skipStep(deps: DeedDeps, actor: Actor, placeId: Id<'Place'>, reason: string, command: Key = {}): Doing {
  return performHere(deps, actor, { name: 'skip-step', input: { placeId, reason }, ...command }, (deed) => (
    onPlace(deed, placeId, { event: 'Preskoceni', reason }, (course, moment) => skip(course, placeId, reason, actor, moment))))
}

/** Asks a step again, by explicit will and with a reason. */
export function reopenStep(deps: DeedDeps, actor: Actor, placeId: Id<'Place'>, reason: string, command: Key = {}): Doing {
  return performHere(deps, actor, { name: 'reopen-step', input: { placeId, reason }, ...command }, (deed) => (
    onPlace(deed, placeId, { event: 'ZnovuOtevreniKroku', reason }, (course, moment) => reopen(course, placeId, reason, moment))))
}

/** Calls a whole route off. */
export function cancelRoute(deps: DeedDeps, actor: Actor, routeId: Id<'Route'>, reason: string, command: Key = {}): Doing {
  return performHere(deps, actor, { name: 'cancel-route', input: { routeId, reason }, ...command }, (deed) => (
    onRoute(deed, routeId, { event: 'Zruseni', reason }, (course) => cancel(course, reason, actor, deed.at))))
}

/** Goes on with a route that was returned or lost its subject. */
export function resumeRoute(deps: DeedDeps, actor: Actor, routeId: Id<'Route'>, command: Key = {}): Doing {
  return performHere(deps, actor, { name: 'resume-route', input: { routeId }, ...command }, (deed) => (
    onRoute(deed, routeId, { event: 'Uprava', reason: null }, (course, moment) => resume(course, moment))))
}

/** Where a step is put: after a stage as one of its own, or into it beside the others. */
export interface Insertion { readonly after?: Id<'Stage'> | undefined; readonly into?: Id<'Stage'> | undefined; readonly step: StepRequest; readonly reason: string }

/** Puts a step into a route. */
export function insertStep(deps: DeedDeps, actor: Actor, routeId: Id<'Route'>, { after, into, step, reason }: Insertion, command: Key = {}): Doing {
  const input = { routeId, after: after ?? null, into: into ?? null, reason, step: JSON.stringify(step) }
  return performHere(deps, actor, { name: 'insert-step', input, ...command }, (deed): Done<null, StepRefusal> => (
    onRoute(deed, routeId, { event: 'Zalozeni', reason }, async (course, moment, subject): Promise<Result<Course, StepRefusal>> => {
      if (!reason.trim()) return refuse('reason-missing')
      const plan = checkPlan([step])
      if (!plan.ok) return plan
      const found = await findSteps(deed, subject, [step])
      if (!found.ok) return found
      const [wanted] = found.value
      if (!wanted || (!after && !into)) return refuse('not-found')
      if (after) return insertStage(course, after, (ord) => makeStage(deed, routeId, ord, wanted), moment)
      const { places } = makeStage(deed, routeId, 0, wanted)
      return places.reduce<Result<Course, StepRefusal>>((so, place) => (so.ok && into ? insertPlace(so.value, { ...place, stageId: into }, moment) : so), accept(course))
    })))
}

type Change = (course: Course, moment: Moment, subject: Subject) => Result<Course, StepRefusal> | Promise<Result<Course, StepRefusal>>

async function onPlace(deed: Deed, placeId: Id<'Place'>, said: Said, change: Change): Done<null, StepRefusal> {
  const routeId = await findPlace(deed.tx, deed.actor.tenantId, placeId)
  return routeId ? onRoute(deed, routeId, said, change, placeId) : refuse('not-found')
}

/** The course of a route is steered by whoever started it and by the handler of the file; everybody else only does what they are asked. */
async function onRoute(deed: Deed, routeId: Id<'Route'>, { event, reason }: Said, change: Change, placeId?: Id<'Place'>): Done<null, StepRefusal> {
  const found = await lockCourse(deed, routeId)
  if (!found.ok) return found
  const { course, document, file } = found.value
  const starter = deed.actor.personId !== null && course.route.startedBy === deed.actor.personId
  if (!starter && !handles(deed.actor, file)) return refuse('not-allowed')
  const added = await change(course, await momentOf(deed, document.id, [...course.stages, { kind: 'approve' }]), found.value)
  if (!added.ok) return added
  if (!starter) sayForWhom(deed, file)
  const about = placeId ? latest(added.value, placeId)?.id ?? placeId : routeId
  deed.note({ event, object: { type: 'PolozkaObehu', id: about }, subjectId: document.id, payload: { route: course.route.name ?? routeId, reason: reason?.trim() || null } })
  await saveCourse(deed, found.value, course, added.value)
  tell.changed(deed, course.route, event)
  return accept(null)
}
