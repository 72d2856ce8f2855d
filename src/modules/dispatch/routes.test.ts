import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { createServer } from '../../platform/http/index.ts'
import { received } from '../circulation/testing.ts'
import type { TestOffice } from '../identity/testing.ts'
import { dispatchRoutes } from './index.ts'
import { approved, job, officeWithPost, words, type OfficeWithPost } from './testing.ts'

describe('the routes of dispatch', () => {
  let office: OfficeWithPost
  let who: Actor | null
  const server = () => {
    const app = createServer({ authenticate: async () => who })
    dispatchRoutes(app, office)
    return app
  }
  let app: ReturnType<typeof server>
  before(async () => {
    office = await officeWithPost()
    app = server()
  })
  after(() => office.close())

  async function call(
    as: keyof TestOffice['actors'] | null, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, headers: Record<string,
    string> = {}
  ) {
    who = as && office.actors[as]
    const response = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
    return { status: response.statusCode, body: response.json<Body>() }
  }
  const refusal = ({ status, body }: Awaited<ReturnType<typeof call>>) => [status, body.refusal]

  it('carry an answer from its first words to its dispatch', async () => {
    const { documentId } = await received(office)
    const key = { 'idempotency-key': 'answer-once' }
    const composed = await call('clerk', 'POST', `/api/documents/${documentId}/answers`, words, key)
    assert.deepEqual([composed.status, composed.body.referenceNumber], [200, 'KUZK 2/2026'])
    assert.deepEqual((await call('clerk', 'POST', `/api/documents/${documentId}/answers`, words, key)).body, composed.body)
    const at = `/api/answers/${composed.body.documentId}`
    const newer = { subject: 'Jiná věc', body: 'Jiná slova.' }
    assert.equal((await call('clerk', 'PUT', at, newer)).status, 200)
    const { wording: _, ...answer } = (await call('clerk', 'GET', at)).body
    assert.deepEqual(answer, { ...newer, ready: true, approved: false, signed: null, withdrawn: false, portal: false, kind: 'answer', corrects: null, correctedBy: [], also: [], setAside: false, dispatches: [] })
    const email = 'jana@nova.example'
    assert.deepEqual(refusal(await call('clerk', 'POST', `${at}/dispatch`, { to: [{ channel: 'EPodatelnaMail', email }] })), [409, 'not-approved'])
    await approved(office, composed.body.documentId)
    const sending = await call('clerk', 'POST', `${at}/dispatch`, { to: [{ channel: 'EPodatelnaMail', email }] })
    const [dispatchId = ''] = sending.body.dispatchIds
    const { partyId, ...waiting } = (await call('clerk', 'GET', at)).body.dispatches[0] ?? {}
    assert.ok(partyId)
    assert.deepEqual(waiting, {
      id: dispatchId, channel: 'EPodatelnaMail', recipient: 'Jana Nová', email, address: [], state: 'nevypraveno',
      askedAt: '2026-11-23T08:00:00.000Z', sentAt: null, deliveredAt: null, response: null, tries: 0, postingNumber: null, settles: false,
      resolved: false, attempts: [],
    })
    assert.deepEqual(refusal(await call('clerk', 'PUT', at, words)), [409, 'already-dispatched'])
    await (await job(office, dispatchId))()
    const { items: [sent, ...others] } = (await call('head', 'GET', `/api/documents/${composed.body.documentId}/dispatches`)).body
    assert.deepEqual([sent?.state, sent?.tries, sent?.sentAt, others], ['vypraveno', 1, '2026-11-23T08:00:00.000Z', []])
  })

  it('mend halves of characters in the words of an answer', async () => {
    const { documentId } = await received(office)
    const composed = await call('clerk', 'POST', `/api/documents/${documentId}/answers`, { subject: 'Věc \ud83d', body: '\ude00 Dobrý den.' })
    assert.equal(composed.status, 200)
    const { subject, body } = (await call('clerk', 'GET', `/api/answers/${composed.body.documentId}`)).body
    assert.deepEqual([subject, body], ['Věc \ufffd', '\ufffd Dobrý den.'])
  })

  it('turn away strangers, wrong roles and what they do not understand, with words', async () => {
    const { documentId } = await received(office)
    const [answers, answer] = [`/api/documents/${documentId}/answers`, `/api/answers/${documentId}`]
    const send = { to: [{ channel: 'EPodatelnaMail', email: 'a@b.example' }] }
    const every = [
      ['POST', answers, words], ['PUT', answer, words], ['GET', answer], ['POST', `${answer}/dispatch`, send],
      ['GET', `/api/documents/${documentId}/dispatches`]
    ] as const
    for (const [method, url, payload] of every) {
      assert.equal((await call(null, method, url, payload)).status, 401, url)
      assert.equal((await call('otherClerk', method, url, payload)).status, 404, url)
      assert.equal((await call('clerk', method, url.replace(documentId, newId()), payload)).status, 404, url)
      if (method !== 'GET') assert.deepEqual(refusal(await call('auditor', method, url, payload)), [403, 'not-allowed'], url)
    }
    assert.deepEqual(refusal(await call('clerk', 'PUT', answer, words)), [422, 'not-an-answer'])
    const wrong = [
      [answers, { ...words, subject: ' ' }], [answers, { subject: 'x' }], [answers, { ...words, body: 'a\u0000b' }],
      [answers, { ...words, subject: 'x'.repeat(501) }], [`${answer}/dispatch`, { to: [{ channel: 'EPodatelnaMail', email: 'a@b.example, c@d.example' }] }],
      [`${answer}/dispatch`, { to: [{ channel: 'Fax' }] }], ['/api/documents/x/answers', words],
    ] as [string, object][]
    for (const [url, payload] of wrong) assert.deepEqual(
      refusal(await call('clerk', 'POST', url, payload)), [400, 'not-understood'], JSON.stringify(payload)
    )
    const english = await call('registrar', 'POST', answers, words, { 'accept-language': 'en' })
    assert.deepEqual([english.status, english.body.title], [403, 'Somebody else holds the file.'])
  })
})

/** Everything these routes may say, as far as the tests look at it. */
interface Body {
  readonly refusal: string; readonly title: string; readonly documentId: Id<'Document'>; readonly referenceNumber: string
  readonly wording: string; readonly dispatchIds: readonly string[]; readonly dispatches: readonly Record<string, unknown>[]; readonly subject: string; readonly body: string
  readonly items: readonly { readonly state: string; readonly tries: number; readonly sentAt: string | null }[]
}
