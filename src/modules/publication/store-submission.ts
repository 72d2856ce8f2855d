import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'

type TenantId = Id<'Tenant'>

/** What was handed in through the portal. */
export interface Submission {
  readonly id: Id<'Item'>
  readonly number: string
  readonly numberKey: string
  readonly codeHash: Buffer
  readonly receivedAt: Date
  /** The matter it became. */
  readonly matterId: Id<'Document'> | null
  readonly refused: boolean
}

interface SubmissionRow {
  tenant_id: TenantId; id: Id<'Item'>; number: string; number_key: string; code_hash: Buffer; received_at: Date; matter_id: Id<'Document'> | null; refused: boolean
}
type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<{ 'publication.submission': SubmissionRow }>(db)

/** Done again for the same item it changes nothing. */
export async function insertSubmission(db: Reader, tenantId: TenantId, { id, number, numberKey, codeHash, receivedAt, matterId, refused }: Submission): Promise<void> {
  await of(db).insertInto('publication.submission')
    .values({ tenant_id: tenantId, id, number, number_key: numberKey, code_hash: codeHash, received_at: receivedAt, matter_id: matterId, refused })
    .onConflict((on) => on.columns(['tenant_id', 'id']).doNothing()).execute()
}

/** Says what became of an item, when it was handed in here. */
export async function settleSubmission(db: Reader, tenantId: TenantId, id: Id<'Item'>, outcome: { readonly matterId: Id<'Document'> } | 'refused'): Promise<void> {
  await of(db).updateTable('publication.submission').set(outcome === 'refused' ? { refused: true } : { matter_id: outcome.matterId })
    .where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

export async function findSubmissions(db: Reader, tenantId: TenantId, numberKey: string): Promise<Submission[]> {
  const rows = await of(db).selectFrom('publication.submission').selectAll().where('tenant_id', '=', tenantId).where('number_key', '=', numberKey).orderBy('id').limit(5).execute()
  return rows.map(({ id, number, refused, ...row }) => (
    { id, number, refused, numberKey: row.number_key, codeHash: row.code_hash, receivedAt: row.received_at, matterId: row.matter_id }))
}
