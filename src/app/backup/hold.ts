import pg from 'pg'
import { BackupRefusal } from './refusal.ts'

/** The locks live in a session of the database, which drops them when their holder dies, however it dies. */
const backupLock = `hashtext('obeh.backup')`
const contentsLock = `hashtext('obeh.contents')`

export interface Hold {
  release(): Promise<void>
}

/** One backup or restore of a database at a time; while it lasts, no stored content is removed. */
export async function holdForCopying(databaseUrl: string, say: (line: string) => void): Promise<Hold> {
  const client = await connect(databaseUrl)
  try {
    const { rows: [free] } = await client.query<{ yes: boolean }>(`select pg_try_advisory_lock(${backupLock}) as yes`)
    if (!free?.yes) throw new BackupRefusal('another-runs', 'Another backup or restore of this database is running. Let it end and try again.')
    const { rows: [still] } = await client.query<{ yes: boolean }>(`select pg_try_advisory_lock_shared(${contentsLock}) as yes`)
    if (!still?.yes) {
      say('Waiting for "obeh files sweep" to end…')
      await client.query(`select pg_advisory_lock_shared(${contentsLock})`)
    }
    return { release: () => client.end() }
  } catch (error) {
    await client.end()
    throw error
  }
}

/** Removes stored contents only while nobody copies them: a copy has promised all that its moment of the database mentions. */
export async function whileNobodyCopies<Value>(databaseUrl: string, work: () => Promise<Value>): Promise<Value> {
  const client = await connect(databaseUrl)
  try {
    await client.query(`select pg_advisory_lock(${contentsLock})`)
    return await work()
  } finally {
    await client.end()
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'obeh backup' })
  client.on('error', () => {})
  await client.connect()
  return client
}
