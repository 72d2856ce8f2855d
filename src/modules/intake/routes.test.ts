import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import multipart from '@fastify/multipart'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import { createServer, type Server } from '../../platform/http/index.ts'
import { intakeRoutes } from './index.ts'
import { aMail, testReception, type TestReception } from './testing.ts'

describe('the reception over HTTP', () => {
  let office: TestReception
  let app: Server
  let who: Actor | null
  before(async () => {
    office = await testReception()
    app = createServer({ authenticate: async () => who })
    await app.register(multipart, { limits: { fileSize: 50 * 1024 * 1024, files: 20 } })
    intakeRoutes(app, office)
    await app.ready()
    who = office.actors.registrar
  })
  after(async () => {
    await app.close()
    await office.close()
  })

  let sent = 0
  const freshMail = () => aMail({ messageId: `<http-${(sent += 1)}@example.cz>` })
  function form(files: readonly [string, Uint8Array][]) {
    const parts = files.flatMap(([name, bytes]) => [
      Buffer.from(`--xx\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`), Buffer.from(bytes), Buffer.from('\r\n')])
    return { payload: Buffer.concat([...parts, Buffer.from('--xx--\r\n')]), headers: { 'content-type': 'multipart/form-data; boundary=xx' } }
  }
  const upload = (files: readonly [string, Uint8Array][], key?: string) => {
    const { payload, headers } = form(files)
    return app.inject({ method: 'POST', url: '/api/intake', payload, headers: { ...headers, ...(key ? { 'idempotency-key': key } : {}) } })
  }
  const register = (id: string, body: object) => app.inject({ method: 'POST', url: `/api/intake/${id}/register`, payload: body })
  async function one() {
    office.clock = new Date(office.clock.getTime() + 1_000)
    return (await upload([['a.eml', freshMail()]])).json().items[0]
  }

  it('takes several files at once, larger than any other request may be', async () => {
    const picture = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(3_000_000)])
    const response = await upload([['a.eml', freshMail()], ['mapa.png', picture], ['hra.exe', Buffer.from('MZ')]])
    assert.equal(response.statusCode, 200)
    const [mail, map, game] = response.json().items
    assert.deepEqual([mail.state, mail.format, mail.sender, mail.parts.length, mail.text.slice(0, 9)], ['waiting', 'eml', { name: 'Jan Novák', email: 'jan@example.cz' }, 1, 'Dobrý den'])
    assert.deepEqual([map.state, map.size, map.warnings], ['waiting', picture.length, [{ kind: 'not-read', format: 'png' }]])
    assert.deepEqual([game.state, game.quarantine.reason, /program/.test(game.quarantine.title)], ['quarantined', 'executable', true])
  })

  it('lists what waits, newest first, page by page', async () => {
    const ids = [(await one()).id, (await one()).id, (await one()).id]
    const first = (await app.inject('/api/intake?state=waiting&limit=2')).json()
    assert.deepEqual(first.items.map(({ id }: { id: string }) => id), [ids[2], ids[1]])
    const second = (await app.inject(`/api/intake?state=waiting&limit=1&before=${first.next}`)).json()
    assert.equal(second.items[0].id, ids[0])
    assert.equal((await app.inject(`/api/intake/${ids[0]}`)).json().id, ids[0])
  })

  it('registers with two fields at most, and tells whoever comes second what it became', async () => {
    const { id } = await one()
    const first = await register(id, { subject: 'Povolení', unitId: office.units.ZIV.id })
    assert.equal(first.statusCode, 200)
    const second = await register(id, { subject: 'Povolení' })
    assert.deepEqual([second.statusCode, second.json().refusal, second.json().detail], [409, 'already-registered', first.json().referenceNumber])
  })

  it('takes in a document on paper with what its stamp will say, and registers it under its sender', async () => {
    const paper = { subject: 'Stížnost', channel: 'Osobne', sheets: 3, annexes: 1, otherAnnexes: '1 CD', sender: { name: 'Jana Malá', address: 'Lipová 5, 460 01 Liberec' } }
    const take = () => app.inject({ method: 'POST', url: '/api/intake/paper', payload: paper, headers: { 'idempotency-key': 'paper-key-1' } })
    const [first, again] = [await take(), await take()]
    assert.equal(first.json().id, again.json().id)
    const { state, subject, sender, channel, details, text } = first.json()
    assert.deepEqual([state, subject, sender, channel, details.paper], ['waiting', 'Stížnost', { name: 'Jana Malá', email: '' }, 'Osobne', { sheets: 3, annexes: 1, otherAnnexes: '1 CD' }])
    assert.match(text, /Počet listů: 3\n/)
    assert.equal((await register(first.json().id, { subject: 'Stížnost', unitId: office.units.DOP.id })).statusCode, 200)
    for (const wrong of [{ ...paper, sheets: 0 }, { ...paper, subject: ' ' }, { ...paper, sender: { name: '' } }]) {
      assert.equal((await app.inject({ method: 'POST', url: '/api/intake/paper', payload: wrong })).statusCode, 400)
    }
  })

  it('receives once under one key', async () => {
    const mail = freshMail()
    const [first, second] = [await upload([['a.eml', mail]], 'upload-key-1'), await upload([['a.eml', mail]], 'upload-key-1')]
    assert.equal(first.json().items[0].id, second.json().items[0].id)
    assert.equal((await upload([['a.eml', freshMail()]], 'upload-key-1')).statusCode, 409)
  })

  it('answers by what is wrong', async () => {
    const { id } = await one()
    assert.equal((await upload([])).statusCode, 400)
    assert.equal((await register(id, {})).statusCode, 400)
    assert.equal((await register(id, { subject: 'x', senderEmail: 'no address' })).statusCode, 400)
    assert.equal((await register(newId(), { subject: 'x' })).statusCode, 404)
    assert.equal((await app.inject(`/api/intake/${newId()}`)).statusCode, 404)
    assert.equal((await register(id, { subject: 'x', unitId: newId() })).statusCode, 422)
    const refuse = () => app.inject({ method: 'POST', url: `/api/intake/${id}/refuse`, payload: { reason: 'nečitelné' } })
    assert.deepEqual([(await refuse()).statusCode, (await refuse()).statusCode], [200, 409])
  })

  it('understands no text with a NUL and mends one with halves of characters', async () => {
    const { id } = await one()
    const refuse = (reason: string) => app.inject({ method: 'POST', url: `/api/intake/${id}/refuse`, payload: { reason } })
    const wrong = await Promise.all([
      refuse('a\0b'), register(id, { subject: 'a\0b' }), register(id, { subject: 'x', senderName: '\0' }), register(id, { subject: 'x', senderReference: '\0' })])
    assert.deepEqual(wrong.map(({ statusCode }) => statusCode), [400, 400, 400, 400])
    assert.equal((await refuse('nečitelné \ud83d')).statusCode, 200)
    assert.equal((await app.inject(`/api/intake/${id}`)).json().refusedReason, 'nečitelné \ufffd')
  })

  it('refuses the file that is too large', async () => {
    const { payload, headers } = form([['a.bin', Buffer.alloc(50 * 1024 * 1024 + 1)]])
    const response = await app.inject({ method: 'POST', url: '/api/intake', payload, headers })
    assert.deepEqual([response.statusCode, response.json().refusal], [413, 'too-large'])
  })

  it('is nobody\'s business but the registry\'s', async () => {
    const { id } = await one()
    for (const [actor, status] of [[office.actors.clerk, 403], [office.actors.auditor, 403], [null, 401]] as const) {
      who = actor
      const answers = await Promise.all([
        upload([['a.eml', freshMail()]]), app.inject('/api/intake'), app.inject(`/api/intake/${id}`), register(id, { subject: 'x' }),
        app.inject({ method: 'POST', url: `/api/intake/${id}/refuse`, payload: { reason: 'x' } })])
      assert.deepEqual(answers.map(({ statusCode }) => statusCode), Array(5).fill(status))
    }
    who = office.actors.registrar
  })
})
