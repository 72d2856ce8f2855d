import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import { createServer, type Server } from '../../platform/http/index.ts'
import { perform } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { documentHistory, grantAccess, migrations, recordsRoutes, registerDocument, type Registered } from './index.ts'

describe('the routes of records', () => {
  let office: TestOffice
  let app: Server
  let who: Actor
  before(async () => {
    office = await testOffice([migrations])
    app = createServer({ authenticate: async () => who })
    recordsRoutes(app, office)
    who = office.actors.clerk
  })
  after(() => office.close())

  async function register(): Promise<Registered> {
    const bytes = Buffer.from(`Dobrý den ${newId()}`)
    const sha256 = await office.files.put(office.tenantId, bytes)
    const done = await perform(office, office.actors.registrar, { name: 'test' }, async (deed) => ({ ok: true, value: await registerDocument(deed, {
      direction: 'incoming', subject: 'Kácení', channel: 'EPodatelnaMail', party: null, receivedAt: office.clock, file: { openFor: office.units.DOP.id },
      contents: [{ name: 'dopis.txt', role: 'original', sha256, size: bytes.byteLength, mediaType: 'text/plain' }],
    }) }))
    assert.ok(done.ok)
    return done.value
  }
  const settle = (id: string, note: string) => app.inject({ method: 'POST', url: `/api/documents/${id}/settle`, payload: { way: 'jinyZpusob', note } })

  it('understand no text with a NUL and mend one with halves of characters', async () => {
    const { document: { id } } = await register()
    assert.equal((await app.inject('/api/documents?q=%00')).statusCode, 400)
    assert.equal((await settle(id, 'a\0b')).statusCode, 400)
    assert.equal((await settle(id, 'vzato na vědomí \ud83d')).statusCode, 200)
    assert.equal((await app.inject(`/api/documents/${id}/history`)).statusCode, 200)
    assert.equal((await app.inject(`/api/documents/${id}`)).json<{ settledNote: string }>().settledNote, 'vzato na vědomí \ufffd')
  })

  it('log who took a content away and who was shown it, not every picture of a page', async () => {
    const { document: { id }, components: [component] } = await register()
    const at = `/api/documents/${id}/components/${component?.id}/versions/1`
    assert.equal((await app.inject(at)).statusCode, 200)
    assert.equal((await app.inject(`${at}/preview`)).statusCode, 200)
    await app.inject(`${at}/pages/1.png`)
    assert.equal((await app.inject(at.replace(/1$/, '2'))).statusCode, 404)
    const history = await documentHistory(office, who, id, { limit: 2 })
    assert.ok(history.ok)
    const sha256 = component?.versions[0]?.sha256
    assert.deepEqual(history.value.map(({ event, objectId, particulars }) => [event, objectId, particulars?.['version'], particulars?.['content']]), [
      ['Zobrazeni', component?.id, 1, sha256], ['Export', component?.id, 1, sha256]])
  })

  it('log who was given a document to see, once', async () => {
    const { document: { id } } = await register()
    const grantee = { kind: 'unit', id: office.units.ZIV.id } as const
    for (const _ of ['first', 'again']) await perform(office, who, { name: 'test' }, async (deed) => ({ ok: true, value: await grantAccess(deed, [id], grantee, 'statement') }))
    const history = await documentHistory(office, who, id, { limit: 10 })
    assert.ok(history.ok)
    const changes = history.value.filter(({ event }) => event === 'ZmenaOpravneni').map(({ particulars }) => particulars)
    assert.deepEqual(changes.map((change) => [change?.['grantee'], change?.['granteeId'], change?.['basis']]), [['unit', office.units.ZIV.id, 'statement']])
    assert.equal(history.value.find(({ event }) => event === 'Zalozeni')?.particulars?.['unitId'], office.units.DOP.id)
  })
})
