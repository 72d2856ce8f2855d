import { dayOf } from '../../kernel/day.ts'
import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Deed, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { readUnits } from '../identity/index.ts'
import { checkPlan, parentCode, separators, type CheckedPlan, type PlanClass, type PlanProblem } from './model-plan.ts'
import { planChange, type KeptClass, type PlanChange } from './model-plan-change.ts'
import { readPlanFile, type PlanFileRefusal } from './model-plan-file.ts'
import type { ClassRow, Reader } from './store.ts'
import { endClasses, insertClasses, moveOpenFiles, readClasses, regimeOf, updateClass } from './store-class.ts'
import { lockPlan, readPlan, savePlan } from './store-plan.ts'

/** What an import did, or would do. With any problem nothing is done. */
export interface PlanReport {
  readonly problems: readonly PlanProblem[]
  readonly classes: number
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly replaced: readonly string[]
  readonly ended: readonly string[]
  /** Open files that went over to the class that replaced theirs. */
  readonly filesMoved: number
}

export type PlanRefusal = PlanFileRefusal | KeyRefusal

/** Takes over a file plan (spisový a skartační plán) whole, or says every line that is wrong and takes nothing. A dry run only says. */
export async function importPlan(
  deps: DeedDeps, actor: Actor, bytes: Uint8Array, { dryRun = false, separator = null }: { readonly dryRun?: boolean; readonly separator?: string | null } = {},
): Promise<Result<PlanReport, PlanRefusal>> {
  const written = readPlanFile(bytes)
  if (typeof written === 'string') return refuse(written)
  const plan = { ...written, separator: separator ?? written.separator }
  const checked = await checkAgainst(deps.db, actor.tenantId, plan)
  if (dryRun || checked.problems.length > 0) return accept(await foretell(deps.db, actor.tenantId, checked))
  return perform<PlanReport, never>(deps, actor, { name: 'import-plan' }, async (deed) => {
    await lockPlan(deed.tx, actor.tenantId)
    return accept(await takeOver(deed, checked))
  })
}

/** Judges a plan on its own, where there is no office yet to compare it with. */
export function judgePlan(bytes: Uint8Array, separator: string | null): Result<PlanReport, PlanFileRefusal> {
  const written = readPlanFile(bytes)
  if (typeof written === 'string') return refuse(written)
  const checked = checkPlan({ ...written, separator: separator ?? written.separator }, { separator: null, units: null })
  return accept(report(checked, checked.problems.length > 0 ? nothing : planChange([], checked.classes), 0))
}

/** Says in which class the new files of units belong, by its mark. */
export async function giveClasses(deed: Deed, classes: readonly { readonly code: string; readonly unitId: Id<'Unit'> }[]): Promise<void> {
  const rows = (await readClasses(deed.tx, deed.actor.tenantId)).filter((row) => row.valid_to === null)
  for (const { code, unitId } of classes) {
    const row = rows.find((each) => each.code === code)
    if (!row) throw new Error(`The plan has no class ${code}`)
    await updateClass(deed.tx, { ...row, default_unit_id: unitId })
    deed.note({ event: 'Uprava', object: { type: 'VecnaSkupina', id: row.id }, payload: { code, unitId } })
  }
}

async function checkAgainst(db: Reader, tenantId: Id<'Tenant'>, written: Parameters<typeof checkPlan>[0]): Promise<CheckedPlan> {
  const [plan, units] = [await readPlan(db, tenantId), await readUnits(db as Parameters<typeof readUnits>[0], tenantId)]
  return checkPlan(written, { separator: separators.find((each) => each === plan?.separator) ?? null, units: new Set(units.map(({ code }) => code)) })
}

async function foretell(db: Reader, tenantId: Id<'Tenant'>, checked: CheckedPlan): Promise<PlanReport> {
  const { change } = await compare(db, tenantId, checked)
  return report(checked, checked.problems.length > 0 ? nothing : change, 0)
}

const nothing: PlanChange = { added: [], changed: [], replaced: [], ended: [] }

function report({ classes, problems }: CheckedPlan, change: PlanChange, filesMoved: number): PlanReport {
  return {
    problems, classes: classes.length, added: change.added.map(({ code }) => code), changed: change.changed.map(({ to }) => to.code),
    replaced: change.replaced.map(({ by }) => by.code), ended: change.ended.map(({ code }) => code), filesMoved,
  }
}

async function compare(db: Reader, tenantId: Id<'Tenant'>, { classes }: CheckedPlan) {
  const units = await readUnits(db as Parameters<typeof readUnits>[0], tenantId)
  const rows = (await readClasses(db, tenantId)).filter((row) => row.valid_to === null)
  const kept = rows.map((row): KeptClass => ({
    id: row.id, code: row.code, name: row.name, description: row.description, regime: regimeOf(row), numbering: row.document_numbering, timeLimitDays: row.time_limit_days,
    unit: units.find(({ id }) => id === row.default_unit_id)?.code ?? null,
  }))
  return { units, rows, change: planChange(kept, classes) }
}

async function takeOver(deed: Deed, checked: CheckedPlan): Promise<PlanReport> {
  const { tx, at, actor: { tenantId } } = deed
  const { units, rows, change } = await compare(tx, tenantId, checked)
  const today = dayOf(at)
  const byId = new Map(rows.map((row) => [row.id as string, row]))
  const unitOf = (code: string | undefined, before: ClassRow | undefined) => code === undefined ? before?.default_unit_id ?? null : units.find((unit) => unit.code === code)?.id ?? null
  const rowOf = (id: Id<'Class'>, to: PlanClass, before?: ClassRow): ClassRow => ({
    tenant_id: tenantId, id, code: to.code, name: to.name, description: to.description, parent_id: null,
    disposal_mark: to.regime?.mark ?? null, retention_years: to.regime?.years ?? null, trigger: to.regime?.trigger ?? null, check_years: to.regime?.checkYears ?? null,
    document_numbering: to.numbering, time_limit_days: to.timeLimitDays ?? before?.time_limit_days ?? null, default_unit_id: unitOf(to.unit, before),
    valid_from: to.validFrom ?? today, valid_to: null,
  })
  const added = change.added.map((to) => rowOf(newId(at), to))
  const replaced = change.replaced.map(({ id, by }) => ({ before: byId.get(id), row: rowOf(newId(at), by, byId.get(id)) }))
  const changed = change.changed.map(({ id, to }) => ({ ...rowOf(id as Id<'Class'>, to, byId.get(id)), valid_from: byId.get(id)?.valid_from ?? today }))
  const gone = [...change.ended.map(({ id }) => id), ...change.replaced.map(({ id }) => id)] as Id<'Class'>[]
  await endClasses(tx, tenantId, gone, today)
  const open = [...rows.filter((row) => !gone.includes(row.id) && !changed.some(({ id }) => id === row.id)), ...changed, ...added, ...replaced.map(({ row }) => row)]
  const parentOf = new Map(open.map((row) => [row.code, row.id]))
  const placed = (row: ClassRow): ClassRow => ({ ...row, parent_id: parentOf.get(parentCode(row.code, checked.separator) ?? '') ?? null })
  await insertClasses(tx, [...added, ...replaced.map(({ row }) => row)].map(placed).toSorted((a, b) => a.code.length - b.code.length))
  for (const row of open.map(placed)) if (!same(row, byId.get(row.id)) && byId.has(row.id)) await updateClass(tx, row)
  let filesMoved = 0
  for (const { before, row } of replaced) {
    const moved = before ? await moveOpenFiles(tx, tenantId, before.id, row.id) : []
    filesMoved += moved.length
    for (const id of moved) deed.note({ event: 'Uprava', object: { type: 'Spis', id }, payload: { class: row.code, before: row.code, reason: 'nový skartační režim' } })
  }
  await savePlan(tx, { tenant_id: tenantId, name: checked.name, separator: checked.separator })
  for (const row of [...added, ...replaced.map((each) => each.row)]) deed.note({ event: 'Zalozeni', object: { type: 'VecnaSkupina', id: row.id }, payload: described(row) })
  for (const row of changed) deed.note({ event: 'Uprava', object: { type: 'VecnaSkupina', id: row.id }, payload: described(row) })
  for (const id of gone) deed.note({ event: 'Uzavreni', object: { type: 'VecnaSkupina', id }, payload: { code: byId.get(id)?.code ?? '' } })
  const done = report(checked, change, filesMoved)
  deed.note({ event: 'Uprava', object: { type: 'SpisovyPlan', id: tenantId }, payload: { classes: done.classes, added: done.added.length, changed: done.changed.length, replaced: done.replaced.length, ended: done.ended.length, filesMoved } })
  return done
}

const described = ({ code, name, disposal_mark: mark, retention_years: years, trigger }: ClassRow) => ({ code, name, mark, years, trigger })

const same = (a: ClassRow, b: ClassRow | undefined) => b !== undefined && (Object.keys(a) as (keyof ClassRow)[]).every((key) => a[key] === b[key])

export interface PlanView { readonly name: string | null; readonly separator: string; readonly classes: readonly ClassRow[] }

/** The plan as it stands, classes that have ended included. */
export async function viewPlan({ db }: Pick<DeedDeps, 'db'>, { tenantId }: Actor): Promise<PlanView> {
  const [plan, classes] = [await readPlan(db, tenantId), await readClasses(db, tenantId)]
  return { name: plan?.name ?? null, separator: plan?.separator ?? '.', classes }
}
