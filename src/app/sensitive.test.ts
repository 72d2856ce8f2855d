import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import type { Server } from '../platform/http/index.ts'
import { call, must } from './attack/testing-call.ts'
import { openGround, type Ground, type PersonName } from './attack/testing-ground.ts'
import { makeObjects, prepareSide, type Objects } from './attack/testing-objects.ts'
import { showing, showingNone } from './sensitive.ts'
import { buildServer } from './server.ts'

describe('sensitive documents', () => {
  let ground: Ground
  let app: Server
  let client: pg.Client
  let objects: Objects
  let componentId = ''
  before(async () => {
    ground = await openGround()
    app = await buildServer(ground.office)
    await prepareSide(app, ground.ours)
    objects = await makeObjects(app, ground.ours)
    client = new pg.Client(ground.ownerUrl)
    await client.connect()
    const { components } = await must<{ components: { id: string }[] }>(app, ground.ours, { method: 'GET', url: `/api/documents/${objects.Document}`, as: ground.ours.people.clerk })
    componentId = components[0]?.id ?? ''
    for (const id of [objects.Document, objects.Answer, objects.Sent]) {
      await must(app, ground.ours, { method: 'PUT', url: `/api/documents/${id}/sensitivity`, body: { sensitive: true, reason: 'zdravotní stav' }, as: ground.ours.people.clerk })
    }
  })
  after(async () => {
    await client.end()
    await app.close()
    await ground.close()
  })

  const get = (url: string, who: PersonName) => call(app, ground.ours, { method: 'GET', url, as: ground.ours.people[who] })
  const forget = () => client.query('delete from records.reading')
  const witnessed = async () => (await client.query<{ event: string; object_id: string; actor_id: string; outcome: string }>(
    `select event, object_id, actor_id, body::jsonb ->> 'outcome' as outcome from audit.entry where payload::jsonb ->> 'sensitive' = 'true' and event <> 'Uprava' order by index`)).rows

  it('have every route of the office judged: each address with an id shows none, or is witnessed before it shows any', () => {
    const withId = [...new Set(app.declaredRoutes.filter(({ method, url }) => method === 'GET' && url.startsWith('/api/') && url.includes('/:')).map(({ url }) => url))]
    const elsewhere = /^\/api\/(admin|log|me)\//
    assert.deepEqual(withId.filter((url) => !elsewhere.test(url) && !showing[url] && !showingNone[url]), [], 'say in src/app/sensitive.ts what these show')
    assert.deepEqual([...Object.keys(showing), ...Object.keys(showingNone)].filter((url) => !withId.includes(url)), [], 'there are no such routes')
  })

  it('have no list that tells more than a line of each, among the routes without an id', () => {
    const lists = ['/api/bulk', '/api/demo/people', '/api/directory', '/api/dispatches', '/api/dispatches/posting-list', '/api/documents', '/api/files', '/api/inbox', '/api/intake', '/api/openapi.json',
      '/api/parties', '/api/parties/hints', '/api/numbering', '/api/plan', '/api/route-templates', '/api/search', '/api/search/counts', '/api/search/suggest', '/api/snippets', '/api/substitutions',
      '/api/signing/authorities', '/api/signing/book', '/api/signing/ceremonies', '/api/signing/keys', '/api/signing/rules', '/api/signing/waiting', '/api/unit-load', '/api/validation/life', '/api/validation/life/summary', '/api/views']
    const elsewhere = /^\/api\/(admin|log|me|privacy)(\/|$)/
    const found = [...new Set(app.declaredRoutes.filter(({ method, url }) => method === 'GET' && url.startsWith('/api/') && !url.includes('/:') && !elsewhere.test(url)).map(({ url }) => url))]
    assert.deepEqual(found.filter((url) => !lists.includes(url)), [], 'look at what it tells, then add it here')
  })

  it('are in the log with their reader before any of the addresses shows them, and a try of somebody who may not is there too', async () => {
    await client.query('update intake.item set state = \'registered\', document_id = $1, reference_number = \'X\', settled_at = now() where id = $2', [objects.Document, objects.Item])
    for (const [url, { way, by }] of Object.entries(showing)) {
      const isAnswer = url.startsWith('/api/answers')
      const id = { document: isAnswer ? objects.Answer : objects.Document, file: objects.File, item: objects.Item, dispatch: objects.Dispatch }[by]
      const address = url.replace(':id', id).replace(':componentId', componentId).replace(':version', '1').replace(':part', '0').replace(':index', '0').replace(':page', '1.png').replace(/route-preview$/, `$&?templateId=${objects.RouteTemplate}`)
      for (const who of ['head', by === 'item' ? 'registrar' : 'auditor'] as const) {
        await forget()
        const before = (await witnessed()).length
        const { statusCode } = await get(address, who)
        const entries = (await witnessed()).slice(before).filter(({ actor_id: actor }) => actor === ground.ours.people[who].person.id)
        if (statusCode === 403) continue
        assert.ok([200, 404, 422].includes(statusCode), `${url} as ${who}: ${statusCode}`)
        assert.ok(entries.some(({ event }) => event === (way === 'taken' ? 'Export' : 'Zobrazeni')), `${url} as ${who}: ${statusCode} ${JSON.stringify(entries)}`)
      }
      if (by !== 'document') continue
      await forget()
      const [before, nowhere] = [(await witnessed()).length, await get(address.replace(id, '00000000-0000-7000-8000-000000000000'), 'otherClerk')]
      const denied = await get(address, 'otherClerk')
      assert.deepEqual([denied.statusCode, denied.json<{ title: string }>().title], [nowhere.statusCode, nowhere.json<{ title: string }>().title], url)
      if (denied.statusCode === 404) assert.deepEqual((await witnessed()).slice(before).map(({ event, outcome }) => [event, outcome]), [['OdmitnutyPristup', 'refused']], url)
    }
  })

  it('tell who has looked to auditors and to the head whose unit holds the file, once a person and ten minutes, and to nobody else', async () => {
    await forget()
    await Promise.all(Array.from({ length: 6 }, () => get(`/api/documents/${objects.Document}`, 'clerk')))
    await get(`/api/documents/${objects.Document}`, 'otherClerk')
    for (const who of ['auditor', 'head'] as const) {
      const { items } = (await get(`/api/documents/${objects.Document}/readings`, who)).json<{ items: { name: string; way: string }[] }>()
      const of = (name: string) => items.filter((item) => item.name.endsWith(name)).map(({ way }) => way)
      assert.deepEqual([[...new Set(of('clerk'))], of('otherClerk')], [['read'], ['denied']])
      assert.ok(of('clerk').length <= 2, 'six at once are one, or two where ten minutes end between them')
    }
    assert.deepEqual([(await get(`/api/documents/${objects.Document}/readings`, 'clerk')).statusCode, (await get(`/api/documents/${objects.Document}/readings`, 'otherHead')).statusCode], [403, 404])
    const history = (await get(`/api/documents/${objects.Document}/history`, 'clerk')).json<{ items: { event: string }[] }>()
    assert.ok(!history.items.some(({ event }) => event === 'OdmitnutyPristup'), 'who was denied is for auditors')
  })

  it('are so by their class too, until its mark is taken off with a reason', async () => {
    const sensitive = async () => (await get(`/api/documents/${objects.Document}/sensitivity`, 'clerk')).json<{ mark: { kind: string } | null; mayMark: boolean }>()
    const mark = (url: string, body: object, who: PersonName) => call(app, ground.ours, { method: 'PUT', url, body, as: ground.ours.people[who] })
    const own = `/api/documents/${objects.Document}/sensitivity`
    await client.query('update records.file set class_id = $1 where id = $2', [objects.Class, objects.File])
    assert.equal((await mark(own, { sensitive: false, reason: ' ' }, 'clerk')).statusCode, 422)
    assert.equal((await mark(own, { sensitive: false, reason: 'omyl' }, 'otherClerk')).statusCode, 404)
    assert.equal((await mark(own, { sensitive: false, reason: 'omyl' }, 'clerk')).statusCode, 200)
    assert.equal((await sensitive()).mark, null)
    assert.equal((await mark(`/api/classes/${objects.Class}/sensitivity`, { sensitive: true, reason: 'sociální dávky' }, 'admin')).statusCode, 200)
    assert.equal((await sensitive()).mark?.kind, 'class')
    assert.equal((await mark(own, { sensitive: false, reason: 'omyl' }, 'clerk')).statusCode, 409)
    await mark(`/api/classes/${objects.Class}/sensitivity`, { sensitive: false, reason: 'konec' }, 'admin')
    assert.equal((await sensitive()).mark, null)
  })
})
