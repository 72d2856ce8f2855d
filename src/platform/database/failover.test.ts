import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { after, before, describe, it, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { startPostgres } from '../postgres/index.ts'
import { lineTo, testDatabase, type TestDatabase } from '../testing/index.ts'
import { inTransaction, openDatabase, retries, UnknownOutcome, type Database } from './index.ts'

const tables = `create table counter (id integer primary key, value bigint not null); insert into counter values (1, 0);
  create table taken (number bigint primary key, by text not null unique)`

let asked = 0
/** Takes the next number of a gap-free counter under a name of its own, by which it finds out what became of a commit without an answer. */
async function takeNumber(db: Database): Promise<number> {
  const by = `writer ${asked++}`
  const found = async (tx: Parameters<Parameters<typeof inTransaction>[1]>[0]) => {
    await sql`select from counter where id = 1 for update`.execute(tx)
    const { rows: [row] } = await sql<{ number: number }>`select number from taken where by = ${by}`.execute(tx)
    return row ? { value: row.number } : undefined
  }
  return inTransaction(db, async (tx) => {
    const { rows: [row] } = await sql<{ value: number }>`update counter set value = value + 1 where id = ${1} returning value`.execute(tx)
    const number = row?.value ?? 0
    await sql`insert into taken (number, by) values (${number}, ${by})`.execute(tx)
    return number
  }, { unanswered: found })
}

async function holdsTogether(url: string, acknowledged: readonly number[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ number: string }>('select number from taken order by number')
  const { rows: [counter] } = await client.query<{ value: string }>('select value from counter')
  await client.end()
  assert.deepEqual(rows.map(({ number }) => Number(number)), [...acknowledged].sort((a, b) => a - b), 'each number once, and each acknowledged')
  assert.equal(Number(counter?.value), acknowledged.length, 'no number skipped')
}

/** Eight writers until `enough` numbers are taken, and `trouble` beside them. */
async function write(db: Database, enough: number, trouble: (isOver: () => boolean, taken: () => number) => Promise<void>): Promise<number[]> {
  const acknowledged: number[] = []
  const isOver = () => acknowledged.length >= enough
  await Promise.all([trouble(isOver, () => acknowledged.length), ...Array.from({ length: 8 }, async () => {
    while (!isOver()) acknowledged.push(await takeNumber(db))
  })])
  return acknowledged
}

/** The reasons for which something was done again while `work` ran. */
async function reasons(work: () => Promise<void>): Promise<Set<string>> {
  const seen = new Set<string>()
  const hear = (message: unknown) => void seen.add((message as { reason: string }).reason)
  retries.subscribe(hear)
  await work().finally(() => retries.unsubscribe(hear))
  return seen
}

describe('eight writers', () => {
  let database: TestDatabase
  let superuser: pg.Client
  before(async () => {
    database = await testDatabase(async () => {}, 'empty')
    superuser = new pg.Client({ connectionString: database.url })
    await superuser.connect()
  })
  after(async () => {
    await superuser.end()
    await database.drop()
  })
  const fresh = () => superuser.query(`drop table if exists counter, taken; ${tables}`)
  const others = `from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`

  it('notice nothing of connections that an administrator ends under them', async () => {
    await fresh()
    const db = openDatabase(database.url, { name: 'test', connections: 8 })
    const seen = await reasons(async () => {
      const acknowledged = await write(db, 200, async (isOver, taken) => {
        for (let next = 5; !isOver(); await pause(2)) {
          if (taken() < next) continue
          next += 5
          await superuser.query(`select pg_terminate_backend(pid) from (select pid ${others} order by random() limit 2) victim`)
        }
      })
      await holdsTogether(database.url, acknowledged)
    })
    assert.ok(seen.has('lost'), [...seen].join())
    await db.destroy()
  })

  it('wait for a database that only reads for a while, and let go of the connections it left them', async () => {
    await fresh()
    const db = openDatabase(database.url, { name: 'test', connections: 8 })
    const readOnly = (on: boolean) => superuser.query(`alter database "${new URL(database.url).pathname.slice(1)}" set default_transaction_read_only = ${on ? 'on' : 'off'}`)
    const seen = await reasons(async () => {
      const acknowledged = await write(db, 200, async (_isOver, taken) => {
        while (taken() < 40) await pause(2)
        await superuser.query('set default_transaction_read_only = off')
        await readOnly(true)
        await superuser.query(`select pg_terminate_backend(pid) ${others}`)
        await pause(250)
        await readOnly(false)
      })
      await holdsTogether(database.url, acknowledged)
    })
    assert.ok(seen.has('read-only'), [...seen].join())
    await db.destroy()
  })

  it('do nothing twice when the line breaks between a commit and its answer, whether it was kept or not', async () => {
    await fresh()
    const line = await lineTo(database.url)
    const db = openDatabase(line.url, { name: 'test', connections: 8 })
    const cut = line.cutAtCommit((commit) => (commit % 12 === 4 ? 'late' : commit % 12 === 9 ? 'early' : null))
    const acknowledged = await write(db, 200, async () => {})
    assert.ok(cut.late > 10 && cut.early > 10, JSON.stringify(cut))
    await holdsTogether(database.url, acknowledged)
    await db.destroy()
    await line.cut()
  })

  it('are told that the outcome is not known where nothing can tell it, and do not do it again', async () => {
    await fresh()
    const line = await lineTo(database.url)
    const db = openDatabase(line.url, { name: 'test', connections: 4 })
    line.cutAtCommit((commit) => (commit === 0 ? 'late' : null))
    await assert.rejects(inTransaction(db, (tx) => sql`update counter set value = value + 1`.execute(tx)), UnknownOutcome)
    const { rows } = await inTransaction(db, (tx) => sql<{ value: number }>`select value from counter for update`.execute(tx))
    assert.deepEqual(rows, [{ value: 1 }])
    await db.destroy()
    await line.cut()
  })

  it('read on when the connection they read by has died, but ask nothing twice that changes something', async () => {
    await fresh()
    const db = openDatabase(database.url, { name: 'test', connections: 4 })
    const die = async <Value>(statement: (one: Database) => Promise<Value>) => db.connection().execute(async (one) => {
      const { rows: [me] } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one)
      await superuser.query('select pg_terminate_backend($1, 5000)', [me?.pid])
      return statement(one)
    })
    assert.deepEqual((await die((one) => sql<{ value: number }>`select value from counter`.execute(one))).rows, [{ value: 0 }])
    await assert.rejects(die((one) => sql`update counter set value = value + 1`.execute(one)))
    assert.deepEqual((await sql`select value from counter`.execute(db)).rows, [{ value: 0 }])
    await db.destroy()
  })
})

test('eight writers outlast the kill -9 of the whole database and its return, without a failure and without a restart', { timeout: 90_000 }, async (t) => {
  const directory = await mkdtemp('/tmp/obeh-failover-')
  let postgres = await startPostgres({ directory })
  t.after(async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  })
  const url = postgres.url('postgres')
  const superuser = new pg.Client({ connectionString: url })
  superuser.on('error', () => undefined)
  await superuser.connect()
  await superuser.query(tables)
  const db = openDatabase(url, { name: 'test', connections: 8 })
  const acknowledged = await write(db, 400, async (_isOver, taken) => {
    while (taken() < 100) await pause(5)
    const { rows: [main] } = await superuser.query<{ pid: string }>(`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`)
    process.kill(Number(main?.pid), 'SIGKILL')
    postgres = await startPostgres({ directory })
  })
  assert.equal(postgres.url('postgres'), url, 'it is where it was')
  await holdsTogether(url, acknowledged)
  await db.destroy()
})
