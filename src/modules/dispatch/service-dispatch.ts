import { automaton, type Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { inTransaction } from '../../platform/database/index.ts'
import { JobFailure, type Attempt } from '../../platform/events/index.ts'
import type { Mailer, SendOutcome } from '../../platform/mail/index.ts'
import { perform, type Command, type Deed, type KeyRefusal } from '../audit/index.ts'
import { approvalOf, noteInDeed } from '../circulation/index.ts'
import {
  addContent, currentMain, lockDocument, lockHandled, markDispatched, mayActorSee, readComponents, readDocument,
  type File, type FileRefusal, type RecordsDeps,
} from '../records/index.ts'
import { tell } from './events.ts'
import { mailOf } from './mail.ts'
import { afterTry, isLive, ownFailures, replyCode, type Consignment, type DispatchChannel, type TryOutcome } from './model.ts'
import { isAnswer, type Key } from './service-answer.ts'
import { holdSending, insertConsignment, readConsignment, readConsignments, saveConsignment } from './store.ts'
import { notices } from './texts-record.ts'

/** The way out of the house. */
export type Postman = Pick<Mailer, 'send'>
export interface DispatchDeps extends RecordsDeps { readonly mailer: Postman }

export type DispatchRefusal = FileRefusal | 'not-an-answer' | 'not-approved' | 'already-dispatched'

interface Address { readonly channel: DispatchChannel; readonly email: string }
interface HandedOver { readonly dispatchId: Id<'Dispatch'> }

/** The job that sends one consignment. */
export const sendTask = 'dispatch.send'

/** Sends an answer whose letter, as it is now, has been approved. It leaves when the job gets to it. */
export function dispatchAnswer(
  deps: RecordsDeps, actor: Actor, answerId: Id<'Document'>, { channel, email }: Address, command: Key = {},
): Promise<Result<HandedOver, DispatchRefusal | KeyRefusal>> {
  const input = { answerId, channel, email }
  const asked: Command = { name: 'dispatch-answer', input, ...command }
  return perform(deps, actor, asked, async (deed): Promise<Result<HandedOver, DispatchRefusal>> => {
    const { tx, actor: { tenantId, personId } } = deed
    const found = await lockHandled(deed, answerId)
    if (!found.ok) return found
    if (!isAnswer(found.value.document)) return refuse('not-an-answer')
    if (personId === null) throw new Error('the office sends nothing by itself')
    if ((await readConsignments(tx, tenantId, answerId)).some(isLive)) return refuse('already-dispatched')
    const content = currentMain(await readComponents(tx, tenantId, [answerId]))?.version.sha256
    const approval = content ? await approvalOf(tx, tenantId, answerId, content) : null
    if (!content || !approval) return refuse('not-approved')
    const id = newId<'Dispatch'>(deed.at)
    await insertConsignment(tx, tenantId, {
      id, channel, email, content, documentId: answerId, askedBy: personId, askedAt: deed.at, state: 'nevypraveno', sentAt: null,
      response: null, tries: 0,
    })
    const payload = { channel, email, content, approvedBy: approval.by }
    deed.note({ event: 'PredaniVypravne', object: { type: 'Zasilka', id }, subjectId: answerId, payload })
    deed.ask(sendTask, { tenantId, dispatchId: id }, `${sendTask}:${id}`)
    return accept({ dispatchId: id })
  })
}

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
  }, 1)
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
  const done = await perform(deps, automaton(tenantId, 'výpravna'), { name: 'send-dispatch' }, async (deed): Promise<Result<Consignment | null, 'not-found'>> => {
    const found = await lockDocument(deed, consignment.documentId)
    if (!found.ok) return found
    // Read again: a commit whose answer was lost has kept its outcome after all.
    const tries = afterTry(await readConsignment(deed.tx, tenantId, consignment.id) ?? consignment, tried, deed.at, isLast)
    if (!tries.ok) return accept(null)
    const next = tries.value
    const { document, file } = found.value
    const { documentId, channel, email, response } = next
    await saveConsignment(deed.tx, tenantId, next)
    const payload = { channel, email, response, tries: next.tries }
    const about = { object: { type: 'Zasilka', id: next.id }, subjectId: documentId, payload } as const
    if (next.state === 'vypraveno') {
      await markDispatched(deed, { ...document, channel })
      if (proof) await addContent(deed, documentId, { name: 'odeslana-zprava.eml', role: 'proof', mediaType: 'message/rfc822', ...proof })
      deed.note({ event: 'Vypraveno', ...about })
      tell.sent(deed, document, channel)
    } else if (next.state === 'nedoruceno-zpracovano') {
      deed.note({ event: 'NeuspesneVypraveni', outcome: 'failed', ...about })
      await putNotice(deed, next, file)
      tell.failed(deed, document, channel)
    }
    return accept(next)
  })
  if (!done.ok) throw new JobFailure(`the outcome of dispatch ${consignment.id} was refused: ${done.refusal}`)
  const next = done.value
  if (next?.state === 'nevypraveno') throw new TryAgain(`dispatch ${next.id}, try ${next.tries}: ${replyCode(tried)}`)
}

/** On the desk of whoever asked; when they have left, of the unit that holds the file now. */
async function putNotice(deed: Deed, { documentId, askedBy, email, response }: Consignment, file: File): Promise<void> {
  const text = notices.notDelivered(email, response ?? '')
  const toAsker = await noteInDeed(deed, documentId, { kind: 'person', id: askedBy }, text)
  const put = toAsker.ok ? toAsker : await noteInDeed(deed, documentId, { kind: 'unit', id: file.holderUnitId }, text)
  if (!put.ok) throw new JobFailure(`nobody could be told that document ${documentId} was not delivered: ${put.refusal}`)
}

/** The sendings of a document that the person may see, oldest first. */
export async function readDispatches(
  deps: Pick<RecordsDeps, 'db'>, actor: Actor, documentId: Id<'Document'>,
): Promise<Result<Consignment[], 'not-found'>> {
  if (!(await mayActorSee(deps.db, actor, documentId))) return refuse('not-found')
  return accept(await readConsignments(deps.db, actor.tenantId, documentId))
}
