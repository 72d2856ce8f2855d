import { sql, type Compilable, type CompiledQuery, type OperationNodeSource } from 'kysely'
import type { AnyTransaction } from './database.ts'
import { OfficeConnection } from './dialect.ts'

type Change = Compilable & OperationNodeSource

/**
 * Makes all these changes in one statement, sent ahead as by `sendAhead`. Foreign keys between them are checked when all are made; none
 * of them sees the rows of another, so no row may be changed twice.
 */
export async function together(tx: AnyTransaction, changes: readonly (Change | null)[]): Promise<void> {
  const parts = changes.filter((change) => change !== null).map((change, i) => sql`${sql.raw(`part_${i}`)} as (${change})`)
  if (parts.length > 0) await send(tx, sql`with ${sql.join(parts)} select from (values (1)) as done`.compile(tx))
}

/**
 * Sends a change whose answer nobody needs, and goes on: it costs no round trip. Should it fail, the transaction does, with its error, at
 * the next statement that is waited for and at the latest at its commit. So it is not for a change whose failure is expected.
 */
export const sendAhead = (tx: AnyTransaction, change: Compilable): Promise<void> => send(tx, change.compile())

async function send(tx: AnyTransaction, compiled: CompiledQuery): Promise<void> {
  await tx.getExecutor().provideConnection(async (connection) => {
    if (connection instanceof OfficeConnection) await connection.sendAhead(compiled)
    else await connection.executeQuery(compiled)
  })
}
