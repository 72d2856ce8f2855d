import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, describe, it } from 'node:test'
import { api } from './api.ts'
import { ApiProblem } from './problem.ts'
import { askedFor, onProofAsked, settleProof } from './proof.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
let close = () => undefined as void
afterEach(() => close())

/** A server that answers as told, one answer per request, the last one for ever; and the keys it was sent. */
async function office(...answers: Answer[]) {
  const keys: (string | undefined)[] = []
  const server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key']?.toString())
    request.resume().on('end', () => answers[Math.min(keys.length, answers.length) - 1]?.(request, response))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  close = () => { server.closeAllConnections(); server.close() }
  const address = server.address()
  return { keys, url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api/deed` }
}

const json = (status: number, body: unknown): Answer => (_, response) =>
  void response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }).end(JSON.stringify(body))
const hangUp: Answer = (request) => void request.socket.destroy()

describe('calls of the office', () => {
  it('repeat a deed whose outcome is unknown under one key', async () => {
    const { keys, url } = await office(hangUp, json(503, { title: 'later' }), json(200, { done: true }))
    assert.deepEqual(await api.post(url, { a: 1 }), { done: true })
    assert.equal(keys.length, 3)
    assert.match(keys[0] ?? '', /^[0-9a-f-]{36}$/)
    assert.equal(new Set(keys).size, 1)
  })

  it('keep the key when the person presses again after an unknown outcome', async () => {
    const { keys, url } = await office(hangUp, hangUp, hangUp, json(200, {}))
    await assert.rejects(api.post(url, { a: 1 }), { refusal: 'unreachable', status: 0 })
    await api.post(url, { a: 1 })
    assert.equal(keys.length, 4)
    assert.equal(new Set(keys).size, 1)
  })

  it('take a deed asked for again after an answer as a new one', async () => {
    const { keys, url } = await office(json(200, {}))
    await api.post(url, { a: 1 })
    await api.post(url, { a: 1 })
    assert.equal(new Set(keys).size, 2)
  })

  it('never repeat a refusal, and tell it with its field and reference', async () => {
    const { keys, url } = await office(json(422, { title: 'Chybí věc.', refusal: 'no-subject', reference: 'ab12', errors: [{ path: 'subject', message: 'Vyplňte věc.' }] }))
    const refusal = await api.post(url, {}).catch((error: unknown) => error)
    assert.ok(refusal instanceof ApiProblem)
    assert.deepEqual([refusal.status, refusal.refusal, refusal.reference, refusal.field('subject'), refusal.field('other')],
      [422, 'no-subject', 'ab12', 'Vyplňte věc.', undefined])
    assert.equal(keys.length, 1)
  })

  it('ask once who it is before a sensitive act, and then repeat the very same request', async (t) => {
    const asked: string[] = []
    t.after(onProofAsked(() => {
      const reason = askedFor()
      if (reason === null) return
      asked.push(reason)
      setImmediate(() => settleProof(true))
    }))
    const again = json(401, { title: 'Potvrďte se.', refusal: 'reauthentication-needed' })
    const { keys, url } = await office(again, again, json(200, { done: true }))
    assert.deepEqual(await Promise.all([api.post(url, { a: 1 }), api.post(url, { a: 1 })]), [{ done: true }, { done: true }])
    assert.deepEqual([keys.length, new Set(keys).size, asked], [4, 1, ['reauthentication-needed']])
  })

  it('tell the refusal when the person would rather not say who it is, and ask anew at the next attempt', async (t) => {
    t.after(onProofAsked(() => { if (askedFor() !== null) setImmediate(() => settleProof(false)) }))
    const { keys, url } = await office(json(401, { title: 'Potvrďte se.', refusal: 'reauthentication-needed' }))
    for (const count of [1, 2]) {
      await assert.rejects(api.post(url, { a: 1 }), { refusal: 'reauthentication-needed' })
      assert.equal(keys.length, count)
    }
  })

  it('neither repeat nor key a reading', async () => {
    const { keys, url } = await office(hangUp)
    await assert.rejects(api.get(url), { refusal: 'unreachable' })
    assert.deepEqual(keys, [undefined])
  })

  it('say that the server is too slow', async () => {
    const { url } = await office(() => undefined)
    await assert.rejects(api.get(url, { timeoutMs: 50 }), { refusal: 'too-slow' })
  })

  it('read an answer that is not a problem as one', async () => {
    const { url } = await office((_, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>proxy'))
    await assert.rejects(api.get(url), { status: 404, title: 'HTTP 404' })
  })
})
