import type { Role } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'

export interface Tenant {
  readonly id: Id<'Tenant'>
  readonly name: string
  /** Begins every number the office gives (§ 64 of Act 499/2004: the originator's abbreviation). */
  readonly abbreviation: string
  readonly ico: string
  readonly address: readonly string[]
  readonly email: string
  readonly dataBox: string | null
}

export interface Unit {
  readonly id: Id<'Unit'>
  readonly parentId: Id<'Unit'> | null
  readonly code: string
  readonly name: string
}

export interface Person {
  readonly id: Id<'Person'>
  readonly unitId: Id<'Unit'>
  readonly name: string
  readonly familyName: string
  readonly post: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly language: 'cs' | 'en'
  readonly active: boolean
}

/** A session ends when nobody has used it for this long, or when it is this old whatever happens. */
export const idleLimitMs = 2 * 3_600_000
export const absoluteLimitMs = 12 * 3_600_000

export function isAlive(session: { readonly createdAt: Date; readonly seenAt: Date }, now: Date): boolean {
  return now.getTime() - session.seenAt.getTime() < idleLimitMs && now.getTime() - session.createdAt.getTime() < absoluteLimitMs
}
