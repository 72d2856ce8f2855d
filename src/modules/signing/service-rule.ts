import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import { perform, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { readClasses } from '../records/index.ts'
import { pathOf, rulingOf, type DocumentKind, type Rule, type Ruling } from './model-rule.ts'
import { personOf, type Done, type Key } from './service.ts'
import { deleteRule, readRules, saveRule } from './store.ts'

export type NewRule = Omit<Rule, 'id'>
export type RuleRefusal = 'class-unknown' | 'sample-missing' | 'nothing-to-show'

/** Says what documents of a class need (povinnost podpisu), in place of what was said before. */
export function keepRule(deps: DeedDeps, actor: Actor, rule: NewRule, command: Key = {}): Done<{ id: Id<'SigningRule'> }, RuleRefusal | KeyRefusal> {
  return perform(deps, actor, { name: 'keep-signing-rule', input: { ...rule }, ...command }, async (deed): Done<{ id: Id<'SigningRule'> }, RuleRefusal> => {
    const { tx, at, actor: { tenantId } } = deed
    if ((rule.mustOpen === 'sample') !== (rule.samplePercent !== null)) return refuse('sample-missing')
    if (rule.visible && !rule.need.startsWith('signature')) return refuse('nothing-to-show')
    if (rule.classId !== null && !(await readClasses(tx, tenantId)).some(({ id }) => id === rule.classId)) return refuse('class-unknown')
    const id = await saveRule(tx, tenantId, { ...rule, id: newId(at) }, personOf(actor), at)
    deed.note({ event: 'Uprava', object: { type: 'PodpisovePravidlo', id }, payload: ruleFacts(rule) })
    return accept({ id })
  })
}

/** Takes a rule back: the class has that of the group above it again. */
export function dropRule(deps: DeedDeps, actor: Actor, id: Id<'SigningRule'>, command: Key = {}): Done<null, 'not-found' | KeyRefusal> {
  return perform(deps, actor, { name: 'drop-signing-rule', input: { id }, ...command }, async (deed): Done<null, 'not-found'> => {
    if (!(await deleteRule(deed.tx, actor.tenantId, id))) return refuse('not-found')
    deed.note({ event: 'Zruseni', object: { type: 'PodpisovePravidlo', id }, payload: { dropped: true } })
    return accept(null)
  })
}

/** What of a rule the log vouches for. */
export const ruleFacts = ({ classId, documentKind, need, mustOpen, samplePercent, onChange, visible }: NewRule) =>
  ({ classId, documentKind, need, mustOpen, samplePercent, onChange, visible })

/** What the office requires of documents, looked up once for any number of them. */
export interface Requirements {
  readonly classes: ReadonlyMap<Id<'Class'>, Awaited<ReturnType<typeof readClasses>>[number]>
  readonly path: (classId: Id<'Class'> | null) => Id<'Class'>[]
  readonly ruling: (classId: Id<'Class'> | null, kind: DocumentKind | null) => Ruling
  /** Whether any rule wants signatures on the page. */
  readonly showsAny: boolean
}

/** The one place that knows where the rules come from; a catalogue of agendas will be asked here. */
export async function readRequirements(db: Database | AnyTransaction, tenantId: Id<'Tenant'>): Promise<Requirements> {
  const [rules, found] = [await readRules(db, tenantId), await readClasses(db, tenantId)]
  const classes = new Map(found.map((each) => [each.id, each]))
  const path = (classId: Id<'Class'> | null) => pathOf(classes, classId)
  return { classes, path, ruling: (classId, kind) => rulingOf(rules, path(classId), kind), showsAny: rules.some(({ visible }) => visible) }
}

export interface ShownRule { readonly rule: Rule; readonly classCode: string | null; readonly className: string | null }

export async function listRules({ db }: Pick<DeedDeps, 'db'>, { tenantId }: Actor): Promise<ShownRule[]> {
  const [rules, { classes }] = [await readRules(db, tenantId), await readRequirements(db, tenantId)]
  return rules.map((rule) => {
    const given = rule.classId === null ? undefined : classes.get(rule.classId)
    return { rule, classCode: given?.code ?? null, className: given?.name ?? null }
  }).sort((a, b) => ((a.classCode ?? '') < (b.classCode ?? '') ? -1 : 1))
}
