import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { createServer } from '../../platform/http/index.ts'
import type { TestOffice } from '../identity/testing.ts'
import { assign, bulkRoutes, circulationRoutes, runBulk } from './index.ts'
import { officeWithCirculation, received } from './testing.ts'

interface Body {
  readonly refusal: string; readonly detail?: string; readonly hash: string; readonly itemIds: string[]; readonly can: number; readonly cannot: number
  readonly reasons: readonly { readonly why: string; readonly count: number }[]; readonly bulkId: Id<'Bulk'>; readonly state: string; readonly mayUndo: boolean
  readonly counts: Readonly<Record<string, number>>; readonly next: number | string | null
  readonly items: readonly { readonly itemId: string; readonly words: string; readonly outcome: string; readonly document: { readonly subject: string } | null }[]
}

describe('the routes of acting on many things', () => {
  let office: TestOffice
  let who: Actor | null
  const server = () => {
    const app = createServer({ authenticate: async () => who })
    circulationRoutes(app, office)
    bulkRoutes(app, office)
    return app
  }
  let app: ReturnType<typeof server>
  before(async () => {
    office = await officeWithCirculation()
    app = server()
  })
  after(() => office.close())

  async function call(as: keyof TestOffice['actors'] | null, method: 'GET' | 'POST', url: string, payload?: object, key?: string) {
    who = as && office.actors[as]
    const response = await app.inject({ method, url, headers: { 'accept-language': 'cs', ...(key ? { 'idempotency-key': key } : {}) }, ...(payload ? { payload } : {}) })
    return { status: response.statusCode, body: response.json<Body>() }
  }
  const give = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const { documentId } = await received(office)
      assert.ok((await assign(office, office.actors.head, documentId, { to: { kind: 'person', id: office.actors.clerk.personId! }, instruction: null })).ok)
    }
  }
  const action = () => ({ kind: 'hand-over', to: { kind: 'person', id: office.actors.colleague.personId } })
  const filter = () => ({ box: 'person', personId: office.actors.clerk.personId })

  it('let a head hand over everything on a desk, and refuse when it is no longer what was shown', async () => {
    await give(3)
    const shown = await call('head', 'POST', '/api/bulk/preview', { action: action(), filter: filter() })
    assert.deepEqual([shown.status, shown.body.can, shown.body.cannot, shown.body.items[0]?.words], [200, 3, 0, 'Předá se: Petr Čáp → Jan Žák.'])
    await give(2)
    const { hash, itemIds } = shown.body
    const changed = await call('head', 'POST', '/api/bulk', { action: action(), filter: filter(), itemIds, hash })
    assert.deepEqual([changed.status, changed.body.refusal, changed.body.detail], [409, 'other-list', 'Od náhledu přibylo položek: 2.'])
    const again = await call('head', 'POST', '/api/bulk/preview', { action: action(), filter: filter() })
    const confirm = { action: action(), filter: filter(), itemIds: again.body.itemIds, hash: again.body.hash }
    const started = await call('head', 'POST', '/api/bulk', confirm, 'the-same-press')
    assert.equal(started.status, 200)
    await runBulk(office, office.tenantId, started.body.bulkId)
    const repeated = await call('head', 'POST', '/api/bulk', confirm, 'the-same-press')
    assert.deepEqual([repeated.status, repeated.body.bulkId], [200, started.body.bulkId], 'the desk is empty by now, the press is the same')
    const at = `/api/bulk/${started.body.bulkId}`
    const view = await call('head', 'GET', at)
    assert.deepEqual([view.body.state, view.body.counts['done'], view.body.mayUndo], ['done', 5, true])
    const first = await call('head', 'GET', `${at}/items?limit=2`)
    const rest = await call('head', 'GET', `${at}/items?limit=50&after=${first.body.next}`)
    assert.deepEqual([first.body.items.length, rest.body.items.length, rest.body.next, first.body.items[0]?.document?.subject], [2, 3, null, 'Oprava mostu v Lhotě'])
    for (const [method, url] of [['GET', at], ['GET', `${at}/items`], ['POST', `${at}/undo`], ['POST', `${at}/cancel`]] as const) {
      const other = await call('clerk', method, url, method === 'POST' ? {} : undefined)
      assert.deepEqual([other.status, other.body.refusal], [404, 'not-found'], `${method} ${url}`)
    }
    const undone = await call('head', 'POST', `${at}/undo`, { itemIds: first.body.items.map(({ itemId }) => itemId) })
    await runBulk(office, office.tenantId, undone.body.bulkId)
    assert.deepEqual((await call('head', 'GET', `/api/bulk/${undone.body.bulkId}`)).body.counts['done'], 2)
  })

  it('say to everybody only what they may see', async () => {
    await give(1)
    const { body: { itemIds } } = await call('head', 'POST', '/api/bulk/preview', { action: action(), filter: filter() })
    const other = await call('otherHead', 'POST', '/api/bulk/preview', { action: action(), itemIds })
    assert.deepEqual([other.body.can, other.body.cannot, other.body.reasons.length, other.body.items[0]?.document], [0, itemIds.length, 1, null])
    assert.equal((await call('otherHead', 'POST', '/api/bulk/preview', { action: action(), filter: filter() })).body.refusal, 'nothing-chosen')
    assert.equal((await call('auditor', 'POST', '/api/bulk/preview', { action: action(), itemIds })).status, 403)
    assert.deepEqual([(await call(null, 'POST', '/api/bulk/preview', { action: action(), itemIds })).status, (await call(null, 'GET', '/api/bulk')).status], [401, 401])
    assert.deepEqual([(await call('clerk', 'GET', '/api/unit-load')).status, (await call('head', 'GET', '/api/unit-load')).status], [403, 200])
  })

  it('understand only what they can do', async () => {
    for (const wrong of [{ kind: 'erase' }, { kind: 'due', dueOn: '2026-02-30', reason: 'x' }, { kind: 'settle', way: 'dokumentem', note: 'x' }, { kind: 'withdraw', reason: '  ' }]) {
      assert.equal((await call('head', 'POST', '/api/bulk/preview', { action: wrong, itemIds: [] })).status, 400, JSON.stringify(wrong))
    }
    assert.equal((await call('head', 'GET', '/api/inbox?before=yesterday')).status, 400)
  })
})
