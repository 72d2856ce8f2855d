import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import { createServer } from '../../platform/http/index.ts'
import type { TestOffice } from '../identity/testing.ts'
import { dispatchRoutes } from './index.ts'
import { officeWithPost, waiting, words, type OfficeWithPost } from './testing.ts'

const party = { name: 'Obec Lhota' }

describe('the doors of dispatch', () => {
  let office: OfficeWithPost
  let who: Actor | null = null
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())
  const open = () => {
    const app = createServer({ authenticate: async () => who })
    dispatchRoutes(app, office)
    return app
  }
  type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
  async function call(as: keyof TestOffice['actors'] | null, method: Method, url: string, payload?: object) {
    who = as && office.actors[as]
    const response = await open().inject({ method, url, ...(payload ? { payload } : {}) })
    return { status: response.statusCode, type: String(response.headers['content-type'] ?? ''), body: response.body.startsWith('{') ? response.json<Record<string, unknown>>() : {} }
  }

  /** Everything about one document or consignment: nobody signed in, no role for it, nothing to see. */
  const doors = (document: string, dispatch: string): [Method, string, object?][] => [
    ['GET', `/api/documents/${document}/draft`], ['PUT', `/api/documents/${document}/draft`, { seen: 0, subject: 'a', body: 'b' }],
    ['GET', `/api/documents/${document}/forward`], ['POST', `/api/documents/${document}/forward`, { ...words, party }],
    ['GET', `/api/documents/${document}/snippets`], ['POST', `/api/answers/${document}/discard`, { reason: 'x' }],
    ['POST', `/api/letters`, { ...words, party, besides: document }],
    ['POST', `/api/dispatches/${dispatch}/cancel`, { reason: 'x' }], ['POST', `/api/dispatches/${dispatch}/retry`], ['POST', `/api/dispatches/${dispatch}/leave`],
    ['POST', `/api/dispatches/${dispatch}/handed`, { to: 'a', identity: 'b' }], ['POST', `/api/dispatches/${dispatch}/posted`, {}],
    ['POST', `/api/dispatches/${dispatch}/delivered`, { at: '2026-11-23T10:00:00Z' }], ['POST', `/api/dispatches/${dispatch}/returned`, { reason: 'vraceno-neprijato' }],
    ['GET', `/api/dispatches/${dispatch}/sheet`],
  ]

  it('open for nobody who is not signed in, has no part in it, or may not see it', async () => {
    const { documentId, answerId, dispatchId } = await waiting(office, 'Osobne')
    for (const [method, url, payload] of [...doors(documentId, dispatchId), ['GET', `/api/answers/${answerId}/wordings`] as const]) {
      assert.equal((await call(null, method, url, payload)).status, 401, url)
      assert.equal((await call('otherClerk', method, url, payload)).status, 404, url)
      if (!url.endsWith('wordings')) assert.equal((await call('auditor', method, url, payload)).status, 403, url)
    }
    for (const [method, url, payload] of doors(newId(), newId())) assert.equal((await call('clerk', method, url, payload)).status, 404, url)
  })

  it('tell those who may what they ask for, and what they got wrong', async () => {
    const { documentId, answerId, dispatchId } = await waiting(office, 'Osobne')
    const draft = `/api/documents/${documentId}/draft`
    assert.deepEqual((await call('clerk', 'GET', draft)).body, { version: 0 })
    assert.equal((await call('clerk', 'PUT', draft, { seen: 0, subject: 'Věc', body: ' píšu ' })).body['version'], 1)
    assert.deepEqual((await call('clerk', 'PUT', draft, { seen: 0, subject: 'Věc', body: 'jinak' })).body['refusal'], 'draft-changed')
    assert.equal((await call('clerk', 'DELETE', draft)).status, 200)
    assert.deepEqual((await call('clerk', 'GET', `/api/documents/${answerId}/draft`)).body, { version: 0 })
    const sheet = await call('registrar', 'GET', `/api/dispatches/${dispatchId}/sheet`)
    assert.deepEqual([sheet.status, sheet.type], [200, 'application/pdf'])
    const list = await call('registrar', 'GET', '/api/dispatches/posting-list')
    assert.deepEqual([list.status, list.type, (await call('clerk', 'GET', '/api/dispatches/posting-list')).status], [200, 'application/pdf', 403])
    const room = await call('clerk', 'GET', '/api/dispatches?limit=1')
    assert.ok(Array.isArray(room.body['items']))
    assert.equal((await call('clerk', 'GET', '/api/dispatches?after=x')).status, 400)
    assert.equal((await call('registrar', 'POST', `/api/dispatches/${dispatchId}/handed`, { to: ' ', identity: 'x' })).status, 400)
    assert.equal((await call('registrar', 'POST', `/api/dispatches/${dispatchId}/returned`, { reason: 'vraceno-jindy' })).status, 400)
    assert.equal((await call('registrar', 'POST', `/api/dispatches/${dispatchId}/posted`, {})).body['refusal'], 'wrong-channel')
    assert.equal((await call('registrar', 'POST', `/api/dispatches/${dispatchId}/handed`, { to: 'Jana', identity: 'pas' })).status, 200)
    assert.equal((await call('clerk', 'POST', '/api/letters', { ...words, party: { name: '' } })).status, 400)
  })
})
