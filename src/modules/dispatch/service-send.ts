import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import { inTransaction } from '../../platform/database/index.ts'
import { JobFailure, type Attempt } from '../../platform/events/index.ts'
import type { Mailer, SendOutcome } from '../../platform/mail/index.ts'
import { perform } from '../audit/index.ts'
import { lockDocument, readDocument, type RecordsDeps } from '../records/index.ts'
import { mailOf } from './mail.ts'
import { afterTry, ownFailures, replyCode, type Consignment, type TryOutcome } from './model.ts'
import { rule } from './model-rule.ts'
import { depart, fail, keepProof } from './service-outcome.ts'
import { holdSending, insertAttempt, readConsignment, saveConsignment } from './store.ts'

/** The way out of the house. */
export type Postman = Pick<Mailer, 'send'>
export interface DispatchDeps extends RecordsDeps { readonly mailer: Postman }

/** The mail has not left yet: the job fails and is tried again later. */
export class TryAgain extends JobFailure {}

/**
 * Sends one consignment and keeps what came of it. Only one sends it at a time, and one that has left is left alone, so the job may be
 * repeated freely. A mail can go out twice only when this process dies, or cannot write down that the mail server took it,
 * or when the line breaks just then; all copies bear the same Message-ID. Whatever else fails counts as a try too, so that the last one
 * always ends with a notice.
 */
export async function sendDispatch(
  deps: DispatchDeps, tenantId: Id<'Tenant'>, dispatchId: Id<'Dispatch'>, { isLast }: Attempt = { isLast: false },
): Promise<void> {
  // Not tried again by itself: sending is an effect outside the database.
  await inTransaction(deps.db, async (hold) => {
    await holdSending(hold, dispatchId)
    const consignment = await readConsignment(hold, tenantId, dispatchId)
    if (!consignment || consignment.state !== 'nevypraveno') return
    const keep = (outcome: TryOutcome, raw: Uint8Array | null) => keepOutcome(deps, tenantId, consignment, outcome, raw, isLast)
    let tried: SendOutcome | undefined
    try {
      tried = await trySending(deps, tenantId, consignment)
      await keep(tried, tried.outcome === 'sent' ? tried.raw : null)
    } catch (error) {
      if (error instanceof TryAgain) throw error
      const failed = tried?.outcome === 'sent' ? ownFailures.notRecorded : tried ?? ownFailures.notPrepared
      const isClosed = await keep(failed, null).then(() => true, () => false)
      if (!isClosed) throw error
    }
  }, { tries: 1 })
}

async function trySending(deps: DispatchDeps, tenantId: Id<'Tenant'>, consignment: Consignment): Promise<SendOutcome> {
  const document = await readDocument(deps.db, tenantId, consignment.documentId)
  if (!document) throw new JobFailure(`Dispatch ${consignment.id} has no document`)
  return deps.mailer.send(await mailOf(deps, tenantId, consignment, document))
}

async function keepOutcome(
  deps: DispatchDeps, tenantId: Id<'Tenant'>, consignment: Consignment, tried: TryOutcome, raw: Uint8Array | null, isLast: boolean,
): Promise<void> {
  const proof = raw ? { sha256: await deps.files.put(tenantId, raw), size: raw.byteLength } : null
  const done = await perform(deps, automaton(tenantId, rule), { name: 'send-dispatch' }, async (deed): Promise<Result<Consignment | null, 'not-found'>> => {
    const found = await lockDocument(deed, consignment.documentId)
    if (!found.ok) return found
    // Read again: a commit whose answer was lost has kept its outcome after all.
    const tries = afterTry(await readConsignment(deed.tx, tenantId, consignment.id) ?? consignment, tried, deed.at, isLast)
    if (!tries.ok) return accept(null)
    const next = tries.value
    await saveConsignment(deed.tx, tenantId, next)
    await insertAttempt(deed.tx, tenantId, next.id, { number: next.tries, at: deed.at, outcome: tried.outcome, response: next.response ?? '' })
    if (next.state === 'vypraveno') {
      await depart(deed, found.value, next)
      if (proof) await keepProof(deed, found.value, next, { name: 'odeslana-zprava', extension: 'eml', mediaType: 'message/rfc822', ...proof })
    } else if (next.state !== 'nevypraveno') await fail(deed, found.value, next)
    return accept(next)
  })
  if (!done.ok) throw new JobFailure(`the outcome of dispatch ${consignment.id} was refused: ${done.refusal}`)
  const next = done.value
  if (next?.state === 'nevypraveno') throw new TryAgain(`dispatch ${next.id}, try ${next.tries}: ${replyCode(tried)}`)
}
