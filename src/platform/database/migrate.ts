import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openDoor, raiseWalls, wallsKey } from './walls.ts'

/** A room's folder of numbered, forward-only `.sql` files. Its tables live in the PostgreSQL schema of the same name. */
export interface MigrationSource {
  readonly room: string
  readonly folder: URL
}

/** A step of the database's form, named by its room and number; `sha256` is that of its file. */
export interface MigrationStep {
  readonly room: string
  readonly number: number
  readonly sha256: string
}

interface Migration extends MigrationStep { readonly sql: string }

/**
 * Brings the database to the newest form, each file in its own transaction, rooms in the order given.
 * Many servers may start at once: one works, the others wait. A file that changed after it ran is an error.
 * Every table that has a tenant is behind its wall afterwards, those made a moment ago included.
 * With `only`, no further than these steps: the form another database had once.
 */
export async function migrate(url: string, sources: readonly MigrationSource[], only?: readonly MigrationStep[]): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: url, application_name: 'obeh migrate', options: openDoor })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('obeh.migrate'))`)
    await client.query(ledger)
    const { rows } = await client.query<{ room: string; number: number; sha256: string }>('select room, number, sha256 from platform.migration')
    const done = new Map(rows.map((row) => [`${row.room}/${row.number}`, row.sha256]))
    const wanted = only && new Set(only.map(({ room, number }) => `${room}/${number}`))
    const applied: string[] = []
    for (const migration of (await Promise.all(sources.map(readMigrations))).flat()) {
      if (wanted && !wanted.has(`${migration.room}/${migration.number}`)) continue
      const name = `${migration.room}/${migration.number}`
      const known = done.get(name)
      if (known !== undefined && known !== migration.sha256) {
        throw new Error(`Migration ${name} was changed after it had been applied. Restore the file and add a new one instead.`)
      }
      if (known === undefined) {
        await apply(client, migration)
        applied.push(name)
      }
    }
    await raiseWalls(client)
    return { applied }
  } finally {
    await client.end()
  }
}

/** Every step there is, in the order in which they run. */
export async function listMigrations(sources: readonly MigrationSource[]): Promise<MigrationStep[]> {
  return (await Promise.all(sources.map(readMigrations))).flat().map(({ room, number, sha256 }) => ({ room, number, sha256 }))
}

/** Changes whenever any migration does: the key under which a ready-made database may be kept. */
export async function migrationsKey(sources: readonly MigrationSource[]): Promise<string> {
  const all = (await Promise.all(sources.map(readMigrations))).flat()
  return createHash('sha256').update(all.map((m) => `${m.room}/${m.number} ${m.sha256}`).join('\n')).update(wallsKey).digest('hex')
}

async function readMigrations({ room, folder }: MigrationSource): Promise<Migration[]> {
  const files = (await readdir(fileURLToPath(folder))).filter((file) => /^\d{4}_.*\.sql$/.test(file)).sort()
  return Promise.all(files.map(async (file) => {
    const sql = await readFile(new URL(file, folder), 'utf8')
    return { room, number: Number(file.slice(0, 4)), sql, sha256: createHash('sha256').update(sql).digest('hex') }
  }))
}

async function apply(client: pg.Client, { room, number, sql, sha256 }: Migration) {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into platform.migration (room, number, sha256) values ($1, $2, $3)', [room, number, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${room}/${number} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

const ledger = `
  create schema if not exists platform;
  create table if not exists platform.migration (
    room   text not null,
    number integer not null,
    sha256 text not null,
    at     timestamptz not null default now(),
    primary key (room, number)
  )`
