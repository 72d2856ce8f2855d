import { EventEmitter } from 'node:events'
import { Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import type { Database } from '../database/index.ts'
import { eventTask, readEvents, type DeliveredEvent } from './outbox.ts'
import { freeAbandoned, openPresence } from './presence.ts'

/**
 * Hears events of one name. Delivery is at least once and in order within a subject,
 * so a listener does its work under a key made of its own name and the event's id.
 */
export interface Listener {
  readonly name: string
  readonly hears: DeliveredEvent['name']
  handle(event: DeliveredEvent): Promise<void>
}

/** Work asked for by a job; `payload` has not been checked yet. */
export type Task = (payload: unknown) => Promise<void>

export interface WorkerOptions {
  readonly pool: Pool
  readonly db: Database
  readonly listeners: readonly Listener[]
  readonly tasks?: Readonly<Record<string, Task>>
  readonly concurrency?: number
  /** How long a job waits at most when its notification was missed. */
  readonly pollIntervalMs?: number
  readonly report: (message: string, error: unknown) => void
}

export interface Worker {
  stop(): Promise<void>
}

const Delivery = z.object({ tenantId: z.uuid().transform((id) => id as Id<'Tenant'>), ids: z.array(z.uuid().transform((id) => id as Id<'Event'>)).min(1) })

/** How often a worker looks for the jobs of others that were killed. */
const lookAroundMs = 10_000

/** Delivers events and runs jobs until stopped; a failed one is tried again later, with growing pauses. */
export async function startWorker({ pool, db, listeners, tasks = {}, concurrency = 4, pollIntervalMs = 1000, report }: WorkerOptions): Promise<Worker> {
  const taskList: TaskList = Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)]))
  taskList[eventTask] = async (payload) => {
    const { tenantId, ids } = Delivery.parse(payload)
    for (const event of await readEvents(db, tenantId, ids)) await deliver(event, listeners)
  }
  await freeAbandoned(pool)
  const presence = openPresence(pool)
  const events: WorkerEvents = new EventEmitter()
  const { promise: id, resolve: named } = Promise.withResolvers<string>()
  events.once('pool:create', ({ workerPool }) => named(workerPool.id))
  const runner = await run({
    pgPool: pool, taskList, concurrency, noHandleSignals: true, pollInterval: pollIntervalMs, logger: quiet(report), events,
    // Asked before every job, and none is taken when this fails: that makes it the place to be sure of the lock.
    forbiddenFlags: () => id.then((workerId) => presence.hold(workerId)).then(() => null),
  })
  const lookAround = setInterval(
    () => void freeAbandoned(pool).catch((error: unknown) => report('The jobs of killed workers could not be freed', error)), lookAroundMs,
  )
  return {
    async stop() {
      clearInterval(lookAround)
      await runner.stop()
      await presence.leave()
    },
  }
}

/** One listener that fails does not keep the event from the others; the job fails afterwards so that it is tried again. */
export async function deliver(event: DeliveredEvent, listeners: readonly Listener[]): Promise<void> {
  const concerned = listeners.filter((listener) => listener.hears === event.name)
  const failures: unknown[] = []
  for (const listener of concerned) await listener.handle(event).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${concerned.length} listeners of ${event.name} failed: ${failures.map(String).join('; ')}`)
}

function quiet(report: WorkerOptions['report']): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error' || level === 'warning') report(message, meta?.['error'] ?? meta?.['failure'])
  })
}
