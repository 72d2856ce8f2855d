import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { errorCode } from './errors.ts'
import { logIn, type Connection, type Session } from './login.ts'
import { livingProcess, type ProcessFacts } from './process-facts.ts'
import { serverEnvironment } from './run.ts'
import { openServerLog } from './server-log.ts'
import type { ServerUser } from './server-user.ts'
import { lives, shutDown } from './shut-down.ts'
import { socketPort } from './socket-directory.ts'

/** A server that has answered. `keeper` stays connected so that every process using the server sees that we still do. */
export interface Server {
  readonly process: ProcessFacts
  readonly connection: Connection
  readonly keeper: Session
}

export interface Launch {
  readonly binaries: string
  readonly user: ServerUser
  readonly data: string
  readonly connection: Connection
  /** Where `postgres.log` is kept. */
  readonly logDirectory: string
  readonly settings: Readonly<Record<string, string>>
}

/** The server ended before it answered; `transient` when the cause is a dead predecessor not yet cleared away. */
export interface Ended {
  readonly transient: boolean
  readonly said: string
}

/** Starts a server in its own session, tied to us by nothing: it outlives us and what it says goes to the file. */
export async function launch({ binaries, user, data, connection, logDirectory, settings }: Launch): Promise<Server | Ended> {
  const log = await openServerLog(logDirectory)
  try {
    const all = Object.entries({ ...ours(connection.host), ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const stdio = ['ignore', log.fd, log.fd] as const
    const child = spawn(join(binaries, 'bin/postgres'), ['-D', data, ...all], {
      ...user.switch, cwd: '/', env: serverEnvironment, detached: true, stdio: [...stdio],
    })
    await once(child, 'spawn')
    const ended = once(child, 'exit').then(() => undefined)
    child.unref()
    const started = await livingProcess(child.pid ?? 0)
    const answer = started && firstAnswer(started, connection).catch((error: unknown) => abandon(started, error))
    const keeper = await Promise.race([ended, answer ?? ended])
    if (started && keeper) return { process: started, connection, keeper }
    const said = await log.written()
    return { transient: /postmaster\.pid" already exists|shared memory block .* is still in use/.test(said), said }
  } finally {
    await log.close()
  }
}

/** Logs in as soon as the server lets us. While it says that it is replaying its log it is waited for, however long that takes. */
export async function firstAnswer(server: ProcessFacts, connection: Connection, patienceMs = 30_000): Promise<Session | undefined> {
  let silentSince = Date.now()
  for (let wait = 10; ; wait = Math.min(wait * 1.5, 250)) {
    try {
      return await logIn(connection, 'obeh keeper')
    } catch (error) {
      const code = errorCode(error) ?? ''
      if (code === '28P01') throw new Error(`The server on ${connection.host} refuses the password kept for it`, { cause: error })
      if (code === notNow && !/shutting down/.test(String(error))) silentSince = Date.now()
      if (!(await lives(server))) return undefined
      if (Date.now() - silentSince > patienceMs) {
        const what = `PostgreSQL runs as process ${server.pid} but does not answer on ${connection.host}`
        throw new Error(`${what}: ${String(error)}`, { cause: error })
      }
    }
    await pause(wait)
  }
}

async function abandon(server: ProcessFacts, error: unknown): Promise<never> {
  await shutDown(server, 10_000)
  throw error
}

/** cannot_connect_now */
const notNow = '57P03'

/** A list of directories in the server's syntax, in which a quoted name may hold anything but a quote. */
const ours = (socketDirectory: string) => ({
  listen_addresses: '',
  port: String(socketPort),
  unix_socket_directories: `"${socketDirectory.replaceAll('"', '""')}"`,
  unix_socket_permissions: '0700',
  max_connections: '100',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  recovery_init_sync_method: 'syncfs',
  // The life of the server, and not the errors of statements: those are told to whoever asked, and quote rows and what people wrote.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_timezone: 'UTC',
  timezone: 'UTC',
})
