import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { lockHandled, type FileRefusal } from '../records/index.ts'
import { isBound } from './model.ts'
import type { ChangePolicy } from './model-route.ts'
import { checkPlan, type PlanRefusal } from './model-template.ts'
import { performHere, type Done, type Key } from './service.ts'
import { momentOf } from './service-course.ts'
import { findSteps, type FindRefusal, type StepRequest } from './service-find.ts'
import { startRoute } from './service-start.ts'

export interface RouteRequest {
  readonly name: string | null
  readonly onChange: ChangePolicy
  readonly templateId?: Id<'RouteTemplate'>
  readonly steps: readonly StepRequest[]
}
export type BeginRefusal = FileRefusal | PlanRefusal | FindRefusal | 'already-dispatched' | 'nothing-to-approve'

/** Starts a route of several stages on a document; whoever handles its file may. */
export function beginRoute(
  deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, { name, onChange, templateId, steps }: RouteRequest, command: Key = {},
): Done<{ routeId: Id<'Route'> }, BeginRefusal | KeyRefusal> {
  const input = { documentId, name, onChange, templateId: templateId ?? null, steps: JSON.stringify(steps) }
  return performHere(deps, actor, { name: 'begin-route', input, ...command }, async (deed): Done<{ routeId: Id<'Route'> }, BeginRefusal> => {
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    const plan = checkPlan(steps)
    if (!plan.ok) return plan
    if (steps.some(isBound) && found.value.document.dispatchedAt) return refuse('already-dispatched')
    const [first] = steps
    if (first && isBound(first) && (await momentOf(deed, documentId, [first])).main === null) return refuse('nothing-to-approve')
    const wanted = await findSteps(deed, found.value, steps)
    if (!wanted.ok) return wanted
    const { route } = await startRoute(deed, found.value, { name, onChange, ...(templateId ? { templateId } : {}) }, wanted.value)
    deed.note({ event: 'Zalozeni', object: { type: 'PolozkaObehu', id: route.id }, subjectId: documentId, payload: { route: name, stages: steps.length } })
    return accept({ routeId: route.id })
  })
}
