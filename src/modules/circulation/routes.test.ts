import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import { createServer } from '../../platform/http/index.ts'
import type { TestOffice } from '../identity/testing.ts'
import { circulationRoutes } from './index.ts'
import { officeWithCirculation, received, rewrite, written } from './testing.ts'

/** Everything these routes may say, as far as the tests look at it. */
interface Body {
  readonly refusal: string; readonly type: string; readonly title: string; readonly itemId: string; readonly itemIds: readonly string[]
  readonly stageId: string
  readonly items: readonly { readonly kind: string; readonly routeId: string | null; readonly state: string; readonly outcome: string | null }[]; readonly may: object
}

describe('the routes of circulation', () => {
  let office: TestOffice
  let who: Actor | null
  const server = () => {
    const app = createServer({ authenticate: async () => who })
    circulationRoutes(app, office)
    return app
  }
  let app: ReturnType<typeof server>
  before(async () => {
    office = await officeWithCirculation()
    app = server()
  })
  after(() => office.close())

  async function call(
    as: keyof TestOffice['actors'] | null, method: 'GET' | 'POST', url: string, payload?: object, headers: Record<string, string> = {}
  ) {
    who = as && office.actors[as]
    const response = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
    return { status: response.statusCode, body: response.json<Body>() }
  }
  const person = (role: keyof TestOffice['actors']) => ({ kind: 'person', id: office.actors[role].personId })
  const refusal = ({ status, body }: Awaited<ReturnType<typeof call>>) => [status, body.refusal]

  it('carry a document from the unit through statements to an approval', async () => {
    const { documentId, content } = await written(office)
    const at = `/api/documents/${documentId}`
    assert.equal((await call('registrar', 'POST', `${at}/assign`, { to: { kind: 'unit', id: office.units.DOP.id } })).status, 200)
    assert.equal((await call('clerk', 'POST', `${at}/take-over`, {})).status, 200)
    const asked = await call(
      'clerk', 'POST', `${at}/statements`, { to: [person('otherClerk')], instruction: 'Vyjádřete se.', dueOn: '2026-11-30' }
    )
    const [commentId] = asked.body.itemIds
    const inbox = await call('otherClerk', 'GET', '/api/inbox?box=mine')
    assert.deepEqual(inbox.body, { next: null, items: [{
      id: commentId, kind: 'comment', state: 'open', addressee: { ...person('otherClerk'), name: 'Ota Šimek' }, askedBy: {
        id: office.actors.clerk.personId, name: 'Petr Čáp'
      },
      askedAt: '2026-11-23T08:00:00.000Z', takenBy: null, dueOn: '2026-11-30', instruction: 'Vyjádřete se.', outcome: null,
      answer: null, doneAt: null, doneBy: null, doneFor: null, inPlaceOf: null,
      content: null, stale: false, outdated: false, routeId: inbox.body.items[0]?.routeId, stageId: asked.body.stageId,
      groupId: asked.body.stageId, delegates: [], may: {
        answer: true, take: false, withdraw: false, delegate: true, return: true, complete: false, changeDue: false, urge: false,
      },
      document: {
        id: documentId, referenceNumber: 'KUZK 1/2026', subject: 'Odpověď', direction: 'outgoing', dueOn: null,
        fileReference: 'SpZn KUZK-DOP/2026/1', party: null
      },
    }] })
    assert.equal(
      (await call('otherClerk', 'POST', `/api/items/${commentId}/answer`, { outcome: 'agree', answer: 'Bez připomínek.' })).status, 200
    )
    const approval = await call('clerk', 'POST', `${at}/approval`, { to: person('head') })
    const url = `/api/items/${approval.body.itemId}/approve`
    const key = { 'idempotency-key': 'approve-once' }
    assert.deepEqual(
      [(await call('head', 'POST', url, { seen: content }, key)).status, (await call('head', 'POST', url, { seen: content }, key)).status],
      [200, 200]
    )
    const circulation = await call('clerk', 'GET', `${at}/circulation`)
    assert.deepEqual(
      circulation.body.items.map((item) => `${item.kind} ${item.state} ${item.outcome}`).sort(),
      ['approve done approved', 'comment done agree', 'handle open null']
    )
    assert.deepEqual(circulation.body.may, { assign: true, takeOver: false, askStatements: true, askApproval: true })
  })

  it('refuse with the status and the words of the reason', async () => {
    const { documentId } = await written(office)
    const at = `/api/documents/${documentId}`
    const approval = await call('clerk', 'POST', `${at}/approval`, { to: person('head') })
    const item = `/api/items/${approval.body.itemId}`
    assert.deepEqual(refusal(await call('head', 'POST', `${item}/approve`, { seen: 'f'.repeat(64) })), [409, 'content-changed'])
    assert.deepEqual(refusal(await call('clerk', 'POST', `${item}/approve`, { seen: 'f'.repeat(64) })), [403, 'not-yours'])
    assert.deepEqual(refusal(await call('head', 'POST', `${item}/return`, { reason: '' })), [422, 'reason-missing'])
    assert.deepEqual(refusal(await call('head', 'POST', `${item}/answer`, { outcome: 'agree' })), [422, 'wrong-kind'])
    assert.deepEqual(refusal(await call('head', 'POST', `${item}/take`, {})), [422, 'wrong-kind'])
    assert.deepEqual(refusal(await call('otherClerk', 'POST', `${item}/seen`, {})), [404, 'not-found'])
    assert.deepEqual(refusal(await call('clerk', 'POST', `${at}/approval`, { to: person('clerk') })), [403, 'four-eyes'])
    assert.deepEqual(refusal(await call('otherClerk', 'POST', `${at}/assign`, { to: person('clerk') })), [404, 'not-found'])
    assert.deepEqual(
      refusal(await call('clerk', 'POST', `${at}/statements`, { to: [{ kind: 'unit', id: newId() }], instruction: 'x' })),
      [422, 'addressee-unknown']
    )
    await rewrite(office, documentId)
    assert.deepEqual(refusal(await call('head', 'POST', `${item}/approve`, { seen: 'f'.repeat(64) })), [409, 'content-changed'])
    const { body } = await call('otherClerk', 'POST', `${item}/seen`, {}, { 'accept-language': 'en' })
    assert.deepEqual(
      [body.type, body.title], ['urn:obeh:problem:not-found', 'There is no such item or document, or you have no access to it.']
    )
  })

  it('turn away strangers, wrong roles and what they do not understand', async () => {
    const { documentId } = await received(office)
    const at = `/api/documents/${documentId}`
    const deeds = ['assign', 'take-over', 'statements', 'approval'].map((deed) => ['POST', `${at}/${deed}`] as const)
    const item = `/api/items/${newId()}`
    const answers = ['take', 'answer', 'approve', 'return', 'withdraw', 'seen'].map((deed) => ['POST', `${item}/${deed}`] as const)
    const every = [['GET', '/api/inbox'], ['GET', `${at}/circulation`], ...deeds, ...answers] as const
    for (const [method, url] of every) assert.equal((await call(null, method, url, method === 'POST' ? {} : undefined)).status, 401, url)
    for (const deed of ['assign', 'take-over', 'statements', 'approval']) assert.deepEqual(
      refusal(await call('auditor', 'POST', `${at}/${deed}`, {})), [403, 'not-allowed'], deed
    )
    const wrong = [
      [`${at}/assign`, { to: { kind: 'robot', id: newId() } }], [`${at}/assign`, { to: { kind: 'unit', id: 'x' } }],
      [`${at}/statements`, { to: [], instruction: 'x' }], [`${at}/statements`, { to: [person('clerk')], instruction: '' }],
      [`${at}/statements`, { to: [person('clerk')], instruction: 'x', dueOn: '2026-02-30' }],
      [`${at}/statements`, { to: [person('clerk')], instruction: 'a\u0000b' }],
      [`${at}/approval`, { to: { kind: 'unit', id: office.units.DOP.id } }], [`/api/items/${newId()}/approve`, { seen: 'F'.repeat(64) }],
      [`/api/items/${newId()}/answer`, { outcome: 'maybe' }], ['/api/items/x/seen', {}],
    ] as [string, object][]
    for (const [url, payload] of wrong) assert.deepEqual(
      refusal(await call('clerk', 'POST', url, payload)), [400, 'not-understood'], JSON.stringify(payload)
    )
    assert.equal((await call('clerk', 'GET', '/api/inbox?box=all')).status, 400)
    assert.deepEqual(refusal(await call('otherClerk', 'GET', `${at}/circulation`)), [404, 'not-found'])
  })
})
