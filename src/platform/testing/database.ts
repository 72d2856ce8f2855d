import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { loginKinds, prefixOf } from '../database/index.ts'
import { livingProcess } from '../postgres/index.ts'
import { testCluster, type TestCluster } from './cluster.ts'
import { databaseName, isAbandoned, parseDatabaseName, testPrefix, type Maker } from './database-name.ts'

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/**
 * A fresh database for one test file: a copy of the template on which `prepare` (the migrations) ran once, for all processes, under
 * this `templateKey`. When the migrations change, so must the key. Databases of test processes that died are dropped on the way.
 */
export async function testDatabase(prepare: (url: string) => Promise<void>, templateKey: string): Promise<TestDatabase> {
  const cluster = await testCluster()
  await (swept ??= withServer(cluster, sweep))
  const name = databaseName(me, (made += 1))
  await withServer(cluster, (server) => clone(server, cluster, prepare, templateKey, name))
  return { url: cluster.url(name), drop: () => withServer(cluster, (server) => drop(server, name)) }
}

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 6)
const startedAt = async (pid: number) => (await livingProcess(pid))?.startedAt
const me: Maker = { host, pid: process.pid, startedAt: (await startedAt(process.pid)) ?? 0, madeAt: Date.now() }
let made = 0
let swept: Promise<void> | undefined

const templatePrefix = 'obeh_template_'
const templateLock = `hashtext('obeh test templates')`
const dropLock = `hashtext('obeh test roles')`
const templateKeptMs = 3_600_000

async function clone(server: pg.Client, cluster: TestCluster, prepare: (url: string) => Promise<void>, key: string, name: string) {
  const template = `${templatePrefix}${createHash('sha256').update(key).digest('hex').slice(0, 16)}`
  const giveUpAt = Date.now() + 60_000
  for (;;) {
    try {
      await server.query(`create database ${name} template ${template} strategy wal_log`)
      return
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || Date.now() > giveUpAt) throw error
      if (error.code === unknownDatabase) await build(server, cluster, prepare, template)
      else if (error.code === inUse) await pause(50)
      else throw error
    }
  }
}

const unknownDatabase = '3D000'
const inUse = '55006'

/** Appears under its name only when complete: a process that dies over it leaves a draft, which the next one replaces. */
async function build(server: pg.Client, cluster: TestCluster, prepare: (url: string) => Promise<void>, template: string) {
  await server.query(`select pg_advisory_lock(${templateLock})`)
  try {
    const { rowCount } = await server.query('select from pg_database where datname = $1', [template])
    if (rowCount) return
    await dropOldTemplates(server)
    const draft = `${template}_draft`
    await drop(server, draft)
    await server.query(`create database ${draft} template template0 encoding 'UTF8'`)
    await prepare(cluster.url(draft))
    await server.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1`, [draft])
    await server.query(`comment on database ${draft} is '${Date.now()}'`)
    await server.query(`alter database ${draft} rename to ${template}`)
    await server.query(`alter database ${template} allow_connections false`)
  } finally {
    await server.query(`select pg_advisory_unlock(${templateLock})`)
  }
}

/** Other checkouts may be testing against theirs right now: young ones are kept. */
async function dropOldTemplates(server: pg.Client): Promise<void> {
  const { rows } = await server.query<{ name: string; made: string | null }>(
    `select datname as name, shobj_description(oid, 'pg_database') as made from pg_database where starts_with(datname, $1)`,
    [templatePrefix],
  )
  for (const { name, made } of rows) if (Date.now() - Number(made ?? 0) > templateKeptMs) await drop(server, name)
}

async function sweep(server: pg.Client): Promise<void> {
  const every = 'select datname as name from pg_database where starts_with(datname, $1)'
  const { rows } = await server.query<{ name: string }>(every, [testPrefix])
  for (const { name } of rows) {
    const maker = parseDatabaseName(name)
    if (maker && isAbandoned(maker, host, Date.now(), await startedAt(maker.pid))) await drop(server, name)
  }
}

/** With the roles that were made for it; one process at a time, as a role that another is dropping is an error, not one that is gone. */
async function drop(server: pg.Client, name: string): Promise<void> {
  await server.query(`drop database if exists ${name} with (force)`)
  await server.query(`select pg_advisory_lock(${dropLock})`)
  try {
    for (const kind of loginKinds) {
      const { rows } = await server.query<{ role: string }>(`select format('%I', rolname) as role from pg_roles where starts_with(rolname, $1)`, [prefixOf(kind, name)])
      for (const { role } of rows) await server.query(`drop role if exists ${role}`)
    }
  } finally {
    await server.query(`select pg_advisory_unlock(${dropLock})`)
  }
}

async function withServer<Value>(cluster: TestCluster, work: (server: pg.Client) => Promise<Value>): Promise<Value> {
  const server = new pg.Client({ connectionString: cluster.url('postgres'), application_name: 'obeh tests' })
  await server.connect()
  try {
    return await work(server)
  } finally {
    await server.end()
  }
}
