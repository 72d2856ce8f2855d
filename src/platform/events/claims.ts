import type { WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'

/** What one worker has taken and not let go of. */
export interface Claims {
  /** Frees what was taken already at the last look and at which nobody is. Not to be called while a call is on its way. */
  freeForgotten(workerId: string): Promise<void>
}

interface Claim { readonly id: string; readonly at: string }

/**
 * Looks after the jobs of a living worker whose taking or ending was lost with a connection: the database says that they are taken,
 * the worker knows nothing of them, and with each its whole queue would stand still for hours.
 */
export function openClaims(pool: Pool, events: WorkerEvents): Claims {
  // As text: the library's ids are what the connection makes of a bigint.
  const atWork = new Set<string>()
  events.on('job:start', ({ job }) => atWork.add(String(job.id))).on('job:complete', ({ job }) => atWork.delete(String(job.id)))
  const taking = watchTaking(events)
  // Word of a taking or an ending is under way for a moment; what looks forgotten is so only when it still does the next time.
  let suspected: readonly string[] = []
  let mayYetArrive: readonly symbol[] = []
  return {
    async freeForgotten(workerId) {
      const { rows } = await pool.query<Claim>(`
        select id::text, locked_at::text as at from graphile_worker._private_jobs where locked_by = $1`, [workerId])
      const [idle, underWay] = [rows.filter(({ id }) => !atWork.has(id)), taking()]
      if (mayYetArrive.some((each) => underWay.includes(each))) return
      const forgotten = idle.filter((claim) => suspected.includes(nameOf(claim)))
      suspected = idle.map(nameOf)
      mayYetArrive = underWay
      if (forgotten.length > 0) await free(pool, workerId, forgotten)
    },
  }
}

/** Tells which askings for a job have no answer yet; each part of the worker has one at a time. */
function watchTaking(events: WorkerEvents): () => symbol[] {
  const underWay = new Map<object, symbol>()
  const answered = ({ worker }: { worker: object }) => void underWay.delete(worker)
  events.on('worker:getJob:start', ({ worker }) => underWay.set(worker, Symbol('taking')))
  events.on('job:start', answered).on('worker:getJob:empty', answered).on('worker:getJob:error', answered)
  return () => [...underWay.values()]
}

const nameOf = ({ id, at }: Claim) => `${id} ${at}`

/** The attempt is given back: nothing is known to have failed. */
async function free(pool: Pool, workerId: string, claims: readonly Claim[]): Promise<void> {
  await pool.query(`
    with freed as (
      update graphile_worker._private_jobs j set locked_at = null, locked_by = null, attempts = greatest(attempts - 1, 0)
      from unnest($2::bigint[], $3::timestamptz[]) as claim (id, at) where j.id = claim.id and j.locked_at = claim.at and j.locked_by = $1
      returning j.job_queue_id
    )
    update graphile_worker._private_job_queues q set locked_at = null, locked_by = null
    from freed where q.id = freed.job_queue_id and q.locked_by = $1`,
  [workerId, claims.map(({ id }) => id), claims.map(({ at }) => at)])
}
