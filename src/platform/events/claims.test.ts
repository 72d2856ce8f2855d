import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, before, describe, it, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { inTransaction, openPool, type Database } from '../database/index.ts'
import { enqueue, startWorker } from './index.ts'
import { testQueue, type TestQueue } from '../testing/queue.ts'

describe('a worker that lives on after a connection of its was lost', () => {
  let queue: TestQueue
  let db: Database
  let pool: TestQueue['pool']
  before(async () => {
    queue = await testQueue()
    ;({ db, pool } = queue)
  })
  after(() => queue.close())

  const ask = (task: string, n: number, queue: string) => inTransaction(db, (tx) => enqueue(tx, task, { n }, queue))

  for (const [ending, end] of [['done', '() => {}'], ['failed', '() => { throw new Error() }']] as const) {
    it(`does the next job of a matter although its word of the one before, ${ending}, did not arrive`, { timeout: 60_000 }, async (t) => {
      await ask(`test.${ending}`, 1, `matter ${ending}`)
      const { next, mayEnd } = elsewhere(t, `test.${ending}`, end)
      const ran = [await next()]
      await ask(`test.${ending}`, 2, `matter ${ending}`)
      await loseWordOf(mayEnd)
      while (!ran.includes('{"n":2}')) ran.push(await next())
      assert.deepEqual(ran, ['{"n":1}', '{"n":1}', '{"n":2}'])
    })
  }

  /**
   * A worker in a process of its own, for the library leaves a lost word to nobody, which the test runner takes for a failure.
   * It tells the payload of each job, and ends the first one when it may.
   */
  function elsewhere(t: TestContext, task: string, end: string) {
    const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
    const child = spawn(process.execPath, ['--input-type=module', '-e', `
      import { once } from 'node:events'
      import { openDatabase, openPool } from ${here('../database/index.ts')}
      import { startWorker } from ${here('index.ts')}
      const url = ${JSON.stringify(queue.url)}
      let isFirst = true
      const tasks = { ${JSON.stringify(task)}: async (payload) => {
        console.log(JSON.stringify(payload))
        if (!isFirst) return
        isFirst = false
        await once(process.stdin, 'data')
        await (${end})()
      } }
      const [pool, db] = [openPool(url, { name: 'child' }), openDatabase(url, { name: 'child' })]
      await startWorker({ pool, db, listeners: [], tasks, pollIntervalMs: 50, lookAroundMs: 200, report: () => {} })
    `], { stdio: ['pipe', 'pipe', 'inherit'] })
    t.after(async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    })
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    return {
      async next() {
        const { value, done } = await lines.next()
        if (done) throw new Error('the worker has ended')
        return value
      },
      mayEnd: () => child.stdin.write('end'),
    }
  }

  /** Holds up whatever is written to the jobs from `act` on, and cuts the connection on which it waits. */
  async function loseWordOf(act: () => void): Promise<void> {
    const [holder, watcher] = [openPool(queue.url, { name: 'test holder' }), openPool(queue.url, { name: 'test watcher' })]
    const client = await holder.connect()
    await client.query('begin; lock table graphile_worker._private_jobs in share row exclusive mode')
    act()
    const giveUp = AbortSignal.timeout(20_000)
    const cut = `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database()
      and wait_event_type = 'Lock' and query ~ '^with j as \\(\\s*(delete|update)'`
    while ((await watcher.query(cut)).rowCount === 0) await pause(10, undefined, { signal: giveUp })
    await client.query('rollback')
    client.release()
    await Promise.all([holder.end(), watcher.end()])
  }

  it('does the job of whose taking it never heard, and takes none twice at which it is', { timeout: 60_000 }, async (t) => {
    const [working, mayEnd, taken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const runs: string[] = []
    const worker = await startWorker({ pool, db, listeners: [], pollIntervalMs: 50, lookAroundMs: 200, report: () => {}, tasks: {
      'test.long': async () => {
        runs.push('long')
        working.resolve()
        await mayEnd.promise
      },
      'test.unheard': async () => {
        runs.push('unheard')
        taken.resolve()
      },
    } })
    t.after(async () => {
      mayEnd.resolve()
      await worker.stop()
    })
    await ask('test.long', 1, 'long')
    await working.promise
    const takings = `select locked_by, locked_at from graphile_worker.jobs where task_identifier = 'test.long'`
    const { rows: before } = await pool.query(takings)
    // As it is when the answer with the job is lost: the database has it as taken by this worker.
    await inTransaction(db, async (tx) => enqueue(tx, 'test.later', {}, 'unheard'))
    await pool.query(`
      with job as (
        update graphile_worker._private_jobs j set task_id = t.id, locked_by = l.locked_by, locked_at = now(), attempts = 1
        from graphile_worker.jobs l, graphile_worker._private_tasks t, graphile_worker._private_tasks was
        where l.task_identifier = 'test.long' and was.identifier = 'test.later' and j.task_id = was.id and t.identifier = 'test.unheard'
        returning j.job_queue_id, j.locked_by
      )
      update graphile_worker._private_job_queues q set locked_by = job.locked_by, locked_at = now() from job where q.id = job.job_queue_id`)
    await taken.promise
    assert.deepEqual([runs, (await pool.query(takings)).rows], [['long', 'unheard'], before])
  })
})
