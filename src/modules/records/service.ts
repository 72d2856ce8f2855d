import { dayOf, type Day } from '../../kernel/day.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Command, type Deed, type DeedDeps } from '../audit/index.ts'
import { findPerson, findUnit } from '../identity/index.ts'
import { handles, sayForWhom } from './access.ts'
import { isOpen, settle, type Document, type File, type SettleRefusal, type SettlementWay } from './model.ts'
import { isPresent } from './model-life.ts'
import { lockFile, readAnswers, readDocument, readFile, readFileDocuments, updateDocument, updateFile } from './store.ts'
import { defaultClass } from './store-class.ts'
import { insertComponents, insertVersions, readComponents } from './store-component.ts'
import { insertGrants, mayActorSee, type Grantee } from './store-grant.ts'
import { componentOf, type Content } from './service-register.ts'

export type FileRefusal = 'not-found' | 'not-allowed' | 'file-closed'

/** A document and its locked file, for a deed that will change them. Whoever may not see the document learns nothing. */
export async function lockDocument(deed: Deed, documentId: Id<'Document'>): Promise<Result<{ document: Document; file: File }, 'not-found'>> {
  const { tx, actor } = deed
  const seen = await readDocument(tx, actor.tenantId, documentId)
  if (!seen || !(await mayActorSee(tx, actor, documentId))) return refuse('not-found')
  const file = await lockFile(tx, actor.tenantId, seen.fileId)
  const document = await readDocument(tx, actor.tenantId, documentId)
  if (!file || !document || !isPresent(document)) return refuse('not-found')
  // Moved to another file while we waited for the lock of the first: begin again with the one it lies in now.
  return document.fileId === file.id ? accept({ document, file }) : lockDocument(deed, documentId)
}

/** The same, for a deed that only the file's handler may do. */
export async function lockHandled(deed: Deed, documentId: Id<'Document'>): Promise<Result<{ document: Document; file: File }, FileRefusal>> {
  const found = await lockDocument(deed, documentId)
  if (!found.ok) return found
  if (!handles(deed.actor, found.value.file)) return refuse('not-allowed')
  sayForWhom(deed, found.value.file)
  return isOpen(found.value.file) ? found : refuse('file-closed')
}

/** Moves the responsibility for a file to a unit or to one of its people (předání). All its documents become visible to them. */
export async function handOverFile(deed: Deed, file: File, to: { readonly unitId: Id<'Unit'>; readonly personId: Id<'Person'> | null }, reason: string | null): Promise<File> {
  const { tx, actor: { tenantId }, at } = deed
  // A file that has no class yet gets that of the unit.
  const given = file.classId === null ? await defaultClass(tx, tenantId, to.unitId) : undefined
  const classId = file.classId ?? given?.id ?? null
  const moved: File = { ...file, holderUnitId: to.unitId, holderPersonId: to.personId, classId }
  await updateFile(tx, tenantId, moved)
  const documents = await readFileDocuments(tx, tenantId, file.id)
  await grantAccess(deed, documents.map(({ id }) => id), { kind: 'unit', id: to.unitId }, 'holder')
  const unit = await findUnit(tx, tenantId, to.unitId)
  const person = to.personId ? await findPerson(tx, tenantId, to.personId) : undefined
  const note = { event: to.personId ? 'ZmenaZpracovatele' : 'Predani', object: { type: 'Spis', id: file.id }, payload: { unit: unit?.name ?? '', person: person?.name ?? null, personId: to.personId, unitId: to.unitId, ...(given ? { class: given.code } : {}), reason } } as const
  for (const { id } of documents) deed.note({ ...note, subjectId: id })
  // Everything in it was moved elsewhere: the change is the file's own all the same.
  if (documents.length === 0) deed.note(note)
  const first = documents[0]
  if (first && file.holderUnitId !== to.unitId) {
    deed.tell('records.handed-over', first.id, { documentId: first.id, fileId: file.id, unitId: to.unitId, unitName: unit?.name ?? '', on: dayOf(at) })
  }
  return moved
}

/** Lets somebody see documents. Only what they did not see before is a change of rights, and logged as one. */
export async function grantAccess(deed: Deed, documentIds: readonly Id<'Document'>[], grantee: Grantee, basis: string): Promise<void> {
  const granted = await insertGrants(deed.tx, deed.actor.tenantId, documentIds, grantee, basis, deed.at)
  const payload = { grantee: grantee.kind, granteeId: grantee.id, basis }
  for (const id of granted) deed.note({ event: 'ZmenaOpravneni', object: { type: 'Dokument', id }, payload })
}

/** Adds a component to a document, or a new version to the component of the same name and role. Returns the content it replaced, if any. */
export async function addContent(deed: Deed, documentId: Id<'Document'>, content: Content): Promise<{ replaced: string | null }> {
  const { tx, actor: { tenantId }, at } = deed
  await requireNotClosed(deed, documentId)
  const components = await readComponents(tx, tenantId, [documentId])
  const known = components.find(({ name, role }) => name === content.name && role === content.role)
  const last = known?.versions.at(-1)
  if (last?.sha256 === content.sha256) return { replaced: null }
  const { sha256, size, mediaType } = content
  const added = componentOf(deed, documentId, components.length + 1, content)
  if (known && last) await insertVersions(tx, tenantId, [{ componentId: known.id, number: last.number + 1, sha256, size, mediaType, createdAt: at, createdBy: deed.actor.personId }])
  else await insertComponents(tx, tenantId, [added])
  deed.note({
    event: known ? 'NovaVerze' : 'VlozeniKDokumentu', object: { type: 'Komponenta', id: known?.id ?? added.id }, subjectId: documentId,
    payload: { name: content.name, role: content.role, sha256, size, mediaType, version: (last?.number ?? 0) + 1, order: known?.orderNo ?? added.orderNo },
  })
  if (last) deed.tell('records.content-replaced', documentId, { documentId, componentId: known?.id ?? added.id, sha256, replaced: last.sha256 })
  return { replaced: last?.sha256 ?? null }
}

/** Callers ask before, under the file's lock; after closing nothing is added even by mistake. */
async function requireNotClosed({ tx, actor: { tenantId } }: Deed, documentId: Id<'Document'>) {
  const document = await readDocument(tx, tenantId, documentId)
  const file = document && await readFile(tx, tenantId, document.fileId)
  if (!document || !isPresent(document) || file?.closedAt) throw new Error(`Document ${documentId} takes no content: it was cancelled or its file is closed`)
}

/** Gives a document another subject (věc). */
export async function changeSubject(deed: Deed, document: Document, subject: string): Promise<Document> {
  if (subject === document.subject) return document
  const changed = { ...document, subject }
  await updateDocument(deed.tx, deed.actor.tenantId, changed)
  deed.note({ event: 'Uprava', object: { type: 'Dokument', id: document.id }, payload: { subject, before: document.subject } })
  return changed
}

/** The day by which a file has to be settled, moved by the room that counts its time limit; `null` while the limit stands still. */
export async function changeFileDue(deed: Deed, file: File, dueOn: Day | null, reason?: string): Promise<void> {
  await updateFile(deed.tx, deed.actor.tenantId, { ...file, dueOn })
  deed.note({ event: 'Uprava', object: { type: 'Spis', id: file.id }, payload: { dueOn, before: file.dueOn, ...(reason === undefined ? {} : { reason }) } })
}

/** Marks an outgoing document as having left the office, by which it is settled; that it left is logged by whoever sent it. */
export async function markDispatched(deed: Deed, document: Document): Promise<void> {
  await updateDocument(deed.tx, deed.actor.tenantId, { ...document, dispatchedAt: deed.at, state: 'vyrizen', settledAt: deed.at })
}

export interface Settlement { readonly way: SettlementWay; readonly note: string | null }

/**
 * Settles a received document, and with it the file when no received document in it waits any more (vyřízení dokumentu a spisu).
 * A draft of an answer that was never sent does not keep the file open; how many were left is in the log.
 */
export function settleDocument(
  deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, settlement: Settlement, command: Pick<Command, 'key'> = {},
): Promise<Result<{ fileSettled: boolean }, FileRefusal | SettleRefusal | 'key-reused'>> {
  return perform(deps, actor, { name: 'settle-document', input: { documentId, ...settlement }, ...command }, async (deed) => {
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    const { file } = found.value
    const documents = await readFileDocuments(deed.tx, actor.tenantId, file.id)
    const answerSent = (await readAnswers(deed.tx, actor.tenantId, documentId)).some(({ dispatchedAt }) => dispatchedAt !== null)
    const settled = settle(found.value.document, settlement, answerSent, deed.at)
    if (!settled.ok) return settled
    await updateDocument(deed.tx, actor.tenantId, settled.value)
    deed.note({ event: 'Vyrizeni', object: { type: 'Dokument', id: documentId }, payload: { ...settlement } })
    deed.tell('records.settled', documentId, { documentId, fileId: file.id, way: settlement.way, on: dayOf(deed.at) })
    const fileSettled = documents.every(({ id, state, direction }) => id === documentId || state !== 'nevyrizen' || direction === 'outgoing')
    const unsent = documents.filter(({ direction, dispatchedAt }) => direction === 'outgoing' && dispatchedAt === null).length
    if (fileSettled) {
      await updateFile(deed.tx, actor.tenantId, { ...file, state: 'vyrizen', settledAt: deed.at })
      deed.note({ event: 'Vyrizeni', object: { type: 'Spis', id: file.id }, subjectId: documentId, payload: { fileReference: file.fileReference, unsent } })
    }
    return accept({ fileSettled })
  })
}
