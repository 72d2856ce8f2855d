import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Deed } from '../audit/index.ts'
import { findPerson, readUnits } from '../identity/index.ts'
import type { Document, File } from './model.ts'
import { isPresent } from './model-life.ts'
import { grantAccess } from './service.ts'
import { defaultClass } from './store-class.ts'
import { listVisible } from './store-grant.ts'
import { lockFilesInOrder, readDocumentIds, updateHolders } from './store-many.ts'

/** Locks files for a deed that changes many of them. Rights are the caller's to check. */
export const lockFiles = (deed: Deed, ids: readonly Id<'File'>[]): Promise<File[]> =>
  lockFilesInOrder(deed.tx, deed.actor.tenantId, ids)

/** What `lockDocument` is to one, for many: documents with their locked files. What the actor may not see is not there. */
export async function lockDocuments(deed: Deed, ids: readonly Id<'Document'>[]): Promise<Map<Id<'Document'>, { readonly document: Document; readonly file: File }>> {
  const list = async () => (ids.length > 0 ? listVisible(deed.tx, deed.actor, { ids: [...new Set(ids)], limit: ids.length }) : [])
  const files = await lockFiles(deed, (await list()).map(({ file }) => file.id))
  const found = (await list()).filter(({ document }) => isPresent(document))
  // Moved to another file while we waited for the lock of the first: begin again with the one it lies in now.
  if (found.some(({ file }) => !files.some(({ id }) => id === file.id))) return lockDocuments(deed, ids)
  return new Map(found.map(({ document, file }) => [document.id, { document, file }]))
}

/** Hands many locked files over at once: what `handOverFile` does to each, in as many statements as for one. */
export async function handOverFiles(
  deed: Deed, files: readonly File[], to: { readonly unitId: Id<'Unit'>; readonly personId: Id<'Person'> | null }, reason: string | null,
): Promise<void> {
  if (files.length === 0) return
  const { tx, actor: { tenantId }, at } = deed
  const ids = files.map(({ id }) => id)
  const given = await defaultClass(tx, tenantId, to.unitId)
  await updateHolders(tx, tenantId, ids, { ...to, classId: given?.id ?? null })
  const documents = await readDocumentIds(tx, tenantId, ids)
  await grantAccess(deed, documents.map(({ id }) => id), { kind: 'unit', id: to.unitId }, 'holder')
  const unitName = (await readUnits(tx, tenantId)).find(({ id }) => id === to.unitId)?.name ?? ''
  const person = to.personId ? await findPerson(tx, tenantId, to.personId) : undefined
  const payload = { unit: unitName, person: person?.name ?? null, personId: to.personId, unitId: to.unitId, reason }
  const event = to.personId ? 'ZmenaZpracovatele' : 'Predani'
  const documentsOf = Map.groupBy(documents, ({ file_id }) => file_id)
  for (const file of files) {
    const own = documentsOf.get(file.id) ?? []
    const said = given && file.classId === null ? { ...payload, class: given.code } : payload
    for (const { id } of own) deed.note({ event, object: { type: 'Spis', id: file.id }, subjectId: id, payload: said })
    // Everything in it was moved elsewhere: the change is the file's own all the same.
    if (own.length === 0) deed.note({ event, object: { type: 'Spis', id: file.id }, payload: said })
    const first = own[0]
    if (!first || file.holderUnitId === to.unitId) continue
    deed.tell('records.handed-over', first.id, { documentId: first.id, fileId: file.id, unitId: to.unitId, unitName, on: dayOf(at) })
  }
}
