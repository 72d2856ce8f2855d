import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Deed } from '../audit/index.ts'
import { currentMain, type CurrentMain } from './model.ts'
import { isSigned, isWithdrawn, type ChangeKind, type Rewording } from './model-change.ts'
import { insertChange } from './store-change.ts'
import { readComponents } from './store-component.ts'

export type WithdrawRefusal = 'not-signed-yet' | 'reason-missing' | 'already-withdrawn'

/**
 * Takes a signed wording back before it has left (zpětvzetí): its signatures stay, for they were made, but it is neither approved, signed nor
 * sent any more. Another wording begins anew. The caller has locked the file and knows that nothing of it has left.
 */
export async function withdrawWording(deed: Deed, documentId: Id<'Document'>, reason: string): Promise<Result<null, WithdrawRefusal>> {
  const main = currentMain(await readComponents(deed.tx, deed.actor.tenantId, [documentId]))
  if (isWithdrawn(main)) return refuse('already-withdrawn')
  if (!isSigned(main)) return refuse('not-signed-yet')
  if (!reason.trim()) return refuse('reason-missing')
  await note(deed, documentId, main, 'withdrawal', reason)
  return accept(null)
}

/** Keeps why the newest wording replaced a signed one. `replaced`: the newest content before. */
export async function noteRewording(deed: Deed, documentId: Id<'Document'>, replaced: CurrentMain, { kind, reason }: Rewording): Promise<void> {
  const main = currentMain(await readComponents(deed.tx, deed.actor.tenantId, [documentId]))
  if (!main || main.version.number <= replaced.version.number) throw new Error(`document ${documentId} has no newer wording to speak of`)
  await note(deed, documentId, main, kind, reason, replaced.version.number)
}

async function note(deed: Deed, documentId: Id<'Document'>, { component: { id: componentId }, version: { number } }: CurrentMain, kind: ChangeKind, reason: string, replaces?: number): Promise<void> {
  await insertChange(deed.tx, deed.actor.tenantId, { componentId, number, kind, reason: reason.trim(), at: deed.at, by: deed.actor.personId })
  deed.note({
    event: kind === 'withdrawal' ? 'Storno' : 'Uprava', object: { type: 'Komponenta', id: componentId }, subjectId: documentId,
    payload: { change: kind, version: number, reason: reason.trim(), ...(replaces === undefined ? {} : { replaces }) },
  })
}
