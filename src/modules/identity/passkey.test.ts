import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Server } from '../../platform/http/index.ts'
import { readHistory } from '../audit/index.ts'
import { siteOf } from './passkey.ts'
import type { TestOffice } from './testing.ts'
import { SoftwareKey, type Tricks } from './testing-authenticator.ts'
import { Browser, minutes, registered, signInOffice, start, type SignInOffice } from './testing-sign-in.ts'

describe('passkeys', () => {
  let office: TestOffice
  let app: Server
  let policy: SignInOffice['policy']
  before(async () => void ({ office, app, policy } = await signInOffice()))
  after(() => office.close())
  beforeEach(() => void (office.clock = start))

  /** A browser of its own, signed in and with a key; each person is used by one test. */
  async function withKey(mailbox: string, key = new SoftwareKey()) {
    const browser = new Browser(app)
    assert.equal((await browser.signIn(mailbox)).status, 200)
    const made = await registered(browser, key)
    assert.equal(made.status, 200, made.body.refusal)
    return { browser, key, id: made.body.id }
  }
  async function enter(key: SoftwareKey, tricks: Tricks = {}, browser = new Browser(app)) {
    const question = (await browser.call('POST', '/api/session/passkey/question', {})).body
    return { browser, ...(await browser.call('POST', '/api/session/passkey', { response: key.answer(question, tricks) })) }
  }
  const lastEntry = async (event: 'Prihlaseni' | 'RegistraceKlice' | 'ZruseniKlice' | 'OvereniTotoznosti') => {
    const [entry] = await readHistory(office.db, office.tenantId, { event, limit: 1 })
    return [entry?.outcome, entry?.particulars] as const
  }

  it('let their holder in without an address, and say so in the log', async () => {
    const { key } = await withKey('petr.cap', new SoftwareKey({ synced: true, counter: null }))
    assert.deepEqual((({ key: name, bound, backedUp }) => ({ name, bound, backedUp }))((await lastEntry('RegistraceKlice'))[1] as Record<string, unknown>), { name: 'Klíč', bound: false, backedUp: true })
    const { status, body, browser } = await enter(key)
    assert.deepEqual([status, body.person?.name], [200, 'Petr Čáp'])
    assert.equal((await browser.call('GET', '/api/me')).status, 200)
    assert.equal((await lastEntry('Prihlaseni'))[1]?.['by'], 'passkey')
    assert.equal((await enter(key)).status, 200, 'a key that counts nothing is used again')
  })

  it('are asked for by more people at once than the server has connections to its database', { timeout: 30_000 }, async () => {
    const asked = await Promise.all(Array.from({ length: 40 }, () => new Browser(app).call('POST', '/api/session/passkey/question')))
    assert.deepEqual([...new Set(asked.map(({ status }) => status))], [200])
  })

  it('are refused from another origin, another site, without the holder being verified, and for another person; each is logged', async () => {
    const { key } = await withKey('jan.zak')
    const tricks: [Tricks, RegExp][] = [
      [{ origin: 'http://localhost.evil.example' }, /origin/], [{ rpId: 'evil.example' }, /RP ID/], [{ unverified: true }, /verif/i], [{ userHandle: Buffer.from(office.actors.clerk.personId!).toString('base64url') }, /^$/],
      [{ challenge: Buffer.alloc(32).toString('base64url') }, /^$/]]
    for (const [trick, why] of tricks) {
      const { status, body, browser } = await enter(key, trick)
      assert.deepEqual([status, body.refusal], [422, 'key-refused'], JSON.stringify(trick))
      assert.equal((await browser.call('GET', '/api/me')).status, 401)
      const [outcome, particulars] = await lastEntry('Prihlaseni')
      assert.equal(outcome, 'refused')
      assert.match(String(particulars?.['detail'] ?? ''), why)
    }
    assert.equal((await enter(new SoftwareKey())).body.refusal, 'key-refused', 'an unknown key')
    assert.equal((await enter(key)).status, 200)
  })

  it('are refused once their counter does not grow, for then there is a copy', async () => {
    const { key } = await withKey('ota.simek')
    assert.equal((await enter(key, { counter: 7 })).status, 200)
    for (const counter of [7, 3, 0]) {
      assert.equal((await enter(key, { counter })).body.refusal, 'key-refused')
      assert.equal((await lastEntry('Prihlaseni'))[1]?.['reason'], 'counter-fell')
    }
    assert.equal((await enter(key, { counter: 8 })).status, 200)
  })

  it('answer a question once, however many try at the same moment', async () => {
    const { key } = await withKey('eva.rihova', new SoftwareKey({ counter: null }))
    const browser = new Browser(app)
    const question = (await browser.call('POST', '/api/session/passkey/question', {})).body
    const response = key.answer(question)
    const tries = await Promise.all(Array.from({ length: 5 }, () => browser.call('POST', '/api/session/passkey', { response })))
    assert.deepEqual(tries.map(({ status }) => status).sort(), [200, 422, 422, 422, 422])
  })

  it('answer only the browser that was asked, and not after five minutes', async () => {
    const { key } = await withKey('hana.mala', new SoftwareKey({ counter: null }))
    const asked = new Browser(app)
    const question = (await asked.call('POST', '/api/session/passkey/question', {})).body
    const response = key.answer(question)
    const other = new Browser(app)
    assert.equal((await other.call('POST', '/api/session/passkey', { response })).body.refusal, 'key-refused')
    await other.call('POST', '/api/session/passkey/question', {})
    assert.equal((await other.call('POST', '/api/session/passkey', { response })).body.refusal, 'key-refused')
    assert.equal((await asked.call('POST', '/api/session/passkey', { response })).status, 200, 'strangers did not use it up')
    const late = (await asked.call('POST', '/api/session/passkey/question', {})).body
    office.clock = minutes(5)
    assert.equal((await asked.call('POST', '/api/session/passkey', { response: key.answer(late) })).body.refusal, 'key-refused')
  })

  it('are registered only in the session that asked for it, once each, and never one that belongs to somebody', async () => {
    const [mine, theirs] = [new Browser(app), new Browser(app)]
    await mine.signIn('iva.benesova')
    await theirs.signIn('petr.cap')
    const key = new SoftwareKey()
    const question = (await mine.call('POST', '/api/me/passkeys/question', {})).body
    const response = key.make(question)
    assert.equal((await theirs.call('POST', '/api/me/passkeys', { name: 'x', response })).body.refusal, 'key-refused')
    assert.equal((await mine.call('POST', '/api/me/passkeys', { name: 'x', response })).status, 200)
    assert.equal((await mine.call('POST', '/api/me/passkeys', { name: 'x', response })).body.refusal, 'key-refused')
    assert.equal((await registered(theirs, key)).body.refusal, 'key-known')
    assert.equal((await registered(mine, new SoftwareKey(), 'x', { origin: 'https://evil.example' })).body.refusal, 'key-refused')
    assert.equal((await lastEntry('RegistraceKlice'))[0], 'refused')
    assert.equal((await new Browser(app).call('POST', '/api/me/passkeys/question', {})).status, 401)
  })

  it('are asked for after the password where a second factor is required, and the password alone opens nothing', async () => {
    const { key } = await withKey('petr.cap', new SoftwareKey({ counter: null }))
    await policy('everybody')
    const browser = new Browser(app)
    const { status, body } = await browser.signIn('petr.cap')
    assert.deepEqual([status, body.person], [200, null])
    assert.equal((await browser.call('GET', '/api/me')).status, 401)
    assert.ok(body.second)
    const response = key.answer(body.second)
    assert.equal((await browser.call('POST', '/api/session/passkey', { response })).body.refusal, 'key-refused', 'it is a question of its own kind')
    assert.equal((await browser.call('POST', '/api/session/second', { response })).status, 200)
    assert.equal((await lastEntry('Prihlaseni'))[1]?.['by'], 'password+passkey')
    const other = new Browser(app)
    const first = await other.signIn('jan.zak')
    assert.ok(first.body.second)
    assert.equal((await other.call('POST', '/api/session/second', { response: key.answer(first.body.second) })).body.refusal, 'key-refused', 'nobody else’s key')
    await policy('none')
  })

  it('must be made at the next sign-in by whoever lacks a required one, before anything else opens', async () => {
    await policy('leaders')
    const [head, key] = [new Browser(app), new SoftwareKey()]
    await sql`delete from identity.passkey where person_id = ${office.actors.head.personId}`.execute(office.superuser)
    assert.equal((await head.signIn('hana.mala')).status, 200)
    assert.equal((await head.call('GET', '/api/me')).body.owesFactor, true)
    assert.deepEqual((({ status, body }) => [status, body.refusal])(await head.call('GET', '/api/directory')), [403, 'second-factor-missing'])
    const made = await registered(head, key)
    assert.equal(made.status, 200)
    assert.deepEqual([(await head.call('GET', '/api/me')).body.owesFactor, (await head.call('GET', '/api/directory')).status], [false, 200])
    assert.equal((await head.call('DELETE', `/api/me/passkeys/${made.body.id}`)).body.refusal, 'last-key')
    await policy('none')
    assert.equal((await head.call('DELETE', `/api/me/passkeys/${made.body.id}`)).status, 200)
    assert.deepEqual((({ 0: outcome, 1: said }) => [outcome, said?.['key']])(await lastEntry('ZruseniKlice')), ['done', 'Klíč'])
    assert.equal((await enter(key)).body.refusal, 'key-refused')
  })

  it('are never all removed where one is required, however many are removed at once', async () => {
    await sql`delete from identity.passkey where person_id = ${office.actors.otherClerk.personId}`.execute(office.superuser)
    const { browser, id } = await withKey('ota.simek')
    const ids = [id]
    for (let i = 0; i < 4; i++) ids.push((await registered(browser, new SoftwareKey(), `Klíč ${i}`)).body.id)
    await policy('everybody')
    const tries = await Promise.all(ids.map((each) => browser.call('DELETE', `/api/me/passkeys/${each}`)))
    assert.deepEqual(tries.map(({ status }) => status).sort(), [200, 200, 200, 200, 409])
    assert.equal((await browser.call('GET', '/api/me/passkeys')).body.items.length, 1)
    await policy('none')
  })

  it('that are lost go with a new password, by an administrator’s link alone', async () => {
    const { key } = await withKey('ota.simek', new SoftwareKey({ counter: null }))
    const admin = new Browser(app)
    await admin.signIn('anna.zelena')
    const { body } = await admin.call('POST', `/api/admin/people/${office.actors.otherClerk.personId}/invite`, { dropsKeys: true })
    const [, token] = (body as unknown as { link: string }).link.split('#')
    assert.equal((await enter(key)).status, 200, 'until it is used')
    assert.equal((await new Browser(app).call('POST', '/api/invitations/accept', { token, password: 'tři modré židle' })).status, 200)
    assert.equal((await enter(key)).body.refusal, 'key-refused')
    assert.equal((await lastEntry('ZruseniKlice'))[0], 'done')
  })

  it('let their holder in also while guesses of the password make it wait', async () => {
    const { key } = await withKey('jan.zak', new SoftwareKey({ counter: null }))
    for (let i = 0; i < 11; i++) await new Browser(app).call('POST', '/api/session', { email: 'jan.zak@kuzk.example', password: 'x' }, `203.0.113.${i}`)
    assert.equal((await new Browser(app).signIn('jan.zak')).status, 429)
    assert.equal((await enter(key)).status, 200)
  })

  it('are made for the office’s own host where a server has several, and answer only its pages', () => {
    assert.deepEqual(siteOf('https://obeh.example/', null), { rpId: 'obeh.example', origin: 'https://obeh.example' })
    assert.deepEqual(siteOf('https://obeh.example:8443', 'kraj.example'), { rpId: 'kraj.example', origin: 'https://kraj.example:8443' })
  })

  it('are of no use when their person has left', async () => {
    const { key } = await withKey('iva.benesova', new SoftwareKey({ counter: null }))
    await sql`update identity.person set active = false where id = ${office.actors.auditor.personId}`.execute(office.superuser)
    assert.equal((await enter(key)).body.refusal, 'key-refused')
  })
})
