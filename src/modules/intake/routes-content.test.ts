import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import multipart from '@fastify/multipart'
import { PNG } from 'pngjs'
import type { Actor } from '../../kernel/actor.ts'
import { createServer, type Server } from '../../platform/http/index.ts'
import { readHistory } from '../audit/index.ts'
import { intakeRoutes, receive } from './index.ts'
import { aMail, testReception, type TestReception } from './testing.ts'

describe('what has come, looked at before it is registered', () => {
  let office: TestReception
  let app: Server
  let who: Actor
  before(async () => {
    office = await testReception()
    who = office.actors.registrar
    app = createServer({ authenticate: async () => who })
    await app.register(multipart)
    intakeRoutes(app, office)
    await app.ready()
  })
  after(async () => {
    await app.close()
    await office.close()
  })
  async function item(name: string, bytes: Buffer) {
    const received = await receive(office, office.actors.registrar, { name, bytes, channel: null })
    assert.ok(received.ok)
    return received.value.id
  }

  it('gives the original and each part byte for byte, as a download only, and writes into the log who took it', async () => {
    const mail = aMail()
    const id = await item('a.eml', mail)
    const original = await app.inject(`/api/intake/${id}/contents/0`)
    assert.deepEqual([original.statusCode, original.headers['content-type'], original.rawPayload.equals(mail)], [200, 'application/octet-stream', true])
    assert.match(String(original.headers['content-disposition']), /^attachment;/)
    assert.equal((await app.inject(`/api/intake/${id}/contents/1`)).body, 'příloha')
    assert.equal((await app.inject(`/api/intake/${id}/contents/2`)).statusCode, 404)
    const history = await readHistory(office.db, office.tenantId, { subjectId: id, event: 'Export', limit: 10 })
    assert.equal(history.length, 2)
  })

  it('shows text as text and a picture as a picture of ours', async () => {
    const id = await item('a.eml', aMail({ messageId: '<náhled@x.cz>' }))
    const shown = (await app.inject(`/api/intake/${id}/contents/0/preview`)).json()
    assert.deepEqual([shown.kind, /Věc: Žádost o povolení/.test(shown.text)], ['text', true])
    const photo = Buffer.concat([PNG.sync.write(new PNG({ width: 20, height: 10 })), Buffer.from('<script>')])
    const picture = await item('foto.png', photo)
    assert.deepEqual((await app.inject(`/api/intake/${picture}/contents/0/preview`)).json(), { kind: 'pages', pages: 1, sizes: [{ widthPt: 20, heightPt: 10 }] })
    const drawn = await app.inject(`/api/intake/${picture}/contents/0/pages/1.png?width=400`)
    assert.deepEqual([drawn.headers['content-type'], drawn.rawPayload.subarray(1, 4).toString(), drawn.rawPayload.includes('script')], ['image/png', 'PNG', false])
    assert.equal((await app.inject(`/api/intake/${picture}/contents/0/pages/2.png`)).statusCode, 404)
  })

  it('gives nothing out of quarantine, and nothing to anybody but the registry', async () => {
    const id = await item('hra.exe', Buffer.from('MZ'))
    for (const path of ['', '/preview', '/pages/1.png']) assert.equal((await app.inject(`/api/intake/${id}/contents/0${path}`)).statusCode, 409, path)
    who = office.actors.clerk
    for (const path of ['', '/preview', '/pages/1.png']) assert.equal((await app.inject(`/api/intake/${id}/contents/0${path}`)).statusCode, 403, path)
    who = office.actors.registrar
  })
})
