import { channel } from 'node:diagnostics_channel'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { AnyTransaction, Database } from './database.ts'
import { isLost, isPassing, isReadOnly, NoConnection, UnansweredCommit, UnknownOutcome } from './failures.ts'
import { isStalePlan } from './plans.ts'

export interface Again<Value> {
  /** How often it is begun at most (8). With 1 it is never done again: for work that has an effect outside. */
  readonly tries?: number
  /** After how many milliseconds it is not begun again (12,000). */
  readonly patienceMs?: number
  /**
   * What to do after a commit that got no answer. `repeatable`: the work may simply be done again, as it finds out by itself what it has
   * done or does the same twice without harm. A function: looks, in a transaction of its own, whether the work was kept, and gives its value
   * then. It must wait for a twin that is still being committed, so it locks what the work had locked. Absent: `UnknownOutcome` is thrown.
   */
  readonly unanswered?: 'repeatable' | ((tx: AnyTransaction) => Promise<{ readonly value: Value } | undefined>)
}

/** Every retry, for who counts them: `{ reason }`, a word. */
export const retries = channel('obeh.database.retry')

/**
 * One transaction. It is done again, from its beginning and on another connection if need be, when the database had to choose a victim,
 * when its tables have just changed, and when the line or the server was lost. `work` must have no effect outside it.
 */
export async function inTransaction<Value>(db: Database, work: (tx: AnyTransaction) => Promise<Value>, again: Again<Value> = {}): Promise<Value> {
  const { tries = 8, patienceMs = 12_000, unanswered } = again
  const until = performance.now() + patienceMs
  let isDoubtful = false
  for (let attempt = 1; ; attempt++) {
    try {
      if (isDoubtful && typeof unanswered === 'function') {
        const kept = await db.transaction().execute(unanswered)
        if (kept) return kept.value
        isDoubtful = false
      }
      return await db.transaction().execute(work)
    } catch (error) {
      const reason = reasonToRepeat(error)
      isDoubtful ||= error instanceof UnansweredCommit
      const wait = pauseBefore(attempt, reason)
      // Whoever could not connect has waited for it already.
      const isOver = attempt >= tries || performance.now() + wait > until || error instanceof NoConnection
      if (isDoubtful && (isOver || unanswered === undefined)) throw new UnknownOutcome('Whether a transaction was kept is not known', { cause: error })
      if (isOver || reason === null) throw error
      retries.publish({ reason })
      await pause(wait)
    }
  }
}

type Reason = 'victim' | 'stale-plan' | 'lost' | 'read-only' | 'unanswered'

function reasonToRepeat(error: unknown): Reason | null {
  if (error instanceof UnansweredCommit) return 'unanswered'
  if (isReadOnly(error)) return 'read-only'
  if (isLost(error)) return 'lost'
  return isStalePlan(error) ? 'stale-plan' : isPassing(error) ? 'victim' : null
}

/** Victims meet again at once if they do not wait differently; a server that is away needs a moment. */
function pauseBefore(attempt: number, reason: Reason | null): number {
  const first = reason === 'victim' || reason === 'stale-plan' ? 2 : 40
  return Math.min(first * 2 ** (attempt - 1), 2_000) * (0.5 + Math.random())
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
    // On a line that is gone there is nothing to go back to, and what was lost is what must be told.
    if (isLost(error)) throw error
    await sql`rollback to savepoint part`.execute(tx)
    await sql`release savepoint part`.execute(tx)
    throw error
  }
}
