import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor, Role } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { createServer } from '../../platform/http/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations, privacyRoutes, type Holdings } from './index.ts'

/** No room keeps anything: what the routes let through is seen without one. */
const nothing: Holdings = {
  register: { find: async () => [], family: async () => undefined, alike: async () => [], documents: async () => [], lock: async () => {} },
  accounts: { find: async () => [], exists: async () => false, names: async () => new Map(), officeName: async () => '' }, keepers: [],
}

describe('the routes of personal data', () => {
  let office: TestOffice
  let who: Actor | null
  const server = () => {
    const app = createServer({ authenticate: async () => who, lacks: async () => null })
    privacyRoutes(app, { ...office, holdings: nothing, removeContent: async () => {} })
    return app
  }
  let app: ReturnType<typeof server>
  before(async () => {
    office = await testOffice([migrations])
    app = server()
  })
  after(() => office.close())

  const as = (roles: readonly Role[]): Actor => ({ ...office.actors.clerk, roles })
  const [party, hash, id] = [newId(), '0'.repeat(64), newId()]
  const subject = { kind: 'party', ids: [party] }
  const routes = [
    ['GET', '/api/privacy/subjects?q=novak', undefined, ['dpo', 'admin']], ['GET', `/api/privacy/parties/${party}?also=${id}`, undefined, ['dpo', 'admin']], ['GET', `/api/privacy/people/${id}`, undefined, ['dpo', 'admin']],
    ['POST', '/api/privacy/exports', { subject, reason: 'x' }, ['dpo']], ['GET', '/api/privacy/exports', undefined, ['dpo']], ['GET', `/api/privacy/exports/${id}`, undefined, ['dpo']], ['GET', `/api/privacy/exports/${id}/file`, undefined, ['dpo']],
    ['POST', '/api/privacy/erasures', { subject, reason: 'x', seen: hash }, ['dpo', 'admin']], ['GET', '/api/privacy/erasures', undefined, ['dpo', 'admin']],
    ['GET', `/api/privacy/erasures/${id}`, undefined, ['dpo', 'admin']], ['POST', `/api/privacy/erasures/${id}/confirm`, { seen: hash }, ['dpo', 'admin']],
    ['POST', `/api/privacy/erasures/${id}/withdraw`, { reason: 'x' }, ['dpo', 'admin']],
  ] as const

  it('let in the data protection officer, an administrator to what has no contents, and nobody else', async () => {
    for (const [method, url, payload, allowed] of routes) {
      for (const role of ['registrar', 'clerk', 'head', 'auditor', 'admin', 'dpo', null] as const) {
        who = role && as([role])
        const { statusCode } = await app.inject({ method, url, ...payload ? { payload } : {} })
        const isAllowed = role !== null && (allowed as readonly string[]).includes(role)
        assert.equal([401, 403].includes(statusCode), !isAllowed, `${method} ${url} as ${role}: ${statusCode}`)
      }
    }
  })

  it('tell an administrator that something is kept and what holds it, and of what is written in documents not a word', async () => {
    const secret = 'Stížnost na hluk, sdělil primář'
    const item = { id: newId(), documentId: null, facts: { subject: secret, answer: secret, state: 'done' }, contents: [{ name: secret, sha256: hash as Sha256, size: 1 }], tells: [], hold: null }
    const sections = ['documents', 'submissions', 'circulation', 'consignments', 'portal'] as const
    const holdings: Holdings = { ...nothing, register: { ...nothing.register, family: async (_db, _tenant, ids) => [...ids] }, keepers: sections.map((section) => ({
      section, collect: async () => [{ ...item, place: section, title: section === 'submissions' ? secret : 'KUZK 1/2026' }], erase: async () => [] })) }
    const full = createServer({ authenticate: async () => who, lacks: async () => null })
    privacyRoutes(full, { ...office, holdings, removeContent: async () => {} })
    const look = async (roles: readonly Role[]) => {
      who = as(roles)
      return full.inject({ method: 'GET', url: `/api/privacy/parties/${party}` })
    }
    const [seen, dpo] = [await look(['admin']), await look(['dpo'])]
    assert.deepEqual(seen.json<{ sections: { key: string; items: unknown[] }[] }>().sections.map(({ key, items }) => [key, items.length]), sections.map((key) => [key, 1]))
    assert.deepEqual([seen.body.includes('primář'), dpo.body.includes('primář')], [false, true])
    const { plan } = dpo.json<{ plan: { hash: string } }>()
    const { id: erasure } = (await full.inject({ method: 'POST', url: '/api/privacy/erasures', payload: { subject, reason: 'žádost', seen: plan.hash } })).json<{ id: string }>()
    who = as(['admin'])
    const proposal = await full.inject({ method: 'GET', url: `/api/privacy/erasures/${erasure}` })
    assert.deepEqual([proposal.statusCode, proposal.body.includes('primář')], [200, false])
  })

  it('say plainly what they do not find and what they do not understand', async () => {
    who = as(['dpo'])
    assert.deepEqual((await app.inject({ method: 'GET', url: `/api/privacy/parties/${party}` })).json<{ refusal: string }>().refusal, 'not-found')
    for (const url of ['/api/privacy/subjects?q=x', `/api/privacy/parties/${party}?also=x`, '/api/privacy/people/1', '/api/privacy/erasures/1']) {
      assert.equal((await app.inject({ method: 'GET', url })).statusCode, 400, url)
    }
    assert.equal((await app.inject({ method: 'POST', url: '/api/privacy/erasures', payload: { subject: { kind: 'party', ids: [] }, reason: 'x', seen: hash } })).statusCode, 400)
  })
})
