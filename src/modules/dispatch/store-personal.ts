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

/** Leaves of a sending that it was made. An addressee stays one of their own, so that nothing else is taken for the same sending. */
export async function eraseSendings(tx: AnyTransaction, tenantId: Id<'Tenant'>, ids: readonly Id<'Dispatch'>[], name: string): Promise<void> {
  const those = sql`any(${[...ids]}::uuid[])`
  await sql`update dispatch.consignment set recipient = ${name}, addressee = id::text, email = case when email is null then null else 'vymazano@invalid' end, address = '{}',
    response = null, posting_number = null where tenant_id = ${tenantId} and id = ${those}`.execute(tx)
  await sql`update dispatch.attempt set response = '' where tenant_id = ${tenantId} and consignment_id = ${those}`.execute(tx)
}

/** What was being written and never saved. */
export async function dropDrafts(tx: AnyTransaction, tenantId: Id<'Tenant'>, documents: readonly Id<'Document'>[]): Promise<void> {
  await sql`delete from dispatch.draft where tenant_id = ${tenantId} and document_id = any(${[...documents]}::uuid[])`.execute(tx)
}
