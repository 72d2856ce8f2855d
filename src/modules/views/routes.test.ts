import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import { createServer } from '../../platform/http/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations, viewsRoutes } from './index.ts'

describe('the routes of saved views', () => {
  let office: TestOffice
  let who: Actor | null
  const server = () => {
    const app = createServer({ authenticate: async () => who })
    viewsRoutes(app, office)
    return app
  }
  let app: ReturnType<typeof server>
  before(async () => {
    office = await testOffice([migrations])
    app = server()
  })
  after(() => office.close())

  async function call(as: keyof TestOffice['actors'] | null, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
    who = as && office.actors[as]
    const response = await app.inject({ method, url, ...(payload ? { payload } : {}) })
    return { status: response.statusCode, body: response.json<{ id: string; refusal: string; items: object[] }>() }
  }
  const view = { place: 'documents', name: 'Mosty', query: 'q=most', shared: true }

  it('save, list, change and remove', async () => {
    const { body: { id } } = await call('clerk', 'POST', '/api/views', view)
    assert.deepEqual((await call('colleague', 'GET', '/api/views')).body.items, [{ id, ...view, own: false, mayChange: false }])
    assert.equal((await call('clerk', 'PATCH', `/api/views/${id}`, { query: 'q=silnice' })).status, 200)
    assert.deepEqual((await call('clerk', 'GET', '/api/views')).body.items, [{ id, ...view, query: 'q=silnice', own: true, mayChange: true }])
    assert.equal((await call('clerk', 'DELETE', `/api/views/${id}`)).status, 200)
    assert.deepEqual((await call('clerk', 'GET', '/api/views')).body.items, [])
  })

  it('turn away strangers, others, and what they do not understand', async () => {
    const { body: { id } } = await call('clerk', 'POST', '/api/views', { ...view, name: 'Další' })
    for (const [method, url, payload] of [['GET', '/api/views'], ['POST', '/api/views', view], ['PATCH', `/api/views/${id}`, {}], ['DELETE', `/api/views/${id}`]] as const) {
      assert.equal((await call(null, method, url, payload)).status, 401, url)
    }
    assert.equal((await call('colleague', 'DELETE', `/api/views/${id}`)).status, 403)
    assert.equal((await call('otherHead', 'DELETE', `/api/views/${id}`)).status, 404)
    assert.equal((await call('clerk', 'DELETE', `/api/views/${newId()}`)).status, 404)
    assert.equal((await call('clerk', 'POST', '/api/views', { ...view, name: 'Další' })).body.refusal, 'name-taken')
    for (const wrong of [{ place: 'elsewhere' }, { name: ' ' }, { name: 'x'.repeat(81) }, { query: 'q='.padEnd(1001, 'x') }, { query: 'q='.padEnd(999, 'ž') }, { query: 'a\0' }]) {
      assert.equal((await call('clerk', 'POST', '/api/views', { ...view, ...wrong })).status, 400, JSON.stringify(wrong))
    }
  })
})
