import type { Id } from '../../kernel/id.ts'
import { of, type DocumentRow, type FileRow, type Reader } from './store.ts'

/** The columns of a document that its registration logged. */
export type RegisteredRow = Pick<DocumentRow, 'id' | 'unique_id' | 'reference_number' | 'subject' | 'direction' | 'received_at'>

/** Every document the tenant keeps, in pages by id. */
export function readRegistered(db: Reader, tenantId: Id<'Tenant'>, after: Id<'Document'> | null, limit: number): Promise<RegisteredRow[]> {
  const select = of(db).selectFrom('records.document').select(['id', 'unique_id', 'reference_number', 'subject', 'direction', 'received_at'])
    .where('tenant_id', '=', tenantId).orderBy('id').limit(limit)
  return (after ? select.where('id', '>', after) : select).execute()
}

/** The columns of a file for which the log vouches. */
export type FileFactsRow = Pick<FileRow, 'id' | 'file_reference' | 'state' | 'holder_person_id'>

/** Every file the tenant keeps, in pages by id. */
export function readFileFacts(db: Reader, tenantId: Id<'Tenant'>, after: Id<'File'> | null, limit: number): Promise<FileFactsRow[]> {
  const select = of(db).selectFrom('records.file').select(['id', 'file_reference', 'state', 'holder_person_id'])
    .where('tenant_id', '=', tenantId).orderBy('id').limit(limit)
  return (after ? select.where('id', '>', after) : select).execute()
}
