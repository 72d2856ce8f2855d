import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'

export interface WitnessRow {
  tenant_id: Id<'Tenant'>
  name: string
  asked_at: Date
  outcome: 'cosigned' | 'unreachable' | 'refused' | 'contradicts'
  detail: string
  cosigned_at: Date | null
  size: number | null
  note: string | null
}

type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<{ 'audit.witness': WitnessRow }>(db)

export function readWitnesses(db: Reader, tenantId: Id<'Tenant'>): Promise<WitnessRow[]> {
  return of(db).selectFrom('audit.witness').selectAll().where('tenant_id', '=', tenantId).orderBy('name').execute()
}

/** A failed asking leaves what was cosigned before; of two servers that asked at once the larger log stays. */
export async function saveWitness(tx: AnyTransaction, row: WitnessRow): Promise<void> {
  const { asked_at, outcome, detail, cosigned_at, size, note } = row
  await of(tx).insertInto('audit.witness').values(row).onConflict((on) => on.columns(['tenant_id', 'name']).doUpdateSet({ asked_at, outcome, detail })).execute()
  if (note === null) return
  await of(tx).updateTable('audit.witness').set({ cosigned_at, size, note }).where('tenant_id', '=', row.tenant_id).where('name', '=', row.name)
    .where(sql<boolean>`(size is null or (size, cosigned_at) <= (${size}::bigint, ${cosigned_at}::timestamptz))`).execute()
}
