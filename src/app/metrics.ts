import { createHash, timingSafeEqual } from 'node:crypto'
import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyRequest } from 'fastify'
import { deeds, logHeads, type ToldDeed } from '../modules/audit/index.ts'
import { poolUse, retries } from '../platform/database/index.ts'
import { jobCounts } from '../platform/events/index.ts'
import { sendProblem, texts, type Server } from '../platform/http/index.ts'
import { measureProcess, metricsRegistry, type Registry } from '../platform/metrics/index.ts'
import { readLastCopies } from './backup/index.ts'
import type { Office } from './office.ts'

type MeasuredOffice = Pick<Office, 'db' | 'workerPool' | 'config'>

const requestBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const deedBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * How the office is, for Prometheus, at `/metrics`: to this machine alone, or to whoever brings METRICS_TOKEN; to everybody else there is no
 * such page. To be called before any route is declared, so that all of them are counted.
 */
export function metricsRoutes(app: Server, office: MeasuredOffice): void {
  const registry = metricsRegistry()
  measureProcess(registry)
  measureRequests(app, registry)
  measureDeeds(app, registry)
  measureDatabase(registry, office)
  measureKeeping(registry, office)
  app.get('/metrics', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
    if (!mayAsk(request, office.config.metricsToken)) {
      return sendProblem(reply, { status: 404, refusal: 'no-such-page', title: texts[request.language]['no-such-page'] })
    }
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await registry.render())
  })
}

/** What a proxy adds for those behind it: with any of these the request came from elsewhere, whatever the line says. */
const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']
const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

function mayAsk({ headers, socket }: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) return sameText(headers.authorization ?? '', `Bearer ${token}`)
  return loopback.has(socket.remoteAddress ?? '') && forwarding.every((name) => headers[name] === undefined)
}

const sameText = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))
const digest = (text: string) => createHash('sha256').update(text).digest()

function measureRequests(app: Server, registry: Registry): void {
  const took = registry.histogram('obeh_http_request_seconds', 'Requests by pattern of route, method and status', requestBuckets)
  app.addHook('onResponse', async ({ method, routeOptions: { url = 'none' } }, reply) => {
    took(reply.elapsedTime / 1000, { route: url, method, status: String(reply.statusCode) })
  })
}

function measureDeeds(app: Server, registry: Registry): void {
  const took = registry.histogram('obeh_deed_seconds', 'Deeds by command and outcome, with all their repetitions', deedBuckets)
  const again = registry.counter('obeh_transaction_retries_total', 'Transactions done again, by what had been lost')
  const onDeed = (message: unknown) => {
    const { name, outcome, seconds } = message as ToldDeed
    took(seconds, { command: name, outcome })
  }
  const onRetry = (message: unknown) => again({ reason: (message as { reason: string }).reason })
  subscribe(deeds.name, onDeed)
  subscribe(retries.name, onRetry)
  app.addHook('onClose', async () => {
    unsubscribe(deeds.name, onDeed)
    unsubscribe(retries.name, onRetry)
  })
}

function measureDatabase(registry: Registry, { db, workerPool }: MeasuredOffice): void {
  registry.gauge('obeh_database_connections', 'Connections of this process by pool and state', () => poolUse().flatMap(({ name, open, idle, waiting }) => (
    [['used', open - idle], ['idle', idle], ['waited-for', waiting]].map(([state, value]) => ({ labels: { pool: name.replaceAll(' ', '-'), state: String(state) }, value: Number(value) })))))
  registry.gauge('obeh_database_up', 'Whether the database answers', () => workerPool.query('select').then(() => [{ value: 1 }], () => [{ value: 0 }]))
  registry.gauge('obeh_jobs', 'Jobs by task: ready to run, running, planned for later or for another try, given up', async () => (
    (await jobCounts(workerPool)).map(({ task, state, count }) => ({ labels: { task, state }, value: count }))))
  registry.gauge('obeh_jobs_oldest_seconds', 'For how long the oldest job that is ready has not been run; events wait as platform.event', async () => (
    (await jobCounts(workerPool)).filter(({ state }) => state === 'ready').map(({ task, oldestSeconds }) => ({ labels: { task }, value: oldestSeconds }))))
  registry.gauge('obeh_log_entries', 'Entries of the log of deeds, of all offices together', async () => (
    [{ value: (await logHeads(db)).reduce((sum, { size }) => sum + size, 0) }]))
}

function measureKeeping(registry: Registry, { config: { dataDirectory } }: MeasuredOffice): void {
  const since = (at: Date | number) => Math.max(0, (Date.now() - Number(at)) / 1000)
  registry.gauge('obeh_checkpoint_age_seconds', 'Since a checkpoint of the log was last kept beside the database; it is kept when the log has grown', async () => {
    const folder = join(dataDirectory, 'checkpoints')
    const kept = await Promise.all((await readdir(folder)).filter((name) => name.endsWith('.note')).map((name) => stat(join(folder, name))))
    return kept.length === 0 ? [] : [{ value: since(Math.max(...kept.map(({ mtimeMs }) => mtimeMs))) }]
  })
  registry.gauge('obeh_copy_age_seconds', 'Since the last backup and the last drill', async () => {
    const { backup, drill } = await readLastCopies(dataDirectory)
    return [...(backup ? [{ labels: { kind: 'backup' }, value: since(new Date(backup.at)) }] : []), ...(drill ? [{ labels: { kind: 'drill' }, value: since(new Date(drill.at)) }] : [])]
  })
  registry.gauge('obeh_copy_good', 'Whether the last backup was whole and the last drill passed', async () => {
    const { backup, drill } = await readLastCopies(dataDirectory)
    return [...(backup ? [{ labels: { kind: 'backup' }, value: Number(backup.whole) }] : []), ...(drill ? [{ labels: { kind: 'drill' }, value: Number(drill.passed) }] : [])]
  })
  registry.gauge('obeh_disk_free_bytes', 'Free space where the office keeps its data', async () => {
    const { bavail, bsize } = await statfs(dataDirectory)
    return [{ value: bavail * bsize }]
  })
}
