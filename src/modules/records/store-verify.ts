import type { Id } from '../../kernel/id.ts'
import { sql } from 'kysely'
import { of, type DocumentRow, type FileRow, type Reader } from './store.ts'

/** The columns of a document for which the log vouches. */
export type RegisteredRow = Pick<DocumentRow, 'id' | 'unique_id' | 'reference_number' | 'subject' | 'direction' | 'received_at' | 'file_id' | 'order_in_file'
  | 'party_id' | 'sender_reference' | 'state' | 'settled_way' | 'settled_note' | 'dispatched_at'> & { readonly auditors_only: boolean }

/** Every document the tenant keeps, in pages by id. */
export function readRegistered(db: Reader, tenantId: Id<'Tenant'>, after: Id<'Document'> | null, limit: number): Promise<RegisteredRow[]> {
  const select = of(db).selectFrom('records.document').select([
    'id', 'unique_id', 'reference_number', 'subject', 'direction', 'received_at', 'file_id', 'order_in_file', 'party_id', 'sender_reference', 'state',
    'settled_way', 'settled_note', 'dispatched_at', sql<boolean>`auditors_only`.as('auditors_only'),
  ]).where('tenant_id', '=', tenantId).orderBy('id').limit(limit)
  return (after ? select.where('id', '>', after) : select).execute()
}

/** The columns of a file for which the log vouches; its class by its mark. */
export type FileFactsRow = Pick<FileRow, 'id' | 'file_reference' | 'subject' | 'state' | 'holder_person_id' | 'holder_unit_id' | 'due_on' | 'disposal_mark' | 'disposal_year'>
  & { readonly class_code: string | null }

/** Every file the tenant keeps, in pages by id. */
export function readFileFacts(db: Reader, tenantId: Id<'Tenant'>, after: Id<'File'> | null, limit: number): Promise<FileFactsRow[]> {
  const select = of(db).selectFrom('records.file as f')
    .leftJoin('records.class as c', (join) => join.onRef('c.tenant_id', '=', 'f.tenant_id').onRef('c.id', '=', 'f.class_id'))
    .select(['f.id', 'f.file_reference', 'f.subject', 'f.state', 'f.holder_person_id', 'f.holder_unit_id', 'f.due_on', 'f.disposal_mark', 'f.disposal_year', 'c.code as class_code'])
    .where('f.tenant_id', '=', tenantId).orderBy('f.id').limit(limit)
  return (after ? select.where('f.id', '>', after) : select).execute()
}

export interface GrantKey { readonly document_id: Id<'Document'>; readonly grantee_id: string }

/** Every right to see a document, in pages by grantee and document. */
export function readAllGrants(db: Reader, tenantId: Id<'Tenant'>, after: GrantKey | null, limit: number): Promise<GrantKey[]> {
  let select = of(db).selectFrom('records.grant').select(['grantee_id', 'document_id']).where('tenant_id', '=', tenantId).orderBy('grantee_id').orderBy('document_id').limit(limit)
  if (after) select = select.where(sql<boolean>`(grantee_id, document_id) > (${after.grantee_id}::uuid, ${after.document_id}::uuid)`)
  return select.execute()
}
