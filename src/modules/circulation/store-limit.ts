import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction } from '../../platform/database/index.ts'
import type { Reader, TenantId } from './store.ts'

interface SuspensionRow {
  tenant_id: TenantId; id: Id<'Suspension'>; file_id: Id<'File'>; from_on: Day; until_on: Day | null; ground: string; reason: string
  begun_by: Id<'Person'> | null; ended_by: Id<'Person'> | null
}
interface LimitTables {
  'circulation.time_limit': { tenant_id: TenantId; file_id: Id<'File'>; ends_on: Day }
  'circulation.suspension': SuspensionRow
}
const of = (db: Reader) => tablesOf<LimitTables>(db)

/** A suspension as it is kept: for what ground of law, and why. */
export interface KeptSuspension {
  readonly id: Id<'Suspension'>
  readonly from: Day
  readonly until: Day | null
  readonly ground: string
  readonly reason: string
}

export interface KeptLimit { readonly endsOn: Day; readonly suspensions: readonly KeptSuspension[] }

/** The limit of a file as it would be without suspensions, and all of these, oldest first; `null` when it was never suspended. */
export async function readLimit(db: Reader, tenantId: TenantId, fileId: Id<'File'>): Promise<KeptLimit | null> {
  const limit = await of(db).selectFrom('circulation.time_limit').select('ends_on').where('tenant_id', '=', tenantId).where('file_id', '=', fileId).executeTakeFirst()
  if (!limit) return null
  const rows = await of(db).selectFrom('circulation.suspension').selectAll().where('tenant_id', '=', tenantId).where('file_id', '=', fileId).orderBy('id').execute()
  return { endsOn: limit.ends_on, suspensions: rows.map(({ id, from_on: from, until_on: until, ground, reason }) => ({ id, from, until, ground, reason })) }
}

export async function saveLimit(tx: AnyTransaction, tenantId: TenantId, fileId: Id<'File'>, endsOn: Day): Promise<void> {
  await of(tx).insertInto('circulation.time_limit').values({ tenant_id: tenantId, file_id: fileId, ends_on: endsOn })
    .onConflict((on) => on.columns(['tenant_id', 'file_id']).doUpdateSet({ ends_on: endsOn })).execute()
}

export async function insertSuspension(tx: AnyTransaction, tenantId: TenantId, fileId: Id<'File'>, suspension: KeptSuspension, by: Id<'Person'> | null): Promise<void> {
  const { id, from, until, ground, reason } = suspension
  await of(tx).insertInto('circulation.suspension')
    .values({ id, ground, reason, tenant_id: tenantId, file_id: fileId, from_on: from, until_on: until, begun_by: by, ended_by: null }).execute()
}

export async function endSuspension(tx: AnyTransaction, tenantId: TenantId, id: Id<'Suspension'>, until: Day, by: Id<'Person'> | null): Promise<void> {
  await of(tx).updateTable('circulation.suspension').set({ until_on: until, ended_by: by }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}
