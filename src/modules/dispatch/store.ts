import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Consignment, ConsignmentState, DispatchChannel } from './model.ts'

interface ConsignmentRow {
  tenant_id: Id<'Tenant'>; id: Id<'Dispatch'>; document_id: Id<'Document'>; channel: DispatchChannel; email: string; content: Sha256
  asked_by: Id<'Person'>; asked_at: Date; state: ConsignmentState; sent_at: Date | null; response: string | null; tries: number
}

type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<{ 'dispatch.consignment': ConsignmentRow }>(db)

export async function insertConsignment(tx: AnyTransaction, tenantId: Id<'Tenant'>, consignment: Consignment): Promise<void> {
  const { documentId, askedBy, askedAt, sentAt, ...same } = consignment
  await of(tx).insertInto('dispatch.consignment')
    .values({ ...same, tenant_id: tenantId, document_id: documentId, asked_by: askedBy, asked_at: askedAt, sent_at: sentAt }).execute()
}

/** Saves what may change of a consignment. */
export async function saveConsignment(tx: AnyTransaction, tenantId: Id<'Tenant'>, consignment: Consignment): Promise<void> {
  const { id, state, sentAt, response, tries } = consignment
  await of(tx).updateTable('dispatch.consignment').set({ state, response, tries, sent_at: sentAt })
    .where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

export async function readConsignment(db: Reader, tenantId: Id<'Tenant'>, id: Id<'Dispatch'>): Promise<Consignment | undefined> {
  const row = await of(db).selectFrom('dispatch.consignment').selectAll()
    .where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toConsignment(row)
}

/** The sendings of a document, oldest first. */
export async function readConsignments(db: Reader, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<Consignment[]> {
  const rows = await of(db).selectFrom('dispatch.consignment').selectAll()
    .where('tenant_id', '=', tenantId).where('document_id', '=', documentId).orderBy('id').execute()
  return rows.map(toConsignment)
}

/** Makes everyone else who wants to send the same consignment wait until this transaction ends, without holding any row of it. */
export async function holdSending(tx: AnyTransaction, id: Id<'Dispatch'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`dispatch.send ${id}`}, 0))`.execute(tx)
}

function toConsignment(row: ConsignmentRow): Consignment {
  const { id, channel, email, content, state, response, tries } = row
  return {
    id, channel, email, content, state, response, tries, documentId: row.document_id, askedBy: row.asked_by, askedAt: row.asked_at,
    sentAt: row.sent_at,
  }
}
