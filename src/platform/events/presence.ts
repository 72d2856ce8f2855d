import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** The sign of life of one worker: a lock that its session holds and the database drops the moment the process is gone. */
export interface Presence {
  /** Resolves while the lock is held, and takes it again should its connection have been lost. To be awaited before every job. */
  hold(workerId: string): Promise<void>
  leave(): Promise<void>
}

const lockOf = (id: string) => `hashtextextended('obeh.worker ' || ${id}, 0)`

/** A presence has a connection of its own, made like those of the pool: one from the pool would be missing there for good. */
export function openPresence(pool: pg.Pool): Presence {
  let held: Promise<pg.Client> | undefined
  let isOver = false
  const enter = async (workerId: string) => {
    const client = new pg.Client({ ...pool.options, connectionTimeoutMillis: 5_000 })
    let isIn = false
    const lost = () => {
      if (!isIn) return
      isIn = false
      held = undefined
      void regain(workerId)
    }
    client.on('error', lost).on('end', lost)
    try {
      await client.connect()
      // A machine that vanished without a word is given up after a minute, not after the two hours of the defaults.
      await client.query('set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3')
      // Shared, so that a worker which reconnects does not wait for the session it lost.
      await client.query(`select pg_advisory_lock_shared(${lockOf('$1')})`, [workerId])
      isIn = true
      return client
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
  }
  const hold = async (workerId: string) => {
    held ??= enter(workerId).catch((error: unknown) => {
      held = undefined
      throw error
    })
    await held
  }
  /** Not only before the next job: one that is all hands in long jobs would be taken for dead, and they would be begun a second time. */
  const regain = async (workerId: string) => {
    while (!isOver && !held) await hold(workerId).catch(() => pause(200))
  }
  return {
    hold,
    async leave() {
      isOver = true
      const client = await held?.catch(() => undefined)
      await client?.end()
    },
  }
}

/**
 * Frees the jobs and queues of workers that are no more; without it they would stand still for hours. A living worker holds its lock
 * before it takes its first job, so none of its own is ever freed.
 */
export async function freeAbandoned(pool: pg.Pool): Promise<string[]> {
  const { rows: [freed] } = await pool.query<{ ids: string[] }>(`
    with owner as materialized (
      select locked_by as id from graphile_worker._private_jobs where locked_by is not null
      union select locked_by from graphile_worker._private_job_queues where locked_by is not null
    ), gone as materialized (
      select id from owner where pg_try_advisory_xact_lock(${lockOf('id')})
    )
    select array_agg(id) as ids, graphile_worker.force_unlock_workers(array_agg(id)) from gone having count(*) > 0`)
  return freed?.ids ?? []
}
