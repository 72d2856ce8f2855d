import type { Id } from '../../kernel/id.ts'
import { of, type DocumentRow, type Reader } from './store.ts'

/** The columns of a document that its registration logged. */
export type RegisteredRow = Pick<DocumentRow, 'id' | 'unique_id' | 'reference_number' | 'subject' | 'direction' | 'received_at'>

/** Every document the tenant keeps, in pages by id. */
export function readRegistered(db: Reader, tenantId: Id<'Tenant'>, after: Id<'Document'> | null, limit: number): Promise<RegisteredRow[]> {
  const select = of(db).selectFrom('records.document').select(['id', 'unique_id', 'reference_number', 'subject', 'direction', 'received_at'])
    .where('tenant_id', '=', tenantId).orderBy('id').limit(limit)
  return (after ? select.where('id', '>', after) : select).execute()
}
