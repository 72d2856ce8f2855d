import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createServer, type Server } from '../../platform/http/index.ts'
import { perform } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { indexSome, migrations, registerDocument } from './index.ts'
import { searchRoutes } from './routes-search.ts'

describe('the routes of the search', () => {
  let office: TestOffice
  let app: Server
  before(async () => {
    office = await testOffice([migrations])
    app = createServer({ authenticate: async () => office.actors.clerk })
    searchRoutes(app, office)
    for (const subject of ['Oprava mostu', 'Oprava školy', 'Oprava střechy']) {
      const done = await perform(office, office.actors.registrar, { name: 'test' }, async (deed) => ({ ok: true, value: await registerDocument(deed, {
        direction: 'incoming', subject, channel: 'Posta', party: null, receivedAt: office.clock, file: { openFor: office.units.DOP.id }, contents: [] }) }))
      assert.ok(done.ok)
    }
    while ((await indexSome(office)) > 0);
  })
  after(() => office.close())

  it('give pages by the key they gave, in both orders', async () => {
    for (const sort of ['newest', 'relevance']) {
      const titles: string[] = []
      for (let next: string | null = ''; next !== null;) {
        const page: { items: { title: { text: string } }[]; next: string | null } = (await app.inject(`/api/search?q=oprava&kind=document&limit=2&sort=${sort}${next && `&before=${encodeURIComponent(next)}`}`)).json()
        titles.push(...page.items.map(({ title }) => title.text))
        next = page.next
      }
      assert.deepEqual(titles.sort(), ['Oprava mostu', 'Oprava střechy', 'Oprava školy'].sort(), sort)
    }
  })

  it('say what is missing and do not understand what nobody gave them', async () => {
    assert.equal((await app.inject('/api/search')).json<{ refusal: string }>().refusal, 'nothing-asked')
    for (const query of ['q=a&before=x', 'q=%00', 'q=a&limit=51', 'q=a&kind=person', 'q=a&from=2026-13-01', 'q=a&unitId=1', `q=${'a'.repeat(201)}`]) {
      assert.equal((await app.inject(`/api/search?${query}`)).statusCode, 400, query)
    }
  })

  it('filter by facts alone and suggest and count', async () => {
    assert.equal((await app.inject(`/api/search?kind=document&direction=incoming&unitId=${office.units.DOP.id}&from=2026-11-01`)).json<{ items: [] }>().items.length, 3)
    assert.equal((await app.inject(`/api/search?kind=document&unitId=${office.units.ZIV.id}`)).json<{ items: [] }>().items.length, 0)
    assert.deepEqual((await app.inject('/api/search/counts?q=oprava')).json(), { counts: { document: 3, file: 3 }, more: false })
    assert.equal((await app.inject('/api/search/suggest?q=most')).json<{ items: [] }>().items.length, 2)
  })
})
