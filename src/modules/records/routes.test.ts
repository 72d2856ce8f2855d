import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import { createServer, type Server } from '../../platform/http/index.ts'
import { perform } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations, recordsRoutes, registerDocument, type Registered } from './index.ts'

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
})
