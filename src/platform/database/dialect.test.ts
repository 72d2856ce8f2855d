import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { after, before, describe, it, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { startPostgres } from '../postgres/index.ts'
import { countStatements, testDatabase, type TestDatabase } from '../testing/index.ts'
import { inSavepoint, inTransaction, openDatabase, sendAhead, sqlState, type Database } from './index.ts'

/** Takes the next number of a gap-free counter and writes a row under it, as a registration does. */
const takeNumber = (db: Database) => inTransaction(db, async (tx) => {
  const { rows } = await sql<{ value: number }>`update counter set value = value + 1 where id = ${1} returning *`.execute(tx)
  const value = rows[0]?.value ?? 0
  await sql`insert into taken (number) values (${value})`.execute(tx)
  return value
})

const tables = `create table counter (id integer primary key, value bigint not null); insert into counter values (1, 0);
  create table taken (number bigint primary key)`

describe('statements prepared once', () => {
  let database: TestDatabase
  let db: Database
  before(async () => {
    database = await testDatabase(async () => {}, 'empty')
    db = openDatabase(database.url, { name: 'test', connections: 4 })
    await sql.raw(tables).execute(db)
  })
  after(async () => {
    await db.destroy()
    await database.drop()
  })

  const plans = async (one: Database) => (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(one)).rows

  it('have a plan when they come often, and none when they come seldom', async () => {
    await db.connection().execute(async (one) => {
      for (let i = 0; i < 5; i++) await sql`select ${i}::int as often`.execute(one)
      await sql`select ${1}::int as seldom`.execute(one)
      assert.deepEqual((await plans(one)).map(({ statement }) => statement), ['select $1::int as often'])
    })
  })

  it('survive a migration that runs under load: no deed fails, none is done twice, no number is missing', async () => {
    for (let i = 0; i < 12; i++) await takeNumber(db)
    const before = (await sql<{ value: number }>`select value from counter`.execute(db)).rows[0]?.value ?? 0
    const columns = new Set<number>()
    const working = Promise.all(Array.from({ length: 4 }, async () => {
      const numbers: number[] = []
      for (let i = 0; i < 60; i++) {
        numbers.push(await takeNumber(db))
        // A statement by itself, without a transaction around it.
        const { rows } = await sql<object>`select * from counter where id = ${1}`.execute(db)
        columns.add(Object.keys(rows[0] ?? {}).length)
      }
      return numbers
    }))
    const migrator = new pg.Client({ connectionString: database.url })
    await migrator.connect()
    for (let step = 0; step < 5; step++) await migrator.query(`alter table counter add column c${step} integer not null default ${step}`)
    await migrator.end()
    const numbers = (await working).flat().sort((a, b) => a - b)
    assert.deepEqual(numbers, Array.from({ length: 240 }, (_, i) => before + 1 + i))
    assert.ok(columns.size > 1, 'the migration ran before or after the load and proved nothing')
    assert.equal((await sql`select from taken`.execute(db)).rows.length, before + 240)
  })

  it('are counted in and out of transactions', async () => {
    const counted = countStatements(db)
    await takeNumber(counted.db)
    await sql`select ${1}::int`.execute(counted.db)
    assert.deepEqual(counted.taken().map((text) => text.split(' ')[0]), ['update', 'insert', 'select'])
    assert.deepEqual(counted.taken(), [])
  })
})

describe('a change sent ahead', () => {
  let database: TestDatabase
  let db: Database
  before(async () => {
    database = await testDatabase(async () => {}, 'empty')
    db = openDatabase(database.url, { name: 'test', connections: 2 })
    await sql.raw(tables).execute(db)
  })
  after(async () => {
    await db.destroy()
    await database.drop()
  })

  const take = (number: number) => ({ compile: () => sql`insert into taken (number) values (${number})`.compile(db) })
  const kept = async () => (await sql<{ number: number }>`select number from taken order by number`.execute(db)).rows.map(({ number }) => number)

  it('is there for what is asked after it, and kept with the rest', async () => {
    const seen = await inTransaction(db, async (tx) => {
      await sendAhead(tx, take(1))
      await sendAhead(tx, take(2))
      return (await sql`select from taken`.execute(tx)).rows.length
    })
    assert.equal(seen, 2)
    assert.deepEqual(await kept(), [1, 2])
  })

  it('that fails is the error of its transaction, at the next question or at the commit, and nothing is kept', async () => {
    const asked = inTransaction(db, async (tx) => {
      await sendAhead(tx, take(3))
      await sendAhead(tx, take(1))
      await sql`select ${1}::int`.execute(tx)
    })
    await assert.rejects(asked, (error) => sqlState(error) === '23505')
    const committed = inTransaction(db, async (tx) => {
      await sql`select ${1}::int`.execute(tx)
      await sendAhead(tx, take(4))
      await sendAhead(tx, take(2))
    })
    await assert.rejects(committed, (error) => sqlState(error) === '23505')
    assert.deepEqual(await kept(), [1, 2])
  })

  it('that fails in a part of a transaction leaves the rest whole', async () => {
    await inTransaction(db, async (tx) => {
      await sendAhead(tx, take(5))
      await assert.rejects(inSavepoint(tx, () => sendAhead(tx, take(1))), (error) => sqlState(error) === '23505')
      await sendAhead(tx, take(6))
    })
    assert.deepEqual(await kept(), [1, 2, 5, 6])
  })

  it('that makes a deadlock is done again', async () => {
    await sql`insert into counter values (2, 0)`.execute(db)
    const bump = (id: number) => ({ compile: () => sql`update counter set value = value + 1 where id = ${id}`.compile(db) })
    const add = (first: number, second: number) => inTransaction(db, async (tx) => {
      await sendAhead(tx, bump(first))
      await sql`select pg_sleep(0.05)`.execute(tx)
      await sendAhead(tx, bump(second))
    })
    await Promise.all([add(1, 2), add(2, 1)])
    const { rows } = await sql<{ value: number }>`select value from counter order by id`.execute(db)
    assert.deepEqual(rows.map(({ value }) => value), [2, 2])
  })
})

test('a transaction that failed inside and would be committed all the same is an error', async () => {
  const database = await testDatabase(async () => {}, 'empty')
  const db = openDatabase(database.url, { name: 'test' })
  await assert.rejects(inTransaction(db, async (tx) => {
    await sql`select nonsense`.execute(tx).catch(() => undefined)
  }), { name: 'AbortedTransactionError' })
  await db.destroy()
  await database.drop()
})

test('kill -9 of the whole database under 8 deeds that take turns at a counter loses no number that was acknowledged', { timeout: 60_000 }, async (t) => {
  const directory = await mkdtemp('/tmp/obeh-durable-')
  let postgres = await startPostgres({ directory })
  t.after(async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  })
  const superuser = new pg.Client({ connectionString: postgres.url('postgres') })
  superuser.on('error', () => undefined)
  await superuser.connect()
  await superuser.query(tables)
  const db = openDatabase(postgres.url('postgres'), { name: 'test', connections: 8 })
  const acknowledged: number[] = []
  const { promise: enough, resolve } = Promise.withResolvers<void>()
  const working = Promise.allSettled(Array.from({ length: 8 }, async () => {
    for (;;) {
      acknowledged.push(await takeNumber(db))
      if (acknowledged.length > 200) resolve()
    }
  }))
  await enough
  const { rows: [main] } = await superuser.query<{ pid: string }>(`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`)
  const { rows: children } = await superuser.query<{ pid: number }>('select pid from pg_stat_activity')
  for (const pid of [Number(main?.pid), ...children.map((child) => child.pid)]) process.kill(pid, 'SIGKILL')
  await working
  await db.destroy()
  postgres = await startPostgres({ directory })
  const again = new pg.Client({ connectionString: postgres.url('postgres') })
  await again.connect()
  const { rows: kept } = await again.query<{ number: string }>('select number from taken order by number')
  const { rows: [counter] } = await again.query<{ value: string }>('select value from counter')
  await again.end()
  const numbers = kept.map(({ number }) => Number(number))
  assert.deepEqual(acknowledged.filter((number) => !numbers.includes(number)), [])
  assert.deepEqual(numbers, Array.from({ length: Number(counter?.value) }, (_, i) => i + 1), 'numbers without gaps')
})
