import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { hash } from '@node-rs/argon2'
import { sql } from 'kysely'
import type { Server } from '../../platform/http/index.ts'
import { readHistory } from '../audit/index.ts'
import { failureLimit } from './model-throttle.ts'
import { hashOf } from './service-session.ts'
import type { TestOffice } from './testing.ts'
import { SoftwareKey } from './testing-authenticator.ts'
import { Browser, minutes, password, registered, signInOffice, start, type SignInOffice } from './testing-sign-in.ts'

describe('a sensitive act', () => {
  let office: TestOffice
  let app: Server
  let policy: SignInOffice['policy']
  before(async () => void ({ office, app, policy } = await signInOffice()))
  after(() => office.close())
  beforeEach(() => void (office.clock = start))

  async function signedIn(mailbox: string) {
    const browser = new Browser(app)
    assert.equal((await browser.signIn(mailbox)).status, 200)
    return browser
  }
  const told = ({ status, body }: Awaited<ReturnType<Browser['call']>>) => [status, body.refusal]
  const sensitive = (browser: Browser) => browser.call('POST', `/api/admin/people/${office.actors.clerk.personId}/invite`, {})

  it('is done within ten minutes of signing in and after that only by who proves again that it is them', async () => {
    const admin = await signedIn('anna.zelena')
    office.clock = minutes(9)
    assert.equal((await sensitive(admin)).status, 200)
    office.clock = minutes(10)
    assert.deepEqual(told(await sensitive(admin)), [401, 'reauthentication-needed'])
    assert.equal((await admin.call('GET', '/api/admin/people')).status, 200, 'reading is as before')
    assert.deepEqual(told(await admin.call('POST', '/api/me/proof', { password: 'něco jiného' })), [422, 'wrong-password'])
    assert.deepEqual(told(await sensitive(admin)), [401, 'reauthentication-needed'])
    assert.equal((await admin.call('POST', '/api/me/proof', { password })).status, 200)
    assert.equal((await sensitive(admin)).status, 200)
    const [entry] = await readHistory(office.db, office.tenantId, { event: 'OvereniTotoznosti', limit: 1 })
    assert.deepEqual([entry?.outcome, entry?.particulars?.['by']], ['done', 'password'])
  })

  it('covers one’s own password, keys and sessions, people, units, roles and the policy itself', async () => {
    const admin = await signedIn('anna.zelena')
    office.clock = minutes(11)
    const id = office.actors.clerk.personId
    const acts = [
      ['PUT', '/api/me/password', { old: password, next: 'tři modré židle' }], ['DELETE', '/api/me/sessions'], ['DELETE', '/api/me/sessions/000000000000000000000000'], ['POST', '/api/me/passkeys/question'],
      ['DELETE', `/api/me/passkeys/${id}`], ['POST', '/api/admin/people', {}], ['PUT', `/api/admin/people/${id}`, {}], ['POST', `/api/admin/people/${id}/move`, {}], ['POST', `/api/admin/people/${id}/deactivate`, {}],
      ['POST', `/api/admin/people/${id}/reactivate`, {}], ['POST', `/api/admin/people/${id}/invite`, {}], ['DELETE', `/api/admin/people/${id}/sessions`], ['POST', '/api/admin/people/import', {}],
      ['POST', '/api/admin/units', {}], ['PUT', `/api/admin/units/${id}`, {}], ['POST', `/api/admin/units/${id}/end`], ['PUT', '/api/admin/sign-in-policy', {}],
    ] as const
    for (const [method, url, payload] of acts) assert.deepEqual(told(await admin.call(method, url, payload)), [401, 'reauthentication-needed'], url)
  })

  it('takes the session on under another token, and the old one is worth nothing from that moment', async () => {
    const browser = await signedIn('petr.cap')
    const stolen = new Browser(app)
    stolen.cookies.set('obeh', browser.cookies.get('obeh') ?? '')
    assert.equal((await browser.call('POST', '/api/me/proof', { password })).status, 200)
    assert.notEqual(browser.cookies.get('obeh'), stolen.cookies.get('obeh'))
    assert.deepEqual([(await browser.call('GET', '/api/me')).status, (await stolen.call('GET', '/api/me')).status], [200, 401])
    const { rows } = await sql<{ count: number }>`select count(*) as count from identity.session where person_id = ${office.actors.clerk.personId}`.execute(office.superuser)
    assert.equal(rows[0]?.count, 1)
  })

  it('of one session is proven by one of many who try with the same token', async () => {
    const browser = await signedIn('jan.zak')
    const tries = await Promise.all(Array.from({ length: 5 }, () => {
      const tab = new Browser(app)
      for (const [name, value] of browser.cookies) tab.cookies.set(name, value)
      return tab.call('POST', '/api/me/proof', { password })
    }))
    assert.equal(tries.filter(({ status }) => status === 200).length, 1)
  })

  it('of a head or administrator needs a key bound to its device where the office says so; a synced one lets them read', async () => {
    const admin = await signedIn('anna.zelena')
    const [synced, bound] = [new SoftwareKey({ synced: true, counter: null }), new SoftwareKey()]
    assert.equal((await registered(admin, synced)).status, 200)
    await policy('leaders', true)
    assert.deepEqual(told(await sensitive(admin)), [403, 'device-key-needed'])
    assert.equal((await admin.call('GET', '/api/admin/people')).status, 200)
    const made = await registered(admin, bound, 'Token')
    assert.equal(made.status, 200, 'a stronger key may be added')
    assert.equal((await sensitive(admin)).status, 200)
    assert.deepEqual(told(await admin.call('DELETE', `/api/me/passkeys/${made.body.id}`)), [409, 'last-bound-key'])
    office.clock = minutes(20)
    const prove = async (key: SoftwareKey, only = false) => {
      const { body } = await admin.call('POST', '/api/me/proof/question', { bound: only })
      const wanted = only ? [bound] : [synced, bound]
      assert.deepEqual(body.question?.allowCredentials.map(({ id }) => id).sort(), wanted.map(({ id }) => id.toString('base64url')).sort())
      assert.equal(body.password, false)
      return admin.call('POST', '/api/me/proof', { response: key.answer(body.question!) })
    }
    assert.deepEqual(told(await admin.call('POST', '/api/me/proof', { password })), [422, 'password-not-enough'])
    assert.equal((await prove(synced)).status, 200)
    assert.deepEqual(told(await sensitive(admin)), [403, 'device-key-needed'])
    assert.equal((await prove(bound, true)).status, 200)
    assert.equal((await sensitive(admin)).status, 200)
    await policy('none')
  })

  it('is not opened by a new key made under a weaker proof, once its person has one that is bound', async () => {
    const head = await signedIn('eva.rihova')
    const bound = new SoftwareKey()
    assert.equal((await registered(head, bound)).status, 200)
    await policy('none', true)
    const thief = await signedIn('eva.rihova')
    assert.deepEqual(told(await thief.call('POST', '/api/me/passkeys/question', {})), [403, 'device-key-needed'])
    const { body } = await thief.call('POST', '/api/me/proof/question', { bound: true })
    assert.equal((await thief.call('POST', '/api/me/proof', { response: bound.answer(body.question!) })).status, 200)
    assert.equal((await registered(thief, new SoftwareKey(), 'Druhý')).status, 200)
    await policy('none')
  })

  it('is not opened by a question put to another session', async () => {
    const [mine, theirs] = [await signedIn('ota.simek'), await signedIn('ota.simek')]
    const key = new SoftwareKey({ counter: null })
    await registered(mine, key)
    theirs.cookies.set('obeh-browser', mine.cookies.get('obeh-browser') ?? '')
    const { body } = await mine.call('POST', '/api/me/proof/question', {})
    const response = key.answer(body.question!)
    assert.deepEqual(told(await theirs.call('POST', '/api/me/proof', { response })), [422, 'key-refused'])
    assert.equal((await mine.call('POST', '/api/me/proof', { response })).status, 200)
  })

  it('of an administrator ends all sessions of somebody at once, and a head’s does not', async () => {
    const [admin, head] = [await signedIn('anna.zelena'), await signedIn('hana.mala')]
    const url = `/api/admin/people/${office.actors.head.personId}`
    assert.deepEqual(((await admin.call('GET', `${url}/sign-in`)).body as unknown as { sessions: number }).sessions, 1)
    assert.deepEqual([(await head.call('DELETE', `/api/admin/people/${office.actors.registrar.personId}/sessions`)).status, (await admin.call('DELETE', `${url}/sessions`)).status], [403, 200])
    assert.equal((await head.call('GET', '/api/me')).status, 401)
  })
})

describe('signing in', () => {
  let office: TestOffice
  let app: Server
  before(async () => void ({ office, app } = await signInOffice()))
  after(() => office.close())
  beforeEach(() => void (office.clock = start))
  const guess = (mailbox: string, origin: string, browser = new Browser(app)) => browser.call('POST', '/api/session', { email: `${mailbox}@kuzk.example`, password: 'x' }, origin)

  it('never goes on under a token the browser had before', async () => {
    const browser = new Browser(app)
    browser.cookies.set('obeh', `${office.tenantId}.${'A'.repeat(43)}`)
    await browser.signIn('petr.cap')
    const first = browser.cookies.get('obeh') ?? ''
    assert.notEqual(first, `${office.tenantId}.${'A'.repeat(43)}`)
    await browser.signIn('jan.zak')
    const old = new Browser(app)
    old.cookies.set('obeh', first)
    assert.deepEqual([browser.cookies.get('obeh') === first, (await old.call('GET', '/api/me')).status], [false, 401])
  })

  it('can be made impossible to nobody in their own browser by guesses from elsewhere', async () => {
    const own = new Browser(app)
    await own.signIn('eva.rihova')
    for (let i = 0; i < 12; i++) await guess('eva.rihova', `203.0.113.${i}`)
    assert.equal((await new Browser(app).signIn('eva.rihova')).status, 429, 'a browser nobody knows waits')
    assert.equal((await own.signIn('eva.rihova')).status, 200)
    const entries = await readHistory(office.db, office.tenantId, { event: 'Prihlaseni', subjectId: office.actors.otherHead.personId!, limit: 30 })
    assert.equal(entries.filter(({ particulars }) => particulars?.['waitsMinutes'] === 15).length, 1, 'the log says once that attempts wait')
  })

  it('gives those who guess all at once no more guesses than those who guess in turn', async () => {
    const guesses = await Promise.all(Array.from({ length: 40 }, (_, i) => new Browser(app).call('POST', '/api/session', { email: 'hana.mala@kuzk.example', password: `hádám ${i}` }, `10.9.${i}.1`)))
    assert.equal(guesses.filter(({ status }) => status === 401).length, failureLimit)
    assert.deepEqual([(await new Browser(app).signIn('hana.mala')).status], [429])
  })

  it('goes on for an office behind one address of which somebody guesses', async () => {
    const colleague = new Browser(app)
    assert.equal((await colleague.call('POST', '/api/session', { email: 'ota.simek@kuzk.example', password }, '198.51.100.9')).status, 200)
    await guess('nikdo', '198.51.100.9')
    await sql`insert into identity.failed_login (tenant_id, id, email_hash, at, origin_hash) select tenant_id, gen_random_uuid(), n::text, at, origin_hash
      from identity.failed_login, generate_series(1, 59) as n where email_hash = ${hashOf(`${office.tenantId} nikdo@kuzk.example`)}`.execute(office.superuser)
    const tries = (browser: Browser, origin: string) => browser.call('POST', '/api/session', { email: 'ota.simek@kuzk.example', password }, origin)
    assert.deepEqual([(await tries(new Browser(app), '198.51.100.9')).status, (await tries(colleague, '198.51.100.9')).status, (await tries(new Browser(app), '198.51.100.10')).status], [429, 200, 200])
    office.clock = minutes(16)
    assert.equal((await tries(new Browser(app), '198.51.100.9')).status, 200)
  })

  it('makes a password’s hash anew when it was made with another cost', async () => {
    const cheap = await hash(password, { memoryCost: 8_192, timeCost: 1, parallelism: 1 })
    await sql`update identity.person set password_hash = ${cheap} where id = ${office.actors.auditor.personId}`.execute(office.superuser)
    const stored = async () => (await sql<{ hash: string }>`select password_hash as hash from identity.person where id = ${office.actors.auditor.personId}`.execute(office.superuser)).rows[0]?.hash
    assert.equal((await guess('iva.benesova', '10.1.1.1')).status, 401)
    assert.equal(await stored(), cheap)
    assert.equal((await new Browser(app).signIn('iva.benesova')).status, 200)
    const renewed = await stored()
    assert.match(renewed ?? '', /^\$argon2id\$v=19\$m=47104,t=1,p=1\$/)
    assert.equal((await new Browser(app).signIn('iva.benesova')).status, 200)
    assert.equal(await stored(), renewed)
  })
})
