import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { lineTo, testDatabase, type TestDatabase } from '../testing/index.ts'
import { inTransaction, openDatabase } from './index.ts'

describe('a line on which nothing comes back', () => {
  let database: TestDatabase
  let superuser: pg.Client
  before(async () => {
    database = await testDatabase(async () => {}, 'empty')
    superuser = new pg.Client({ connectionString: database.url })
    await superuser.connect()
    await superuser.query('create table counter (id integer primary key, value bigint not null); insert into counter values (1, 0)')
  })
  after(async () => {
    await superuser.end()
    await database.drop()
  })

  it('is given up when its server has vanished without hanging up, and what was under way is done again, once', { timeout: 20_000 }, async () => {
    const line = await lineTo(database.url)
    const db = openDatabase(line.url, { name: 'test', connections: 4, silenceMs: 300 })
    let tries = 0
    const add = () => inTransaction(db, async (tx) => {
      await sql`select from counter where id = 1`.execute(tx)
      if (tries++ === 0) {
        line.abandon()
        // Of the vanished machine nothing is left, its locks neither.
        await superuser.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`)
      }
      await sql`update counter set value = value + 1`.execute(tx)
    })
    await Promise.all([add(), add(), add(), add()])
    assert.deepEqual((await superuser.query('select value from counter')).rows, [{ value: '4' }])
    await db.destroy()
    await line.cut()
  })

  it('is left alone while its server is at work on what was asked, however long that takes', { timeout: 20_000 }, async () => {
    const db = openDatabase(database.url, { name: 'test', connections: 1, silenceMs: 100 })
    const { rows } = await sql<{ done: boolean }>`select true as done from pg_sleep(1.2)`.execute(db)
    assert.deepEqual(rows, [{ done: true }])
    await db.destroy()
  })
})
