import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { testDatabase, type TestDatabase } from '../testing/index.ts'
import { inTransaction, migrate, openDatabase, type Database } from './index.ts'

describe('migrations', () => {
  let database: TestDatabase
  let folder = ''
  before(async () => {
    database = await testDatabase(async () => {}, 'empty')
    folder = await mkdtemp(join(tmpdir(), 'obeh-migrations-'))
  })
  after(async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  })
  const source = () => [{ room: 'room', folder: pathToFileURL(`${folder}/`) }]

  it('run each file once, in the order of its number, however many servers start', async () => {
    await writeFile(join(folder, '0001_first.sql'), 'create table a (n integer)')
    await writeFile(join(folder, '0002_second.sql'), 'insert into a values (1)')
    const runs = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url, source())))
    assert.deepEqual(runs.flatMap(({ applied }) => applied), ['room/1', 'room/2'])
    await writeFile(join(folder, '0003_third.sql'), 'insert into a values (2)')
    assert.deepEqual((await migrate(database.url, source())).applied, ['room/3'])
  })

  it('leave nothing behind when one fails, and say which', async () => {
    await writeFile(join(folder, '0004_broken.sql'), 'create table b (n integer); select nonsense')
    await assert.rejects(migrate(database.url, source()), /Migration room\/4 failed: .*nonsense/)
    await writeFile(join(folder, '0004_broken.sql'), 'create table b (n integer)')
    assert.deepEqual((await migrate(database.url, source())).applied, ['room/4'])
  })

  it('refuse a file that was changed after it had run', async () => {
    await writeFile(join(folder, '0001_first.sql'), 'create table a (n bigint)')
    await assert.rejects(migrate(database.url, source()), /room\/1 was changed after it had been applied/)
  })
})

describe('a transaction', () => {
  let database: TestDatabase
  let db: Database
  before(async () => {
    database = await testDatabase(async () => {}, 'empty')
    db = openDatabase(database.url, { name: 'test' })
    await sql`create table account (id integer primary key, amount integer not null)`.execute(db)
    await sql`insert into account values (1, 0), (2, 0)`.execute(db)
  })
  after(async () => {
    await db.destroy()
    await database.drop()
  })

  it('is done again when the database chose it as the victim of a deadlock', async () => {
    const add = (first: number, second: number) => inTransaction(db, async (tx) => {
      await sql`update account set amount = amount + 1 where id = ${first}`.execute(tx)
      await sql`select pg_sleep(0.05)`.execute(tx)
      await sql`update account set amount = amount + 1 where id = ${second}`.execute(tx)
    })
    await Promise.all([add(1, 2), add(2, 1), add(1, 2), add(2, 1)])
    const { rows } = await sql<{ amount: number }>`select amount from account order by id`.execute(db)
    assert.deepEqual(rows.map(({ amount }) => amount), [4, 4])
  })

  it('reads days as days and counts as numbers', async () => {
    const { rows } = await sql<{ day: string; n: number }>`select date '2026-03-29' as day, count(*) as n from account`.execute(db)
    assert.deepEqual(rows, [{ day: '2026-03-29', n: 2 }])
  })

  it('sorts as a Czech does where a person reads', async () => {
    const { rows } = await sql<{ w: string }>`select w from unnest(array['chata','cihla','hrad','čáp','dům']) as w order by w collate "cs-x-icu"`.execute(db)
    assert.deepEqual(rows.map(({ w }) => w), ['cihla', 'čáp', 'dům', 'hrad', 'chata'])
  })
})
