import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { newId, type Id } from '../../kernel/id.ts'
import { platformMigrations } from '../events/index.ts'
import { testDatabase, type TestDatabase } from '../testing/index.ts'
import { asTenant, currentTenant, inTransaction, migrate, openDatabase, openPool, openScope, sendAhead, wallsKey, type Database } from './index.ts'

const things = `
  create schema room; create table room.thing (tenant_id uuid not null, id uuid not null default gen_random_uuid(), primary key (tenant_id, id));
  grant usage on schema room to obeh_app; grant select, insert on room.thing to obeh_app`

interface Request { readonly who: 0 | 1 | null; readonly does: 'read' | 'transaction' | 'failure' | 'rollback' | 'ahead' | 'write'; readonly turns: number }
const request: fc.Arbitrary<Request> = fc.record({
  who: fc.constantFrom(0, 1, null), does: fc.constantFrom('read', 'transaction', 'failure', 'rollback', 'ahead', 'write'), turns: fc.nat(3),
})
/** At least four at once, more than there are connections. */
const requests = fc.array(request, { minLength: 4, maxLength: 16 })

describe('work for two offices over a pool of two connections', () => {
  let database: TestDatabase
  let db: Database
  const offices = [newId<'Tenant'>(), newId<'Tenant'>()] as const
  before(async () => {
    database = await testDatabase(async (url) => {
      await migrate(url, platformMigrations)
      const owner = openPool(url, { name: 'test', connections: 1 })
      await owner.query(things)
      await owner.end()
      await migrate(url, platformMigrations)
    }, `tenancy ${wallsKey} ${things}`)
    db = openDatabase(database.url, { name: 'test', role: 'obeh_app', connections: 2 })
    for (const office of offices) await asTenant(office, () => sql`insert into room.thing (tenant_id) values (${office})`.execute(db))
  })
  after(async () => {
    await db.destroy()
    await database.drop()
  })

  const seenBy = async (one: Database) => new Set((await sql<{ tenant_id: Id<'Tenant'> }>`select tenant_id from room.thing where ${1}::int = 1`.execute(one)).rows.map((row) => row.tenant_id))
  const own = (who: Request['who']) => new Set(who === null ? [] : [offices[who]])

  async function work({ who, does, turns }: Request): Promise<void> {
    for (let i = 0; i < turns; i++) await turn()
    const seen = await doneBy(does)
    assert.deepEqual(seen, own(who), does)
  }

  function doneBy(does: Request['does']): Promise<Set<Id<'Tenant'>>> {
    const tenant = currentTenant() ?? offices[0]
    const add = { compile: () => sql`insert into room.thing (tenant_id) values (${tenant})`.compile(db) }
    const mine = currentTenant() !== undefined
    switch (does) {
      case 'read': return seenBy(db)
      case 'transaction': return inTransaction(db, async (tx) => {
        await turn()
        return seenBy(tx)
      })
      case 'failure': return sql`select 1 / ${0}::int`.execute(db).then(() => new Set(), () => seenBy(db))
      case 'rollback': return inTransaction(db, async (tx) => { throw Object.assign(new Error('rolled back'), { seen: await seenBy(tx) }) }).catch((error: { seen: Set<Id<'Tenant'>> }) => error.seen)
      case 'ahead': return inTransaction(db, async (tx) => {
        if (mine) await sendAhead(tx, add)
        return seenBy(tx)
      })
      case 'write': return (mine ? sql`insert into room.thing (tenant_id) values (${tenant})`.execute(db).then(() => {}) : Promise.resolve()).then(() => seenBy(db))
    }
  }

  const as = (who: Request['who'], run: () => Promise<void>) => (who === null ? run() : asTenant(offices[who], run))

  it('sees its own rows and none of the other, however requests, failures and rollbacks meet', async () => {
    await fc.assert(fc.asyncProperty(requests, async (asked) => {
      await Promise.all(asked.map((one) => as(one.who, () => work(one))))
    }), { numRuns: 60 })
  })

  it('would see those of the other were the tenant a setting of the session: the very same requests show it', async () => {
    const pool = openPool(database.url, { name: 'test', role: 'obeh_app', connections: 2 })
    const leaky = async ({ who, turns }: Request) => {
      for (let i = 0; i < turns; i++) await turn()
      const client = await pool.connect()
      if (who !== null) await client.query(`select set_config('obeh.tenant', $1, false)`, [offices[who]])
      const { rows } = await client.query<{ tenant_id: Id<'Tenant'> }>('select distinct tenant_id from room.thing').finally(() => client.release())
      assert.deepEqual(new Set(rows.map((row) => row.tenant_id)), own(who))
    }
    await assert.rejects(fc.assert(fc.asyncProperty(requests, async (asked) => void await Promise.all(asked.map(leaky))), { numRuns: 60, endOnFailure: true }), /Property failed/)
    await pool.end()
  })

  it('adds no row in the name of another, nor in nobody’s', async () => {
    const add = (tenant: Id<'Tenant'>) => sql`insert into room.thing (tenant_id) values (${tenant})`.execute(db)
    await assert.rejects(asTenant(offices[0], () => add(offices[1])), /row-level security/)
    await assert.rejects(add(offices[0]), /row-level security/)
    await assert.rejects(asTenant(offices[0], () => inTransaction(db, (tx) => sql`insert into room.thing (tenant_id) values (${offices[1]})`.execute(tx))), /row-level security/)
  })

  it('asks the index of the key for its rows, and the setting once', async () => {
    const { rows } = await asTenant(offices[0], () => inTransaction(db, async (tx) => {
      // So few rows are read faster as a whole.
      await sql`set local enable_seqscan = off`.execute(tx)
      return sql<{ 'QUERY PLAN': string }>`explain select from room.thing where id = ${newId()}`.execute(tx)
    }))
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    assert.match(plan, /InitPlan/)
    assert.match(plan, /Index Cond: .*tenant_id = /)
  })
})

describe('a scope', () => {
  const [one, other] = [newId<'Tenant'>(), newId<'Tenant'>()]

  it('belongs to one office for good, and reaches all that its work waits for', async () => {
    const scope = openScope()
    await scope.run(async () => {
      assert.equal(currentTenant(), undefined)
      scope.enter(one)
      await turn()
      assert.equal(currentTenant(), one)
      assert.throws(() => scope.enter(other), /may not go on for another/)
      assert.throws(() => asTenant(other, () => null), /reached into another/)
      assert.equal(asTenant(one, () => currentTenant()), one)
    })
    assert.equal(currentTenant(), undefined)
  })

  it('takes nothing but an id for one', () => {
    for (const not of ['', `${one}'`, `x'; drop table a; --`]) assert.throws(() => asTenant(not as Id<'Tenant'>, () => null), /not one/)
  })
})
