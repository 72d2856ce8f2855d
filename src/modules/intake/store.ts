import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { sendAhead, tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Channel, Details, Item, QuarantineReason, Reading } from './model.ts'

type TenantId = Id<'Tenant'>

interface ItemRow {
  tenant_id: TenantId; id: Id<'Item'>; state: Item['state']; received_at: Date; received_by: Id<'Person'> | null; channel: Channel | null; name: string; declared_name: string | null; details: Details | null
  size: number; sha256: Sha256; reading: Reading | null; message_id: string | null; quarantine: QuarantineReason | null; document_id: Id<'Document'> | null
  reference_number: string | null; refused_reason: string | null; settled_at: Date | null
  unit_id: Id<'Unit'> | null; told_at: Date | null
}

export type Reader = Database | AnyTransaction
export const of = (db: Reader) => tablesOf<{ 'intake.item': ItemRow }>(db)

export async function insertItem(tx: AnyTransaction, tenantId: TenantId, item: Item): Promise<void> {
  await of(tx).insertInto('intake.item').values(toRow(tenantId, item)).execute()
}

export async function updateItem(tx: AnyTransaction, tenantId: TenantId, item: Item): Promise<void> {
  const { tenant_id: _, id: __, ...set } = toRow(tenantId, item)
  await sendAhead(tx, of(tx).updateTable('intake.item').set(set).where('tenant_id', '=', tenantId).where('id', '=', item.id))
}

export async function lockItem(tx: AnyTransaction, tenantId: TenantId, id: Id<'Item'>): Promise<Item | undefined> {
  const row = await of(tx).selectFrom('intake.item').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toItem(row)
}

export async function readItem(db: Reader, tenantId: TenantId, id: Id<'Item'>): Promise<Item | undefined> {
  const row = await of(db).selectFrom('intake.item').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toItem(row)
}

export interface ItemQuery {
  readonly state?: Item['state'] | undefined
  /** Only items older than this one: the key of the page. */
  readonly before?: Id<'Item'> | undefined
  readonly limit: number
}

/** Newest first. */
export async function readItems(db: Reader, tenantId: TenantId, { state, before, limit }: ItemQuery): Promise<Item[]> {
  let select = of(db).selectFrom('intake.item').selectAll().where('tenant_id', '=', tenantId).orderBy('id', 'desc').limit(limit)
  if (state !== undefined) select = select.where('state', '=', state)
  if (before !== undefined) select = select.where('id', '<', before)
  return (await select.execute()).map(toItem)
}

/** Everything with the same bytes or the same Message-ID as any of these, the items themselves included, oldest first: one query for a page. */
export async function readAlike(db: Reader, tenantId: TenantId, items: readonly Item[]): Promise<Item[]> {
  if (items.length === 0) return []
  const messageIds = items.map(({ reading }) => reading?.messageId).filter((id) => typeof id === 'string')
  const rows = await of(db).selectFrom('intake.item').selectAll().where('tenant_id', '=', tenantId)
    .where((e) => e.or([
      e('sha256', 'in', items.map(({ sha256 }) => sha256)),
      ...(messageIds.length > 0 ? [e('message_id', 'in', messageIds)] : []),
    ])).orderBy('id').limit(1_000).execute()
  return rows.map(toItem)
}

/** Where the newest registered item of this sender went. */
export async function lastUnitOf(db: Reader, tenantId: TenantId, email: string): Promise<Id<'Unit'> | null> {
  const row = await of(db).selectFrom('intake.item').select('unit_id').where('tenant_id', '=', tenantId).where('unit_id', 'is not', null)
    .where(sql`lower(reading #>> '{sender,email}')`, '=', email.toLowerCase()).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.unit_id ?? null
}

function toRow(tenantId: TenantId, { receivedAt, receivedBy, declaredName, documentId, referenceNumber, refusedReason, settledAt, unitId, toldAt, ...same }: Item): ItemRow {
  return {
    ...same, tenant_id: tenantId, received_at: receivedAt, received_by: receivedBy, declared_name: declaredName, message_id: same.reading?.messageId ?? null, document_id: documentId,
    reference_number: referenceNumber, refused_reason: refusedReason, settled_at: settledAt, unit_id: unitId, told_at: toldAt,
  }
}

export function toItem(row: ItemRow): Item {
  const { id, state, channel, name, size, sha256, reading, quarantine, details } = row
  return {
    id, state, channel, name, size, sha256, reading, quarantine, details, declaredName: row.declared_name, receivedAt: row.received_at, receivedBy: row.received_by, documentId: row.document_id,
    referenceNumber: row.reference_number, refusedReason: row.refused_reason, settledAt: row.settled_at, unitId: row.unit_id, toldAt: row.told_at,
  }
}
