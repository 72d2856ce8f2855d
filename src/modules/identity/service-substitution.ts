import type { Actor } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Command, type Deed, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import type { Person, Unit } from './model.ts'
import { arrange, mayArrangeFor, type Planned, type Substitution, type SubstitutionRefusal } from './model-substitution.ts'
import { findPeople, findPerson, readNames, readUnits } from './store.ts'
import { findSubstitution, insertSubstitution, lockRoster, readSubstitutions, saveEnd } from './store-substitution.ts'

type Key = Pick<Command, 'key'>
type Done<Value, Refusal extends string> = Promise<Result<Value, Refusal>>
export type ArrangeRefusal = SubstitutionRefusal | 'not-allowed' | 'person-unknown' | 'substitute-unknown' | 'appoints-themself'
export type EndRefusal = 'not-found' | 'not-allowed' | 'already-ended'

/** Lets somebody do somebody else's work on certain days (zastoupení). From the first of them the substitute has it in their inbox. */
export function arrangeSubstitution(
  deps: DeedDeps, actor: Actor, planned: Planned, command: Key = {},
): Done<{ id: Id<'Substitution'> }, ArrangeRefusal | KeyRefusal> {
  const input = { ...planned, kinds: [...planned.kinds] }
  return perform(deps, actor, { name: 'arrange-substitution', input, ...command }, async (deed): Done<{ id: Id<'Substitution'> }, ArrangeRefusal> => {
    const { tx, at } = deed
    await lockRoster(tx, actor.tenantId)
    const [person, substitute, units] = [
      await findPerson(tx, actor.tenantId, planned.personId), await findPerson(tx, actor.tenantId, planned.substituteId), await readUnits(tx, actor.tenantId)]
    if (!person?.active) return refuse('person-unknown')
    if (actor.personId === null || !mayArrangeFor(actor, person, units)) return refuse('not-allowed')
    if (!substitute?.active) return refuse('substitute-unknown')
    if (appointsThemself(actor, planned, person, units)) return refuse('appoints-themself')
    const today = dayOf(at)
    const decided = arrange(planned, await readSubstitutions(tx, actor.tenantId, today), today)
    if (!decided.ok) return decided
    const made: Substitution = { ...decided.value, id: newId(at), madeBy: actor.personId, madeAt: at, endedBy: null, endedAt: null }
    await insertSubstitution(tx, actor.tenantId, made)
    const { startsOn, endsOn, kinds, maySign, basis } = made
    note(deed, made, { person: person.name, substitute: substitute.name, startsOn, endsOn, kinds: [...kinds], maySign, basis })
    return accept({ id: made.id })
  })
}

/** An administrator arranges others' work, and may not by that give themself what others see and decide. */
function appointsThemself(actor: Actor, planned: Planned, person: Person, units: readonly Unit[]): boolean {
  const otherwise = { ...actor, roles: actor.roles.filter((role) => role !== 'admin') }
  return planned.substituteId === actor.personId && !mayArrangeFor(otherwise, person, units)
}

/** Ends a substitution before its time: the substitute loses what came with it at once. */
export function endSubstitution(deps: DeedDeps, actor: Actor, id: Id<'Substitution'>, command: Key = {}): Done<null, EndRefusal | KeyRefusal> {
  return perform(deps, actor, { name: 'end-substitution', input: { id }, ...command }, async (deed): Done<null, EndRefusal> => {
    const { tx, at } = deed
    await lockRoster(tx, actor.tenantId)
    const found = await findSubstitution(tx, actor.tenantId, id)
    const person = found && await findPerson(tx, actor.tenantId, found.personId)
    if (!found || !person) return refuse('not-found')
    if (actor.personId === null || !mayArrangeFor(actor, person, await readUnits(tx, actor.tenantId))) return refuse('not-allowed')
    if (found.endedAt !== null || found.endsOn < dayOf(at)) return refuse('already-ended')
    await endInDeed(deed, found)
    return accept(null)
  })
}

/** Inside another deed that holds the roster: ends every substitution in which somebody who leaves has a part. */
export async function endAllOf(deed: Deed, personId: Id<'Person'>): Promise<void> {
  const running = await readSubstitutions(deed.tx, deed.actor.tenantId, dayOf(deed.at))
  for (const one of running.filter((each) => each.personId === personId || each.substituteId === personId)) await endInDeed(deed, one)
}

async function endInDeed(deed: Deed, one: Substitution): Promise<void> {
  await saveEnd(deed.tx, deed.actor.tenantId, { ...one, endedBy: deed.actor.personId, endedAt: deed.at })
  const names = await readNames(deed.tx, deed.actor.tenantId, [one.personId, one.substituteId])
  note(deed, one, { person: names.get(one.personId) ?? '', substitute: names.get(one.substituteId) ?? '', ended: true })
}

/** Who may act for whom is a matter of rights, read in the history of the one who is away. */
function note(deed: Deed, { id, personId, substituteId }: Substitution, payload: Parameters<Deed['note']>[0]['payload']) {
  deed.note({ event: 'ZmenaOpravneni', object: { type: 'Zastupovani', id }, subjectId: personId, payload: { personId, substituteId, ...payload } })
}

/** A substitution with the names of its people. */
export interface ShownSubstitution extends Substitution { readonly personName: string; readonly substituteName: string; readonly mayEnd: boolean }

/** Who stands in for whom today and later; everybody may know it, for work is then done by another than was asked. */
export async function listSubstitutions(deps: Pick<DeedDeps, 'db' | 'now'>, actor: Actor): Promise<ShownSubstitution[]> {
  const { tenantId } = actor
  const running = await readSubstitutions(deps.db, tenantId, dayOf(deps.now()))
  const ids = [...new Set(running.flatMap(({ personId, substituteId }) => [personId, substituteId]))]
  const [found, units] = await Promise.all([findPeople(deps.db, tenantId, ids), readUnits(deps.db, tenantId)])
  const people = new Map(found.map((person) => [person.id, person]))
  return running.map((one) => {
    const person = people.get(one.personId)
    return {
      ...one, personName: person?.name ?? '', substituteName: people.get(one.substituteId)?.name ?? '',
      mayEnd: person !== undefined && mayArrangeFor(actor, person, units),
    }
  })
}
