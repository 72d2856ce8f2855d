import { dayOf } from '../../kernel/day.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { perform, type Command, type Deed, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { handles, sayForWhom } from './access.ts'
import type { Document } from './model.ts'
import {
  cancelDocument, closeFile, missingToClose, reopenFile, type CancelRefusal, type CloseRefusal, type Contents, type Missing, type ReopenRefusal,
} from './model-life.ts'
import type { Regime } from './model-regime.ts'
import { lockFile, readAllFileDocuments, readAnswers, readDocument, updateDocument, updateFile } from './store.ts'
import { readClass, regimeOf } from './store-class.ts'
import { readComponents } from './store-component.ts'
import { mayActorSeeFile } from './store-file.ts'
import { mayActorSee, readGrantees } from './store-grant.ts'

type Key = Pick<Command, 'key'>

/** Which of these documents another room has not finished with: an open request, a consignment on its way. */
export type Unfinished = (tx: AnyTransaction, tenantId: Id<'Tenant'>, documentIds: readonly Id<'Document'>[]) => Promise<readonly Id<'Document'>[]>

export interface LifeDeps extends DeedDeps {
  /** Asked before a file is closed; the composition gives what other rooms know. */
  readonly unfinished?: Unfinished
}

/** A locked file with all its documents and its regime, for one who handles it. Whoever may not see the file learns nothing. */
export async function lockContents(deed: Deed, fileId: Id<'File'>): Promise<Result<Contents & { readonly regime: Regime | null }, 'not-found' | 'not-allowed'>> {
  const { tx, actor } = deed
  const file = (await mayActorSeeFile(tx, actor, fileId)) ? await lockFile(tx, actor.tenantId, fileId) : undefined
  if (!file) return refuse('not-found')
  if (!handles(actor, file)) return refuse('not-allowed')
  sayForWhom(deed, file)
  const documents = await readAllFileDocuments(tx, actor.tenantId, fileId)
  const kept = file.classId ? await readClass(tx, actor.tenantId, file.classId) : undefined
  return accept({ file, documents, regime: kept ? regimeOf(kept) : null })
}

/** What stands in the way of closing, other rooms' unfinished work included. */
export async function lacking({ unfinished }: LifeDeps, tx: AnyTransaction, tenantId: Id<'Tenant'>, contents: Contents, regime: Regime | null): Promise<Missing[]> {
  const elsewhere = (await unfinished?.(tx, tenantId, contents.documents.map(({ id }) => id))) ?? []
  return [...missingToClose(contents, regime), ...elsewhere.map((documentId) => ({ what: 'unfinished' as const, documentId }))]
}

type HandlerRefusal = 'not-found' | 'not-allowed' | KeyRefusal
export interface Closed { readonly disposalMark: 'A' | 'S' | null; readonly disposalYear: number | null }

/** Closes a file (uzavření spisu). `triggerYear` is the year of birth or of the external event, where the regime asks for it. */
export function closeFileDeed(
  deps: LifeDeps, actor: Actor, fileId: Id<'File'>, { triggerYear }: { readonly triggerYear: number | null }, command: Key = {},
): Promise<Result<Closed, HandlerRefusal | CloseRefusal>> {
  return perform<Closed, HandlerRefusal | CloseRefusal>(deps, actor, { name: 'close-file', input: { fileId, triggerYear }, ...command }, async (deed) => {
    const found = await lockContents(deed, fileId)
    if (!found.ok) return found
    const { documents, regime } = found.value
    const contents = { file: { ...found.value.file, triggerYear: triggerYear ?? found.value.file.triggerYear }, documents }
    const closed = closeFile(contents, regime, deed.at)
    if (!closed.ok) return closed
    if ((await lacking(deps, deed.tx, actor.tenantId, contents, regime)).length > 0) return refuse('incomplete')
    await save(deed, found.value, closed.value)
    const { fileReference, disposalMark, disposalYear, state } = closed.value.file
    deed.note({ event: 'Uzavreni', object: { type: 'Spis', id: fileId }, payload: { fileReference, state, disposalMark, disposalYear, triggerYear: contents.file.triggerYear } })
    noteEach(deed, found.value, closed.value, 'Uzavreni', {})
    deed.tell('records.closed', fileId, { fileId, on: dayOf(deed.at), disposalYear })
    return accept({ disposalMark, disposalYear })
  })
}

/** Opens a settled or closed file again, and with it the named documents, for a reason that stays in the log (znovuotevření). */
export function reopenFileDeed(
  deps: DeedDeps, actor: Actor, fileId: Id<'File'>, { reason, documentIds }: { readonly reason: string; readonly documentIds: readonly Id<'Document'>[] }, command: Key = {},
): Promise<Result<null, HandlerRefusal | ReopenRefusal>> {
  return perform<null, HandlerRefusal | ReopenRefusal>(deps, actor, { name: 'reopen-file', input: { fileId, reason, documentIds }, ...command }, async (deed) => {
    const found = await lockContents(deed, fileId)
    if (!found.ok) return found
    const opened = reopenFile(found.value, documentIds, reason)
    if (!opened.ok) return opened
    await save(deed, found.value, opened.value)
    const { fileReference, state } = opened.value.file
    deed.note({ event: 'Otevreni', object: { type: 'Spis', id: fileId }, payload: { fileReference, state, reason: reason.trim() } })
    noteEach(deed, found.value, opened.value, 'Otevreni', { reason: reason.trim() })
    deed.tell('records.reopened', documentIds[0] ?? fileId, { fileId, documentIds: [...documentIds], reason: reason.trim(), on: dayOf(deed.at) })
    return accept(null)
  })
}

/** Makes a document as if it had never been, for everybody but auditors (znepřístupnění). One at a time, never in bulk. */
export function cancelDocumentDeed(
  deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, reason: string, command: Key = {},
): Promise<Result<null, 'not-found' | KeyRefusal | CancelRefusal>> {
  return perform<null, 'not-found' | CancelRefusal>(deps, actor, { name: 'cancel-document', input: { documentId, reason }, ...command }, async (deed) => {
    const { tx, at, actor: { tenantId, personId } } = deed
    const isAdmin = actor.roles.includes('admin')
    const seen = await readDocument(tx, tenantId, documentId)
    const isEmpty = (await readComponents(tx, tenantId, [documentId])).length === 0
    if (!seen || !((await mayActorSee(tx, actor, documentId)) || (isAdmin && isEmpty))) return refuse('not-found')
    const file = await lockFile(tx, tenantId, seen.fileId)
    const documents = await readAllFileDocuments(tx, tenantId, seen.fileId)
    const document = documents.find(({ id }) => id === documentId)
    if (!file || !document || document.state === 'znepristupnen') return refuse('not-found')
    const handedOver = await wasHandedOver(deed, document)
    const cancelled = cancelDocument({ file, documents }, documentId, reason, { by: personId, isAdmin, handedOver, isEmpty, at })
    if (!cancelled.ok) return cancelled
    if ((await readAnswers(tx, tenantId, documentId)).length > 0) return refuse('has-answer')
    await save(deed, { file, documents }, cancelled.value)
    const { referenceNumber, uniqueId } = document
    deed.note({ event: 'Storno', object: { type: 'Dokument', id: documentId }, payload: { referenceNumber, uniqueId, state: 'znepristupnen', reason: reason.trim() } })
    if (cancelled.value.file.state === 'znepristupnen') {
      deed.note({ event: 'Storno', object: { type: 'Spis', id: file.id }, subjectId: documentId, payload: { fileReference: file.fileReference, state: 'znepristupnen', reason: reason.trim() } })
    }
    deed.tell('records.cancelled', documentId, { documentId, fileId: file.id, on: dayOf(at) })
    return accept(null)
  })
}

/** Whoever has been given a document to see has had it in hand; all but its creator and the unit the creator works in count. */
async function wasHandedOver({ tx, actor }: Deed, { id, createdBy }: Document): Promise<boolean> {
  const own = new Set([createdBy, createdBy === actor.personId ? actor.unitId : null])
  return (await readGrantees(tx, actor.tenantId, id)).some((grantee) => !own.has(grantee as Id<'Person'>))
}

/** Writes what a decision changed of a locked file and its documents. */
async function save({ tx, actor: { tenantId } }: Deed, before: Contents, after: Contents): Promise<void> {
  await updateFile(tx, tenantId, after.file)
  for (const document of changed(before, after)) await updateDocument(tx, tenantId, document)
}

function noteEach(deed: Deed, before: Contents, after: Contents, event: 'Uzavreni' | 'Otevreni', more: { readonly reason?: string }) {
  for (const { id, state } of changed(before, after)) deed.note({ event, object: { type: 'Dokument', id }, payload: { state, ...more } })
}

const changed = (before: Contents, after: Contents) => after.documents.filter((document, i) => document !== before.documents[i])

