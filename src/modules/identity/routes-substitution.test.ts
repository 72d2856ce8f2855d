import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import rateLimit from '@fastify/rate-limit'
import { createServer, type Server } from '../../platform/http/index.ts'
import { identityRoutes } from './index.ts'
import { testOffice, type TestOffice } from './testing.ts'

type Role = keyof TestOffice['actors']

describe('the routes of substitution', () => {
  let office: TestOffice
  let app: Server
  let asker: Role | null = null
  before(async () => {
    office = await testOffice()
    app = createServer({ authenticate: async () => asker && office.actors[asker] })
    await app.register(rateLimit, { global: false })
    identityRoutes(app, { ...office, secureCookies: false })
  })
  after(() => office.close())

  const plan = (about: object = {}) => ({
    substituteId: office.actors.colleague.personId, startsOn: '2026-11-23', endsOn: '2026-11-27', kinds: ['approve'], maySign: false, basis: 'dovolená', ...about })
  async function call(as: Role | null, method: 'GET' | 'POST', url: string, payload?: object) {
    asker = as
    const response = await app.inject({ method, url, ...(payload ? { payload } : {}) })
    return { status: response.statusCode, body: response.json<{ id: string; refusal: string; items: { id: string; mayEnd: boolean; person: { name: string } }[] }>() }
  }

  it('let everybody arrange and end their own, see everybody’s, and end nobody else’s', async () => {
    const made = await call('clerk', 'POST', '/api/substitutions', plan())
    assert.equal(made.status, 200)
    const seen = await call('auditor', 'GET', '/api/substitutions')
    assert.deepEqual(seen.body.items.map(({ id, mayEnd, person }) => [id, mayEnd, person.name]), [[made.body.id, false, 'Petr Čáp']])
    for (const other of ['otherClerk', 'otherHead', 'auditor', 'colleague'] as const) {
      const tried = await call(other, 'POST', `/api/substitutions/${made.body.id}/end`, {})
      assert.deepEqual([tried.status, tried.body.refusal], [403, 'not-allowed'])
    }
    assert.equal((await call('head', 'POST', `/api/substitutions/${made.body.id}/end`, {})).status, 200)
    assert.equal((await call('head', 'POST', `/api/substitutions/${made.body.id}/end`, {})).status, 409)
  })

  it('let a head arrange for their people and for nobody else’s', async () => {
    const personId = office.actors.clerk.personId
    assert.equal((await call('otherHead', 'POST', '/api/substitutions', plan({ personId }))).status, 403)
    assert.equal((await call('head', 'POST', '/api/substitutions', plan({ personId }))).status, 200)
  })

  it('are closed to strangers and say what is wrong with a plan', async () => {
    assert.equal((await call(null, 'GET', '/api/substitutions')).status, 401)
    assert.equal((await call(null, 'POST', '/api/substitutions', plan())).status, 401)
    assert.equal((await call('head', 'POST', `/api/substitutions/${office.tenantId}/end`, {})).status, 404)
    const refused = async (about: object) => {
      const { status, body } = await call('otherClerk', 'POST', '/api/substitutions', plan(about))
      return [status, body.refusal]
    }
    assert.deepEqual(await refused({ startsOn: '2026-11-22' }), [422, 'starts-in-past'])
    assert.deepEqual(await refused({ kinds: [] }), [422, 'nothing-entrusted'])
    assert.deepEqual(await refused({ kinds: ['sign'] }), [400, 'not-understood'])
    assert.deepEqual(await refused({ startsOn: '2026-02-30' }), [400, 'not-understood'])
    assert.deepEqual(await refused({ basis: ' ' }), [400, 'not-understood'])
  })
})
