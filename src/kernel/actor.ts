import type { Id } from './id.ts'

/** What a person may do by function; what they may do to one document is decided by the room that keeps it. */
export const roles = ['registrar', 'clerk', 'head', 'admin', 'auditor', 'dpo'] as const
export type Role = (typeof roles)[number]

/** What one may be asked to do with a document (položka oběhu). */
export const workKinds = ['handle', 'comment', 'approve', 'sign', 'seal', 'note', 'correct', 'check', 'dispatch'] as const
export type WorkKind = (typeof workKinds)[number]

/** Somebody whose work another does today in their own name, "v z.". What that other has by themself, their unit and roles, does not grow. */
export interface Substituted {
  readonly personId: Id<'Person'>
  readonly name: string
  /** Signing and sealing only where the substitution says so expressly. */
  readonly kinds: readonly WorkKind[]
}

/** Who does a deed, for whom and from where: the six fields of decree 409/2025 § 22 that the deed itself does not know. */
export interface Actor {
  readonly tenantId: Id<'Tenant'>
  /** `null` is the system itself acting by rule. */
  readonly personId: Id<'Person'> | null
  /** As it is to be read in the log in twenty years. */
  readonly name: string
  readonly unitId: Id<'Unit'> | null
  readonly roles: readonly Role[]
  /** The device the request came from; an internet address, or the name of a command. */
  readonly origin: string
  /** For whom they stand in today. It does not pass on: who stands in for a substitute does not stand in for those the substitute does. */
  readonly standsFor: readonly Substituted[]
}

/** The office acting by its own rule, named so that the log says which. */
export function automaton(tenantId: Id<'Tenant'>, rule: string): Actor {
  return { tenantId, personId: null, name: rule, unitId: null, roles: [], origin: 'system', standsFor: [] }
}

/** The person whose work of this kind the actor may do in their place today, if this one is among them. */
export function substituted(actor: Actor, personId: Id<'Person'> | null, kind: WorkKind): Substituted | undefined {
  return actor.personId === null ? undefined : actor.standsFor.find((each) => each.personId === personId && each.kinds.includes(kind))
}
