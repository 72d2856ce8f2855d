import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import type { LightMyRequestResponse } from 'fastify'
import { createServer, type Server } from '../../platform/http/index.ts'
import { checkProof, proveEntry, readHistory } from '../audit/index.ts'
import { newId } from '../../kernel/id.ts'
import type { Registered } from '../records/index.ts'
import { portalRoutes, type PortalDeps } from './index.ts'
import { codeOf } from './model-code.ts'
import { judgeProof } from './service-portal.ts'
import { testPublication, type TestPublication } from './testing.ts'

describe('the portal', () => {
  let office: TestPublication
  let made: Registered
  let app: Server
  let code: string
  before(async () => {
    office = await testPublication()
    made = await office.register()
    await office.hear(await office.told(made.document.id))
    await office.confirm(made.document.id)
    code = codeOf(office.portalKey, office.tenantId, made.document.id)
  })
  beforeEach(async () => void (app = await portal()))
  after(() => office.close())

  /** Pages come as JSON, so that what they were given can be seen. */
  async function portal(more: Partial<PortalDeps> = {}): Promise<Server> {
    const server = createServer({ authenticate: async () => null })
    await server.register(multipart)
    await server.register(rateLimit, { global: false })
    const logKey = createPublicKey(office.logKey)
    await portalRoutes(server, { portalDb: office.portalDb, now: office.now, logKey, render: (page) => JSON.stringify(page), assets: null, ...more })
    return server
  }
  const post = (url: string, fields: Record<string, string>, remoteAddress = '127.0.0.1') => app.inject({
    method: 'POST', url, remoteAddress, payload: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  })
  const number = () => made.document.referenceNumber
  const right = () => ({ number: number(), code })
  function verify(files: Record<string, string | Buffer>): Promise<LightMyRequestResponse> {
    const parts = Object.entries(files).flatMap(([field, bytes]) => [
      Buffer.from(`--xx\r\nContent-Disposition: form-data; name="${field}"; filename="${field}.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`), Buffer.from(bytes), Buffer.from('\r\n')])
    return app.inject({ method: 'POST', url: '/portal/overeni', payload: Buffer.concat([...parts, Buffer.from('--xx--\r\n')]), headers: { 'content-type': 'multipart/form-data; boundary=xx' } })
  }

  it('asks again for a number or code that no database could keep', async () => {
    for (const fields of [{ ...right(), number: 'KUZK\0' }, { ...right(), code: '\0' }]) assert.equal((await post('/portal/vec', fields)).statusCode, 400)
    assert.equal((await app.inject('/portal?cislo=%00')).json().number, '')
  })

  it('shows a matter to whoever has its number and code, and what it takes to get its proof', async () => {
    const response = await post('/portal/vec', right())
    const page = response.json()
    assert.equal(response.statusCode, 200)
    assert.deepEqual([page.kind, page.number, page.state, page.subject, page.timeLimit, page.contact.unit], [
      'matter', number(), 'in-progress', `Věc ${number()}`, { until: '2026-12-23', state: 'running' }, 'Odbor dopravy'])
    assert.deepEqual(page.proof, { action: '/portal/doklad', fields: { number: number(), code, lang: 'cs' } })
    assert.deepEqual(page.otherLanguage, { action: '/portal/vec', fields: { number: number(), code } })
    assert.equal(page.authority.name, 'Krajský úřad Zkušebního kraje')
  })

  it('lets nothing run, nothing be kept and nothing be indexed', async () => {
    for (const response of [await app.inject('/portal'), await post('/portal/vec', right()), await post('/portal/vec', { number: 'x', code: 'y' })]) {
      assert.equal(response.headers['content-security-policy'],
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
      assert.deepEqual([response.headers['cache-control'], response.headers['x-robots-tag'], response.headers['referrer-policy']], ['no-store', 'noindex, nofollow', 'same-origin'])
      assert.equal(response.headers['set-cookie'], undefined)
    }
  })

  it('answers an unknown number and a wrong code with the same words', async () => {
    const [unknown, wrong] = [await post('/portal/vec', { number: number().replace(/\d+/, '99'), code }), await post('/portal/vec', { number: number(), code: 'AAAA-AAAA-AAAA' })]
    assert.deepEqual([unknown.statusCode, wrong.statusCode], [404, 404])
    assert.equal(unknown.body.replace(/ 99\/2026/, ''), wrong.body.replace(/ \d+\/2026/, ''))
    assert.equal(wrong.json().kind, 'not-found')
    assert.deepEqual(Object.keys(unknown.headers).sort(), Object.keys(wrong.headers).sort())
    assert.equal((await post('/portal/doklad', { number: number(), code: 'AAAA-AAAA-AAAA' })).statusCode, 404)
  })

  it('says which field was left empty, and fills in a number given by a link', async () => {
    const response = await post('/portal/vec', { number: number(), code: ' ' })
    assert.deepEqual([response.statusCode, response.json().kind, response.json().wrong], [400, 'look-up', { number: false, code: true }])
    assert.equal((await app.inject(`/portal?cislo=${encodeURIComponent(number())}`)).json().number, number())
  })

  it('makes an address that guesses wait, and nobody else', async () => {
    for (let i = 0; i < 20; i++) assert.equal((await post(i % 2 ? '/portal/vec' : '/portal/doklad', { number: number(), code: `WRNG-${i}` })).statusCode, 404)
    const refused = await post('/portal/vec', right())
    assert.deepEqual([refused.statusCode, refused.json().kind, refused.json().minutes], [429, 'too-many-tries', 10])
    assert.equal((await post('/portal/doklad', right())).statusCode, 429)
    assert.equal((await post('/portal/vec', right(), '10.0.0.9')).statusCode, 200)
  })

  it('does not count those who know their code', async () => {
    for (let i = 0; i < 25; i++) assert.equal((await post('/portal/vec', right())).statusCode, 200)
  })

  it('gives the proof as a file that anyone can check', async () => {
    const response = await post('/portal/doklad', right())
    assert.equal(response.statusCode, 200)
    assert.match(String(response.headers['content-type']), /^text\/plain/)
    assert.match(String(response.headers['content-disposition']), /^attachment; filename="potvrzeni-KUZK-\d+-2026\.tlog-proof"$/)
    const checked = checkProof(response.body, createPublicKey(office.logKey))
    assert.ok(checked.ok)
    assert.equal(checked.value.payload?.['referenceNumber'], number())
    assert.match((await app.inject('/portal/klic')).body, /^kuzk\.example\/log\+[0-9a-f]{8}\+/)
  })

  it('verifies a proof, and a file beside it', async () => {
    const proof = (await post('/portal/doklad', right())).body
    const version = made.components[0]?.versions[0]
    assert.ok(version)
    const original = await office.files.read(office.tenantId, version.sha256)
    const alone = (await verify({ proof })).json()
    assert.deepEqual([alone.kind, alone.verdict, alone.number, alone.receivedAt, alone.document], ['verified', 'valid', number(), made.document.receivedAt?.toISOString(), undefined])
    assert.deepEqual(alone.parts, [{ sha256: version.sha256, size: version.size }])
    assert.deepEqual((await verify({ proof, document: original })).json().document, { fileName: 'document.bin', matches: true })
    assert.deepEqual((await verify({ proof, document: Buffer.concat([original, Buffer.from(' ')]) })).json().document, { fileName: 'document.bin', matches: false })
  })

  it('finds any changed byte of a proof', async () => {
    const proof = Buffer.from((await post('/portal/doklad', right())).body)
    app = await portal({ logKey: office.logKey })
    for (let at = 0; at < proof.length; at += 23) {
      const bent = Buffer.from(proof)
      bent.writeUInt8(bent.readUInt8(at) ^ 1, at)
      const response = await verify({ proof: bent })
      if (response.statusCode === 429) app = await portal()
      const page = (response.statusCode === 429 ? await verify({ proof: bent }) : response).json()
      assert.ok(page.kind === 'verify' || page.verdict !== 'valid', `byte ${at}`)
    }
  })

  it('tells what is no proof, a proof of something else, and nothing', async () => {
    assert.deepEqual([(await verify({})).json().wrong, (await verify({ proof: 'hello' })).json().wrong, (await verify({ proof: Buffer.alloc(300_000, 97) })).json().wrong], ['no-file', 'not-a-proof', 'not-a-proof'])
    const [entry] = await readHistory(office.db, office.tenantId, { objectId: made.document.id, event: 'Zalozeni', limit: 1 })
    const other = await proveEntry(office.db, office.tenantId, entry?.index ?? -1)
    assert.ok(other.ok)
    assert.equal((await verify({ proof: other.value })).json().wrong, 'not-a-proof')
    const own = (await post('/portal/doklad', right())).body
    assert.deepEqual(judgeProof(own, office.logKey, newId()), { ok: false, refusal: 'foreign-log' }, 'another office of the same server')
    const foreign = await testPublication()
    try {
      const theirs = await foreign.register()
      await foreign.hear(await foreign.told(theirs.document.id))
      await foreign.confirm(theirs.document.id)
      const proof = Buffer.from(foreign.mails[0]?.attachments?.[0]?.bytes ?? [])
      assert.equal((await verify({ proof })).json().verdict, 'unknown')
    } finally {
      await foreign.close()
    }
  })

  it('speaks the language it is asked for and remembers it', async () => {
    const english = await app.inject('/portal/o-sluzbe?lang=en')
    assert.deepEqual([english.json().language, english.headers['set-cookie'], english.json().otherLanguage], [
      'en', 'obeh-language=en; Path=/; SameSite=Lax; Max-Age=31536000', { href: '/portal/o-sluzbe?lang=cs' }])
    assert.equal((await app.inject({ url: '/portal/pristupnost', headers: { cookie: 'obeh-language=en' } })).json().language, 'en')
    assert.equal((await post('/portal/vec', { ...right(), lang: 'en' })).json().subject, `Matter ${number()}`)
    assert.equal((await app.inject('/portal/o-sluzbe?lang=xx')).json().language, 'cs')
  })

  it('shows a page of its own for what is not there and for what failed', async () => {
    const missing = await app.inject('/portal/nic')
    assert.deepEqual([missing.statusCode, missing.json().kind], [404, 'no-such-page'])
    assert.equal((await app.inject('/portal/assets/..%2f..%2fpackage.json')).statusCode, 404)
    const errors: string[] = []
    const broken = new Proxy(office.portalDb, { get: () => () => { throw new Error('the database is away') } })
    app = await portal({ portalDb: broken, log: { error: (_data, message) => void errors.push(message) } })
    const failed = await app.inject('/portal')
    assert.deepEqual([failed.statusCode, failed.json().kind, errors], [500, 'error', ['failure']])
    assert.ok(!failed.body.includes('away'))
  })

  it('takes no form sent by another site', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' }
    assert.equal((await app.inject({ method: 'POST', url: '/portal/vec', payload: new URLSearchParams(right()).toString(), headers })).statusCode, 403)
  })
})
