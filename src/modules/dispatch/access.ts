import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import type { Access } from '../../platform/http/index.ts'
import { handles, type File } from '../records/index.ts'
import type { Consignment } from './model.ts'

/** Who may do what in this room, on one screen. Beyond the role, only the file's handler writes, changes and hands over for dispatch. */
export const access = {
  write: ['clerk', 'head'],
  read: 'signed-in',
  send: ['clerk', 'head'],
  /** What happens to a consignment after that: see `mayDispatch`. */
  dispatch: ['registrar', 'clerk', 'head'],
  /** What goes by post is carried there by the dispatch room. */
  post: ['registrar'],
} as const satisfies Record<string, Access>

/** A unit's texts are kept by its people, everybody's by administrators. */
export const mayKeepSnippet = (actor: Actor, { unitId }: { readonly unitId: Id<'Unit'> | null }) =>
  unitId === null ? actor.roles.includes('admin') : unitId === actor.unitId

/** The dispatch room does everything with a consignment; so does who asked for it, and who handles the file now. */
export const mayDispatch = (actor: Actor, { askedBy }: Pick<Consignment, 'askedBy'>, file: Pick<File, 'holderUnitId' | 'holderPersonId'>) =>
  actor.roles.includes('registrar') || askedBy === actor.personId || handles(actor, file)
