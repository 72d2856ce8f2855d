import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import type { Consignment } from './model.ts'
import { of, toConsignment, type Reader } from './store.ts'

/** What was sent of these documents, or to these records of the register. */
export async function readSendings(db: Reader, tenantId: Id<'Tenant'>, documents: readonly Id<'Document'>[], parties: readonly Id<'Party'>[]): Promise<Consignment[]> {
  const rows = await of(db).selectFrom('dispatch.consignment').selectAll().where('tenant_id', '=', tenantId)
    .where(sql<boolean>`(document_id = any(${[...documents]}::uuid[]) or party_id = any(${[...parties]}::uuid[]))`).orderBy('id').execute()
  return rows.map(toConsignment)
}

/** Leaves of a sending that it was made. */
export async function eraseSendings(tx: AnyTransaction, tenantId: Id<'Tenant'>, ids: readonly Id<'Dispatch'>[], name: string): Promise<void> {
  await sql`select dispatch.forget(${tenantId}, ${[...ids]}::uuid[], ${name})`.execute(tx)
}

/** What was being written and never saved. */
export async function dropDrafts(tx: AnyTransaction, tenantId: Id<'Tenant'>, documents: readonly Id<'Document'>[]): Promise<void> {
  await sql`delete from dispatch.draft where tenant_id = ${tenantId} and document_id = any(${[...documents]}::uuid[])`.execute(tx)
}
