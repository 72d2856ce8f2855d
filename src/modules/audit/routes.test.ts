import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accept } from '../../kernel/result.ts'
import { createServer, type Server } from '../../platform/http/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { auditRoutes, checkProof, perform, readHistory, type EventType, type ObjectType } from './index.ts'

type Role = keyof TestOffice['actors']
interface Entry {
  index: number; at: string; event: EventType; objectType: string; objectId: string; subjectId: string; actorId: string | null; actorName: string; onBehalfOf: string | null
  particulars: Record<string, unknown> | null; withheld: boolean; erased: boolean; outcome: string
}

describe('the routes of the log', () => {
  let office: TestOffice
  let app: Server
  let asker: Role | 'admin' | null = null
  before(async () => {
    office = await testOffice()
    const admin = { ...office.actors.otherHead, roles: ['admin'] as const }
    app = createServer({ authenticate: async () => (asker === 'admin' ? admin : asker && office.actors[asker]) })
    auditRoutes(app, office)
    const deed = (by: Role, event: EventType, type: ObjectType, id: string, subjectId?: string) => perform(office, office.actors[by], { name: 'arrange' }, async (it) => {
      it.note({ event, object: { type, id }, ...(subjectId ? { subjectId } : {}), payload: { subject: 'Tajná věc' } })
      return accept(null)
    })
    for (const [i, at] of ['2026-11-25T22:59:59Z', '2026-11-25T23:00:00Z', '2026-11-26T22:59:59Z', '2026-11-26T23:00:00Z'].entries()) {
      office.clock = new Date(at)
      await deed(i % 2 === 0 ? 'clerk' : 'head', 'Uprava', 'Dokument', `d${i}`)
      await deed('clerk', 'Schvaleni', 'PolozkaObehu', `i${i}`, `d${i}`)
      await deed('clerk', 'Uprava', 'Osoba', `o${i}`)
    }
  })
  after(() => office.close())

  async function get(as: Role | 'admin' | null, url: string) {
    asker = as
    const response = await app.inject({ url })
    return { status: response.statusCode, text: response.body, body: () => response.json<{ items: Entry[]; next: number | null; refusal: string }>() }
  }

  it('are open to auditors and administrators alone', async () => {
    for (const url of ['/api/log', '/api/log/1/proof']) {
      assert.equal((await get(null, url)).status, 401)
      for (const other of ['clerk', 'head', 'registrar'] as const) assert.equal((await get(other, url)).status, 403)
      for (const reader of ['auditor', 'admin'] as const) assert.equal((await get(reader, url)).status, 200)
    }
    assert.deepEqual([(await get(null, '/api/log/key')).status, (await get('clerk', '/api/log/key')).status], [401, 200])
  })

  it('log who read the log and what they asked', async () => {
    await get('auditor', '/api/log?event=Schvaleni&from=2026-11-26')
    const [entry] = await readHistory(office.db, office.tenantId, { objectId: 'protokol', limit: 1 })
    assert.deepEqual([entry?.event, entry?.actorName, entry?.particulars?.['asked']], ['Zobrazeni', 'Iva Benešová', { event: 'Schvaleni', from: '2026-11-25T23:00:00.000Z' }])
  })

  it('find by person, thing, event and whole days of Prague, each alone and together', async () => {
    const found = async (query: string) => (await get('auditor', `/api/log?${query}`)).body().items.map(({ objectId }) => objectId)
    assert.deepEqual(await found('event=Schvaleni'), ['i3', 'i2', 'i1', 'i0'])
    assert.deepEqual(await found('object=d2'), ['i2', 'd2'])
    assert.deepEqual(await found(`actor=${office.actors.head.personId}`), ['d3', 'd1'])
    assert.deepEqual(await found('from=2026-11-26&to=2026-11-26'), ['o2', 'i2', 'd2', 'o1', 'i1', 'd1'])
    assert.deepEqual(await found('to=2026-11-25&event=Uprava'), ['o0', 'd0'])
    assert.deepEqual(await found(`from=2026-11-26&to=2026-11-26&event=Uprava&actor=${office.actors.head.personId}`), ['d1'])
    assert.equal((await get('auditor', '/api/log?from=2026-11-27&to=2026-11-26')).body().refusal, 'period-empty')
    for (const bad of ['event=Neco', 'from=2026-02-30', 'actor=x', 'limit=0']) assert.equal((await get('auditor', `/api/log?${bad}`)).status, 400, bad)
  })

  it('page by key without missing or repeating an entry, though each page adds one', async () => {
    const all = (await readHistory(office.db, office.tenantId, { limit: 1000 })).map(({ index }) => index)
    const walked: number[] = []
    for (let before: number | null = all.length; before !== null;) {
      const { items, next }: { items: Entry[]; next: number | null } = (await get('auditor', `/api/log?limit=7&before=${before}`)).body()
      walked.push(...items.map(({ index }) => index))
      before = next
    }
    assert.deepEqual(walked, all)
  })

  it('say nothing of documents to an administrator, who still sees who did what', async () => {
    const items = (await get('admin', '/api/log?to=2026-11-25')).body().items.filter(({ objectId }) => /^[dio]0$/.test(objectId))
    assert.deepEqual(items.map(({ objectId, actorName, withheld, particulars }) => [objectId, actorName, withheld, particulars?.['subject'] ?? null]), [
      ['o0', 'Petr Čáp', false, 'Tajná věc'], ['i0', 'Petr Čáp', true, null], ['d0', 'Petr Čáp', true, null]])
    const index = items.find(({ objectId }) => objectId === 'd0')?.index ?? -1
    const [forAdmin, forAuditor] = [checkProof((await get('admin', `/api/log/${index}/proof`)).text, office.logKey), checkProof((await get('auditor', `/api/log/${index}/proof`)).text, office.logKey)]
    assert.ok(forAdmin.ok && forAuditor.ok)
    assert.deepEqual([forAdmin.value.body.object.id, forAdmin.value.payload, forAuditor.value.payload?.['subject']], ['d0', undefined, 'Tajná věc'])
    assert.equal((await get('auditor', '/api/log/99999/proof')).status, 404)
  })
})
