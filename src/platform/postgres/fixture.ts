import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { parsePointer } from './home-choice.ts'
import { startPostgres, type PostgresOptions } from './index.ts'
import { parsePostmasterFile } from './postmaster-file.ts'
import { livingProcess } from './process-facts.ts'

export const isRoot = process.getuid?.() === 0
export const rootOnly = { skip: isRoot ? false : 'only root can become another user' }

/** A checkout under somebody's private directory, as a home is, cannot be run by anyone else. */
const isReachable = isRoot && spawnSync('/bin/sh', ['-c', 'test -r "$0"', fileURLToPath(import.meta.url)], { uid: 65_534, gid: 65_534 }).status === 0
export const otherUsers = { skip: isRoot && !isReachable ? 'other users cannot get to this checkout' : rootOnly.skip }

/** A directory every user can get to, swept with its servers after the test. */
export async function room(t: TestContext): Promise<string> {
  const directory = await mkdtemp('/tmp/obeh-pg-test-')
  await chmod(directory, 0o755)
  t.after(async () => {
    for (const served of serving.splice(0)) await endServer(served)
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  })
  return directory
}

/** Our server in `directory`, ended with the room however the test went. */
export async function serve(directory: string, options: Partial<PostgresOptions> = {}) {
  serving.push(directory)
  return startPostgres({ directory, ...options })
}

const serving: string[] = []

/** Where the cluster of `directory` really is. */
export async function clusterOf(directory: string): Promise<string> {
  const pointer = parsePointer(await readFile(join(directory, 'cluster.place'), 'utf8').catch(() => ''))
  return join(pointer?.home ?? directory, 'cluster')
}

const postmasterFileOf = async (directory: string) =>
  parsePostmasterFile(await readFile(join(await clusterOf(directory), 'postmaster.pid'), 'utf8').catch(() => ''))

export const postmasterOf = async (directory: string) => (await postmasterFileOf(directory))?.pid ?? 0

/** Immediate shutdown, and the end of its socket and of a home elsewhere. */
async function endServer(directory: string): Promise<void> {
  const { pid = 0, socketDirectory = '' } = (await postmasterFileOf(directory)) ?? {}
  const server = await livingProcess(pid)
  if (server?.command === 'postgres') {
    process.kill(pid, 'SIGQUIT')
    while ((await livingProcess(pid))?.startedAt === server.startedAt) await pause(20)
  }
  if (socketDirectory.includes('/obeh-pg-')) await rm(socketDirectory, { recursive: true, force: true })
  const home = dirname(await clusterOf(directory))
  if (home !== directory) await rm(home, { recursive: true, force: true, maxRetries: 5 })
}

export interface UserIds {
  readonly uid?: number
  readonly gid?: number
}

export type Report = { readonly url: string; readonly adopted: boolean } | { readonly error: string }

/** The same in another process, possibly of another user. */
export function serveApart(t: TestContext, options: PostgresOptions, user: UserIds = {}, env: Record<string, string> = {}) {
  const script = fileURLToPath(new URL('fixture-serve.ts', import.meta.url))
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    ...user, cwd: '/', env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'], detached: true,
  })
  t.after(() => child.kill('SIGKILL'))
  serving.push(options.directory)
  const gone = once(child, 'exit')
  const report = once(child.stdout.setEncoding('utf8'), 'data').then(([line]): Report => JSON.parse(String(line)))
  return {
    report,
    stop: async () => void (child.stdin.end(), await gone),
    /** With all it started that did not leave its process group. */
    kill: async () => void (process.kill(-(child.pid ?? 0), 'SIGKILL'), await gone),
  }
}

/** The answer of a fresh connection. */
export async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** A process that has nothing to do with PostgreSQL, and a zombie of it that nobody will bury while the test lasts. */
export async function strangers(t: TestContext, user: UserIds = {}) {
  const parent = spawn('/bin/sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'], { ...user, cwd: '/', stdio: ['ignore', 'pipe', 'ignore'] })
  t.after(() => parent.kill('SIGKILL'))
  const [line] = await once(parent.stdout.setEncoding('utf8'), 'data')
  const [stranger, zombie] = [parent.pid ?? 0, Number(line)]
  while ((await livingProcess(stranger))?.command !== 'sleep') await pause(5)
  process.kill(zombie, 'SIGKILL')
  while (await livingProcess(zombie)) await pause(5)
  return { stranger, zombie }
}
