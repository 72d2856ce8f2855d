import type { Readable } from 'node:stream'
import type pg from 'pg'
import { to } from 'pg-copy-streams'
import { placeOf, quoted, readSequences, readTables, readTablesElsewhere, type SequenceState, type TableShape } from './catalogue.ts'
import { connectForCopies } from './connection.ts'

/** What was given out: the rows are known when the stream has ended. */
export interface CopiedOut {
  readonly stream: Readable
  rows(): number
}

/** One moment of a database at work, seen the same by several connections for as long as it is open. */
export interface Moment {
  readonly at: Date
  /** Of the server, as in `18.4`. */
  readonly serverVersion: string
  readonly tables: readonly TableShape[]
  readonly sequences: readonly SequenceState[]
  /** Tables in other schemas than those asked for. */
  readonly elsewhere: readonly string[]
  query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]>
  /** Runs the work for every item, several at once; each run may copy out one thing after another. Ends when all have ended, with the first failure. */
  each<Item>(items: readonly Item[], work: (item: Item, copyOut: (select: string) => CopiedOut) => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** The statement that gives out a whole table as text. */
export const wholeTable = (table: TableShape) => `copy ${placeOf(table)} (${table.columns.map(quoted).join(', ')}) to stdout`

/**
 * Opens a moment of these schemas. The tables are locked against changes of their form, as `pg_dump` does: one that was rewritten meanwhile
 * would look empty. Nobody who reads or writes rows waits.
 */
export async function openMoment(url: string, { schemas, connections }: { readonly schemas: readonly string[]; readonly connections: number }): Promise<Moment> {
  const name = 'obeh backup'
  const leader = await connectForCopies(url, name)
  const followers: pg.Client[] = []
  const close = async () => void (await Promise.allSettled([leader, ...followers].map((client) => client.end())))
  try {
    await leader.query('begin isolation level repeatable read read only')
    const { rows: [first] } = await leader.query<{ at: Date; version: string; snapshot: string }>(
      `select now() as at, current_setting('server_version') as version, pg_export_snapshot() as snapshot`)
    if (!first) throw new Error('the database did not say what time it is')
    const known = await readTables(leader, schemas)
    if (known.length > 0) await leader.query(`lock table ${known.map(placeOf).join(', ')} in access share mode`)
    for (let i = 0; i < connections; i++) followers.push(await follow(url, name, first.snapshot))
    return {
      at: first.at, serverVersion: first.version.split(' ', 1)[0] ?? '', close,
      tables: await readTables(leader, schemas), sequences: await readSequences(leader, schemas), elsewhere: await readTablesElsewhere(leader, schemas),
      query: async <Row extends pg.QueryResultRow>(text: string) => (await leader.query<Row>(text)).rows,
      each: (items, work) => share(items, followers, work),
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function follow(url: string, name: string, snapshot: string): Promise<pg.Client> {
  const client = await connectForCopies(url, name)
  await client.query('begin isolation level repeatable read read only')
  await client.query(`set transaction snapshot '${snapshot}'`)
  return client
}

async function share<Item>(items: readonly Item[], clients: readonly pg.Client[], work: (item: Item, copyOut: (select: string) => CopiedOut) => Promise<void>): Promise<void> {
  const left = [...items]
  const ends = await Promise.allSettled(clients.map(async (client) => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      await work(item, (select) => copyOut(client, select)).catch((error: unknown) => {
        left.length = 0
        throw error
      })
    }
  }))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

function copyOut(client: pg.Client, select: string): CopiedOut {
  const stream = client.query(to(select))
  // A lost server is told twice, as an error and as a line that broke; by the second time whoever read the stream may have left it.
  stream.on('error', () => {})
  return { stream, rows: () => stream.rowCount }
}
