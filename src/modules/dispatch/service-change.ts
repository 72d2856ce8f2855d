import type { Actor } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type KeyRefusal } from '../audit/index.ts'
import { withdrawWork } from '../circulation/index.ts'
import { lockHandled, registerDocument, viewDocument, withdrawWording, type Document, type FileRefusal, type RecordsDeps, type WithdrawRefusal } from '../records/index.ts'
import { isLive, type AnswerText } from './model.ts'
import { renderTask } from './model-rule.ts'
import { isSetAside, setLetter, sourceOf, store, type Key } from './service-answer.ts'
import { dropDraftInDeed } from './service-draft.ts'
import { readConsignments } from './store.ts'
import { insertLetter } from './store-letter.ts'
import { correctionLetter } from './texts-record.ts'

export type WithdrawLetterRefusal = FileRefusal | WithdrawRefusal | 'not-an-answer' | 'already-dispatched' | 'correct-instead'

/**
 * Takes a signed document back before it leaves (zpětvzetí), for a reason: the signed version stays as it is and is shown as taken back,
 * nobody is asked about it any more, and it cannot be sent. What has left is corrected by another document instead.
 */
export function withdrawLetter(deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>, reason: string, command: Key = {}): Promise<Result<null, WithdrawLetterRefusal | KeyRefusal>> {
  return perform(deps, actor, { name: 'withdraw-letter', input: { documentId, reason }, ...command }, async (deed): Promise<Result<null, WithdrawLetterRefusal>> => {
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    const { document } = found.value
    if (document.direction !== 'outgoing') return refuse('not-an-answer')
    if (document.dispatchedAt !== null) return refuse('correct-instead')
    if (isSetAside(document) || (await readConsignments(deed.tx, actor.tenantId, documentId)).some(isLive)) return refuse('already-dispatched')
    const withdrawn = await withdrawWording(deed, documentId, reason)
    if (!withdrawn.ok) return withdrawn
    await withdrawWork(deed, documentId)
    return accept(null)
  })
}

export type CorrectRefusal = FileRefusal | 'not-an-answer' | 'not-dispatched' | 'nobody-to-answer'

/**
 * Puts an obvious clerical error right in a document that has left the office (oprava zřejmé nesprávnosti, § 70 of act 500/2004): what was
 * sent is never replaced, another document in the same file says to the same addressee what should have stood there.
 */
export async function correctSent(
  deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>, text: AnswerText, command: Key = {},
): Promise<Result<{ readonly documentId: Id<'Document'>; readonly referenceNumber: string }, CorrectRefusal | KeyRefusal>> {
  const source = await store(deps, actor.tenantId, sourceOf(text))
  const made = await perform(deps, actor, { name: 'correct-sent', input: { documentId, ...text }, ...command }, async (deed): Promise<Result<{ documentId: Id<'Document'>; referenceNumber: string }, CorrectRefusal>> => {
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    const { document: sent, file } = found.value
    const correctable = mayBeCorrected(sent)
    if (!correctable.ok) return correctable
    const { document } = await registerDocument(deed, {
      direction: 'outgoing', subject: text.subject, channel: null, party: { id: correctable.value }, receivedAt: null, answersId: sent.answersId,
      file: { join: file.id }, contents: [source],
    })
    await insertLetter(deed.tx, actor.tenantId, document.id, 'correction', sent.id)
    await dropDraftInDeed(deed, documentId)
    deed.note({ event: 'Uprava', object: { type: 'Dokument', id: sent.id }, payload: { correctedBy: document.referenceNumber } })
    deed.ask(renderTask, { tenantId: actor.tenantId, documentId: document.id }, `${renderTask}:${document.id}`)
    return accept({ documentId: document.id, referenceNumber: document.referenceNumber })
  })
  if (made.ok) await setLetter(deps, actor, made.value.documentId)
  return made
}

/** The words a correction begins with. */
export async function proposeCorrection(deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>): Promise<Result<AnswerText, 'not-found' | Exclude<CorrectRefusal, FileRefusal>>> {
  const view = await viewDocument(deps.db, actor, documentId)
  if (!view.ok) return view
  const { document } = view.value
  const correctable = mayBeCorrected(document)
  if (!correctable.ok) return correctable
  return accept(correctionLetter({ number: document.referenceNumber, subject: document.subject, sentOn: dayOf(document.dispatchedAt ?? document.createdAt) }))
}

function mayBeCorrected({ direction, dispatchedAt, partyId }: Document): Result<Id<'Party'>, Exclude<CorrectRefusal, FileRefusal>> {
  if (direction !== 'outgoing') return refuse('not-an-answer')
  if (dispatchedAt === null) return refuse('not-dispatched')
  return partyId === null ? refuse('nobody-to-answer') : accept(partyId)
}
