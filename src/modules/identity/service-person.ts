import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Deed } from '../audit/index.ts'
import { familyNameOf, keepsAdmin, type PersonPlan } from './model-administration.ts'
import type { Person } from './model.ts'
import { administer, type AdministrationDeps, type Done, type HandOverRefusal, type Key, type Successor } from './service-administration.ts'
import { endAllOf } from './service-substitution.ts'
import { findPerson, insertPeople, readUnits } from './store.ts'
import { deleteInvitations, endSessions, readEverybody, updatePerson } from './store-administration.ts'

export type PlanRefusal = 'email-taken' | 'unit-unknown'
export type ChangeRefusal = 'not-found' | 'email-taken' | 'last-admin'
export type MoveRefusal = 'not-found' | 'unit-unknown' | HandOverRefusal
export type LeaveRefusal = 'not-found' | 'last-admin' | 'work-left' | HandOverRefusal

const objectOf = (id: Id<'Person'>) => ({ type: 'Osoba', id }) as const

/** Adds a person. They sign in once they have set a password by the link an administrator gives them. */
export function addPerson(deps: AdministrationDeps, actor: Actor, plan: PersonPlan, command: Key = {}) {
  const input = { ...plan, roles: [...plan.roles] }
  return administer(deps, actor, { name: 'add-person', input, ...command }, (deed) => addInDeed(deed, plan))
}

/** The same inside a deed that has the roster. */
export async function addInDeed(deed: Deed, plan: PersonPlan): Done<{ id: Id<'Person'> }, PlanRefusal> {
  const { tx, at, actor: { tenantId } } = deed
  const email = plan.email.toLowerCase()
  const unit = (await readUnits(tx, tenantId)).find(({ id }) => id === plan.unitId)
  if (!unit) return refuse('unit-unknown')
  if ((await readEverybody(tx, tenantId)).some((person) => person.email === email)) return refuse('email-taken')
  const person: Person = {
    id: newId(at), unitId: unit.id, name: plan.name, familyName: plan.familyName ?? familyNameOf(plan.name), post: plan.post, email, roles: plan.roles, language: 'cs', active: true,
  }
  await insertPeople(tx, tenantId, [{ ...person, passwordHash: null }])
  deed.note({ event: 'Zalozeni', object: objectOf(person.id), payload: { name: person.name, email, unit: unit.name, unitId: unit.id, post: person.post, roles: [...person.roles], passwordSum: null } })
  return accept({ id: person.id })
}

/** Changes what somebody is called and what they may do. New roles hold from their next request. */
export function changePerson(deps: AdministrationDeps, actor: Actor, id: Id<'Person'>, plan: Omit<PersonPlan, 'unitId'>, command: Key = {}) {
  const input = { id, ...plan, roles: [...plan.roles] }
  return administer(deps, actor, { name: 'change-person', input, ...command }, async (deed): Done<null, ChangeRefusal> => {
    const found = await among(deed, id)
    if (!found.ok) return found
    const { person, others } = found.value
    const email = plan.email.toLowerCase()
    if (others.some((other) => other.email === email)) return refuse('email-taken')
    if (!keepsAdmin(others, { ...person, roles: plan.roles })) return refuse('last-admin')
    const changed: Person = { ...person, name: plan.name, familyName: plan.familyName ?? familyNameOf(plan.name), email, post: plan.post, roles: plan.roles }
    await updatePerson(deed.tx, actor.tenantId, changed)
    const said = ({ name, email: address, post }: Person) => ({ name, email: address, post })
    deed.note({ event: 'Uprava', object: objectOf(id), payload: { ...said(changed), before: said(person) } })
    if ([...person.roles].sort().join() !== [...plan.roles].sort().join()) {
      deed.note({ event: 'ZmenaOpravneni', object: objectOf(id), payload: { name: changed.name, roles: [...plan.roles], before: [...person.roles] } })
    }
    return accept(null)
  })
}

/** Moves somebody to another unit. Their work goes with them, or stays in the unit with whom the administrator says. */
export function movePerson(
  deps: AdministrationDeps, actor: Actor, id: Id<'Person'>, { unitId, leaves }: { readonly unitId: Id<'Unit'>; readonly leaves: Successor | null }, command: Key = {},
) {
  const input = { id, unitId, leaves: leaves && { ...leaves } }
  return administer(deps, actor, { name: 'move-person', input, ...command }, async (deed): Done<null, MoveRefusal> => {
    const [person, units] = [await findPerson(deed.tx, actor.tenantId, id), await readUnits(deed.tx, actor.tenantId)]
    const [from, to] = [units.find((unit) => unit.id === person?.unitId), units.find((unit) => unit.id === unitId)]
    if (!person?.active) return refuse('not-found')
    if (!to) return refuse('unit-unknown')
    const reason = `Přechod do útvaru ${to.name}`
    const left = leaves ? await deps.work.handOver(deed, id, leaves, reason) : null
    if (left && !left.ok) return left
    await updatePerson(deed.tx, actor.tenantId, { ...person, unitId })
    // What goes along is then held in the new unit, whose people are to see it.
    const taken = leaves ? null : await deps.work.handOver(deed, id, { kind: 'person', id }, reason)
    if (taken && !taken.ok) return taken
    deed.note({ event: 'Uprava', object: objectOf(id), payload: { name: person.name, unit: to.name, unitId, before: from?.name ?? null, work: leaves ? 'stays' : 'moves', handedOver: left?.value.files ?? taken?.value.files ?? 0 } })
    return accept(null)
  })
}

/** Lets somebody leave the office: their work passes on, their sessions end at once, and so do their substitutions. Everything they did stays theirs. */
export function deactivatePerson(
  deps: AdministrationDeps, actor: Actor, id: Id<'Person'>, { successor }: { readonly successor: Successor | null }, command: Key = {},
) {
  const input = { id, successor: successor && { ...successor } }
  return administer(deps, actor, { name: 'deactivate-person', input, ...command }, async (deed): Done<null, LeaveRefusal> => {
    const found = await among(deed, id)
    if (!found.ok) return found
    const { person, others } = found.value
    if (!person.active) return refuse('not-found')
    if (!keepsAdmin(others, { ...person, active: false })) return refuse('last-admin')
    const work = await deps.work.ofPerson(deed.tx, actor.tenantId, id)
    if (work.files + work.items > 0) {
      if (!successor) return refuse('work-left')
      if (successor.id === id) return refuse('successor-unknown')
      const handed = await deps.work.handOver(deed, id, successor, `${person.name} už v úřadu nepracuje`)
      if (!handed.ok) return handed
    }
    await updatePerson(deed.tx, actor.tenantId, { ...person, active: false })
    await deleteInvitations(deed.tx, actor.tenantId, id)
    await endAllOf(deed, id)
    const sessions = await endSessions(deed.tx, actor.tenantId, id)
    deed.note({ event: 'Zruseni', object: objectOf(id), payload: { name: person.name, handedOver: work.files + work.items, sessions } })
    return accept(null)
  })
}

/** Takes somebody back, with the roles they had; their work of old stays where it went. */
export function reactivatePerson(deps: AdministrationDeps, actor: Actor, id: Id<'Person'>, { unitId }: { readonly unitId: Id<'Unit'> }, command: Key = {}) {
  return administer(deps, actor, { name: 'reactivate-person', input: { id, unitId }, ...command }, async (deed): Done<null, 'not-found' | 'unit-unknown'> => {
    const found = await among(deed, id)
    if (!found.ok) return found
    const { person } = found.value
    const unit = (await readUnits(deed.tx, actor.tenantId)).find((one) => one.id === unitId)
    if (!unit) return refuse('unit-unknown')
    if (person.active) return refuse('not-found')
    await updatePerson(deed.tx, actor.tenantId, { ...person, unitId, active: true })
    deed.note({ event: 'Uprava', object: objectOf(id), payload: { name: person.name, unit: unit.name, unitId, active: true } })
    return accept(null)
  })
}

async function among(deed: Deed, id: Id<'Person'>): Promise<Result<{ person: Person; others: readonly Person[] }, 'not-found'>> {
  const everybody = await readEverybody(deed.tx, deed.actor.tenantId)
  const person = everybody.find((one) => one.id === id)
  return person ? accept({ person, others: everybody.filter((one) => one.id !== id) }) : refuse('not-found')
}
