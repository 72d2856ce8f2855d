import assert from 'node:assert/strict'
import { it } from 'node:test'
import { migrate, migrationsKey, openPool } from '../database/index.ts'
import { testDatabase } from '../testing/index.ts'
import { platformMigrations, prepareJobs } from './index.ts'

it('8 servers that start together make the queue once, and none of them fails', async (t) => {
  const database = await testDatabase(async (url) => void (await migrate(url, platformMigrations)), `${await migrationsKey(platformMigrations)} without jobs`)
  t.after(() => database.drop())
  for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 8 }, () => prepareJobs(database.url)))
  const pool = openPool(database.url, { name: 'test' })
  const { rows } = await pool.query(`select count(*) from pg_proc where proname = 'enqueue'`).finally(() => pool.end())
  assert.deepEqual(rows, [{ count: 1 }])
})
