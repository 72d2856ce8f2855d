import { Kysely, type Transaction } from 'kysely'
import pg from 'pg'
import type { Id } from '../../kernel/id.ts'
import { OfficeDialect } from './dialect.ts'
import { ImpatientClient, silenceMs, watchSilence } from './silence.ts'

/** A connection pool that knows no tables; each room's store names its own. */
export type Database = Kysely<object>
/** A transaction of whoever opened it; a store narrows it to its room's tables. */
export type AnyTransaction = Transaction<object>

export interface DatabaseOptions {
  /** The role every connection works as, whatever it logged in as. For tests: the server logs in as roles that can become nothing else. */
  readonly role?: 'obeh_app' | 'obeh_portal' | 'obeh_worker'
  /** The tenant of what is asked outside of any scope (`asTenant`). For tests and tools that know one office; the server must always say. */
  readonly tenantId?: Id<'Tenant'>
  readonly connections?: number
  /** `relaxed`: a power cut may take the last half second of commits, whole. Only for data that can be made again. */
  readonly durability?: 'full' | 'relaxed'
  /** For tests: after how many milliseconds of silence a line is looked after. */
  readonly silenceMs?: number
  /** Shown in `pg_stat_activity`. */
  readonly name: string
}

/** Days stay days (never an instant in some zone) and counts are numbers: no count here reaches 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.DATE) return (text: string) => text
    if (oid === pg.types.builtins.INT8) return Number
    return pg.types.getTypeParser(oid, format)
  }) as typeof pg.types.getTypeParser,
}

export function openPool(url: string, { role, connections = 8, name, durability = 'full', silenceMs: silence = silenceMs }: DatabaseOptions, pipeline = false): pg.Pool {
  const settings = [...(role ? [`-c role=${role}`] : []), ...(durability === 'relaxed' ? ['-c synchronous_commit=off'] : [])]
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: name,
    pipeline,
    types,
    Client: ImpatientClient,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(settings.length > 0 ? { options: settings.join(' ') } : {}),
  })
  // A connection that dies while idle is replaced on the next use; the deed that needed it reports its own error.
  pool.on('error', () => {})
  pools.add(pool)
  pool.on('connect', (client) => {
    client.on('error', () => {})
    watchSilence(client, url, silence)
  })
  return pool
}

const pools = new Set<pg.Pool>()

/** How the pools of this process are used. */
export function poolUse(): readonly { readonly name: string; readonly open: number; readonly idle: number; readonly waiting: number }[] {
  for (const pool of pools) if (pool.ended) pools.delete(pool)
  return [...pools].map(({ options, totalCount, idleCount, waitingCount }) => ({ name: options.application_name ?? '', open: totalCount, idle: idleCount, waiting: waitingCount }))
}

export function openDatabase(url: string, options: DatabaseOptions): Database {
  return new Kysely<object>({ dialect: new OfficeDialect(openPool(url, options, options.durability !== 'relaxed'), options) })
}

/** The same transaction or pool, seen by a store that knows only `Tables`. The one place where this cast is made. */
export const tablesOf = <Tables>(db: Database | AnyTransaction) => db as unknown as Kysely<Tables>
