import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { inTransaction, migrate, openDatabase, openPool } from '../database/index.ts'
import { startPostgres } from '../postgres/index.ts'
import { enqueue, platformMigrations, prepareJobs } from './index.ts'

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
  const [db, pool] = [openDatabase(url, { name: 'test' }), openPool(url, { name: 'test jobs', connections: 2 })]
  const [done, all] = [new Set<number>(), Promise.withResolvers<void>()]
  // In a process of its own, as it runs in an office: what the queue leaves to nobody must not end it.
  const worker = spawn(process.execPath, ['--input-type=module', '-e', program(url)], { stdio: ['pipe', 'pipe', 'inherit'] })
  t.after(() => worker.kill('SIGKILL'))
  const ended = once(worker, 'exit').then(([code]) => code as number | null)
  createInterface(worker.stdout).on('line', (line) => { if (done.add(Number(line)).size === 60) all.resolve() })
  const ask = async (from: number, to: number) => { for (let n = from; n < to; n++) await inTransaction(db, (tx) => enqueue(tx, 'test.job', { n })) }
  await ask(0, 50)
  while (done.size < 10) await pause(5)
  worker.stdin.write('away\n')
  await pause(300)
  const superuser = new pg.Client({ connectionString: url })
  superuser.on('error', () => undefined)
  await superuser.connect()
  const { rows: [main] } = await superuser.query<{ pid: string }>(`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`)
  process.kill(Number(main?.pid), 'SIGKILL')
  worker.stdin.write('gone\n')
  await pause(1_500)
  postgres = await startPostgres({ directory })
  worker.stdin.write('back\n')
  await ask(50, 60)
  const hurry = setInterval(() => void pool.query('update graphile_worker._private_jobs set run_at = now() where attempts > 0 and locked_at is null').catch(() => undefined), 200)
  await Promise.race([all.promise, ended.then((code) => assert.fail(`the worker ended by ${String(code)}`))])
  clearInterval(hurry)
  assert.deepEqual([...done].sort((a, b) => a - b), Array.from({ length: 60 }, (_, n) => n))
  worker.stdin.end()
  assert.equal(await ended, 0)
  await Promise.all([db.destroy(), pool.end()])
})

/** Does jobs and says their numbers. Those at work when the database goes wait for `gone` and fail for it: even that cannot be noted there. */
const program = (url: string) => `
  import { createInterface } from 'node:readline'
  import { setTimeout as pause } from 'node:timers/promises'
  import { openDatabase, openPool } from ${here('../database/index.ts')}
  import { startWorker } from ${here('./index.ts')}
  const [db, pool] = [openDatabase(${JSON.stringify(url)}, { name: 'test' }), openPool(${JSON.stringify(url)}, { name: 'test worker', connections: 4 })]
  const gone = Promise.withResolvers()
  let isAway = false
  const worker = await startWorker({ pool, db, listeners: [], pollIntervalMs: 100, report: () => {}, tasks: {
    async 'test.job'({ n }) {
      await pause(20)
      if (isAway) {
        await gone.promise
        throw new Error('the database is away')
      }
      console.log(n)
    },
  } })
  for await (const line of createInterface(process.stdin)) {
    if (line === 'gone') gone.resolve()
    else isAway = line === 'away'
  }
  await worker.stop()
  await Promise.all([db.destroy(), pool.end()])`

const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
