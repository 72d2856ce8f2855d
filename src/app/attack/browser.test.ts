import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import type { Server } from '../../platform/http/index.ts'
import { buildServer } from '../server.ts'
import { call } from './testing-call.ts'
import { openGround, password, type Ground } from './testing-ground.ts'
import { makeObjects, prepareSide, type Objects } from './testing-objects.ts'
import { kindOfParameter, plainValue } from './testing-names.ts'
import { doorsOf, type Door } from './testing-schema.ts'

/** What a browser is told, and what it may not be made to do. */
describe('a browser', () => {
  let ground: Ground
  let app: Server
  let own = {} as Objects
  let doors: readonly Door[] = []
  before(async () => {
    ground = await openGround()
    app = await buildServer(ground.office)
    await prepareSide(app, ground.ours)
    own = await makeObjects(app, ground.ours)
    doors = doorsOf(app)
  })
  after(async () => {
    await app.close()
    await ground.close()
  })

  const pathOf = ({ url }: Door) => url.replaceAll(/:(\w+)|\*/g, (_, name?: string) => {
    const kind = name ? kindOfParameter(url, name) : null
    return kind ? own[kind] : plainValue(name ?? '*')
  })
  const get = (url: string, as?: keyof Ground['ours']['people'], headers = {}) => call(app, ground.ours, { method: 'GET', url, as: as && ground.ours.people[as], headers })
  /** Every page there is, of both applications, those that say that something is wrong too. */
  async function pages(): Promise<(readonly [path: string, page: LightMyRequestResponse])[]> {
    const paths = new Set([...doors.filter(({ method, access }) => method === 'GET' && access === 'public').map(pathOf), '/', '/dokumenty', '/portal/neni', '/portal/assets/neni', '/portal?cislo=%22%3E%3Cscript%3E'])
    const asked = await Promise.all([...paths].map(async (path) => [path, await get(path)] as const))
    const posted = await Promise.all(['/portal/vec', '/portal/doklad', '/portal/dokument', '/portal/overeni', '/portal/podani'].map(async (url) => [url, await call(app, ground.ours, {
      method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'number=%22%3E%3Cscript%3Ex%3C/script%3E&code=%3Cimg%20src=x%20onerror=y%3E', from: '10.9.9.9' })] as const))
    return [...asked, ...posted].filter(([, { headers }]) => String(headers['content-type']).startsWith('text/html'))
  }

  it('made by another site to send something changes nothing, on any route that changes anything, sign-in and the portal\'s forms included', async () => {
    const changing = doors.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))
    const foreign = [
      { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'cross-site', origin: 'https://nas-kraj.example' }, { origin: 'https://evil.example' }, { origin: 'null' },
      { origin: 'http://nas-kraj.example.evil.example' }, { origin: 'http://evil.example/nas-kraj.example' }, { origin: 'http://nas-kraj.example:8081' },
    ]
    for (const door of changing) {
      for (const headers of foreign) {
        for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
          const reply = await call(app, ground.ours, { method: door.method, url: pathOf(door), as: ground.ours.people.admin, headers: { ...headers, 'content-type': type }, body: 'x' })
          assert.deepEqual([reply.statusCode, reply.json<{ refusal: string }>().refusal, reply.headers['set-cookie']], [403, 'cross-site', undefined], `${door.name} ${JSON.stringify(headers)}`)
          if (door.access === 'public') continue
          break
        }
      }
    }
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: 'http://nas-kraj.example' }]) {
      assert.notEqual((await call(app, ground.ours, { method: 'POST', url: '/portal/vec', headers })).statusCode, 403, JSON.stringify(headers))
    }
    assert.ok(changing.length > 70, String(changing.length))
  })

  it('lets pages of signing alone speak to the agent of cards, and no page where the office has none', async () => {
    const { config } = ground.office
    const withCards = await buildServer({ ...ground.office, config: { ...config, signing: { ...config.signing, agentUrl: 'http://127.0.0.1:24824' } } })
    const speaksTo = async (server: Server, url: string) => /connect-src ([^;]*)/.exec(String((await call(server, ground.ours, { method: 'GET', url })).headers['content-security-policy']))?.[1]
    const signing = [`/podpis/seznam/${own.Ceremony}`, '/ucet']
    const others = ['/', '/podpis', '/dokumenty', '/ucet/x', '/podpis/seznam/x/y', '/api/me']
    for (const url of signing) assert.equal(await speaksTo(withCards, url), "'self' http://127.0.0.1:24824", url)
    for (const url of others) assert.equal(await speaksTo(withCards, url), "'self'", url)
    for (const url of signing) assert.equal(await speaksTo(app, url), "'self'", url)
    await withCards.close()
  })

  it('is told of every page to frame it nowhere, and to run no script that the office did not serve as a file', async () => {
    const found = await pages()
    for (const [path, { headers, body }] of found) {
      const policy = new Map(String(headers['content-security-policy']).split(';').map((part) => part.trim().split(/\s+/)).map(([name = '', ...values]) => [name, values]))
      const scripts = policy.get('script-src') ?? policy.get('default-src') ?? ['*']
      assert.deepEqual(policy.get('default-src'), ["'none'"], path)
      assert.ok(scripts.every((source) => source === "'self'" || source === "'none'"), `${path}: ${scripts.join(' ')}`)
      assert.ok((policy.get('style-src') ?? []).every((source) => source === "'self'"), path)
      for (const [name, values] of policy) assert.ok(!values.some((value) => value === '*' || value.startsWith('http') || value.includes('unsafe')), `${path}: ${name} ${values.join(' ')}`)
      assert.deepEqual([policy.get('frame-ancestors'), policy.get('base-uri'), policy.get('form-action'), headers['x-frame-options']], [["'none'"], ["'none'"], ["'self'"], 'DENY'], path)
      assert.doesNotMatch(body, /<script(?![^>]*\ssrc=)[^>]*>/i, `${path} has a script of its own`)
      assert.doesNotMatch(body, /<[^>]+\s(?:on\w+|style|srcdoc|formaction)\s*=/i, `${path} has a handler or a style in its markup`)
      assert.doesNotMatch(body, /(?:href|src|action)\s*=\s*["']?\s*(?:javascript|data|vbscript):/i, path)
      assert.doesNotMatch(body, /<(?:script|link|img|form|iframe|object|embed)[^>]+(?:src|href|action|data)\s*=\s*["']?\s*(?:https?:)?\/\//i, `${path} takes something from elsewhere`)
    }
    assert.ok(found.length > 12, found.map(([path]) => path).join(' '))
  })

  it('is told by every answer to guess no type and share nothing with other sites, and to keep nothing personal', async () => {
    for (const door of doors.filter(({ method }) => method === 'GET')) {
      for (const as of ['clerk', 'auditor', undefined] as const) {
        const { headers, statusCode, body } = await get(pathOf(door), as)
        const told = `${door.name} as ${as ?? 'nobody'}: ${statusCode}`
        assert.deepEqual(['x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy'].map((name) => headers[name]), ['nosniff', 'same-origin', 'same-origin', 'same-origin'], told)
        assert.equal(headers['access-control-allow-origin'], undefined, told)
        assert.equal(headers['x-powered-by'] ?? headers['server'], undefined, told)
        if (door.access !== 'public') assert.match(String(headers['cache-control']), /no-store|private/, told)
        // A list alone, taken as a script by an old browser, would tell its parts.
        if (String(headers['content-type']).includes('json') && statusCode === 200) assert.ok(body.startsWith('{'), told)
      }
    }
  })

  it('keeps what comes as a file, and opens nothing of it in the office, whatever it is called and whatever is in it', async () => {
    for (const name of ['a"b\r\nX-Evil: 1.html', '../../x.svg', '\u202egnp.html', 'x'.repeat(400), ';.html', "'; filename=evil.html"]) {
      const page = '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg><!doctype html><script>alert(1)</script>%PDF-1.7'
      const form = `--h\r\nContent-Disposition: form-data; name="file"; filename="${encodeURIComponent(name)}"; filename*=UTF-8''${encodeURIComponent(name)}\r\nContent-Type: text/html\r\n\r\n${page}\r\n--h--\r\n`
      const reply = await call(app, ground.ours, { method: 'POST', url: '/api/intake', as: ground.ours.people.registrar, headers: { 'content-type': 'multipart/form-data; boundary=h' }, body: form })
      assert.equal(reply.statusCode, 200, reply.body)
      const [item] = reply.json<{ items: { id: string }[] }>().items
      const taken = await get(`/api/intake/${item?.id}/contents/0`, 'registrar')
      if (taken.statusCode !== 200) continue
      const disposition = String(taken.headers['content-disposition'])
      assert.match(disposition, /^attachment; filename="[^"\\\r\n/]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*$/, name)
      assert.deepEqual([taken.headers['content-type'], taken.headers['x-evil'], taken.headers['x-content-type-options']], ['application/octet-stream', undefined, 'nosniff'])
      assert.match(String(taken.headers['content-security-policy']), /^default-src 'none'; sandbox;/)
    }
    const letter = await get(`/api/documents/${own.Answer}/components/${own.Component}/versions/1`, 'clerk')
    assert.deepEqual([letter.statusCode, String(letter.headers['content-disposition']).startsWith('attachment'), /sandbox/.test(String(letter.headers['content-security-policy']))], [200, true, true])
  })

  it('gets a new session by signing in, never one that somebody has prepared for it, and the old one ends', async () => {
    const { ours: side } = ground
    const signIn = (cookie?: string) => call(app, side, { method: 'POST', url: '/api/session', body: { email: side.people.head.person.email, password }, headers: cookie ? { cookie } : {} })
    const sessionOf = (reply: LightMyRequestResponse) => /(?:^|\n)obeh=([^;]+)/.exec([reply.headers['set-cookie'] ?? ''].flat().join('\n'))?.[1]
    const prepared = `${side.tenantId}.${'A'.repeat(43)}`
    const first = sessionOf(await signIn(`obeh=${prepared}`))
    assert.ok(first && first !== prepared)
    assert.equal((await get('/api/me', undefined, { cookie: `obeh=${prepared}` })).statusCode, 401)
    const second = sessionOf(await signIn(`obeh=${first}`))
    assert.ok(second && second !== first)
    assert.deepEqual([(await get('/api/me', undefined, { cookie: `obeh=${first}` })).statusCode, (await get('/api/me', undefined, { cookie: `obeh=${second}` })).statusCode], [401, 200])
    assert.equal((await get(`/api/me?obeh=${second}`)).statusCode, 401, 'a session is not taken from an address')
  })

  it('reaches an office with https only by https, with cookies that are bound to its host', async () => {
    const safe = await buildServer({ ...ground.office, publicUrl: 'https://nas-kraj.example' })
    const { ours: side } = ground
    const reply = await call(safe, side, { method: 'POST', url: '/api/session', body: { email: side.people.head.person.email, password } })
    const session = [reply.headers['set-cookie'] ?? ''].flat().find((cookie) => cookie.includes('obeh='))
    assert.match(session ?? '', /^__Host-obeh=[\w.-]+; Path=\/; HttpOnly; SameSite=(?:Lax|Strict); Secure$/)
    for (const url of ['/', '/portal', '/api/me', '/api/neni']) assert.match(String((await call(safe, side, { method: 'GET', url })).headers['strict-transport-security']), /^max-age=\d{8}/, url)
    assert.equal((await get('/')).headers['strict-transport-security'], undefined, 'over http it would say nothing')
    await safe.close()
  })
})
