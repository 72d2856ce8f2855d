import { newId, type Id } from '../../kernel/id.ts'
import type { Deed } from '../audit/index.ts'
import { advance } from './model-course.ts'
import type { Course, Place, Route, Stage } from './model-route.ts'
import type { FoundAddressee, Subject } from './service.ts'
import { momentOf, saveCourse } from './service-course.ts'

/** A stage as it is asked for, with the people and units found. */
export interface Step extends Pick<Stage, 'kind' | 'instruction'>, Partial<Pick<Stage, 'rule' | 'needed' | 'dueDays' | 'dueOn' | 'onReturn' | 'lockedByLaw' | 'shows'>> {
  readonly to: readonly FoundAddressee[]
}

export function makeStage({ at }: Pick<Deed, 'at'>, routeId: Id<'Route'>, ord: number, step: Step): { stage: Stage; places: Place[] } {
  const { kind, instruction, rule = 'all', needed = null, dueDays = null, dueOn = null, onReturn = 'sender', lockedByLaw = false, shows = [] } = step
  const stage: Stage = {
    id: newId(at), routeId, ord, kind, rule, needed: rule === 'n' ? needed : null, dueDays, dueOn, onReturn, lockedByLaw, shows, instruction: instruction?.trim() || null,
    state: 'planned',
  }
  return { stage, places: step.to.map(({ to, unitId }) => ({ id: newId(at), stageId: stage.id, addressee: to, unitId })) }
}

/** Begins a route of these steps; its first stage is asked at once. */
export async function startRoute(
  deed: Deed, subject: Subject, { name = null, templateId = null, onChange = 'none' }: Partial<Pick<Route, 'name' | 'templateId' | 'onChange'>>, steps: readonly Step[],
): Promise<Course> {
  const { actor, at } = deed
  const { document, file } = subject
  const route: Route = {
    id: newId(at), fileId: file.id, documentId: document.id, name, templateId, onChange, state: 'running', startedBy: actor.personId,
    startedAt: at, endedAt: null,
  }
  const made = steps.map((step, i) => makeStage(deed, route.id, i + 1, step))
  const planned: Course = { route, stages: made.map(({ stage }) => stage), places: made.flatMap(({ places }) => places), items: [] }
  const course = advance(planned, await momentOf(deed, document.id, steps))
  await saveCourse(deed, subject, null, course)
  return course
}
