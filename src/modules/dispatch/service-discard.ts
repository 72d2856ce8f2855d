import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type KeyRefusal } from '../audit/index.ts'
import { cancelDocument, lockHandled, settleDocument, type FileRefusal, type RecordsDeps } from '../records/index.ts'
import { isLive } from './model.ts'
import type { Key } from './service-answer.ts'
import { dropDraftInDeed } from './service-draft.ts'
import { readConsignments } from './store.ts'

export type DiscardRefusal = FileRefusal | 'not-an-answer' | 'already-dispatched' | 'reason-missing'

/**
 * Discards a letter that was never sent, for a reason. One that nobody but its author has had disappears (storno); one that others have
 * read already stays in the file, set aside, so that it is no longer waited for.
 */
export function discardLetter(
  deps: RecordsDeps, actor: Actor, letterId: Id<'Document'>, reason: string, command: Key = {},
): Promise<Result<{ readonly gone: boolean }, DiscardRefusal | KeyRefusal>> {
  return perform(deps, actor, { name: 'discard-letter', input: { letterId, reason }, ...command }, async (deed): Promise<Result<{ readonly gone: boolean }, DiscardRefusal>> => {
    const found = await lockHandled(deed, letterId)
    if (!found.ok) return found
    const { document } = found.value
    if (document.direction !== 'outgoing') return refuse('not-an-answer')
    if (!reason.trim()) return refuse('reason-missing')
    const live = (await readConsignments(deed.tx, actor.tenantId, letterId)).some(isLive)
    if (live || document.dispatchedAt !== null || document.state !== 'nevyrizen') return refuse('already-dispatched')
    await dropDraftInDeed(deed, letterId)
    const cancelled = await cancelDocument({ ...deps, within: deed }, actor, letterId, reason)
    if (cancelled.ok) return accept({ gone: true })
    const aside = await settleDocument({ ...deps, within: deed }, actor, letterId, { way: 'jinyZpusob', note: reason })
    if (!aside.ok) throw new Error(`a letter that may be discarded could not be set aside: ${aside.refusal}`)
    return accept({ gone: false })
  })
}
