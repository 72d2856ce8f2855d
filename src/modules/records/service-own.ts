import type { Id } from '../../kernel/id.ts'
import type { Deed } from '../audit/index.ts'
import { settle } from './model.ts'
import { registerDocument, type Content } from './service-register.ts'
import { lockFile, updateDocument } from './store.ts'
import { classNamed, withholdDocument } from './store-own.ts'

/** A document that the office makes by its own rule and that nobody handles. */
export interface OwnRecord {
  readonly subject: string
  readonly contents: readonly Content[]
  /** The file it belongs to, as long as that one is open; otherwise a new one is opened. */
  readonly fileId: Id<'File'> | null
  /** The new file: its subject, whose it is, and a part of the name of the class that is for such files. Without such a class it waits to be classified. */
  readonly opens: { readonly subject: string; readonly unitId: Id<'Unit'>; readonly classNamed: string }
  /** Why it is settled by itself. */
  readonly settledNote: string
}

/**
 * Registers the record, settled at once and for auditors' eyes only. Its reference number is made of the file's, so that a record a day
 * leaves the office's own series alone.
 */
export async function keepOwnRecord(deed: Deed, own: OwnRecord): Promise<{ readonly documentId: Id<'Document'>; readonly fileId: Id<'File'> }> {
  const { tx, actor: { tenantId } } = deed
  const open = own.fileId && await lockFile(tx, tenantId, own.fileId)
  const joins = open && open.closedAt === null && open.state !== 'znepristupnen'
  const as = joins ? undefined : { subject: own.opens.subject, recordClass: await classNamed(tx, tenantId, own.opens.classNamed) ?? null, numbering: 'ZaSpisovouZnacku' as const }
  const { document, file } = await registerDocument(deed, {
    direction: 'outgoing', subject: own.subject, channel: null, party: null, receivedAt: null, contents: own.contents,
    file: joins ? { join: open.id } : { openFor: own.opens.unitId, ...(as ? { as } : {}) },
  })
  const settlement = { way: 'zaznamemNaDokumentu', note: own.settledNote } as const
  const settled = settle(document, settlement, false, deed.at)
  if (!settled.ok) throw new Error(`a document just registered could not be settled: ${settled.refusal}`)
  await updateDocument(tx, tenantId, settled.value)
  await withholdDocument(tx, tenantId, document.id)
  deed.note({ event: 'Vyrizeni', object: { type: 'Dokument', id: document.id }, payload: { ...settlement, auditorsOnly: true } })
  return { documentId: document.id, fileId: file.id }
}
