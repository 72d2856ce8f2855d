import { createHash } from 'node:crypto'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'

/**
 * Makes the tables of the job queue. The server's role may add a job and nothing else; `obeh_worker`, as whom the worker connects, may use
 * the queue and nothing else. Servers that start together take turns, as with migrations.
 */
export async function prepareJobs(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'obeh migrate' })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('obeh.migrate'))`)
    await runMigrations({ connectionString: url })
    await client.query(enqueue)
    await client.query(worker)
  } finally {
    await client.end()
  }
}

/** A job that has used up its attempts: nobody will try it again by themselves. `failure` is the last one, with nothing personal in it. */
export interface DeadJob { readonly id: string; readonly task: string; readonly attempts: number; readonly failure: string | null }

export async function deadJobs(pool: pg.Pool): Promise<DeadJob[]> {
  const { rows } = await pool.query<DeadJob>(`
    select id::text, task_identifier as task, attempts, last_error as failure from graphile_worker.jobs
    where attempts >= max_attempts and locked_at is null order by jobs.id`)
  return rows
}

/** Has dead jobs, all or the named ones, tried again now and with all their attempts. Returns which; the others were not dead. */
export async function reviveJobs(pool: pg.Pool, ids?: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(`
    update graphile_worker._private_jobs set attempts = 0, run_at = now(), updated_at = now()
    where attempts >= max_attempts and locked_at is null and ($1::bigint[] is null or id = any($1)) returning id::text`, [ids ?? null])
  return rows.map(({ id }) => id)
}

/** How many jobs of a task are in a state, and for how many seconds the oldest of them has been due. */
export interface JobCount { readonly task: string; readonly state: 'ready' | 'running' | 'later' | 'given-up'; readonly count: number; readonly oldestSeconds: number }

export async function jobCounts(pool: pg.Pool): Promise<JobCount[]> {
  const { rows } = await pool.query<JobCount>(`
    select task, state, count(*)::int as count, coalesce(max(greatest(extract(epoch from now() - due), 0)), 0)::float8 as "oldestSeconds" from (
      select task_identifier as task, run_at as due, case when locked_at is not null then 'running' when attempts >= max_attempts then 'given-up'
        when run_at > now() then 'later' else 'ready' end as state from graphile_worker.jobs) job
    group by task, state order by task, state`)
  return rows
}

// In plpgsql, which keeps its plans for the connection on every version of PostgreSQL.
const enqueue = `
  create or replace function platform.enqueue(task text, payload json, queue text, key text default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$ begin perform graphile_worker.add_job(task, payload, queue_name => queue, job_key => key); end $$;
  revoke execute on function platform.enqueue from public;
  grant execute on function platform.enqueue to obeh_app;
  create or replace function platform.enqueue_all(task text, jobs json) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$ begin perform graphile_worker.add_jobs(array(
      select (task, job -> 'payload', job ->> 'queue', null, null, null, null, null)::graphile_worker.job_spec
      from json_array_elements(jobs) as job)); end $$;
  revoke execute on function platform.enqueue_all from public;
  grant execute on function platform.enqueue_all to obeh_app;
  create or replace function platform.enqueue_at(task text, payload json, queue text, key text, at timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$ begin perform graphile_worker.add_job(task, payload, queue_name => queue, job_key => key, run_at => at); end $$;
  revoke execute on function platform.enqueue_at from public;
  grant execute on function platform.enqueue_at to obeh_app;
  create or replace function platform.enqueue_behind(task text, payload json, queue text, at timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$ begin perform graphile_worker.add_job(task, payload, queue_name => queue, run_at => at, priority => 50); end $$;
  revoke execute on function platform.enqueue_behind from public;
  grant execute on function platform.enqueue_behind to obeh_app`

/** The library keeps row security on its tables and gives nobody but their owner a policy. */
const worker = `
  grant usage on schema graphile_worker to obeh_worker;
  grant select, insert, update, delete on all tables in schema graphile_worker to obeh_worker;
  grant usage, select on all sequences in schema graphile_worker to obeh_worker;
  grant execute on all functions in schema graphile_worker to obeh_worker;
  do $$
  declare t text;
  begin
    for t in select c.oid::regclass::text from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'worker')
    loop execute format('create policy worker on %s to obeh_worker using (true) with check (true)', t); end loop;
  end $$`

/** Changes whenever what `prepareJobs` makes of our own does: a part of the key under which a ready-made database may be kept. */
export const jobsKey = createHash('sha256').update(enqueue).update(worker).digest('hex')
