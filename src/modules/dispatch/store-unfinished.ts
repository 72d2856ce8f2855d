import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { ConsignmentState } from './model.ts'

interface Tables { 'dispatch.consignment': { tenant_id: Id<'Tenant'>; document_id: Id<'Document'>; state: ConsignmentState } }

/** Those of the documents that are still to be sent to somebody. */
export async function unsentDocuments(db: Database | AnyTransaction, tenantId: Id<'Tenant'>, documentIds: readonly Id<'Document'>[]): Promise<Id<'Document'>[]> {
  if (documentIds.length === 0) return []
  const rows = await tablesOf<Tables>(db).selectFrom('dispatch.consignment').select('document_id').distinct()
    .where('tenant_id', '=', tenantId).where('document_id', 'in', documentIds).where('state', '=', 'nevypraveno').execute()
  return rows.map(({ document_id: id }) => id)
}
