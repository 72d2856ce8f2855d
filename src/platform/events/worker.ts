import { setTimeout as pause } from 'node:timers/promises'
import { Logger, type TaskList } from 'graphile-worker'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { asTenant, type Database } from '../database/index.ts'
import { JobFailure, redacted } from './failure.ts'
import { deadJobs } from './jobs.ts'
import { eventTask, readEvents, type DeliveredEvent } from './outbox.ts'
import { guardAgainstLoss, runJobs, type JobRunner } from './runner.ts'

/**
 * Hears events of one name. Delivery is at least once and in order within a subject,
 * so a listener does its work under a key made of its own name and the event's id.
 */
export interface Listener {
  readonly name: string
  readonly hears: DeliveredEvent['name']
  handle(event: DeliveredEvent): Promise<void>
}

/** One go at a job. After the last the job is left where it is and not tried again. */
export interface Attempt { readonly isLast: boolean }

/** Work asked for by a job; `payload` has not been checked yet. It is done in the name of the `tenantId` of its payload. */
export type Task = (payload: unknown, attempt?: Attempt) => Promise<void>

export interface WorkerOptions {
  readonly pool: Pool
  readonly db: Database
  readonly listeners: readonly Listener[]
  readonly tasks?: Readonly<Record<string, Task>>
  readonly concurrency?: number
  /** How long a job waits at most when its notification was missed. */
  readonly pollIntervalMs?: number
  /** How often it looks for jobs that are taken and at which nobody is. */
  readonly lookAroundMs?: number
  /** Hears of what failed, and without an error of jobs that need somebody's attention. Nothing personal is in either. */
  readonly report: (message: string, error?: unknown) => void
}

export interface Worker {
  stop(): Promise<void>
}

const Delivery = z.object({ tenantId: z.uuid().transform((id) => id as Id<'Tenant'>), ids: z.array(z.uuid().transform((id) => id as Id<'Event'>)).min(1) })

/** Delivers events and runs jobs until stopped; a failed one is tried again later, with growing pauses. */
export async function startWorker({ pool, db, listeners, tasks = {}, concurrency = 4, pollIntervalMs = 1000, lookAroundMs = 10_000, report }: WorkerOptions): Promise<Worker> {
  const everything: Record<string, Task> = {
    ...tasks,
    async [eventTask](payload) {
      const { tenantId, ids } = Delivery.parse(payload)
      for (const event of await readEvents(db, tenantId, ids)) await deliver(event, listeners)
    },
  }
  const taskList: TaskList = Object.fromEntries(Object.entries(everything).map(([name, task]) => [name, runOf(task)]))
  const guard = guardAgainstLoss()
  const begin = () => runJobs({ pool, taskList, concurrency, pollIntervalMs, lookAroundMs, logger: quiet(report), report })
  const runner = await keepRunning(begin, report).catch((error: unknown) => {
    guard.release()
    throw error
  })
  const tellOfDead = () => warnOfDead(pool, report).catch((error: unknown) => report('The jobs given up could not be counted', redacted(error)))
  await tellOfDead()
  const hourly = setInterval(() => void tellOfDead(), 3_600_000)
  return {
    async stop() {
      clearInterval(hourly)
      await runner.stop()
      guard.release()
    },
  }
}

/** Runs jobs, and begins anew whenever the runner has fallen, as it does when the database is away for long. */
async function keepRunning(begin: () => Promise<JobRunner>, report: WorkerOptions['report']): Promise<{ stop(): Promise<void> }> {
  let runner: JobRunner | null = await begin()
  const stopping = new AbortController()
  async function watch(): Promise<void> {
    for (let wait = 250; ; wait = Math.min(wait * 2, 5_000)) {
      if (runner) {
        await runner.ended
        wait = 250
      }
      if (stopping.signal.aborted) return
      report('The worker has fallen and is started again')
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      runner = await begin().catch((error: unknown) => {
        report('The worker could not be started again', redacted(error))
        return null
      })
    }
  }
  const watching = watch()
  return {
    async stop() {
      stopping.abort()
      // Twice, should it have been begun anew in between.
      await runner?.stop()
      await watching
      await runner?.stop()
    },
  }
}

/** One listener that fails does not keep the event from the others; the job fails afterwards so that it is tried again. */
export async function deliver(event: DeliveredEvent, listeners: readonly Listener[]): Promise<void> {
  const concerned = listeners.filter((listener) => listener.hears === event.name)
  const failures: JobFailure[] = []
  for (const listener of concerned) {
    await asTenant(event.tenantId, () => listener.handle(event)).catch((error: unknown) => failures.push(new JobFailure(`${listener.name}: ${redacted(error).message}`, { cause: redacted(error) })))
  }
  if (failures.length === 0) return
  const failure = new JobFailure(`${failures.length} of ${concerned.length} listeners of ${event.name} failed: ${failures.map(({ message }) => message).join('; ')}`)
  failure.stack = [failure.stack, ...failures.map(({ cause }) => cause instanceof Error ? cause.stack : '')].join('\n')
  throw failure
}

/** Whose job it is; one that is nobody's sees the rows of no office. */
const Owned = z.object({ tenantId: Delivery.shape.tenantId })

/** The queue keeps the message of what a task throws, so nothing else may leave it. */
function runOf(task: Task): TaskList[string] {
  return async (payload, { job }) => {
    const owned = Owned.safeParse(payload)
    const run = async () => task(payload, { isLast: job.attempts >= job.max_attempts })
    try {
      await (owned.success ? asTenant(owned.data.tenantId, run) : run())
    } catch (error) {
      throw redacted(error)
    }
  }
}

async function warnOfDead(pool: Pool, report: WorkerOptions['report']): Promise<void> {
  const dead = await deadJobs(pool)
  if (dead.length === 0) return
  const some = dead.slice(0, 20).map(({ task, id }) => `${task} ${id}`)
  report(`${dead.length} ${dead.length === 1 ? 'job has' : 'jobs have'} used up all attempts and wait for somebody: ${some.join(', ')}${dead.length > some.length ? ', …' : ''}`)
}

function quiet(report: WorkerOptions['report']): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error' || level === 'warning') report(message, redacted(meta?.['error'] ?? meta?.['failure']))
  })
}
