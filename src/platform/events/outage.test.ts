import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { inTransaction, migrate, openDatabase, openPool } from '../database/index.ts'
import { startPostgres } from '../postgres/index.ts'
import { enqueue, platformMigrations, prepareJobs, startWorker } from './index.ts'

test('a worker outlasts an outage of the database in the middle of its jobs, and does each of them afterwards', { timeout: 90_000 }, async (t) => {
  const directory = await mkdtemp('/tmp/obeh-outage-')
  let postgres = await startPostgres({ directory })
  t.after(async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  })
  const url = postgres.url('postgres')
  await migrate(url, platformMigrations)
  await prepareJobs(url)
  const [db, pool] = [openDatabase(url, { name: 'test' }), openPool(url, { name: 'test worker', connections: 4 })]
  const [done, all] = [new Set<number>(), Promise.withResolvers<void>()]
  const gone = Promise.withResolvers<void>()
  let isAway = false
  const worker = await startWorker({
    pool, db, listeners: [], pollIntervalMs: 100, report: () => {},
    tasks: {
      'test.job': async (payload) => {
        await pause(20)
        // At work when the database goes, and failed for it: even that cannot be noted there.
        if (isAway) {
          await gone.promise
          throw new Error('the database is away')
        }
        if (done.add((payload as { n: number }).n).size === 60) all.resolve()
      },
    },
  })
  const ask = async (from: number, to: number) => { for (let n = from; n < to; n++) await inTransaction(db, (tx) => enqueue(tx, 'test.job', { n })) }
  await ask(0, 50)
  while (done.size < 10) await pause(5)
  isAway = true
  await pause(200)
  const superuser = new pg.Client({ connectionString: url })
  superuser.on('error', () => undefined)
  await superuser.connect()
  const { rows: [main] } = await superuser.query<{ pid: string }>(`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`)
  process.kill(Number(main?.pid), 'SIGKILL')
  gone.resolve()
  await pause(1_500)
  postgres = await startPostgres({ directory })
  isAway = false
  await ask(50, 60)
  const hurry = setInterval(() => void pool.query('update graphile_worker._private_jobs set run_at = now() where attempts > 0 and locked_at is null').catch(() => undefined), 200)
  await all.promise
  assert.deepEqual([...done].sort((a, b) => a - b), Array.from({ length: 60 }, (_, n) => n))
  clearInterval(hurry)
  await worker.stop()
  await Promise.all([db.destroy(), pool.end()])
})
