import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { readPeople, readUnits } from '../identity/index.ts'
import { mayKeepTemplate, mayStart } from './access.ts'
import type { Addressee } from './model.ts'
import { checkPlan, type PlanRefusal, type RouteTemplate, type TemplateAddressee } from './model-template.ts'
import { performHere, type Done, type Key } from './service.ts'
import type { StepRequest } from './service-find.ts'
import { readTemplate, readTemplates, retireTemplate, saveTemplate } from './store-template.ts'

export type TemplateRefusal = PlanRefusal | 'not-found' | 'not-allowed' | 'name-taken'

/** The templates this person may start: those of their unit and of the office. */
export const listTemplates = ({ db }: Pick<DeedDeps, 'db'>, actor: Actor) => readTemplates(db, actor.tenantId, actor.unitId)

export type TemplateDraft = Omit<RouteTemplate, 'id' | 'version'> & { readonly id?: Id<'RouteTemplate'> | undefined }

/** Keeps a new template, or the next version of one; routes already started keep what they were started with. */
export function keepTemplate(deps: DeedDeps, actor: Actor, draft: TemplateDraft, command: Key = {}): Done<{ id: Id<'RouteTemplate'> }, TemplateRefusal | KeyRefusal> {
  const input = { ...draft, id: draft.id ?? null, stages: JSON.stringify(draft.stages) }
  return performHere(deps, actor, { name: 'keep-template', input, ...command }, async (deed): Done<{ id: Id<'RouteTemplate'> }, TemplateRefusal> => {
    const { tx, actor: { tenantId, personId }, at } = deed
    const known = draft.id ? await readTemplate(tx, tenantId, draft.id) : undefined
    if (draft.id && !(known && mayStart(actor, known))) return refuse('not-found')
    if (!mayKeepTemplate(actor, draft) || (known && !mayKeepTemplate(actor, known))) return refuse('not-allowed')
    const plan = checkPlan(draft.stages)
    if (!plan.ok) return plan
    const template: RouteTemplate = { ...draft, id: known?.id ?? newId(at), version: (known?.version ?? 0) + 1, unitId: known ? known.unitId : draft.unitId }
    if (!await saveTemplate(tx, tenantId, template, { by: personId, at })) return refuse('name-taken')
    deed.note({ event: known ? 'Uprava' : 'Zalozeni', object: { type: 'KonfiguraceSystemu', id: template.id }, payload: { template: template.name, version: template.version } })
    return accept({ id: template.id })
  })
}

export function dropTemplate(deps: DeedDeps, actor: Actor, id: Id<'RouteTemplate'>, command: Key = {}): Done<null, TemplateRefusal | KeyRefusal> {
  return performHere(deps, actor, { name: 'drop-template', input: { id }, ...command }, async (deed): Done<null, TemplateRefusal> => {
    const known = await readTemplate(deed.tx, actor.tenantId, id)
    if (!known || !mayStart(actor, known)) return refuse('not-found')
    if (!mayKeepTemplate(actor, known)) return refuse('not-allowed')
    await retireTemplate(deed.tx, actor.tenantId, id, { by: actor.personId, at: deed.at })
    deed.note({ event: 'Zruseni', object: { type: 'KonfiguraceSystemu', id }, payload: { template: known.name } })
    return accept(null)
  })
}

export type ResolveRefusal = 'not-found' | 'post-not-held' | 'no-head'

/** A template with real people in it, as this person would start it now. */
export async function resolveTemplate(
  db: Database | AnyTransaction, actor: Actor, id: Id<'RouteTemplate'>,
): Promise<Result<{ template: RouteTemplate; steps: StepRequest[] }, ResolveRefusal>> {
  const template = await readTemplate(db, actor.tenantId, id)
  if (!template || !mayStart(actor, template)) return refuse('not-found')
  const steps: StepRequest[] = []
  for (const stage of template.stages) {
    const to: Addressee[] = []
    for (const each of stage.to) {
      const found = await resolve(db, actor, each)
      if (!found.ok) return found
      to.push(found.value)
    }
    steps.push({ ...stage, dueOn: null, to })
  }
  return accept({ template, steps })
}

async function resolve(db: Database | AnyTransaction, actor: Actor, to: TemplateAddressee): Promise<Result<Addressee, ResolveRefusal>> {
  if (to.kind === 'person' || to.kind === 'unit') return accept(to)
  const people = await readPeople(db, actor.tenantId)
  if (to.kind === 'post') {
    const [holder, ...others] = people.filter(({ unitId, post }) => unitId === to.unitId && post.toLowerCase() === to.post.trim().toLowerCase())
    return holder && others.length === 0 ? accept({ kind: 'person', id: holder.id }) : refuse('post-not-held')
  }
  const units = new Map((await readUnits(db, actor.tenantId)).map((unit) => [unit.id, unit]))
  // A head's head is that of the unit above.
  for (let unit = actor.unitId ? units.get(actor.unitId) : undefined; unit; unit = unit.parentId ? units.get(unit.parentId) : undefined) {
    const head = people.find(({ id, unitId, roles }) => unitId === unit?.id && roles.includes('head') && id !== actor.personId)
    if (head) return accept({ kind: 'person', id: head.id })
  }
  return refuse('no-head')
}
