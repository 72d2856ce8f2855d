import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { inTransaction, type Database } from '../database/index.ts'
import { enqueue, startWorker, type Task } from './index.ts'
import { freeAbandoned } from './presence.ts'
import { testQueue, type TestQueue } from '../testing/queue.ts'

describe('a worker that was killed', () => {
  let queue: TestQueue
  let db: Database
  let pool: TestQueue['pool']
  before(async () => {
    queue = await testQueue({ connections: 16 })
    ;({ db, pool } = queue)
  })
  after(() => queue.close())

  const start = (tasks: Record<string, Task>) => startWorker({ pool, db, listeners: [], tasks, pollIntervalMs: 100, report: () => {} })
  const ask = (task: string, n: number, queue: string) => inTransaction(db, (tx) => enqueue(tx, task, { n }, queue))

  /** A process whose worker takes `test.left` and is killed while it works on it. */
  async function killedAtWork() {
    const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
    const child = spawn(process.execPath, ['--input-type=module', '-e', `
      import { openDatabase, openPool } from ${here('../database/index.ts')}
      import { startWorker } from ${here('index.ts')}
      const url = ${JSON.stringify(queue.url)}
      const tasks = { 'test.left': () => new Promise(() => console.log('taken')) }
      await startWorker({ pool: openPool(url, { name: 'child' }), db: openDatabase(url, { name: 'child' }), listeners: [], tasks, report: console.error })
    `], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  it('leaves its job and its queue to the next one at once, and a living one keeps its own', { timeout: 60_000 }, async () => {
    await ask('test.long', 0, 'living')
    const [working, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let runs = 0
    const long: Task = async () => {
      runs++
      working.resolve()
      await mayEnd.promise
    }
    const living = await start({ 'test.long': long })
    await working.promise
    for (const n of [1, 2]) await ask('test.left', n, 'matter')
    await killedAtWork()

    const [delivered, both, since] = [[] as unknown[], Promise.withResolvers<void>(), performance.now()]
    const next = await start({ 'test.long': long, 'test.left': async (payload) => { if (delivered.push(payload) === 2) both.resolve() } })
    await both.promise
    assert.ok(performance.now() - since < 20_000)
    assert.deepEqual(delivered, [{ n: 1 }, { n: 2 }])
    const { rows } = await pool.query<{ locked: boolean }>(`select locked_at is not null as locked from graphile_worker._private_job_queues where queue_name = 'living'`)
    assert.deepEqual([rows, runs], [[{ locked: true }], 1])
    mayEnd.resolve()
    await Promise.all([living.stop(), next.stop()])
  })

  it('is told from a living one also after the living one lost its connection', async () => {
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const worker = await start({ 'test.first': async () => first.resolve(), 'test.second': async () => second.resolve() })
    await ask('test.first', 1, 'a')
    await first.promise
    const holders = `select pid from pg_locks where locktype = 'advisory' and mode = 'ShareLock'`
    const { rows: [before] } = await pool.query<{ pid: number }>(`select pid, pg_terminate_backend(pid, 5000) from (${holders}) holder`)
    await ask('test.second', 2, 'b')
    await second.promise
    const { rows: [now] } = await pool.query<{ pid: number }>(holders)
    assert.ok(before && now && before.pid !== now.pid)
    await worker.stop()
  })
  it('is told from a living one that lost its connection while all its hands were full', { timeout: 15_000 }, async () => {
    const [begun, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let runs = 0
    const full = async () => {
      if (++runs === 4) begun.resolve()
      await mayEnd.promise
    }
    const worker = await start({ 'test.full': full })
    for (const n of [1, 2, 3, 4]) await ask('test.full', n, `full ${n}`)
    await begun.promise
    const holders = `select pid from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and database = (select oid from pg_database where datname = current_database())`
    await pool.query(`select pg_terminate_backend(pid, 5000) from (${holders}) holder`)
    while ((await pool.query(holders)).rowCount === 0) await new Promise((resolve) => { setTimeout(resolve, 20) })
    assert.deepEqual(await freeAbandoned(pool), [])
    mayEnd.resolve()
    await worker.stop()
  })
})
