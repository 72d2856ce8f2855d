import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'

interface DeliveryRow {
  tenant_id: Id<'Tenant'>; id: Id<'Dispatch'>; matter_id: Id<'Document'>; document_id: Id<'Document'>; number: string; file_name: string; sha256: Sha256
  size: number; bytes: Buffer; published_at: Date
}
interface DownloadRow { tenant_id: Id<'Tenant'>; delivery_id: Id<'Dispatch'>; at: Date }

type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<{ 'publication.delivery': DeliveryRow; 'publication.download': DownloadRow }>(db)

/** A document that the office delivered into a matter. */
export interface Delivery {
  readonly id: Id<'Dispatch'>
  readonly matterId: Id<'Document'>
  readonly documentId: Id<'Document'>
  readonly number: string
  readonly fileName: string
  readonly sha256: Sha256
  readonly size: number
  readonly publishedAt: Date
}

export async function insertDelivery(tx: AnyTransaction, tenantId: Id<'Tenant'>, delivery: Delivery, bytes: Uint8Array): Promise<void> {
  const { id, number, sha256, size } = delivery
  await of(tx).insertInto('publication.delivery').values({
    id, number, sha256, size, tenant_id: tenantId, matter_id: delivery.matterId, document_id: delivery.documentId, file_name: delivery.fileName,
    bytes: Buffer.from(bytes), published_at: delivery.publishedAt,
  }).execute()
}

/** What was delivered into a matter, oldest first, without the bytes. */
export async function readDeliveries(db: Reader, tenantId: Id<'Tenant'>, matterId: Id<'Document'>): Promise<Delivery[]> {
  const rows = await of(db).selectFrom('publication.delivery')
    .select(['id', 'matter_id', 'document_id', 'number', 'file_name', 'sha256', 'size', 'published_at'])
    .where('tenant_id', '=', tenantId).where('matter_id', '=', matterId).orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id, number: row.number, sha256: row.sha256, size: row.size, matterId: row.matter_id, documentId: row.document_id, fileName: row.file_name,
    publishedAt: row.published_at,
  }))
}

export async function readDeliveredBytes(db: Reader, tenantId: Id<'Tenant'>, id: Id<'Dispatch'>): Promise<Buffer | undefined> {
  const row = await of(db).selectFrom('publication.delivery').select('bytes').where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row?.bytes
}

/** Writes down that it was taken, the first time only. The public side may do it, and nothing else. */
export async function noteDownload(db: Database, tenantId: Id<'Tenant'>, id: Id<'Dispatch'>, at: Date): Promise<void> {
  await sql`select publication.note_download(${tenantId}::uuid, ${id}::uuid, ${at})`.execute(db)
}

export interface Taken { readonly documentId: Id<'Document'>; readonly at: Date }

/** Which document it was and when it was first taken. */
export async function readTaken(db: Reader, tenantId: Id<'Tenant'>, id: Id<'Dispatch'>): Promise<Taken | undefined> {
  const row = await of(db).selectFrom('publication.download as t')
    .innerJoin('publication.delivery as d', (join) => join.onRef('d.tenant_id', '=', 't.tenant_id').onRef('d.id', '=', 't.delivery_id'))
    .select(['d.document_id', 't.at']).where('t.tenant_id', '=', tenantId).where('t.delivery_id', '=', id).executeTakeFirst()
  return row && { documentId: row.document_id, at: row.at }
}
