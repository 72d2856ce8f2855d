import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { isLost, NoConnection } from './failures.ts'

/** A restart or a failover of the database is shorter than this, so whoever asks meanwhile just waits. */
const patienceMs = 5_000

/**
 * Gives out the connections of a pool. A database that is away for a moment is waited for; one that has been away for longer is reported
 * at once, so that nobody queues up behind an outage. Making a connection has no effect, so it may be tried as often as one likes.
 */
export class Connections {
  readonly #pool: pg.Pool
  #generation = 0
  readonly #born = new WeakMap<pg.PoolClient, number>()
  #away: { since: number; seen: number } | undefined
  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  async take(): Promise<pg.PoolClient> {
    for (let wait = 25; ; wait = Math.min(wait * 2, 400)) {
      const client = await this.#pool.connect().catch((error: unknown) => this.#forgive(error, wait))
      if (client === undefined) {
        await pause(wait * (0.5 + Math.random()))
        continue
      }
      this.#away = undefined
      const born = this.#born.get(client) ?? this.#generation
      this.#born.set(client, born)
      if (born === this.#generation) return client
      client.release(true)
    }
  }

  /** Says that the server behind this connection is no longer the one that writes: all made before now are replaced by new ones. */
  distrust(client: pg.PoolClient): void {
    if (this.#born.get(client) === this.#generation) this.#generation += 1
  }

  async end(): Promise<void> {
    await this.#pool.end()
  }

  #forgive(error: unknown, wait: number): undefined {
    if (!isLost(error)) throw error
    const now = Date.now()
    // What failed long ago and was never asked for since says nothing about this outage.
    const since = this.#away && now - this.#away.seen < patienceMs ? this.#away.since : now
    this.#away = { since, seen: now }
    if (now + wait - since > patienceMs) throw new NoConnection('The database cannot be reached', { cause: error })
  }
}
