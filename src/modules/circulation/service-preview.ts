import type { Actor } from '../../kernel/actor.ts'
import { addWorkingDays, dayOf, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { readNames } from '../identity/index.ts'
import { viewDocument } from '../records/index.ts'
import type { RouteTemplate } from './model-template.ts'
import type { Done, Key } from './service.ts'
import { beginRoute, type BeginRefusal } from './service-begin.ts'
import type { StepRequest } from './service-find.ts'
import { resolveTemplate, type ResolveRefusal } from './service-template.ts'

export interface RoutePreview {
  readonly template: RouteTemplate
  /** With the day by which each would be done if everybody took all their time. */
  readonly steps: readonly (StepRequest & { readonly byDay: Day | null })[]
  readonly names: ReadonlyMap<string, string>
}

/** What would be asked of whom and till when, were the template started on the document now. */
export async function previewTemplate(
  { db, now }: Pick<DeedDeps, 'db' | 'now'>, actor: Actor, documentId: Id<'Document'>, templateId: Id<'RouteTemplate'>,
): Promise<Result<RoutePreview, ResolveRefusal>> {
  const view = await viewDocument(db, actor, documentId)
  if (!view.ok) return view
  const found = await resolveTemplate(db, actor, templateId)
  if (!found.ok) return found
  let from = dayOf(now())
  const steps = found.value.steps.map((step) => {
    if (step.dueDays === null) return { ...step, byDay: null }
    from = addWorkingDays(from, step.dueDays)
    return { ...step, byDay: from }
  })
  const names = await readNames(db, actor.tenantId, steps.flatMap(({ to }) => to.map(({ id }) => id)))
  return accept({ template: found.value.template, steps, names })
}

/** Starts a template on a document with the people who are in it now. */
export async function beginTemplate(
  deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, templateId: Id<'RouteTemplate'>, command: Key = {},
): Done<{ routeId: Id<'Route'> }, BeginRefusal | ResolveRefusal | KeyRefusal> {
  const found = await resolveTemplate(deps.db, actor, templateId)
  if (!found.ok) return found
  const { template: { name, onChange }, steps } = found.value
  return beginRoute(deps, actor, documentId, { name, onChange, templateId, steps }, command)
}
