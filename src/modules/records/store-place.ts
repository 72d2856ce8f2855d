import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { of, type FormerPlaceRow, type Reader } from './store.ts'

export async function insertFormerPlace(tx: AnyTransaction, row: FormerPlaceRow): Promise<void> {
  await of(tx).insertInto('records.former_place').values(row).execute()
}

/** Where a document lay before, oldest first. */
export function readFormerPlaces(db: Reader, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<FormerPlaceRow[]> {
  return of(db).selectFrom('records.former_place').selectAll()
    .where('tenant_id', '=', tenantId).where('document_id', '=', documentId).orderBy('left_at').execute()
}

/** The next order in a locked file. Orders of documents that were cancelled or moved away are not given again: numbers may be made of them. */
export async function nextOrder(tx: AnyTransaction, tenantId: Id<'Tenant'>, fileId: Id<'File'>): Promise<number> {
  const { rows: [row] } = await sql<{ last: number | null }>`
    select greatest(
      (select max(order_in_file) from records.document where tenant_id = ${tenantId} and file_id = ${fileId}),
      (select max(order_in_file) from records.former_place where tenant_id = ${tenantId} and file_id = ${fileId})) as last`.execute(tx)
  return (row?.last ?? 0) + 1
}
