import type pg from 'pg'

/** The columns of a waiting job in a copy, by names that outlive the queue's own tables. */
export const jobColumns = ['task', 'queue', 'payload', 'priority', 'run_at', 'attempts', 'max_attempts', 'last_error', 'created_at', 'key', 'flags'] as const

/**
 * The statement that gives out every job that is not done, those given up among them: jobs are promises. A job somebody is at counts as not
 * begun, for how it ended is not in the copy. Not given out: who is at what, and what the queue keeps of schedules (there are none).
 */
export const unfinishedJobs = `copy (
  select t.identifier, q.queue_name, j.payload, j.priority, j.run_at,
    case when j.locked_at is null then j.attempts else greatest(j.attempts - 1, 0) end, j.max_attempts, j.last_error, j.created_at, j.key, j.flags
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id order by j.id) to stdout`

/** A table of this session to copy them into, before `takeJobs`. */
export const jobsTable = { schema: 'pg_temp', name: 'obeh_job', columns: jobColumns } as const

export async function makeJobsTable(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temporary table obeh_job (ord bigint generated always as identity, task text, queue text, payload json, priority smallint, run_at timestamptz,
      attempts smallint, max_attempts smallint, last_error text, created_at timestamptz, key text, flags jsonb) on commit drop`)
}

/** Puts the copied jobs into the queue, in their order and with the attempts they had left. Nobody may be working. */
export async function takeJobs(client: pg.ClientBase): Promise<number> {
  await client.query('delete from graphile_worker._private_jobs')
  await client.query(`insert into graphile_worker._private_tasks (identifier) select distinct task from obeh_job on conflict do nothing`)
  await client.query(`insert into graphile_worker._private_job_queues (queue_name) select distinct queue from obeh_job where queue is not null on conflict do nothing`)
  const { rowCount } = await client.query(`
    insert into graphile_worker._private_jobs (job_queue_id, task_id, payload, priority, run_at, attempts, max_attempts, last_error, created_at, updated_at, key, flags)
    select q.id, t.id, j.payload, j.priority, j.run_at, j.attempts, j.max_attempts, j.last_error, j.created_at, now(), j.key, j.flags
    from obeh_job j join graphile_worker._private_tasks t on t.identifier = j.task
    left join graphile_worker._private_job_queues q on q.queue_name = j.queue order by j.ord`)
  return rowCount ?? 0
}
