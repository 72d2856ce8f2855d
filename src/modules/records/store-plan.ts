import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { of, type PlanRow, type Reader } from './store.ts'

export function readPlan(db: Reader, tenantId: Id<'Tenant'>): Promise<PlanRow | undefined> {
  return of(db).selectFrom('records.plan').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst()
}

/** Imports of one office wait for each other, also the first, when there is no row to lock yet. */
export async function lockPlan(tx: AnyTransaction, tenantId: Id<'Tenant'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`records.plan ${tenantId}`}, 0))`.execute(tx)
}

export async function savePlan(tx: AnyTransaction, row: PlanRow): Promise<void> {
  const { name, separator } = row
  await of(tx).insertInto('records.plan').values(row).onConflict((on) => on.column('tenant_id').doUpdateSet({ name, separator })).execute()
}
