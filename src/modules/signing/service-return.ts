import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { refuse } from '../../kernel/result.ts'
import type { KeyRefusal } from '../audit/index.ts'
import { readSigningWork, returnItem, type ReturnRefusal } from '../circulation/index.ts'
import type { Done, Key, SigningDeps } from './service.ts'

/** Refuses to sign, with a reason (vrácení): the document is on the desk of whoever asked again. */
export async function returnUnsigned(deps: SigningDeps, actor: Actor, itemId: Id<'WorkItem'>, reason: string, command: Key = {}): Done<null, ReturnRefusal | KeyRefusal> {
  // A repeated command is told its first outcome, though the item waits no more.
  const isTheirs = command.key !== undefined || (await readSigningWork(deps.db, actor, [itemId])).length > 0
  return isTheirs ? returnItem(deps, actor, itemId, reason, command) : refuse('not-found')
}
