import type { Actor, Role } from '../../kernel/actor.ts'
import type { Access } from '../../platform/http/index.ts'
import { handles, settlers, type File } from '../records/index.ts'
import type { BulkAction } from './model-bulk.ts'

/** Who may do what in this room, on one screen. Whose item it is, and so who answers it, is decided by the model (`isFor`). */
export const access = {
  seeInbox: 'signed-in',
  seeCirculation: 'signed-in',
  seeUnitLoad: ['head'],
  assign: ['registrar', 'clerk', 'head'],
  takeOver: ['clerk', 'head'],
  ask: ['clerk', 'head'],
  /** Anybody may be asked: who has the item answers it. */
  answer: 'signed-in',
  keepTemplates: ['head', 'registrar', 'admin'],
} as const satisfies Record<string, Access>

/** A file is handed over by its handler; until a person has taken it, the registry may also send it elsewhere. */
export const mayAssign = (actor: Actor, file: Pick<File, 'holderUnitId' | 'holderPersonId'>) =>
  handles(actor, file) || (actor.roles.includes('registrar') && file.holderPersonId === null)

/** A unit's templates are kept by its head, those of the whole office by the registry and the administrator. */
export const mayKeepTemplate = (actor: Actor, { unitId }: { readonly unitId: string | null }) =>
  (unitId === null ? actor.roles.includes('registrar') || actor.roles.includes('admin') : unitId === actor.unitId && actor.roles.includes('head'))

/** To anybody but the unit's people its templates are not there. */
export const mayStart = (actor: Actor, { unitId }: { readonly unitId: string | null }) => unitId === null || unitId === actor.unitId

export const mayTakeOver = (actor: Actor, file: Pick<File, 'holderUnitId' | 'holderPersonId'>) =>
  actor.personId !== null && file.holderUnitId === actor.unitId && file.holderPersonId === null
  && access.takeOver.some((role) => actor.roles.includes(role))

/** Whom the single deed lets do it at all; what they may do to one item of a list is decided with the item. */
export function mayBulk(action: Exclude<BulkAction['kind'], 'undo'>, roles: readonly Role[]): boolean {
  const needed = neededRoles[action]
  return needed === 'signed-in' || needed.some((role) => roles.includes(role))
}

const neededRoles = {
  'hand-over': access.assign, 'take-over': access.answer, see: access.answer, withdraw: access.answer, due: access.answer, urge: access.answer, settle: settlers,
} as const satisfies Record<Exclude<BulkAction['kind'], 'undo'>, Access>
