import type { AnyTransaction, Database } from './database.ts'

/** Serialization failure and deadlock: PostgreSQL asks for the same work again (SQL standard class 40). */
const passing = new Set(['40001', '40P01'])

/** One transaction, tried again when the database had to choose a victim. `work` must have no effect outside it. */
export async function inTransaction<Value>(db: Database, work: (tx: AnyTransaction) => Promise<Value>, tries = 5): Promise<Value> {
  try {
    return await db.transaction().execute(work)
  } catch (error) {
    if (tries > 1 && passing.has(sqlState(error) ?? '')) return inTransaction(db, work, tries - 1)
    throw error
  }
}

/** The five characters by which PostgreSQL names an error, when it was PostgreSQL that failed. */
export function sqlState(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
