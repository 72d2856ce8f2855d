import { automaton, type Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { renderLetter } from '../../platform/pdf/index.ts'
import { perform, type Command, type KeyRefusal } from '../audit/index.ts'
import { approvalOf } from '../circulation/index.ts'
import {
  addContent, changeSubject, currentMain, isSigned, isWithdrawn, lockDocument, lockHandled, noteRewording, readComponents, readDocument, readFileDocuments, registerDocument, viewDocument,
  type Component, type Content, type Document, type FileRefusal, type RecordsDeps, type Rewording,
} from '../records/index.ts'
import { hasMatter } from '../publication/index.ts'
import { letterOf } from './letter.ts'
import { isLive, type AnswerText } from './model.ts'
import { renderTask, rule } from './model-rule.ts'
import { dropDraftInDeed } from './service-draft.ts'
import { shownOf, type ShownConsignment } from './service-shown.ts'
import { readConsignments } from './store.ts'
import { insertAnswered, readAnswered, readCorrections, readLetterKind, type LetterKind } from './store-letter.ts'

/** The key under which the asker may repeat the same request. */
export type Key = Pick<Command, 'key'>
export type ComposeRefusal = FileRefusal | 'not-incoming' | 'nobody-to-answer' | 'not-in-file'
export type UpdateRefusal = FileRefusal | 'not-an-answer' | 'already-dispatched' | 'wording-changed' | 'reason-missing'
/** The words of an answer, and which other received documents of the same file it answers too. */
export interface NewAnswer extends AnswerText { readonly also?: readonly Id<'Document'>[] | undefined }

interface Composed { readonly documentId: Id<'Document'>; readonly referenceNumber: string }

/**
 * Answers a received document: an outgoing one in the same file, to the same party, with its number, and a PDF/A letter of it.
 * The number is taken and kept in one deed without waiting for the typesetter; the letter, which carries the number, follows at once,
 * and a job kept by the same deed sets it should this process die in between.
 */
export async function composeAnswer(
  deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>, text: NewAnswer, command: Key = {},
): Promise<Result<Composed, ComposeRefusal | KeyRefusal>> {
  const answer = await registerAnswer(deps, actor, documentId, text, command)
  if (answer.ok) await setLetter(deps, actor, answer.value.documentId)
  return answer
}

/** The first half of `composeAnswer`: the answer with its number and words, and a job for its letter. */
export async function registerAnswer(
  deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>, { also = [], ...text }: NewAnswer, command: Key = {},
): Promise<Result<Composed, ComposeRefusal | KeyRefusal>> {
  const source = await store(deps, actor.tenantId, sourceOf(text))
  const input = { documentId, ...text, ...also.length > 0 ? { also: [...also] } : {} }
  return perform(deps, actor, { name: 'compose-answer', input, ...command }, async (deed): Promise<Result<Composed, ComposeRefusal>> => {
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    const { document, file } = found.value
    if (document.direction !== 'incoming') return refuse('not-incoming')
    if (document.partyId === null) return refuse('nobody-to-answer')
    const waiting = (await readFileDocuments(deed.tx, actor.tenantId, file.id)).filter(({ id, direction, state }) => id !== documentId && direction === 'incoming' && state === 'nevyrizen')
    if (!also.every((one) => waiting.some(({ id }) => id === one))) return refuse('not-in-file')
    const { document: answer } = await registerDocument(deed, {
      direction: 'outgoing', subject: text.subject, channel: null, party: { id: document.partyId }, receivedAt: null,
      file: { join: file.id }, answersId: documentId, contents: [source],
    })
    await insertAnswered(deed.tx, actor.tenantId, answer.id, [...new Set(also)])
    await dropDraftInDeed(deed, documentId)
    deed.ask(renderTask, { tenantId: actor.tenantId, documentId: answer.id }, `${renderTask}:${answer.id}`)
    return accept({ documentId: answer.id, referenceNumber: answer.referenceNumber })
  })
}

/** Sets the letter of an answer that has none yet. Safe to repeat, and to be done by several at once. */
export async function setLetter(deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>): Promise<void> {
  const { tenantId } = actor
  const [document, components] = [await readDocument(deps.db, tenantId, documentId), await readComponents(deps.db, tenantId, [documentId])]
  const source = sourceIn(components)
  if (!document || !source || currentMain(components)) return
  const letter = await letterOf(deps.db, tenantId, document, await readText(deps, tenantId, source.sha256), source.createdAt, namesOf(components))
  const content = await store(deps, tenantId, mainOf(await renderLetter(letter)))
  const done = await perform(deps, actor, { name: 'set-letter' }, async (deed) => {
    const found = await lockDocument(deed, documentId)
    if (!found.ok) return found
    // Somebody else was quicker, perhaps with newer words.
    if (currentMain(await readComponents(deed.tx, tenantId, [documentId])) === null) await addContent(deed, documentId, content)
    return accept(null)
  })
  if (!done.ok) throw new Error(`the letter of ${documentId} was refused: ${done.refusal}`)
}

/** The job behind `renderTask`. */
export function setLetterByRule(deps: RecordsDeps, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<void> {
  return setLetter(deps, automaton(tenantId, rule), documentId)
}

/** Other words, and the wording they were written from: they do not replace one that their writer has not seen. */
export interface Rewrite extends AnswerText {
  readonly basedOn?: Sha256 | null | undefined
  /** What is done to a wording that was signed, and why; of any other nobody asks. */
  readonly change?: Rewording | null | undefined
}

/** Gives an answer other words: new versions of its text and letter together, so that approvals of the old ones no longer count. */
export async function updateAnswer(
  deps: RecordsDeps, actor: Actor, answerId: Id<'Document'>, { basedOn = null, change = null, ...text }: Rewrite, command: Key = {},
): Promise<Result<null, UpdateRefusal | KeyRefusal>> {
  const { tenantId } = actor
  const view = await viewDocument(deps.db, actor, answerId)
  if (!view.ok) return view
  if (!isLetter(view.value.document, view.value.components)) return refuse('not-an-answer')
  const letter = await letterOf(deps.db, tenantId, view.value.document, text, deps.now(), namesOf(view.value.components))
  const source = await store(deps, tenantId, sourceOf(text))
  const main = await store(deps, tenantId, mainOf(await renderLetter(letter)))
  const input = { answerId, ...text, basedOn, ...(change ? { change: { ...change } } : {}) }
  return perform(deps, actor, { name: 'update-answer', input, ...command }, async (deed): Promise<Result<null, UpdateRefusal>> => {
    const found = await lockHandled(deed, answerId)
    if (!found.ok) return found
    if ((await readConsignments(deed.tx, tenantId, answerId)).some(isLive) || isSetAside(found.value.document)) return refuse('already-dispatched')
    const components = await readComponents(deed.tx, tenantId, [answerId])
    const known = sourceIn(components)
    await dropDraftInDeed(deed, answerId)
    const before = currentMain(components)
    // The same words again are no new wording: what was approved stays approved. Those taken back begin anew.
    if (known?.sha256 === source.sha256 && before && !isWithdrawn(before)) return accept(null)
    if (basedOn !== null && known && known.sha256 !== basedOn) return refuse('wording-changed')
    const replaced = isSigned(before) && !isWithdrawn(before) ? before : null
    if (replaced && !change?.reason.trim()) return refuse('reason-missing')
    await changeSubject(deed, found.value.document, text.subject)
    await addContent(deed, answerId, source)
    await addContent(deed, answerId, main)
    if (replaced && change) await noteRewording(deed, answerId, replaced, change)
    return accept(null)
  })
}

type Related = Pick<Document, 'id' | 'referenceNumber'>

export interface AnswerView extends AnswerText {
  /** The saved words, by which a rewrite says what it was written from. */
  readonly wording: Sha256
  /** Whether its letter has been set; without it there is nothing to approve. */
  readonly ready: boolean
  /** Whether somebody approved the letter as it is now. */
  readonly approved: boolean
  /** The version that bears a signature of the office, when the letter is signed as it is now; other words then have a reason. */
  readonly signed: number | null
  /** The signed letter was taken back, and nothing of it leaves. */
  readonly withdrawn: boolean
  /** Whether it can be delivered into its addressee's matter on the portal. */
  readonly portal: boolean
  readonly kind: LetterKind
  /** What it puts right, and by what it was put right, of the same file. */
  readonly corrects: Related | null
  readonly correctedBy: readonly Related[]
  /** What else it answers, in the same file. */
  readonly also: readonly Id<'Document'>[]
  /** Discarded without having been sent. */
  readonly setAside: boolean
  /** Every sending of it, oldest first. */
  readonly dispatches: readonly ShownConsignment[]
}

export async function readAnswer(
  deps: RecordsDeps, actor: Actor, answerId: Id<'Document'>,
): Promise<Result<AnswerView, 'not-found' | 'not-an-answer'>> {
  const view = await viewDocument(deps.db, actor, answerId)
  if (!view.ok) return view
  const { document, components, siblings } = view.value
  const [source, main] = [sourceIn(components), currentMain(components)]
  if (document.direction !== 'outgoing' || !source) return refuse('not-an-answer')
  const [text, dispatches, kind, also, corrections, approval] = await Promise.all([
    readText(deps, actor.tenantId, source.sha256), shownOf(deps, actor.tenantId, answerId),
    readLetterKind(deps.db, actor.tenantId, answerId), readAnswered(deps.db, actor.tenantId, answerId), readCorrections(deps.db, actor.tenantId, answerId),
    main ? approvalOf(deps.db, actor.tenantId, answerId, main.wording) : null])
  const portal = kind === 'answer' && document.answersId !== null && await hasMatter(deps.db, actor.tenantId, document.answersId)
  const seen = new Map(siblings.map(({ id, referenceNumber }) => [id, { id, referenceNumber }]))
  const [corrects, correctedBy] = [corrections.corrects && seen.get(corrections.corrects), corrections.correctedBy.flatMap((id) => seen.get(id) ?? [])]
  return accept({ ...text, kind, also, corrects: corrects ?? null, correctedBy, setAside: isSetAside(document), wording: source.sha256, ready: main !== null, approved: approval !== null && !isWithdrawn(main), signed: isSigned(main) ? main.version.number : null, withdrawn: isWithdrawn(main), portal, dispatches })
}

/** Whether a document is a letter written here. */
export const isLetter = (document: Document, components: readonly Component[]) => document.direction === 'outgoing' && sourceComponent(components) !== undefined

/** Discarded without ever having been sent. */
export const isSetAside = ({ dispatchedAt, state }: Document) => dispatchedAt === null && state !== 'nevyrizen'

/** The names of what goes with a letter. */
const namesOf = (components: readonly Component[]) => components.filter(({ role }) => role === 'enclosure').map(({ name }) => name)

const sourceName = 'text.json'
const mainName = 'odpoved.pdf'

/** Where the words of a letter are kept, each wording a version. */
export const sourceComponent = (components: readonly Component[]) => components.find(({ role, name }) => role === 'source' && name === sourceName)

const sourceIn = (components: readonly Component[]) => sourceComponent(components)?.versions.at(-1)

interface NewContent extends Pick<Content, 'name' | 'role' | 'mediaType'> { readonly bytes: Uint8Array }

export function sourceOf({ subject, body }: AnswerText): NewContent {
  return { name: sourceName, role: 'source', mediaType: 'application/json', bytes: Buffer.from(JSON.stringify({ subject, body })) }
}

const mainOf = (bytes: Uint8Array): NewContent => ({ name: mainName, role: 'main', mediaType: 'application/pdf', bytes })

export async function readText({ files }: RecordsDeps, tenantId: Id<'Tenant'>, sha256: Content['sha256']): Promise<AnswerText> {
  return JSON.parse((await files.read(tenantId, sha256)).toString()) as AnswerText
}

/** Bytes are on the disk before any deed speaks of them. */
export async function store({ files }: RecordsDeps, tenantId: Id<'Tenant'>, { bytes, ...content }: NewContent): Promise<Content> {
  return { ...content, sha256: await files.put(tenantId, bytes), size: bytes.byteLength }
}
