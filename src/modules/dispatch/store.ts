import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import { addresseeKey, type Consignment, type ConsignmentState, type DispatchChannel, type TryOutcome } from './model.ts'

export interface ConsignmentRow {
  tenant_id: Id<'Tenant'>; id: Id<'Dispatch'>; document_id: Id<'Document'>; channel: DispatchChannel; party_id: Id<'Party'> | null
  recipient: string; addressee: string; email: string | null; address: string[]; content: Sha256; asked_by: Id<'Person'>; asked_at: Date
  state: ConsignmentState; sent_at: Date | null; delivered_at: Date | null; response: string | null; tries: number
  posting_number: string | null; settles: boolean; resolved_at: Date | null
}
interface AttemptRow {
  tenant_id: Id<'Tenant'>; consignment_id: Id<'Dispatch'>; number: number; at: Date; outcome: TryOutcome['outcome']; response: string
}
export interface DispatchTables {
  'dispatch.consignment': ConsignmentRow & { readonly queue?: number }
  'dispatch.attempt': AttemptRow
}

export type Reader = Database | AnyTransaction
export const of = (db: Reader) => tablesOf<DispatchTables>(db)

export async function insertConsignments(tx: AnyTransaction, tenantId: Id<'Tenant'>, consignments: readonly Consignment[]): Promise<void> {
  await of(tx).insertInto('dispatch.consignment').values(consignments.map((consignment) => toRow(tenantId, consignment))).execute()
}

/** Saves what may change of a consignment. */
export async function saveConsignment(tx: AnyTransaction, tenantId: Id<'Tenant'>, consignment: Consignment): Promise<void> {
  const { id, state, response, tries } = consignment
  const { sent_at, delivered_at, posting_number, resolved_at } = toRow(tenantId, consignment)
  await of(tx).updateTable('dispatch.consignment').set({ state, response, tries, sent_at, delivered_at, posting_number, resolved_at })
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

/** One go at sending and what came of it. */
export interface Attempt { readonly number: number; readonly at: Date; readonly outcome: TryOutcome['outcome']; readonly response: string }

export async function insertAttempt(tx: AnyTransaction, tenantId: Id<'Tenant'>, id: Id<'Dispatch'>, attempt: Attempt): Promise<void> {
  await of(tx).insertInto('dispatch.attempt').values({ tenant_id: tenantId, consignment_id: id, ...attempt }).execute()
}

/** The tries of consignments, oldest first. */
export async function readAttempts(
  db: Reader, tenantId: Id<'Tenant'>, ids: readonly Id<'Dispatch'>[],
): Promise<Map<Id<'Dispatch'>, Attempt[]>> {
  if (ids.length === 0) return new Map()
  const rows = await of(db).selectFrom('dispatch.attempt').selectAll()
    .where('tenant_id', '=', tenantId).where('consignment_id', 'in', ids).orderBy('number').execute()
  return Map.groupBy(rows, (row) => row.consignment_id)
}

/** Makes everyone else who wants to send the same consignment wait until this transaction ends, without holding any row of it. */
export async function holdSending(tx: AnyTransaction, id: Id<'Dispatch'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`dispatch.send ${id}`}, 0))`.execute(tx)
}

/** The same without waiting: false while somebody is just sending it. */
export async function tryHoldSending(tx: AnyTransaction, id: Id<'Dispatch'>): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`dispatch.send ${id}`}, 0)) as held`.execute(tx)
  return rows[0]?.held === true
}

function toRow(tenantId: Id<'Tenant'>, consignment: Consignment): ConsignmentRow {
  const { documentId, partyId, address, askedBy, askedAt, sentAt, deliveredAt, postingNumber, resolvedAt, ...same } = consignment
  return {
    ...same, tenant_id: tenantId, document_id: documentId, party_id: partyId, address: [...address], asked_by: askedBy, asked_at: askedAt,
    sent_at: sentAt, delivered_at: deliveredAt, posting_number: postingNumber, resolved_at: resolvedAt, addressee: addresseeKey(consignment),
  }
}

export function toConsignment(row: ConsignmentRow): Consignment {
  const { id, channel, recipient, email, address, content, state, response, tries, settles } = row
  return {
    id, channel, recipient, email, address, content, state, response, tries, settles, documentId: row.document_id, partyId: row.party_id,
    askedBy: row.asked_by, askedAt: row.asked_at, sentAt: row.sent_at, deliveredAt: row.delivered_at, postingNumber: row.posting_number,
    resolvedAt: row.resolved_at,
  }
}
