import type { Role } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Person, Unit } from './model.ts'
import { pathOf } from './model-substitution.ts'

/** Unfinished work, as the rooms that keep it count it. */
export interface OpenWork { readonly files: number; readonly items: number }

export interface PersonPlan {
  readonly name: string
  readonly familyName: string | null
  readonly email: string
  readonly unitId: Id<'Unit'>
  readonly post: string
  readonly roles: readonly Role[]
}
export interface UnitPlan { readonly code: string; readonly name: string; readonly parentId: Id<'Unit'> | null }
export type UnitRefusal = 'code-taken' | 'unit-unknown' | 'below-itself' | 'has-people' | 'has-units' | 'has-work'

/** Where a unit may stand: under one that is there, and not under itself or anything below it. */
export function placeUnit(units: readonly Unit[], id: Id<'Unit'> | null, parentId: Id<'Unit'> | null): Result<null, 'unit-unknown' | 'below-itself'> {
  if (parentId === null) return accept(null)
  if (!units.some((unit) => unit.id === parentId)) return refuse('unit-unknown')
  return id !== null && pathOf(units, parentId).includes(id) ? refuse('below-itself') : accept(null)
}

/** Only an empty unit ends: whoever and whatever is in it goes elsewhere first. */
export function endUnit(within: { readonly people: number; readonly units: number; readonly work: OpenWork }): Result<null, 'has-people' | 'has-units' | 'has-work'> {
  if (within.people > 0) return refuse('has-people')
  if (within.units > 0) return refuse('has-units')
  return within.work.files + within.work.items > 0 ? refuse('has-work') : accept(null)
}

/** An office always has somebody who can administer it. `others`: everybody but the person who changes. */
export function keepsAdmin(others: readonly Pick<Person, 'roles' | 'active'>[], then: { readonly roles: readonly Role[]; readonly active: boolean }): boolean {
  return [...others, then].some(({ roles, active }) => active && roles.includes('admin'))
}

/** What is written last is the family name, unless somebody says otherwise. */
export const familyNameOf = (name: string) => name.trim().split(/\s+/).at(-1) ?? name
