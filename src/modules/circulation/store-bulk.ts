import { sql, type ColumnType } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Bulk, BulkAction, BulkItem, BulkOutcome, BulkState, Holder } from './model-bulk.ts'

interface BulkRow {
  tenant_id: Id<'Tenant'>; id: Id<'Bulk'>; action: ColumnType<BulkAction, string, never>; hash: Sha256; total: number; state: BulkState
  asked_by: Id<'Person'>; asked_at: Date; origin: string; ended_at: Date | null
}
interface BulkItemRow {
  tenant_id: Id<'Tenant'>; bulk_id: Id<'Bulk'>; ordinal: number; item_id: Id<'WorkItem'>; document_id: Id<'Document'> | null
  outcome: BulkOutcome; refusal: string | null; next_item: Id<'WorkItem'> | null; previous: ColumnType<Holder | null, string | null, string>
}
interface BulkTables { 'circulation.bulk': BulkRow; 'circulation.bulk_item': BulkItemRow }

type Reader = Database | AnyTransaction
type TenantId = Id<'Tenant'>
const of = (db: Reader) => tablesOf<BulkTables>(db)

export type NewBulkItem = Pick<BulkItem, 'itemId' | 'documentId' | 'previous'>

/** A bulk and its whole list, in two statements. */
export async function insertBulk(tx: AnyTransaction, tenantId: TenantId, bulk: Bulk, items: readonly NewBulkItem[]): Promise<void> {
  const { id, hash, total, state, origin } = bulk
  await of(tx).insertInto('circulation.bulk').values({
    id, hash, total, state, origin, tenant_id: tenantId, action: JSON.stringify(bulk.action), asked_by: bulk.askedBy, asked_at: bulk.askedAt,
    ended_at: bulk.endedAt,
  }).execute()
  await sql`insert into circulation.bulk_item (tenant_id, bulk_id, ordinal, item_id, document_id, outcome, previous)
    select ${tenantId}, ${id}, ordinal, item_id, document_id, 'waiting', previous::jsonb
    from unnest(${items.map(({ itemId }) => itemId)}::uuid[], ${items.map(({ documentId }) => documentId)}::uuid[],
      ${items.map(({ previous }) => previous && JSON.stringify(previous))}::text[])
      with ordinality as list (item_id, document_id, previous, ordinal)`.execute(tx)
}

export async function readBulkRow(db: Reader, tenantId: TenantId, id: Id<'Bulk'>): Promise<Bulk | undefined> {
  const row = await of(db).selectFrom('circulation.bulk').selectAll()
    .where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toBulk(row)
}

/** Whoever works on a bulk holds its row, so nothing of it is done twice at once. */
export async function lockBulk(tx: AnyTransaction, tenantId: TenantId, id: Id<'Bulk'>): Promise<Bulk | undefined> {
  const row = await of(tx).selectFrom('circulation.bulk').selectAll()
    .where('tenant_id', '=', tenantId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toBulk(row)
}

/** What somebody has asked for, newest first. */
export async function readBulksOf(
  db: Reader, tenantId: TenantId, askedBy: Id<'Person'>, { before, limit }: { readonly before?: Id<'Bulk'> | undefined; readonly limit: number },
): Promise<Bulk[]> {
  let select = of(db).selectFrom('circulation.bulk').selectAll()
    .where('tenant_id', '=', tenantId).where('asked_by', '=', askedBy).orderBy('id', 'desc').limit(limit)
  if (before !== undefined) select = select.where('id', '<', before)
  return (await select.execute()).map(toBulk)
}

export interface BulkItemQuery {
  readonly outcomes?: readonly BulkOutcome[] | undefined
  /** Only those after this ordinal: the key of the page. */
  readonly after?: number | undefined
  readonly limit: number
}

/** In the order in which they are done. */
export async function readBulkItems(
  db: Reader, tenantId: TenantId, bulkId: Id<'Bulk'>, { outcomes, after = 0, limit }: BulkItemQuery,
): Promise<BulkItem[]> {
  let select = of(db).selectFrom('circulation.bulk_item').selectAll()
    .where('tenant_id', '=', tenantId).where('bulk_id', '=', bulkId).where('ordinal', '>', after).orderBy('ordinal').limit(limit)
  if (outcomes) select = select.where('outcome', 'in', outcomes)
  return (await select.execute()).map(toBulkItem)
}

export interface OutcomeCount { readonly outcome: BulkOutcome; readonly refusal: string | null; readonly count: number }

/** How the items of a bulk ended so far; a bulk is small enough to be counted exactly. */
export function countOutcomes(db: Reader, tenantId: TenantId, bulkId: Id<'Bulk'>): Promise<OutcomeCount[]> {
  return of(db).selectFrom('circulation.bulk_item').select((e) => ['outcome', 'refusal', e.fn.countAll<number>().as('count')])
    .where('tenant_id', '=', tenantId).where('bulk_id', '=', bulkId).groupBy(['outcome', 'refusal']).orderBy('count', 'desc').execute()
}

export type Ended = Pick<BulkItem, 'ordinal' | 'outcome' | 'refusal' | 'nextItem' | 'previous'>

/** Saves how items of a locked bulk ended, in one statement. */
export async function saveOutcomes(tx: AnyTransaction, tenantId: TenantId, bulkId: Id<'Bulk'>, ended: readonly Ended[]): Promise<void> {
  if (ended.length === 0) return
  await sql`update circulation.bulk_item as i
    set outcome = e.outcome, refusal = e.refusal, next_item = e.next_item, previous = coalesce(e.previous::jsonb, i.previous)
    from unnest(${ended.map(({ ordinal }) => ordinal)}::integer[], ${ended.map(({ outcome }) => outcome)}::text[],
      ${ended.map(({ refusal }) => refusal)}::text[], ${ended.map(({ nextItem }) => nextItem)}::uuid[],
      ${ended.map(({ previous }) => previous && JSON.stringify(previous))}::text[]) as e (ordinal, outcome, refusal, next_item, previous)
    where i.tenant_id = ${tenantId} and i.bulk_id = ${bulkId} and i.ordinal = e.ordinal`.execute(tx)
}

export async function endBulk(tx: AnyTransaction, tenantId: TenantId, id: Id<'Bulk'>, state: Exclude<BulkState, 'running'>, at: Date): Promise<void> {
  await of(tx).updateTable('circulation.bulk').set({ state, ended_at: at }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

/** Gives up whatever of a locked bulk has not been done yet; returns how many. */
export async function cancelWaiting(tx: AnyTransaction, tenantId: TenantId, bulkId: Id<'Bulk'>): Promise<number> {
  const { numUpdatedRows } = await of(tx).updateTable('circulation.bulk_item').set({ outcome: 'cancelled' })
    .where('tenant_id', '=', tenantId).where('bulk_id', '=', bulkId).where('outcome', '=', 'waiting').executeTakeFirst()
  return Number(numUpdatedRows)
}

function toBulk({ tenant_id: _, asked_by: askedBy, asked_at: askedAt, ended_at: endedAt, ...same }: {
  [Key in keyof BulkRow]: Key extends 'action' ? BulkAction : BulkRow[Key]
}): Bulk {
  return { ...same, action: same.action as BulkAction, askedBy, askedAt, endedAt } as Bulk
}

function toBulkItem(row: { [Key in keyof BulkItemRow]: Key extends 'previous' ? Holder | null : BulkItemRow[Key] }): BulkItem {
  const { ordinal, outcome, refusal } = row
  return {
    ordinal, outcome, refusal, itemId: row.item_id, documentId: row.document_id, nextItem: row.next_item, previous: row.previous as Holder | null,
  }
}
