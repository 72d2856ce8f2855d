import { EventEmitter } from 'node:events'
import { run, type Logger, type TaskList, type WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'
import { isLost } from '../database/index.ts'
import { openClaims } from './claims.ts'
import { redacted } from './failure.ts'
import { freeAbandoned, openPresence } from './presence.ts'

/** The job queue at work. */
export interface JobRunner {
  /** Resolves when it has ended, by `stop` or because it fell; it never rejects. */
  readonly ended: Promise<void>
  /** Waits for what runs. */
  stop(): Promise<void>
}

export interface RunnerOptions {
  readonly pool: Pool
  readonly taskList: TaskList
  readonly concurrency: number
  readonly pollIntervalMs: number
  readonly lookAroundMs: number
  readonly logger: Logger
  readonly report: (message: string, error?: unknown) => void
}

/** Begins to take jobs, those of workers that are no more first. */
export async function runJobs({ pool, taskList, concurrency, pollIntervalMs, lookAroundMs, logger, report }: RunnerOptions): Promise<JobRunner> {
  await freeAbandoned(pool)
  const presence = openPresence(pool)
  const events: WorkerEvents = new EventEmitter()
  const claims = openClaims(pool, events)
  const { promise: id, resolve: named } = Promise.withResolvers<string>()
  events.once('pool:create', ({ workerPool }) => named(workerPool.id))
  const runner = await run({
    pgPool: pool, taskList, concurrency, noHandleSignals: true, pollInterval: pollIntervalMs, logger, events,
    // Asked before every job, and none is taken when this fails: that makes it the place to be sure of the lock.
    forbiddenFlags: () => id.then((workerId) => presence.hold(workerId)).then(() => null),
  })
  const looking = lookAround(lookAroundMs, async () => {
    await freeAbandoned(pool)
    await claims.freeForgotten(await id)
  }, (error) => report('The jobs at which nobody is could not be freed', redacted(error)))
  // Gone with the runner, so that its jobs are free for the next one.
  const ended = runner.promise.catch(() => undefined).then(() => clearInterval(looking)).then(() => presence.leave()).catch(() => undefined)
  return {
    ended,
    async stop() {
      // It may just have fallen by itself.
      await runner.stop().catch(() => undefined)
      await ended
    },
  }
}

/** Looks every so often, never twice at once. */
function lookAround(everyMs: number, look: () => Promise<void>, failed: (error: unknown) => void): NodeJS.Timeout {
  let looking: Promise<void> | undefined
  return setInterval(() => {
    looking ??= look().catch(failed).finally(() => { looking = undefined })
  }, everyMs)
}

let guards = 0
const onRejection = (error: unknown) => {
  if (!isLost(error)) throw error
}

/**
 * The queue leaves some of its promises to nobody; when the database is lost they fail, and that would end the process. Until `release` is
 * called, such failures are let go: the runner has ended or goes on, and is looked after by its starter.
 */
export function guardAgainstLoss(): { release(): void } {
  if (guards++ === 0) process.on('unhandledRejection', onRejection)
  return { release: () => { if (--guards === 0) process.off('unhandledRejection', onRejection) } }
}
