import { sql } from 'kysely'
import type { AnyTransaction, Database } from './database.ts'
import { isStalePlan } from './plans.ts'

/** Serialization failure and deadlock: PostgreSQL asks for the same work again (SQL standard class 40). */
const passing = new Set(['40001', '40P01'])

/** One transaction, tried again when the database had to choose a victim or its tables have just changed. `work` must have no effect outside it. */
export async function inTransaction<Value>(db: Database, work: (tx: AnyTransaction) => Promise<Value>, tries = 5): Promise<Value> {
  try {
    return await db.transaction().execute(work)
  } catch (error) {
    if (tries > 1 && isPassing(error)) return inTransaction(db, work, tries - 1)
    throw error
  }
}

/**
 * A part of a transaction that is kept or given up by itself. What failed is undone and thrown on; a failure for which PostgreSQL asks
 * for the same work again (`isPassing`) must reach `inTransaction`.
 */
export async function inSavepoint<Value>(tx: AnyTransaction, work: () => Promise<Value>): Promise<Value> {
  await sql`savepoint part`.execute(tx)
  try {
    const value = await work()
    await sql`release savepoint part`.execute(tx)
    return value
  } catch (error) {
    await sql`rollback to savepoint part`.execute(tx)
    await sql`release savepoint part`.execute(tx)
    throw error
  }
}

/** Whether the same work, done again from the beginning of its transaction, may succeed. */
export const isPassing = (error: unknown): boolean => passing.has(sqlState(error) ?? '') || isStalePlan(error)

/** The five characters by which PostgreSQL names an error, when it was PostgreSQL that failed. */
export function sqlState(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
