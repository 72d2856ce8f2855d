import type { Actor, Substituted, WorkKind } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Unit } from './model.ts'

/** What may be left to a substitute; to sign and to seal is given apart. */
export const substitutableKinds = ['handle', 'comment', 'approve', 'note', 'correct', 'check', 'dispatch'] as const satisfies readonly WorkKind[]
export type SubstitutableKind = (typeof substitutableKinds)[number]

/** Somebody does somebody else's work from one day to another, both included (zastupování). */
export interface Substitution {
  readonly id: Id<'Substitution'>
  /** Who is away. */
  readonly personId: Id<'Person'>
  readonly substituteId: Id<'Person'>
  readonly startsOn: Day
  readonly endsOn: Day
  readonly kinds: readonly SubstitutableKind[]
  readonly maySign: boolean
  /** On what it rests: an article of the organisation rules, an authorisation, the words of the absent. */
  readonly basis: string
  readonly madeBy: Id<'Person'>
  readonly madeAt: Date
  /** Ended before its time, at once. */
  readonly endedBy: Id<'Person'> | null
  readonly endedAt: Date | null
}

export type Planned = Pick<Substitution, 'personId' | 'substituteId' | 'startsOn' | 'endsOn' | 'kinds' | 'maySign' | 'basis'>
export type SubstitutionRefusal = 'own-substitute' | 'starts-in-past' | 'ends-before-start' | 'nothing-entrusted' | 'already-arranged' | 'circle-of-substitutes'

export const isInForce = (one: Pick<Substitution, 'startsOn' | 'endsOn' | 'endedAt'>, day: Day) =>
  one.endedAt === null && one.startsOn <= day && day <= one.endsOn

/** Whether something may be arranged. `others` are those of the office that have not ended. */
export function arrange(planned: Planned, others: readonly Substitution[], today: Day): Result<Planned, SubstitutionRefusal> {
  if (planned.personId === planned.substituteId) return refuse('own-substitute')
  if (planned.startsOn < today) return refuse('starts-in-past')
  if (planned.endsOn < planned.startsOn) return refuse('ends-before-start')
  if (planned.kinds.length === 0) return refuse('nothing-entrusted')
  const running = others.filter(({ endedAt }) => endedAt === null)
  const same = running.some((one) => one.personId === planned.personId && one.substituteId === planned.substituteId && overlap(one, planned))
  if (same) return refuse('already-arranged')
  return closesCircle(planned, running) ? refuse('circle-of-substitutes') : accept(planned)
}

/** For whom somebody stands in on a day, each person once; `found` are the substitutions that name them as the substitute. */
export function standsFor(found: readonly (Omit<Substitution, 'madeBy' | 'madeAt' | 'basis'> & { readonly name: string })[], day: Day): Substituted[] {
  const people = new Map<Id<'Person'>, Substituted>()
  for (const one of found.filter((each) => isInForce(each, day))) {
    const known = people.get(one.personId)?.kinds ?? []
    const kinds: readonly WorkKind[] = one.maySign ? [...one.kinds, 'sign', 'seal'] : one.kinds
    people.set(one.personId, { personId: one.personId, name: one.name, kinds: [...new Set([...known, ...kinds])] })
  }
  return [...people.values()]
}

/** Who may arrange somebody's substitution, or end it: they themself, the head of their unit or of one above it, an administrator. */
export function mayArrangeFor(actor: Actor, person: { readonly id: Id<'Person'>; readonly unitId: Id<'Unit'> }, units: readonly Unit[]): boolean {
  if (actor.personId === null) return false
  return actor.personId === person.id || actor.roles.includes('admin')
    || (actor.roles.includes('head') && actor.unitId !== null && pathOf(units, person.unitId).includes(actor.unitId))
}

/** A unit and those above it, from below. */
export function pathOf(units: readonly Pick<Unit, 'id' | 'parentId'>[], id: Id<'Unit'>): Id<'Unit'>[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const path: Id<'Unit'>[] = []
  for (let at = byId.get(id); at && !path.includes(at.id); at = at.parentId === null ? undefined : byId.get(at.parentId)) path.push(at.id)
  return path
}

const overlap = (one: Pick<Planned, 'startsOn' | 'endsOn'>, other: Pick<Planned, 'startsOn' | 'endsOn'>) =>
  one.startsOn <= other.endsOn && other.startsOn <= one.endsOn

/** A circle that lasts any day at all lasts on the first day of one of its parts, so those days are enough to look at. */
function closesCircle(planned: Planned, others: readonly Substitution[]): boolean {
  const near = others.filter((one) => overlap(one, planned))
  const days = new Set([planned.startsOn, ...near.map(({ startsOn }) => startsOn).filter((day) => day >= planned.startsOn)])
  return [...days].some((day) => leadsTo(planned.substituteId, planned.personId, near.filter((one) => isInForce(one, day))))
}

/** Whether one comes from a person to another by going from each to their substitutes. */
function leadsTo(from: Id<'Person'>, to: Id<'Person'>, edges: readonly Planned[]): boolean {
  const [seen, next] = [new Set([from]), [from]]
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (at === to) return true
    for (const { personId, substituteId } of edges) {
      if (personId !== at || seen.has(substituteId)) continue
      seen.add(substituteId)
      next.push(substituteId)
    }
  }
  return false
}
