import type { Day } from '../../kernel/day.ts'
import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Command, type Deed, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { handles } from './access.ts'
import { isOpen, type Document } from './model.ts'
import { changeFileDue, lockDocument } from './service.ts'
import { lockContents } from './service-life.ts'
import { updateDocument } from './store.ts'
import { findVisibleParty, insertParty } from './store-party.ts'

type Key = Pick<Command, 'key'>

/** What was written down at registration and may turn out to be wrong. */
export interface Facts {
  readonly subject: string
  readonly senderReference: string | null
  readonly partyId: Id<'Party'> | null
}

export interface FactsChange {
  readonly to: Omit<Facts, 'partyId'> & { readonly party: { readonly id: Id<'Party'> } | { readonly name: string; readonly email: string | null } | null }
  /** What the person saw when they began; what somebody else has changed since is not overwritten. */
  readonly seen: Facts
  readonly reason: string | null
}

export type FactsRefusal = 'not-found' | 'not-allowed' | 'file-closed' | 'changed-meanwhile' | 'no-such-party'

/** Corrects what was registered of a document. What stood there before stays in the log, so any change can be told and taken back. */
export function changeFacts(
  deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, { to, seen, reason }: FactsChange, command: Key = {},
): Promise<Result<Facts, FactsRefusal | KeyRefusal>> {
  const input = { documentId, to: { subject: to.subject, senderReference: to.senderReference, party: to.party && { ...to.party } }, reason }
  return perform<Facts, FactsRefusal>(deps, actor, { name: 'change-facts', input, ...command }, async (deed) => {
    const found = await lockDocument(deed, documentId)
    if (!found.ok) return found
    const { document, file } = found.value
    if (!handles(actor, file) && !actor.roles.includes('registrar')) return refuse('not-allowed')
    if (!isOpen(file)) return refuse('file-closed')
    const before = factsOf(document)
    if (before.subject !== seen.subject || before.senderReference !== seen.senderReference || before.partyId !== seen.partyId) return refuse('changed-meanwhile')
    const partyId = await partyOf(deed, document, to.party)
    if (partyId === undefined) return refuse('no-such-party')
    const after: Facts = { subject: to.subject, senderReference: to.senderReference, partyId }
    if (after.subject === before.subject && after.senderReference === before.senderReference && after.partyId === before.partyId) return accept(after)
    await updateDocument(deed.tx, actor.tenantId, { ...document, ...after })
    deed.note({ event: 'Uprava', object: { type: 'Dokument', id: documentId }, payload: { ...after, before: { ...before }, reason } })
    deed.tell('records.changed', documentId, { documentId, fileId: file.id })
    return accept(after)
  })
}

const factsOf = ({ subject, senderReference, partyId }: Document): Facts => ({ subject, senderReference, partyId })

/** The party meant: the one there is, another of the register the actor may see, or a new one. Undefined when there is no such. */
async function partyOf(deed: Deed, { partyId }: Document, meant: FactsChange['to']['party']): Promise<Id<'Party'> | null | undefined> {
  const { tx, at, actor } = deed
  if (meant === null) return null
  if ('id' in meant) {
    const known = meant.id === partyId ? undefined : await findVisibleParty(tx, actor, meant.id)
    return meant.id === partyId ? partyId : known && (known.mergedInto ?? known.id)
  }
  const id = newId<'Party'>(at)
  await insertParty(tx, actor.tenantId, { id, kind: 'Neurceno', name: meant.name, email: meant.email, address: [], dataBox: null, ico: null, bornOn: null, mergedInto: null })
  deed.note({ event: 'Zalozeni', object: { type: 'Subjekt', id }, payload: { name: meant.name } })
  return id
}

export type DueRefusal = 'not-found' | 'not-allowed' | 'file-closed' | 'reason-missing'

/** Gives a file another time limit, for a reason that stays in the log (e.g. an extension under Act 500/2004 § 71(3)). */
export function changeDue(
  deps: DeedDeps, actor: Actor, fileId: Id<'File'>, { dueOn, reason }: { readonly dueOn: Day | null; readonly reason: string }, command: Key = {},
): Promise<Result<null, DueRefusal | KeyRefusal>> {
  return perform<null, DueRefusal>(deps, actor, { name: 'change-due', input: { fileId, dueOn, reason }, ...command }, async (deed) => {
    const found = await lockContents(deed, fileId)
    if (!found.ok) return found
    const { file } = found.value
    if (!isOpen(file)) return refuse('file-closed')
    if (!reason.trim()) return refuse('reason-missing')
    if (file.dueOn === dueOn) return accept(null)
    await changeFileDue(deed, file, dueOn, reason.trim())
    deed.tell('records.due-changed', fileId, { fileId, dueOn })
    return accept(null)
  })
}
