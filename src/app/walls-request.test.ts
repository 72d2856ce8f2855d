import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { roles, type Actor } from '../kernel/actor.ts'
import { newId, type Id } from '../kernel/id.ts'
import { foundOffice } from '../modules/identity/index.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { openDatabase, type Database } from '../platform/database/index.ts'
import { createServer, type Server } from '../platform/http/index.ts'

/** A route that forgot every condition: what the walls leave of it for each role of a person. */
describe('a request whose service forgot whose rows it may read', () => {
  let office: TestOffice
  let db: Database
  let app: Server
  let asker: Actor | null = null
  const other = newId<'Tenant'>()
  before(async () => {
    office = await testOffice()
    db = openDatabase(office.url, { name: 'test', role: 'obeh_app', connections: 2 })
    const tenant = { id: other, name: 'Jiný úřad', abbreviation: 'JINY', ico: '00000002', address: ['x'], email: 'a@jiny.example', dataBox: null }
    const unit = { id: newId<'Unit'>(), parentId: null, code: 'JO', name: 'Jiný odbor' }
    const person = { id: newId<'Person'>(), unitId: unit.id, name: 'Jiná Osoba', familyName: 'Osoba', post: 'referent', email: 'o@jiny.example', roles: ['clerk'] as const, language: 'cs' as const, active: true, passwordHash: null }
    await foundOffice({ ...office, db }, { tenant, host: 'jiny.example', units: [unit], people: [person] }, 'jiny.example/log')
    app = createServer({ authenticate: async () => asker })
    const forgetful = async () => (await sql<{ tenant_id: Id<'Tenant'> }>`select tenant_id from identity.unit union all select tenant_id from audit.entry union all select id from identity.tenant`.execute(db)).rows.map((row) => row.tenant_id)
    app.get('/all', { config: { access: 'signed-in' } }, forgetful)
    app.post('/all', { config: { access: 'signed-in' } }, forgetful)
    app.get('/public', { config: { access: 'public' } }, forgetful)
    await app.ready()
  })
  after(async () => {
    await app.close()
    await db.destroy()
    await office.close()
  })

  const seen = async (method: 'GET' | 'POST', url: string) => {
    const answer = await app.inject({ method, url, ...(method === 'POST' ? { payload: { long: 'x'.repeat(200_000) } } : {}) })
    assert.equal(answer.statusCode, 200, answer.body)
    return [...new Set(answer.json<string[]>())]
  }

  it('shows people of every role nothing but their own office, also after a body was read', async () => {
    for (const tenantId of [office.tenantId, other]) {
      for (const role of roles) {
        asker = { ...office.actors.clerk, tenantId, roles: [role] }
        assert.deepEqual([await seen('GET', '/all'), await seen('POST', '/all')], [[tenantId], [tenantId]], role)
      }
    }
  })

  it('shows nothing at all on a public page, whoever has signed in', async () => {
    for (const actor of [null, office.actors.auditor]) {
      asker = actor
      assert.deepEqual(await seen('GET', '/public'), [])
    }
  })
})
