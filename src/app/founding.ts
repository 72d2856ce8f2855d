import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/** Lets one process at a time find out whether there is an office and found one; the others wait and then find it founded. */
export async function whileFounding<Value>(databaseUrl: string, work: () => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'obeh founding' })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('obeh.found'))`)
    return await work()
  } finally {
    await client.end()
  }
}

/** A mark beside the data that a demo office is being filled, so that one cut off in the middle is not taken for a whole one. */
export function unfinishedDemo(dataDirectory: string) {
  const path = join(dataDirectory, 'demo-unfinished')
  return {
    isThere: () => stat(path).then(() => true, () => false),
    set: () => writeFile(path, 'The demo office was being filled when this file was written; the next start begins it anew.\n'),
    remove: () => rm(path, { force: true }),
  }
}

/** Takes everything out of a demo database that was never finished. Nobody has worked in it: the server did not listen yet. Done as the owner of the database. */
export async function emptyDemo(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'obeh founding' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('audit', 'circulation', 'dispatch', 'identity', 'intake', 'platform', 'publication', 'records') and tablename <> 'migration'`)
    await client.query(`truncate ${rows.map(({ name }) => name).join(', ')}`)
    await client.query('delete from graphile_worker._private_jobs')
  } finally {
    await client.end()
  }
}
