import { automaton, type Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { inTransaction } from '../../platform/database/index.ts'
import type { Mailer } from '../../platform/mail/index.ts'
import { perform, type Command, type KeyRefusal } from '../audit/index.ts'
import { approvalOf, noteInDeed } from '../circulation/index.ts'
import {
  addContent, currentMain, lockDocument, lockHandled, markDispatched, mayActorSee, readComponents, readDocument,
  type FileRefusal, type RecordsDeps,
} from '../records/index.ts'
import { tell } from './events.ts'
import { mailOf } from './mail.ts'
import { afterTry, isLive, type Consignment, type DispatchChannel, type TryOutcome } from './model.ts'
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

/** The server did not take the mail yet: the job fails and is tried again later. */
export class TryAgain extends Error {}

/**
 * Sends one consignment and keeps what came of it. Only one sends it at a time, and one that has left is left alone, so the job may be
 * repeated freely. A mail can go out twice only when this process dies after the mail server took it and before that is written down,
 * or when the line breaks just then; both copies bear the same Message-ID.
 */
export async function sendDispatch(deps: DispatchDeps, tenantId: Id<'Tenant'>, dispatchId: Id<'Dispatch'>): Promise<void> {
  // Not tried again by itself: sending is an effect outside the database.
  await inTransaction(deps.db, async (hold) => {
    await holdSending(hold, dispatchId)
    const consignment = await readConsignment(hold, tenantId, dispatchId)
    if (!consignment || consignment.state !== 'nevypraveno') return
    const document = await readDocument(hold, tenantId, consignment.documentId)
    if (!document) throw new Error(`Dispatch ${dispatchId} has no document`)
    const tried = await deps.mailer.send(await mailOf(deps, tenantId, consignment, document))
    await keepOutcome(deps, tenantId, consignment, tried, tried.outcome === 'sent' ? tried.raw : null)
  }, 1)
}

async function keepOutcome(
  deps: DispatchDeps, tenantId: Id<'Tenant'>, consignment: Consignment, tried: TryOutcome, raw: Uint8Array | null,
): Promise<void> {
  const tries = afterTry(consignment, tried, deps.now())
  if (!tries.ok) return
  const next = tries.value
  const proof = raw ? { sha256: await deps.files.put(tenantId, raw), size: raw.byteLength } : null
  const done = await perform(deps, automaton(tenantId, 'výpravna'), { name: 'send-dispatch' }, async (deed) => {
    const { documentId, channel, email, response } = next
    const found = await lockDocument(deed, documentId)
    if (!found.ok) return found
    const { document } = found.value
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
      await noteInDeed(deed, documentId, { kind: 'person', id: next.askedBy }, notices.notDelivered(email, response ?? ''))
      tell.failed(deed, document, channel)
    }
    return accept(null)
  })
  if (!done.ok) throw new Error(`the outcome of dispatch ${consignment.id} was refused: ${done.refusal}`)
  if (next.state === 'nevypraveno') throw new TryAgain(`dispatch ${next.id}, try ${next.tries}: ${next.response}`)
}

/** The sendings of a document that the person may see, oldest first. */
export async function readDispatches(
  deps: Pick<RecordsDeps, 'db'>, actor: Actor, documentId: Id<'Document'>,
): Promise<Result<Consignment[], 'not-found'>> {
  if (!(await mayActorSee(deps.db, actor, documentId))) return refuse('not-found')
  return accept(await readConsignments(deps.db, actor.tenantId, documentId))
}
