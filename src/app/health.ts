import { randomBytes } from 'node:crypto'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { listMigrations } from '../platform/database/index.ts'
import type { Server } from '../platform/http/index.ts'
import { metricsRoutes } from './metrics.ts'
import type { Office } from './office.ts'
import { allMigrations } from './rooms.ts'
import { inTime, late } from './stop.ts'

/** What has to be so before anybody is sent here. */
type Check = 'ok' | 'failed'
export interface Readiness { readonly status: 'ready' | 'not ready'; readonly stopping: boolean; readonly checks: { readonly database: Check; readonly migrations: Check; readonly disk: Check } }

/** How long a check may take: whoever asks has less patience than the office. */
const checkMs = 2_000
/** With less than this nothing can be relied on any more. */
const leastFreeBytes = 32 * 1024 * 1024

/** For supervisors, load balancers and Prometheus: alive, ready to serve, and how it goes. Strangers hear nothing about the office. */
export function healthRoutes(app: Server, office: Pick<Office, 'db' | 'workerPool' | 'config'>, isStopping: () => boolean) {
  metricsRoutes(app, office)
  app.get('/healthz', { config: { access: 'public' }, schema: { hide: true } }, async () => ({ status: 'alive' }))
  app.get('/readyz', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => {
    const readiness = await readinessOf(office, isStopping())
    return readiness.status === 'ready' ? readiness : reply.code(503).header('retry-after', '10').send(readiness)
  })
}

async function readinessOf(office: Pick<Office, 'db' | 'workerPool' | 'config'>, stopping: boolean): Promise<Readiness> {
  const passed = (check: Promise<boolean>) => inTime(check.catch(() => false), checkMs).then((is): Check => (is === true ? 'ok' : 'failed'))
  const [database, migrated, disk] = await Promise.all([
    passed(office.workerPool.query('select').then(() => true)), inTime(isMigrated(office).catch(() => false), checkMs), passed(isWritable(office.config.dataDirectory))])
  // No answer from a database that answers: all connections of the server are at work. The form is what it was when it was last seen.
  const isRight = migrated === late ? database === 'ok' && wereMigrated.has(office.db) : migrated
  if (migrated !== late) wereMigrated[migrated ? 'add' : 'delete'](office.db)
  const migrations = isRight ? 'ok' : 'failed'
  const isReady = !stopping && [database, migrations, disk].every((check) => check === 'ok')
  return { status: isReady ? 'ready' : 'not ready', stopping, checks: { database, migrations, disk } }
}

/** Whether every migration this program knows was applied. A newer program may have applied more: then this one still serves. */
async function isMigrated({ db }: Pick<Office, 'db'>): Promise<boolean> {
  known ??= listMigrations(allMigrations).then((all) => all.map(({ room, number }) => `${room}/${number}`))
  const { rows } = await sql<{ step: string }>`select room || '/' || number as step from platform.migration`.execute(db)
  const applied = new Set(rows.map(({ step }) => step))
  return (await known).every((step) => applied.has(step))
}
let known: Promise<string[]> | undefined
const wereMigrated = new WeakSet<Office['db']>()

async function isWritable(dataDirectory: string): Promise<boolean> {
  const probe = join(dataDirectory, `.ready-${process.pid}-${randomBytes(4).toString('hex')}`)
  await writeFile(probe, 'ready?')
  await rm(probe, { force: true })
  const { bavail, bsize } = await statfs(dataDirectory)
  return bavail * bsize > leastFreeBytes
}
