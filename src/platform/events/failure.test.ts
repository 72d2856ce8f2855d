import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '../../kernel/id.ts'
import { inTransaction, type Database } from '../database/index.ts'
import { deadJobs, deliver, enqueue, JobFailure, reviveJobs, startWorker, type Attempt, type DeliveredEvent, type Task } from './index.ts'
import { testQueue, type TestQueue } from '../testing/queue.ts'

describe('a job that fails', () => {
  let queue: TestQueue
  let db: Database
  let pool: TestQueue['pool']
  before(async () => {
    queue = await testQueue()
    ;({ db, pool } = queue)
  })
  after(() => queue.close())

  /** What is reported until `enough` says that it is, and what is kept with the jobs. */
  async function failing(tasks: Record<string, Task>, enough: (reports: readonly string[]) => boolean) {
    const reports: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const report = (message: string, error?: unknown) => {
      reports.push(`${message} ${error instanceof Error ? error.stack : String(error)}`)
      if (enough(reports)) resolve()
    }
    const worker = await startWorker({ pool, db, listeners: [], tasks, pollIntervalMs: 100, report })
    await promise
    await worker.stop()
    // The library does not wait for its own last word about a failed job.
    const giveUp = AbortSignal.timeout(20_000)
    while ((await pool.query('select from graphile_worker.jobs where locked_at is not null')).rowCount) await pause(10, undefined, { signal: giveUp })
    const { rows } = await pool.query<{ last_error: string }>('select last_error from graphile_worker.jobs where last_error is not null')
    return [...reports, ...rows.map(({ last_error: kept }) => kept)].join('\n')
  }

  it('says neither to the log nor to the queue what others said, only kind, code and place', async () => {
    await inTransaction(db, (tx) => enqueue(tx, 'test.mail', {}))
    const refusal = Object.assign(new TypeError('550 no jana@nova.example\n    here jana@nova.example'), { code: 'EENVELOPE', responseCode: 550 })
    const told = await failing({ 'test.mail': () => Promise.reject(refusal) }, (reports) => reports.length > 0)
    assert.doesNotMatch(told, /jana@/)
    assert.match(told, /TypeError EENVELOPE 550/)
    assert.match(told, /failure\.test\.ts:\d+/)
  })

  it('says what a failure of our own says', async () => {
    await inTransaction(db, (tx) => enqueue(tx, 'test.own', {}))
    assert.match(await failing({ 'test.own': () => Promise.reject(new JobFailure('dispatch 7, try 1: 450')) }, (reports) => reports.length > 0), /dispatch 7, try 1: 450/)
  })

  it('names the listeners that failed, not what they stumbled over', async () => {
    const event: DeliveredEvent = { id: newId(), tenantId: newId(), name: 'test.x', subject: 'x', at: new Date(), body: {} }
    const listener = { name: 'letter', hears: event.name, handle: () => Promise.reject(new Error('jana@nova.example')) }
    await assert.rejects(deliver(event, [listener]), (error: Error) => /1 of 1.*test\.x.*letter: Error/.test(error.message) && !/jana@/.test(error.stack ?? ''))
  })

  it('knows its last attempt, and after it is told at every start', async () => {
    await inTransaction(db, (tx) => enqueue(tx, 'test.dead', {}))
    await pool.query(`update graphile_worker._private_jobs j set attempts = max_attempts - 2 from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'test.dead'`)
    const attempts: (Attempt | undefined)[] = []
    const tasks: Record<string, Task> = { 'test.dead': (_, attempt) => {
      attempts.push(attempt)
      return Promise.reject(new JobFailure('no'))
    } }
    await failing(tasks, () => attempts.length === 1)
    assert.deepEqual(await deadJobs(pool), [])
    await pool.query('update graphile_worker._private_jobs set run_at = now()')
    await failing(tasks, () => attempts.length === 2)
    assert.deepEqual(attempts, [{ isLast: false }, { isLast: true }])
    const [dead, ...others] = await deadJobs(pool)
    assert.deepEqual([dead?.task, dead?.attempts, others], ['test.dead', 25, []])
    assert.match(await failing(tasks, (reports) => reports.some((line) => line.includes('used up'))), new RegExp(`1 job.*test.dead ${dead?.id}`))
  })

  it('is tried again, from its first attempt, when somebody asks for it after it was given up', async () => {
    await inTransaction(db, (tx) => enqueue(tx, 'test.revived', {}))
    await pool.query(`
      update graphile_worker._private_jobs j set attempts = max_attempts from graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier = 'test.revived'`)
    const dead = await deadJobs(pool)
    const { id } = dead.find(({ task }) => task === 'test.revived') ?? { id: '' }
    assert.deepEqual([await reviveJobs(pool, [id]), await reviveJobs(pool, [id])], [[id], []])
    assert.deepEqual(await deadJobs(pool), dead.filter((job) => job.id !== id))
    const done = Promise.withResolvers<Attempt | undefined>()
    const worker = await startWorker({ pool, db, listeners: [], tasks: { 'test.revived': async (_, attempt) => done.resolve(attempt) }, report: () => {} })
    assert.deepEqual(await done.promise, { isLast: false })
    await worker.stop()
  })
})
