import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { newId } from '../kernel/id.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { migrate, openDoor, prepareLogins, requireConfined, requireWalls, sqlState, UnconfinedLogin, withLogin, type Logins } from '../platform/database/index.ts'
import { allMigrations } from './rooms.ts'
import { fillEveryTable, tablesOf, type Table } from './walls.testing.ts'
import { tablesWithoutTenant } from './walls.ts'

/** Two offices with a row in every table, asked by raw SQL as each role of the server: what is left when all of our own code fails. */
describe('the walls between offices', () => {
  let office: TestOffice
  let logins: Logins
  let tables: readonly Table[] = []
  const [ours, theirs] = [newId<'Tenant'>(), newId<'Tenant'>()]
  const clients = new Map<keyof Logins, pg.Client>()
  before(async () => {
    office = await testOffice(allMigrations.filter(({ room }) => !['database', 'events', 'audit', 'identity'].includes(room)))
    logins = await prepareLogins(office.url, Buffer.alloc(32, 9))
    tables = await tablesOf(office.superuser)
    await fillEveryTable(office.superuser, tables, [ours, theirs])
    for (const kind of ['app', 'portal', 'worker'] as const) {
      const client = new pg.Client({ connectionString: logins[kind] })
      await client.connect()
      clients.set(kind, client)
    }
  })
  after(async () => {
    await Promise.all([...clients.values()].map((client) => client.end()))
    await office.close()
  })

  const as = (kind: keyof Logins) => clients.get(kind) as pg.Client
  /** Rows, or the code of the error; everything is rolled back. */
  async function ask(kind: keyof Logins, tenant: string | null, text: string, values: unknown[] = []): Promise<{ rows: Record<string, unknown>[]; count: number; error: string | undefined }> {
    const client = as(kind)
    await client.query('begin')
    try {
      if (tenant !== null) await client.query(`select set_config('obeh.tenant', $1, true)`, [tenant])
      const { rows, rowCount } = await client.query<Record<string, unknown>>(text, values)
      return { rows, count: rowCount ?? 0, error: undefined }
    } catch (error) {
      return { rows: [], count: 0, error: sqlState(error) ?? String(error) }
    } finally {
      await client.query('rollback')
    }
  }
  const readable = (kind: 'app' | 'portal') => tables.filter((table) => table.readers.includes(kind))

  it('stand around every table of every room; one without a tenant is named with the reason', async () => {
    assert.ok(tables.length > 40, String(tables.length))
    await requireWalls(office.url, tablesWithoutTenant)
    const owner = new pg.Client({ connectionString: office.url })
    await owner.connect()
    await owner.query('create table records.forgotten (id uuid)')
    await assert.rejects(requireWalls(office.url, tablesWithoutTenant), /records\.forgotten/)
    await owner.query('drop table records.forgotten; create view records.seen_through as select * from records.document')
    await assert.rejects(requireWalls(office.url, tablesWithoutTenant), /records\.seen_through/, 'a view looks with the eyes of its owner')
    await owner.query('drop view records.seen_through')
    await owner.end()
  })

  it('show no row of any table to the server and to the portal before it is said whose work it is', async () => {
    assert.ok(readable('app').length > 40 && readable('portal').length > 5)
    for (const kind of ['app', 'portal'] as const) {
      for (const { name } of readable(kind)) {
        const { rows, error } = await ask(kind, null, `select count(*)::int as n from ${name}`)
        // Which offices there are is public: the portal finds by it whose page to show.
        const known = kind === 'portal' && name === 'publication.office' ? 2 : 0
        assert.deepEqual([error, rows[0]?.['n']], [undefined, known], `${kind} ${name}`)
      }
    }
  })

  it('show to work for one office its own rows of every table and none of another', async () => {
    for (const kind of ['app', 'portal'] as const) {
      for (const { name, key } of readable(kind)) {
        const { rows, error } = await ask(kind, ours, `select distinct ${key}::text as tenant from ${name}`)
        const shown = rows.map(({ tenant }) => tenant)
        const wanted = kind === 'portal' && name === 'publication.office' ? [ours, theirs] : [ours]
        assert.deepEqual([error, shown.toSorted()], [undefined, wanted.toSorted()], `${kind} ${name}`)
      }
    }
  })

  it('let work for one office change, add, move and delete nothing of another, in no table', async () => {
    const digest = async () => (await Promise.all(tables.map(async ({ name, key }) => {
      const client = new pg.Client({ connectionString: office.url })
      await client.connect()
      const { rows } = await client.query<{ t: string }>(`select coalesce(string_agg(t::text, '|' order by t::text), '') as t from ${name} t where ${key} = $1`, [theirs])
      await client.end()
      return rows[0]?.t
    }))).join('\n')
    const before = await digest()
    for (const { name, key, columns } of tables) {
      const denied = (done: Awaited<ReturnType<typeof ask>>, what: string) => assert.ok(done.error === '42501' || (done.error === undefined && done.count === 0), `${what} ${name}: ${done.error} ${done.count}`)
      const added = await ask('app', ours, `insert into ${name} (${key}) values ($1)`, [theirs])
      assert.equal(added.error, '42501', `insert ${name}`)
      denied(await ask('app', ours, `delete from ${name} where ${key} = $1`, [theirs]), 'delete')
      denied(await ask('app', null, `delete from ${name}`), 'delete by nobody')
      for (const column of columns) denied(await ask('app', ours, `update ${name} set ${column} = ${column} where ${key} = $1`, [theirs]), `update ${column}`)
      const moved = await ask('app', ours, `update ${name} set ${key} = $1`, [theirs])
      assert.equal(moved.error, '42501', `move ${name}`)
    }
    assert.equal(await digest(), before)
  })

  it('let the server add to the log and neither change nor delete it', async () => {
    for (const table of ['audit.entry', 'audit.node']) {
      for (const text of [`update ${table} set index = index`, `delete from ${table}`, `truncate ${table}`]) assert.equal((await ask('app', ours, text)).error, '42501', text)
    }
  })

  it('keep the worker out of every table of the office, and everybody else out of the queue', async () => {
    for (const { name } of tables) assert.equal((await ask('worker', ours, `select from ${name}`)).error, '42501', name)
    for (const kind of ['app', 'portal'] as const) assert.equal((await ask(kind, ours, 'select from graphile_worker._private_jobs')).error, '42501')
    assert.equal((await ask('worker', null, 'select from graphile_worker._private_jobs')).error, undefined)
  })

  it('give the rights of the owner only within the office the transaction works for', async () => {
    for (const call of ['audit.erase($1, array[0]::bigint[])', `circulation.blank($1, '{}', 'x')`, `privacy.blank_events($1, '{}')`]) {
      assert.equal((await ask('app', ours, `select ${call}`, [theirs])).error, '42501', call)
      assert.equal((await ask('app', ours, `select ${call}`, [ours])).error, undefined, call)
    }
    assert.equal((await ask('portal', ours, 'select publication.note_download($1, $2, now())', [theirs, newId()])).error, '42501')
    assert.equal((await ask('app', null, `select set_config('obeh.door', 'open', true); select from records.document`)).count, 0, 'the door is the owner’s')
  })

  it('cannot be got round by any role of the server', async () => {
    const ways = [
      'reset role; select from pg_authid', 'set role obeh', 'set session authorization obeh', 'set role postgres', 'set role obeh_app', 'create table public.x ()', 'create schema x',
      'alter table records.document disable row level security', 'drop policy tenant on records.document', 'create role x', 'alter role current_user bypassrls', 'grant obeh_worker to current_user',
      `copy records.document to program 'cat'`, `copy records.document to '/tmp/x'`, 'set row_security = off; select * from audit.entry', 'set session_replication_role = replica',
    ]
    for (const kind of ['app', 'portal', 'worker'] as const) {
      for (const way of ways) assert.match((await ask(kind, ours, way)).error ?? 'done', /^(42501|42704|22023|0A000|28000|3F000|42P01)$/, `${kind}: ${way}`)
    }
    await requireConfined(logins)
    for (const kind of ['app', 'portal', 'worker'] as const) await assert.rejects(requireConfined({ ...logins, [kind]: office.url }), UnconfinedLogin)
    await assert.rejects(requireConfined({ ...logins, portal: logins.app }), UnconfinedLogin)
  })

  it('bind an owner who is no superuser as well, but for the door', async () => {
    const name = `obeh_owner_${process.pid}`
    const admin = new pg.Client({ connectionString: office.url })
    await admin.connect()
    await admin.query(`create role ${name} login password 'x'; grant usage on schema records to ${name}; alter table records.document owner to ${name}`)
    // As after a migration: the walls follow the owner.
    await migrate(office.url, allMigrations)
    const count = async (options: string) => {
      const owner = new pg.Client({ connectionString: withLogin(office.url, name, 'x'), options })
      await owner.connect()
      const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from records.document')
      await owner.end()
      return rows[0]?.n
    }
    try {
      assert.deepEqual([await count(''), await count(`-c obeh.tenant=${ours}`), await count(openDoor)], [0, 1, 2])
    } finally {
      await admin.query(`alter table records.document owner to current_user; drop policy tenant on records.document; drop policy door on records.document; drop owned by ${name}; drop role ${name}`)
      await migrate(office.url, allMigrations)
      await admin.end()
    }
  })
})
