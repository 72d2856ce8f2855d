import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import pg from 'pg'
import { readConfig } from '../platform/config/index.ts'
import { startPostgres } from '../platform/postgres/index.ts'
import { withLogin } from '../platform/database/index.ts'
import { openOffice } from './office.ts'

test('an owner who may not make roles opens an office with those the administrator made by the guide, and nothing more', { timeout: 90_000 }, async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'obeh-roles-'))
  const postgres = await startPostgres({ directory: join(directory, 'postgres') })
  t.after(async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  })
  const guide = await readFile(new URL('../../docs/guide/admin.md', import.meta.url), 'utf8')
  const [, commands = ''] = /Where the owner must not make roles[\s\S]*?```sql\n([\s\S]*?)```/.exec(guide) ?? []
  const admin = new pg.Client({ connectionString: postgres.url('postgres') })
  await admin.connect()
  await admin.query(`create role owner login password 'x'`)
  await admin.query('create database office owner owner')
  await admin.query(commands.replaceAll('OWNER', 'owner').replaceAll(`'…'`, `'x'`))
  await admin.end()
  const as = (name: string) => withLogin(postgres.url('office'), name, 'x')
  const office = await openOffice(readConfig({
    OBEH_DATA: join(directory, 'data'), DATABASE_URL: as('owner'),
    OBEH_DATABASE_APP_URL: as('office_app'), OBEH_DATABASE_PORTAL_URL: as('office_portal'), OBEH_DATABASE_WORKER_URL: as('office_worker'),
  }))
  assert.match(office.databaseDescription, /^PostgreSQL \d/)
  await office.close()
})
