import { dayOf } from '../../kernel/day.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Command, type Deed, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { getTenant, readUnits } from '../identity/index.ts'
import { handles, sayForWhom } from './access.ts'
import { isOpen, type Document, type File } from './model.ts'
import { mayMove, type MoveRefusal } from './model-life.ts'
import { formatNumber, numberInFile } from './model-numbering.ts'
import { grantAccess } from './service.ts'
import { lockContents } from './service-life.ts'
import { lockFile, readDocument, readTemplates, takeSerials, updateDocument, updateFile } from './store.ts'
import { readClass, regimeOf } from './store-class.ts'
import { mayActorSeeFile } from './store-file.ts'
import { mayActorSee } from './store-grant.ts'
import { insertFormerPlace, nextOrder } from './store-place.ts'

type Refusal = 'not-found' | 'not-allowed' | 'no-such-file' | MoveRefusal

/**
 * Puts a document into another open file, by one who handles both or by the registry. Where the two files number their documents
 * differently, or by themselves, it gets a new number; the old one stays its former number (standard 2.7.4, 3.4.7–9).
 */
export function moveDocument(
  deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, { fileId, reason }: { readonly fileId: Id<'File'>; readonly reason: string }, command: Pick<Command, 'key'> = {},
): Promise<Result<{ referenceNumber: string }, Refusal | KeyRefusal>> {
  return perform<{ referenceNumber: string }, Refusal>(deps, actor, { name: 'move-document', input: { documentId, fileId, reason }, ...command }, async (deed) => {
    const found = await lockBoth(deed, documentId, fileId)
    if (!found.ok) return found
    const { document, from, to } = found.value
    const mayHandle = (file: File) => handles(actor, file) || actor.roles.includes('registrar')
    if (!mayHandle(from) || !mayHandle(to)) return refuse('not-allowed')
    sayForWhom(deed, from)
    const may = mayMove(document, from, to, reason)
    if (!may.ok) return may
    return accept({ referenceNumber: (await place(deed, document, { from, to, reason: reason.trim() })).referenceNumber })
  })
}

/** A document and both files, locked in the order of their ids. */
async function lockBoth(deed: Deed, documentId: Id<'Document'>, fileId: Id<'File'>): Promise<Result<{ document: Document; from: File; to: File }, Refusal>> {
  const { tx, actor } = deed
  const seen = await readDocument(tx, actor.tenantId, documentId)
  if (!seen || !(await mayActorSee(tx, actor, documentId))) return refuse('not-found')
  if (!(await mayActorSeeFile(tx, actor, fileId))) return refuse('no-such-file')
  const locked = new Map<string, File>()
  for (const id of [...new Set([seen.fileId, fileId])].sort()) {
    const file = await lockFile(tx, actor.tenantId, id)
    if (file) locked.set(id, file)
  }
  const [document, from, to] = [await readDocument(tx, actor.tenantId, documentId), locked.get(seen.fileId), locked.get(fileId)]
  // Somebody else moved it while we waited for the locks.
  return document && from && to && document.fileId === from.id ? accept({ document, from, to }) : refuse('not-found')
}

async function place(deed: Deed, document: Document, { from, to, reason }: { from: File; to: File; reason: string }): Promise<Document> {
  const { tx, at, actor: { tenantId } } = deed
  const order = await nextOrder(tx, tenantId, to.id)
  const keeps = from.documentNumbering === 'ZaObdobi' && to.documentNumbering === 'ZaObdobi'
  const referenceNumber = keeps ? document.referenceNumber : await newReference(deed, to, order)
  const moved: Document = { ...document, fileId: to.id, orderInFile: order, filedAt: at, referenceNumber }
  await insertFormerPlace(tx, {
    tenant_id: tenantId, document_id: document.id, file_id: from.id, order_in_file: document.orderInFile, reference_number: document.referenceNumber,
    filed_at: document.filedAt, left_at: at, reason,
  })
  await updateDocument(tx, tenantId, moved)
  await grantAccess(deed, [document.id], { kind: 'unit', id: to.holderUnitId }, 'holder')
  deed.note({ event: 'VyjmutiZeSpisu', object: { type: 'Spis', id: from.id }, subjectId: document.id, payload: { fileReference: from.fileReference, order: document.orderInFile, reason } })
  deed.note({ event: 'VlozeniDoSpisu', object: { type: 'Spis', id: to.id }, subjectId: document.id, payload: { fileReference: to.fileReference, order, reason } })
  if (!keeps) deed.note({ event: 'PripojeniCJ', object: { type: 'Dokument', id: document.id }, payload: { referenceNumber, before: document.referenceNumber } })
  deed.tell('records.moved', document.id, { documentId: document.id, fromFileId: from.id, fileId: to.id, referenceNumber, on: dayOf(at) })
  return moved
}

async function newReference({ tx, at, actor: { tenantId } }: Deed, file: File, order: number): Promise<string> {
  if (file.documentNumbering === 'ZaSpisovouZnacku') return numberInFile(file.fileReference, order)
  const year = dayOf(at).slice(0, 4)
  const [tenant, units, templates] = [await getTenant(tx, tenantId), await readUnits(tx, tenantId), await readTemplates(tx, tenantId)]
  const serial = (await takeSerials(tx, tenantId, ['reference'], year)).get('reference')
  if (serial === undefined) throw new Error('No serial of the register reference was taken')
  return formatNumber(templates.reference, { abbr: tenant.abbreviation, unit: units.find(({ id }) => id === file.holderUnitId)?.code ?? '', year, serial })
}

type ClassifyRefusal = 'not-found' | 'not-allowed' | 'file-closed' | 'no-such-class'

/** Puts a file under another class (přetřídění); it will be kept by the regime of the new one (standard 6.1.12). */
export function classifyFile(
  deps: DeedDeps, actor: Actor, fileId: Id<'File'>, { classId, reason }: { readonly classId: Id<'Class'>; readonly reason: string | null }, command: Pick<Command, 'key'> = {},
): Promise<Result<null, ClassifyRefusal | KeyRefusal>> {
  return perform<null, ClassifyRefusal>(deps, actor, { name: 'classify-file', input: { fileId, classId, reason }, ...command }, async (deed) => {
    const { tx, actor: { tenantId } } = deed
    const found = await lockContents(deed, fileId)
    if (!found.ok) return found
    const { file } = found.value
    if (!isOpen(file)) return refuse('file-closed')
    const [before, chosen] = [file.classId && await readClass(tx, tenantId, file.classId), await readClass(tx, tenantId, classId)]
    if (!chosen || chosen.valid_to !== null || regimeOf(chosen) === null) return refuse('no-such-class')
    if (chosen.id === file.classId) return accept(null)
    await updateFile(tx, tenantId, { ...file, classId })
    deed.note({ event: 'Uprava', object: { type: 'Spis', id: fileId }, payload: { class: chosen.code, before: (before && before.code) ?? null, reason } })
    return accept(null)
  })
}
