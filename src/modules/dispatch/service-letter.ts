import type { Actor } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Deed, type KeyRefusal } from '../audit/index.ts'
import { assignInDeed } from '../circulation/index.ts'
import {
  findVisibleParty, lockHandled, readComponents, registerDocument, viewDocument, type Content, type FileRefusal, type NewParty, type RecordsDeps,
} from '../records/index.ts'
import type { AnswerText } from './model.ts'
import { renderTask } from './model-rule.ts'
import { setLetter, sourceOf, store, type Key } from './service-answer.ts'
import { dropDraftInDeed } from './service-draft.ts'
import { insertLetter } from './store-letter.ts'
import { coverLetter } from './texts-record.ts'

export type Addressee = { readonly id: Id<'Party'> } | NewParty
export type LetterRefusal = FileRefusal | 'addressee-unknown' | 'not-incoming'
interface Composed { readonly documentId: Id<'Document'>; readonly referenceNumber: string }

export interface NewLetter extends AnswerText {
  readonly party: Addressee
  /** A document whose file the new one joins; without it a new file is opened for the writer's unit, on the writer's desk. */
  readonly besides?: Id<'Document'> | null | undefined
}

/** Writes a document of the office's own will (vlastní dokument), which answers nothing. */
export async function composeLetter(
  deps: RecordsDeps, actor: Actor, { party, besides = null, ...text }: NewLetter, command: Key = {},
): Promise<Result<Composed, LetterRefusal | KeyRefusal>> {
  const { personId, unitId } = actor
  if (personId === null || unitId === null) throw new Error('the office writes nothing by itself')
  const source = await store(deps, actor.tenantId, sourceOf(text))
  const input = { besides, ...text, party: inputOf(party) }
  const letter = await perform(deps, actor, { name: 'compose-letter', input, ...command }, async (deed): Promise<Result<Composed, LetterRefusal>> => {
    const joined = besides ? await lockHandled(deed, besides) : null
    if (joined && !joined.ok) return joined
    if (!(await isKnown(deed, party))) return refuse('addressee-unknown')
    const { document } = await registerDocument(deed, {
      direction: 'outgoing', subject: text.subject, channel: null, party, receivedAt: null, contents: [source],
      file: joined ? { join: joined.value.file.id } : { openFor: unitId },
    })
    await insertLetter(deed.tx, actor.tenantId, document.id, 'own')
    const given = joined ? accept(null) : await assignInDeed(deed, document.id, { kind: 'person', id: personId }, null)
    if (!given.ok) throw new Error(`a file just opened could not be given to its author: ${given.refusal}`)
    return accept(register(deed, document))
  })
  if (letter.ok) await setLetter(deps, actor, letter.value.documentId)
  return letter
}

export interface Forwarding extends AnswerText { readonly party: Addressee }

/**
 * Passes a received document on to another authority (postoupení, Act 500/2004 § 12): a cover letter in the same file, with what was
 * received as its enclosures. What is passed on is settled by it when it leaves, if whoever sends it says so.
 */
export async function forwardDocument(
  deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>, { party, ...text }: Forwarding, command: Key = {},
): Promise<Result<Composed, LetterRefusal | KeyRefusal>> {
  const source = await store(deps, actor.tenantId, sourceOf(text))
  const input = { documentId, ...text, party: inputOf(party) }
  const letter = await perform(deps, actor, { name: 'forward-document', input, ...command }, async (deed): Promise<Result<Composed, LetterRefusal>> => {
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    if (found.value.document.direction !== 'incoming') return refuse('not-incoming')
    if (!(await isKnown(deed, party))) return refuse('addressee-unknown')
    const { document } = await registerDocument(deed, {
      direction: 'outgoing', subject: text.subject, channel: null, party, receivedAt: null, answersId: documentId,
      file: { join: found.value.file.id }, contents: [source, ...await enclosuresOf(deed, documentId)],
    })
    await insertLetter(deed.tx, actor.tenantId, document.id, 'forward')
    await dropDraftInDeed(deed, documentId)
    return accept(register(deed, document))
  })
  if (letter.ok) await setLetter(deps, actor, letter.value.documentId)
  return letter
}

/** The words a cover letter begins with. */
export async function proposeForward(deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>): Promise<Result<AnswerText, 'not-found' | 'not-incoming'>> {
  const view = await viewDocument(deps.db, actor, documentId)
  if (!view.ok) return view
  const { document, party } = view.value
  if (document.direction !== 'incoming') return refuse('not-incoming')
  return accept(coverLetter({ number: document.referenceNumber, subject: document.subject, sender: party?.name ?? null, receivedOn: dayOf(document.receivedAt ?? document.createdAt) }))
}

function register(deed: Deed, { id, referenceNumber }: { readonly id: Id<'Document'>; readonly referenceNumber: string }): Composed {
  deed.ask(renderTask, { tenantId: deed.actor.tenantId, documentId: id }, `${renderTask}:${id}`)
  return { documentId: id, referenceNumber }
}

/** Writing to somebody opens their record, so it must be open to the writer already. */
const isKnown = async ({ tx, actor }: Deed, party: Addressee) => !('id' in party) || (await findVisibleParty(tx, actor, party.id))?.mergedInto === null

const inputOf = (party: Addressee) => 'id' in party ? { id: party.id }
  : { name: party.name, email: party.email ?? null, address: [...party.address ?? []], dataBox: party.dataBox ?? null }

/** What was received, byte for byte, under its own names. */
async function enclosuresOf({ tx, actor }: Deed, documentId: Id<'Document'>): Promise<Content[]> {
  const components = await readComponents(tx, actor.tenantId, [documentId])
  return components.filter(({ role }) => role === 'original' || role === 'main' || role === 'enclosure').flatMap(({ name, versions }) => {
    const last = versions.at(-1)
    return last ? [{ name, role: 'enclosure' as const, sha256: last.sha256, size: last.size, mediaType: last.mediaType }] : []
  })
}
