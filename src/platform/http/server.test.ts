import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import { actorOf, commandKey, createServer, respond, type Access, type ServerOptions } from './index.ts'

const clerk: Actor = { tenantId: newId(), personId: newId(), name: 'Petr', unitId: newId(), roles: ['clerk'], origin: '127.0.0.1', standsFor: [] }

function server(actor: Actor | null = clerk) {
  const denied: string[] = []
  const errors: object[] = []
  const app = createServer({
    authenticate: async () => actor, onDenied: async (_request, reason) => void denied.push(reason),
    log: { info: () => {}, error: (data) => void errors.push(data) },
  })
  const route = (access: Access) => ({ config: { access } })
  app.get('/open', route('public'), async () => ({}))
  app.get('/any', route('signed-in'), async (request) => ({ name: actorOf(request).name }))
  app.get('/heads', route(['head']), async () => ({}))
  app.post('/typed', { ...route('public'), schema: { body: z.object({ n: z.number() }) } }, async (request) => ({ key: commandKey(request) ?? null }))
  app.get('/bug', route('public'), async () => { throw new Error('secret detail') })
  app.get('/refused', route('public'), async (_request, reply) =>
    respond(reply, { ok: false, refusal: 'closed' }, { status: { closed: 409 }, texts: { cs: { closed: 'Zavřeno.' }, en: { closed: 'Closed.' } } }))
  return { app, denied, errors }
}

describe('the server', () => {
  it('does not start with a route that names no access', () => {
    assert.throws(() => server().app.get('/nameless', async () => ({})), /GET \/nameless names no access/)
  })

  it('lets in whom the route names and tells the rest why not', async () => {
    const get = async (url: string, actor: Actor | null) => {
      const { app, denied } = server(actor)
      const { statusCode } = await app.inject(url)
      return [statusCode, ...denied]
    }
    assert.deepEqual(await get('/open', null), [200])
    assert.deepEqual(await get('/any', null), [401, 'not-signed-in'])
    assert.deepEqual(await get('/any', clerk), [200])
    assert.deepEqual(await get('/heads', clerk), [403, 'not-allowed'])
    assert.deepEqual(await get('/heads', { ...clerk, roles: ['head'] }), [200])
  })

  it('asks what the session lacks only of those the route lets in, and believes nobody where it cannot ask', async () => {
    const get = async (actor: Actor | null, lacks?: ServerOptions['lacks']) => {
      const asked: object[] = []
      const app = createServer({ authenticate: async () => actor, ...(lacks ? { lacks: async (request, needs) => (asked.push(needs), lacks(request, needs)) } : {}) })
      app.get('/act', { config: { access: ['head'], fresh: true } }, async () => ({}))
      app.get('/read', { config: { access: 'signed-in', beforeSecondFactor: true } }, async () => ({}))
      const [act, read] = [await app.inject('/act'), await app.inject('/read')]
      return [act.statusCode, act.json<{ refusal?: string }>().refusal, read.statusCode, ...asked]
    }
    const head: Actor = { ...clerk, roles: ['head'] }
    const needs = [{ fresh: 'strong', beforeSecondFactor: false }, { fresh: null, beforeSecondFactor: true }]
    assert.deepEqual(await get(head), [401, 'reauthentication-needed', 200])
    assert.deepEqual(await get(head, async () => null), [200, undefined, 200, ...needs])
    assert.deepEqual(await get(head, async () => 'device-key-needed'), [403, 'device-key-needed', 403, ...needs])
    assert.deepEqual(await get(clerk, async () => 'device-key-needed'), [403, 'not-allowed', 403, needs[1]])
    assert.deepEqual(await get(null, async () => null), [401, 'not-signed-in', 401])
  })

  it('carries out nothing that another site made the browser send', async () => {
    const { app, denied } = server()
    const post = (headers: Record<string, string>) => app.inject({ method: 'POST', url: '/typed', payload: { n: 1 }, headers: { host: 'obeh.example', ...headers } }).then((r) => r.statusCode)
    assert.deepEqual(await Promise.all([
      post({ 'sec-fetch-site': 'cross-site' }), post({ 'sec-fetch-site': 'same-site' }), post({ origin: 'https://evil.example' }), post({ origin: 'null' }),
      post({ 'sec-fetch-site': 'same-origin' }), post({ origin: 'https://obeh.example' }), post({})]), [403, 403, 403, 403, 200, 200, 200])
    assert.equal(denied.length, 4)
  })

  it('takes the client\'s address from as many proxies as there are, never from the client', async () => {
    const seen = async (trustProxy: number) => {
      const app = createServer({ authenticate: async () => null, trustProxy })
      app.get('/ip', { config: { access: 'public' } }, async ({ ip }) => ({ ip }))
      const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.7, 10.0.0.2' }
      return (await app.inject({ url: '/ip', remoteAddress: '10.0.0.1', headers })).json<{ ip: string }>().ip
    }
    assert.deepEqual(await Promise.all([0, 1, 2].map(seen)), ['10.0.0.1', '10.0.0.2', '203.0.113.7'])
  })

  it('answers a refusal as a problem in the reader\'s language', async () => {
    const { app } = server()
    const say = async (headers: Record<string, string>) => (await app.inject({ url: '/refused', headers })).json<{ title: string; status: number; refusal: string }>()
    assert.deepEqual(await say({}), { type: 'urn:obeh:problem:closed', title: 'Zavřeno.', status: 409, refusal: 'closed' })
    assert.equal((await say({ 'accept-language': 'en-GB,en;q=0.9,cs;q=0.5' })).title, 'Closed.')
    assert.equal((await say({ 'accept-language': 'en', cookie: 'obeh-language=cs' })).title, 'Zavřeno.')
  })

  it('says which field it did not understand', async () => {
    const response = await server().app.inject({ method: 'POST', url: '/typed', payload: { n: 'x' } })
    assert.equal(response.statusCode, 400)
    assert.match(String(response.headers['content-type']), /^application\/problem\+json/)
    assert.deepEqual(response.json<{ errors: { path: string }[] }>().errors.map(({ path }) => path), ['n'])
    const garbage = await server().app.inject({ method: 'POST', url: '/typed', payload: '{', headers: { 'content-type': 'application/json' } })
    assert.deepEqual([garbage.statusCode, garbage.json<{ refusal: string }>().refusal], [400, 'not-understood'])
  })

  it('keeps the particulars of a bug for the log and gives the person its number', async () => {
    const { app, errors } = server()
    const response = await app.inject('/bug')
    const { reference } = response.json<{ reference: string }>()
    assert.deepEqual([response.statusCode, response.body.includes('secret'), (errors[0] as { id: string }).id], [500, false, reference])
  })

  it('tells browsers not to run, frame, guess or keep anything', async () => {
    const { headers } = await server().app.inject('/open')
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/)
    assert.deepEqual([headers['x-content-type-options'], headers['cache-control'], headers['x-frame-options']], ['nosniff', 'no-store', 'DENY'])
  })

  it('takes a command key of a sensible length only', async () => {
    const key = async (value: string) => (await server().app.inject({ method: 'POST', url: '/typed', payload: { n: 1 }, headers: { 'idempotency-key': value } })).json<{ key: string | null }>().key
    assert.deepEqual([await key('12345678'), await key('short'), await key('x'.repeat(151))], ['http:12345678', null, null])
  })

  it('takes no command key that the office gives to its own deeds', async () => {
    const { app } = server()
    for (const own of ['render-log 2026-11-30', 'critical checkpoint 2026-11-30', 'circulation.settled:0193']) {
      const { key } = (await app.inject({ method: 'POST', url: '/typed', payload: { n: 1 }, headers: { 'idempotency-key': own } })).json<{ key: string }>()
      assert.notEqual(key, own)
    }
  })
})
