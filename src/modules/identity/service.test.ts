import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import rateLimit from '@fastify/rate-limit'
import { sql } from 'kysely'
import { createServer } from '../../platform/http/index.ts'
import { readHistory } from '../audit/index.ts'
import { findActor, hashPassword, identityRoutes, logIn, logOut, sessionActor } from './index.ts'
import { testOffice, type TestOffice } from './testing.ts'

const password = 'správné koňské baterie'
const start = new Date('2026-11-23T08:00:00Z')
const later = (hours: number) => new Date(start.getTime() + hours * 3_600_000)

describe('signing in', () => {
  let office: TestOffice
  before(async () => void (office = await testOffice([], await hashPassword(password))))
  after(() => office.close())

  const attempt = (email: string, tried = password) => logIn(office, { email, password: tried, origin: '10.0.0.1', userAgent: 'test', host: 'localhost' })
  const signIn = async (email = 'petr.cap@kuzk.example') => {
    const done = await attempt(email)
    assert.ok(done.ok)
    return done.value.token ?? ''
  }

  it('opens a session of the person, however the address and the diacritics were typed', async () => {
    const token = await signIn(' Petr.CAP@kuzk.example ')
    const found = await findActor(office, token, '10.0.0.1')
    assert.deepEqual([found?.person.name, found?.actor.roles, found?.actor.origin], ['Petr Čáp', ['clerk'], '10.0.0.1'])
    assert.ok((await attempt('petr.cap@kuzk.example', password.normalize('NFD'))).ok)
  })

  it('gives the same answer to a wrong password and to an unknown address, and records both', async () => {
    assert.deepEqual(await attempt('jan.zak@kuzk.example', 'x'), { ok: false, refusal: 'wrong-login' })
    assert.deepEqual(await attempt('nikdo@kuzk.example'), { ok: false, refusal: 'wrong-login' })
    const tries = await readHistory(office.db, office.tenantId, { event: 'Prihlaseni', limit: 2 })
    assert.deepEqual(tries.map(({ outcome, objectId }) => [outcome, objectId]), [['refused', 'unknown'], ['refused', office.actors.colleague.personId]])
  })

  it('makes an address wait after ten failures, and no longer', async () => {
    const email = 'eva.rihova@kuzk.example'
    for (let i = 0; i < 10; i++) await attempt(email, 'x')
    assert.deepEqual(await attempt(email), { ok: false, refusal: 'too-many-tries' })
    assert.ok((await attempt('ota.simek@kuzk.example')).ok)
    office.clock = later(0.3)
    assert.ok((await attempt(email)).ok)
    office.clock = start
  })

  it('ends a session after two idle hours, after twelve in all, on sign-out, and when the person leaves', async () => {
    const idle = await signIn()
    office.clock = later(1.9)
    assert.ok(await findActor(office, idle, ''))
    office.clock = later(3.8)
    assert.ok(await findActor(office, idle, ''), 'use prolongs it')
    office.clock = later(5.9)
    assert.equal(await findActor(office, idle, ''), null)
    office.clock = start
    const long = await signIn()
    for (let hour = 1; hour < 12; hour++) {
      office.clock = later(hour)
      assert.ok(await findActor(office, long, ''))
    }
    office.clock = later(12)
    assert.equal(await findActor(office, long, ''), null)
    office.clock = start
    const ended = await signIn()
    await logOut(office, office.actors.clerk, ended)
    assert.equal(await findActor(office, ended, ''), null)
    const left = await signIn('ota.simek@kuzk.example')
    await sql`update identity.person set active = false where email = 'ota.simek@kuzk.example'`.execute(office.superuser)
    assert.equal(await findActor(office, left, ''), null)
    assert.deepEqual(await attempt('ota.simek@kuzk.example'), { ok: false, refusal: 'wrong-login' })
  })

  it('believes no token it has not given', async () => {
    const token = await signIn()
    const bent = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')
    for (const bad of ['', 'x', bent, token.replace(/^./, 'g'), `${token}0`]) assert.equal(await findActor(office, bad, ''), null)
  })

  it('keeps neither the password nor the token in a form that could be used', async () => {
    const token = await signIn()
    const { rows } = await sql<{ all: string }>`select (select string_agg(s::text, '') from identity.session s) || (select string_agg(p::text, '') from identity.person p) as all`.execute(office.superuser)
    assert.ok(!rows[0]?.all.includes(token.split('.')[1] ?? '') && !rows[0]?.all.includes('koňské'))
  })

  async function server(secureCookies: boolean) {
    const app = createServer({ authenticate: sessionActor({ ...office, secureCookies }) })
    await app.register(rateLimit, { global: false })
    identityRoutes(app, { ...office, secureCookies })
    return app
  }

  it('understands no address with a NUL', async () => {
    const app = await server(false)
    const response = await app.inject({ method: 'POST', url: '/api/session', payload: { email: 'petr\0@kuzk.example', password } })
    assert.equal(response.statusCode, 400)
  })

  it('sets a cookie that scripts cannot read, bound to the host when the office has https', async () => {
    for (const [secureCookies, name] of [[false, 'obeh'], [true, '__Host-obeh']] as const) {
      const app = await server(secureCookies)
      const response = await app.inject({ method: 'POST', url: '/api/session', payload: { email: 'petr.cap@kuzk.example', password } })
      const [cookie = '', mark = ''] = [response.headers['set-cookie']].flat()
      assert.match(cookie, new RegExp(`^${name}=[^;]+; Path=/; HttpOnly; SameSite=Lax${secureCookies ? '; Secure' : ''}$`))
      assert.match(mark, new RegExp(`^${name}-browser=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000${secureCookies ? '; Secure' : ''}$`))
      const me = await app.inject({ url: '/api/me', headers: { cookie: cookie.split(';')[0] } })
      assert.deepEqual([me.statusCode, me.json<{ person: { name: string; unitName: string } }>().person.name], [200, 'Petr Čáp'])
      assert.equal((await app.inject('/api/me')).statusCode, 401)
      const left = await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie: cookie.split(';')[0] } })
      assert.match(String(left.headers['set-cookie']), /Max-Age=0/)
      assert.equal((await app.inject({ url: '/api/me', headers: { cookie: cookie.split(';')[0] } })).statusCode, 401)
    }
  })
})
