import { sql, type Compilable, type OperationNodeSource } from 'kysely'
import type { AnyTransaction } from './database.ts'

type Change = Compilable & OperationNodeSource

/**
 * Makes all these changes in one statement, and so in one round trip. Foreign keys between them are checked when all are made; none of
 * them sees the rows of another, so no row may be changed twice.
 */
export async function together(tx: AnyTransaction, changes: readonly (Change | null)[]): Promise<void> {
  const parts = changes.filter((change) => change !== null).map((change, i) => sql`${sql.raw(`part_${i}`)} as (${change})`)
  if (parts.length > 0) await sql`with ${sql.join(parts)} select from (values (1)) as done`.execute(tx)
}
