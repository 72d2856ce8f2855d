import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { endUnit, placeUnit, type OpenWork, type UnitPlan } from './model-administration.ts'
import type { Unit } from './model.ts'
import { administer, type AdministrationDeps, type Done, type Key } from './service-administration.ts'
import { insertUnits, readPeople, readUnits } from './store.ts'
import { isCodeKnown, updateUnit } from './store-administration.ts'

const objectOf = (id: Id<'Unit'>) => ({ type: 'OrganizacniJednotka', id }) as const
const nameOf = (units: readonly Unit[], id: Id<'Unit'> | null) => units.find((unit) => unit.id === id)?.name ?? null

/** Adds a unit (útvar). Its code stands in the numbers of its files, so it can never be another's. */
export function addUnit(deps: AdministrationDeps, actor: Actor, plan: UnitPlan, command: Key = {}) {
  const { code, name, parentId } = plan
  return administer(deps, actor, { name: 'add-unit', input: { ...plan }, ...command }, async (deed): Done<{ id: Id<'Unit'> }, 'code-taken' | 'unit-unknown' | 'below-itself'> => {
    const units = await readUnits(deed.tx, actor.tenantId)
    const place = placeUnit(units, null, parentId)
    if (!place.ok) return place
    if (await isCodeKnown(deed.tx, actor.tenantId, code)) return refuse('code-taken')
    const id = newId<'Unit'>(deed.at)
    await insertUnits(deed.tx, actor.tenantId, [{ id, code, name, parentId }])
    deed.note({ event: 'Zalozeni', object: objectOf(id), payload: { code, name, parent: nameOf(units, parentId), parentId } })
    return accept({ id })
  })
}

/** Renames a unit or puts it elsewhere in the tree. */
export function changeUnit(deps: AdministrationDeps, actor: Actor, id: Id<'Unit'>, plan: Pick<UnitPlan, 'name' | 'parentId'>, command: Key = {}) {
  return administer(deps, actor, { name: 'change-unit', input: { id, ...plan }, ...command }, async (deed): Done<null, 'not-found' | 'unit-unknown' | 'below-itself'> => {
    const units = await readUnits(deed.tx, actor.tenantId)
    const unit = units.find((one) => one.id === id)
    if (!unit) return refuse('not-found')
    const place = placeUnit(units, id, plan.parentId)
    if (!place.ok) return place
    await updateUnit(deed.tx, actor.tenantId, { ...unit, ...plan })
    const before = { name: unit.name, parent: nameOf(units, unit.parentId) }
    deed.note({ event: 'Uprava', object: objectOf(id), payload: { name: plan.name, parent: nameOf(units, plan.parentId), parentId: plan.parentId, before } })
    return accept(null)
  })
}

/** Ends a unit that has neither people nor units below it nor unfinished work. */
export function endUnitDeed(deps: AdministrationDeps, actor: Actor, id: Id<'Unit'>, command: Key = {}) {
  return administer(deps, actor, { name: 'end-unit', input: { id }, ...command }, async (deed): Done<null, 'not-found' | 'has-people' | 'has-units' | 'has-work'> => {
    const { tx, at } = deed
    const units = await readUnits(tx, actor.tenantId)
    const unit = units.find((one) => one.id === id)
    if (!unit) return refuse('not-found')
    const people = (await readPeople(tx, actor.tenantId)).filter(({ unitId }) => unitId === id).length
    const within = { people, units: units.filter(({ parentId }) => parentId === id).length, work: await deps.work.ofUnit(tx, actor.tenantId, id) }
    const ended = endUnit(within)
    if (!ended.ok) return ended
    await updateUnit(tx, actor.tenantId, unit, at)
    deed.note({ event: 'Zruseni', object: objectOf(id), payload: { code: unit.code, name: unit.name } })
    return accept(null)
  })
}

/** A unit as its administrator sees it. */
export interface ShownUnit extends Unit { readonly people: number; readonly work: OpenWork | null }

/** The units with the number of their people. How much work lies in one is counted only for the one that is asked for. */
export async function listUnits(deps: AdministrationDeps, { tenantId }: Actor, counted: Id<'Unit'> | null = null): Promise<ShownUnit[]> {
  const [units, people] = await Promise.all([readUnits(deps.db, tenantId), readPeople(deps.db, tenantId)])
  const work = counted === null ? null : await deps.work.ofUnit(deps.db, tenantId, counted)
  return units.map((unit) => ({ ...unit, people: people.filter(({ unitId }) => unitId === unit.id).length, work: unit.id === counted ? work : null }))
}
