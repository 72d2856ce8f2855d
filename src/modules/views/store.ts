import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { sqlState, tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Place, View } from './model.ts'

type TenantId = Id<'Tenant'>
interface ViewRow {
  tenant_id: TenantId; id: Id<'View'>; place: Place; name: string; query: string; owner_id: Id<'Person'>; unit_id: Id<'Unit'>; shared: boolean; created_at: Date
}

const of = (db: Database | AnyTransaction) => tablesOf<{ 'views.view': ViewRow }>(db)

/** The actor's own views and those shared in their unit, as a Czech sorts their names. */
export async function readViews(db: Database | AnyTransaction, { tenantId, personId, unitId }: Actor): Promise<View[]> {
  const rows = await of(db).selectFrom('views.view').selectAll().where('tenant_id', '=', tenantId)
    .where((e) => e.or([e('owner_id', '=', personId), e.and([e('shared', '=', true), e('unit_id', '=', unitId)])]))
    .orderBy('name', (by) => by.collate('cs-x-icu')).orderBy('id').limit(500).execute()
  return rows.map(toView)
}

/** Everybody's, for whoever answers a person about their data. */
export async function readAllViews(db: Database | AnyTransaction, tenantId: TenantId): Promise<View[]> {
  return (await of(db).selectFrom('views.view').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute()).map(toView)
}

export async function lockView(tx: AnyTransaction, tenantId: TenantId, id: Id<'View'>): Promise<View | undefined> {
  const row = await of(tx).selectFrom('views.view').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toView(row)
}

/** How many views the person has, asked in turn: two who ask at once for the same person do not both see room for the last one. */
export async function countOwn(tx: AnyTransaction, tenantId: TenantId, ownerId: Id<'Person'>): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`views ${tenantId} ${ownerId}`}, 0))`.execute(tx)
  const { count } = await of(tx).selectFrom('views.view').select((e) => e.fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId).where('owner_id', '=', ownerId).executeTakeFirstOrThrow()
  return count
}

/** False when the name is taken; the transaction is then of no more use. */
export const insertView = (tx: AnyTransaction, tenantId: TenantId, view: View): Promise<boolean> =>
  unlessTaken(of(tx).insertInto('views.view').values(toRow(tenantId, view)).execute())

/** False when the name is taken; the transaction is then of no more use. */
export const updateView = (tx: AnyTransaction, tenantId: TenantId, { id, name, query, shared }: View): Promise<boolean> =>
  unlessTaken(of(tx).updateTable('views.view').set({ name, query, shared }).where('tenant_id', '=', tenantId).where('id', '=', id).execute())

export async function deleteView(tx: AnyTransaction, tenantId: TenantId, id: Id<'View'>): Promise<void> {
  await of(tx).deleteFrom('views.view').where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

async function unlessTaken(writing: Promise<unknown>): Promise<boolean> {
  try {
    await writing
    return true
  } catch (error) {
    if (sqlState(error) === uniqueViolation) return false
    throw error
  }
}

const uniqueViolation = '23505'

function toRow(tenantId: TenantId, { ownerId, unitId, createdAt, ...same }: View): ViewRow {
  return { ...same, tenant_id: tenantId, owner_id: ownerId, unit_id: unitId, created_at: createdAt }
}

function toView({ id, place, name, query, shared, ...row }: ViewRow): View {
  return { id, place, name, query, shared, ownerId: row.owner_id, unitId: row.unit_id, createdAt: row.created_at }
}
