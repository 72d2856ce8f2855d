import type { Id } from './id.ts'

/** What a person may do by function; what they may do to one document is decided by the room that keeps it. */
export const roles = ['registrar', 'clerk', 'head', 'admin', 'auditor'] as const
export type Role = (typeof roles)[number]

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
}

/** The office acting by its own rule, named so that the log says which. */
export function automaton(tenantId: Id<'Tenant'>, rule: string): Actor {
  return { tenantId, personId: null, name: rule, unitId: null, roles: [], origin: 'system' }
}
