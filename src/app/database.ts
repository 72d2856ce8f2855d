import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Config } from '../platform/config/index.ts'
import { sqlState } from '../platform/database/index.ts'
import { watchPostgres } from '../platform/postgres/index.ts'

/** Where the office's database is, and how to let go of it. */
export interface DatabaseServer {
  readonly url: string
  readonly description: string
  stop(): Promise<void>
}

/** The database of the configuration: an external one when `DATABASE_URL` names it, otherwise our own. */
export async function openDatabaseServer({ databaseUrl, dataDirectory }: Config, say: (line: string) => void): Promise<DatabaseServer> {
  if (databaseUrl) return { url: databaseUrl, description: await describe(databaseUrl), stop: async () => {} }
  const postgres = await watchPostgres({ directory: join(dataDirectory, 'postgres'), log: say })
  try {
    await ensureDatabase(postgres.url('postgres'), 'obeh')
    const url = postgres.url('obeh')
    return { url, description: await describe(url), stop: () => postgres.stop() }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

/** Does some work as the owner of the database: for tools. The server itself forgets the owner as soon as the database is at its newest form. */
export async function asOwner<Value>(config: Config, work: (ownerUrl: string) => Promise<Value>): Promise<Value> {
  const server = await openDatabaseServer(config, () => {})
  try {
    return await work(server.url)
  } finally {
    await server.stop()
  }
}

async function ensureDatabase(serverUrl: string, name: string) {
  await withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount) return
    await client.query(`create database ${name} template template0 encoding 'UTF8'`).catch((error: unknown) => {
      // Another server of this office made it a moment ago.
      if (!(error instanceof pg.DatabaseError && (error.code === '42P04' || error.code === '23505'))) throw error
    })
  })
}

async function describe(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
    const version = rows[0]?.version ?? ''
    if (Number.parseInt(version) < 15) throw new Error(`PostgreSQL ${version} is too old: Oběh needs 15 or newer.`)
    return `PostgreSQL ${version}`
  })
}

async function withClient<Value>(connectionString: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = await connected(connectionString)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** How long a start waits for a database that is starting too, or taking over. */
const patienceMs = 60_000

async function connected(connectionString: string): Promise<pg.Client> {
  for (const until = Date.now() + patienceMs; ; await pause(250)) {
    const client = new pg.Client({ connectionString, application_name: 'obeh start' })
    // Its loss is told by whatever is asked of it.
    client.on('error', () => undefined)
    try {
      await client.connect()
      return client
    } catch (error) {
      if (sqlState(error) !== notNow || Date.now() > until) throw error
    }
  }
}

/** cannot_connect_now: what a server says that is replaying its log. One that is not there at all is a mistake to be told at once. */
const notNow = '57P03'
