import { readFile, realpath } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readyBinaries } from './binaries.ts'
import { ensureCluster, ensurePassword, initialise, superuser } from './cluster.ts'
import { findHome, makeDirectory, type Home } from './home.ts'
import { withLock } from './lock.ts'
import { connectionUrl, type Connection } from './login.ts'
import { parsePostmasterFile } from './postmaster-file.ts'
import { adopt, clearPredecessor } from './predecessor.ts'
import { launch, type Server } from './server.ts'
import { lives } from './shut-down.ts'
import { makePrivateDirectory } from './run.ts'
import { makeSocketDirectory, removeSocketDirectory, socketPort } from './socket-directory.ts'
import { release } from './stop.ts'
import { buildFromTemplate } from './template-copy.ts'

export interface PostgresOptions {
  /** Absolute. Everything the database needs is kept in it, except when root's server user cannot get there. */
  readonly directory: string
  readonly log?: (line: string) => void
  /** Server settings on top of ours. */
  readonly settings?: Readonly<Record<string, string>>
  /** The `native` directory of the binaries, when not that of the installed package. */
  readonly native?: string
  /** How long `stop` waits for an orderly shutdown before it cuts off what still runs. */
  readonly stopPatienceMs?: number
}

export interface Postgres {
  /** Connection string of one database, with the password, over the unix socket. */
  url(database: string): string
  readonly connection: Connection
  readonly version: string
  /** It ran already, started by another process. */
  readonly adopted: boolean
  /** Whether its main process still runs. */
  lives(): Promise<boolean>
  /** Shuts the server down, unless another client is still connected; returns when it is really gone. */
  stop(): Promise<void>
}

/** Starts the bundled PostgreSQL on its own cluster, or takes over the one that runs there. Safe to call from many processes at once. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  if (!isAbsolute(options.directory)) throw new Error(`${options.directory} is not an absolute path`)
  await makeDirectory(options.directory)
  const directory = await realpath(options.directory)
  const log = options.log ?? (() => undefined)
  return withLock(directory, lockPatienceMs, async () => {
    const home = await findHome(directory, log)
    const password = await ensurePassword(directory, home.path)
    let ready: Promise<string> | undefined
    const binaries = () => (ready ??= readyBinaries(home.user, home.path, log, options.native))
    await ensureCluster(home.path, home.user, async (data, workshop) => {
      log(`making a new database in ${home.path}`)
      if (home.user.known) await initialise(await binaries(), home.user, data, workshop, password)
      else await buildFromTemplate(await binaries(), home.user, data, workshop, password)
    })
    await home.confirm()
    const adopted = await adopt(home, password)
    if (adopted) log(`PostgreSQL runs already as process ${adopted.process.pid}`)
    const server = adopted ?? (await start(directory, home, password, await binaries(), options.settings ?? {}))
    return present(server, directory, home, adopted !== undefined, options)
  })
}

const lockPatienceMs = 180_000
const predecessorPatienceMs = 15_000

async function start(
  directory: string, home: Home, password: string, binaries: string, settings: Readonly<Record<string, string>>,
): Promise<Server> {
  const data = join(home.path, 'cluster')
  const deadline = Date.now() + predecessorPatienceMs
  const left = parsePostmasterFile(await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => ''))
  const host = await makeSocketDirectory(home.user, left?.socketDirectory)
  const connection = { host, port: socketPort, user: superuser, password }
  try {
    for (;;) {
      const outcome = await launch({ binaries, user: home.user, data, connection, logDirectory: directory, settings })
      if ('keeper' in outcome) return outcome
      if (!outcome.transient || Date.now() > deadline) {
        const full = /No space left on device|Disk quota exceeded/.test(outcome.said) ? ' (the disk is full)' : ''
        throw new Error(`PostgreSQL did not start in ${data}${full}:\n${outcome.said}`)
      }
      await pause(200)
      await clearPredecessor(home)
      // That took away what the predecessor left, and ours was the same.
      await makePrivateDirectory(host, home.user).catch(() => undefined)
    }
  } catch (error) {
    await removeSocketDirectory(host, home.user)
    throw error
  }
}

/** The handle on a running server. */
async function present(
  server: Server, directory: string, home: Home, adopted: boolean, { log, stopPatienceMs = 60_000 }: PostgresOptions,
): Promise<Postgres> {
  const [answer] = await server.keeper.ask<{ version: string }>(`select current_setting('server_version') as version`)
  const { connection } = server
  let stopping: Promise<void> | undefined
  const stop = () => withLock(directory, lockPatienceMs, async () => {
    const gone = await release(server, stopPatienceMs)
    if (gone) await removeSocketDirectory(connection.host, home.user)
    else log?.(`PostgreSQL stays up as process ${server.process.pid}: others are connected`)
  })
  return {
    url: (database) => connectionUrl(connection, database),
    connection,
    version: answer?.version ?? '',
    adopted,
    lives: () => lives(server.process),
    stop: () => (stopping ??= stop()),
  }
}
