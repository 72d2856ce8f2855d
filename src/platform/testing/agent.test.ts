import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { after, describe, it } from 'node:test'
import { testAuthority } from '../../engines/x509/testing.ts'
import { fittingSignatures } from '../keys/index.ts'
import { fakeAgent, type FakeAgent } from './agent.ts'
import { BatchAnswer, SignAnswer } from './agent-protocol.ts'

const pki = testAuthority()
const signer = pki.issue('Jana Veselá', {}, 'RSA-2048')
const office = 'https://obeh.kraj.example'
const documents = (count: number) => Array.from({ length: count }, (_, index) => {
  const bytes = Buffer.from(`dokument ${index}`)
  return { bytes, digest: createHash('sha256').update(bytes).digest(), hash: 'sha256' as const, name: `Dokument ${index}` }
})

describe('a card at somebody’s computer', () => {
  const agents: FakeAgent[] = []
  after(() => Promise.all(agents.map((agent) => agent.close())))
  const agentOf = async (options?: Parameters<typeof fakeAgent>[1]) => {
    const agent = await fakeAgent(signer, options)
    agents.push(agent)
    return agent
  }
  /** What a page of the office does; a browser adds the origin by itself. */
  const post = (agent: FakeAgent, path: string, body: object, headers: Record<string, string> = {}) => new Promise<{ status: number; body: Record<string, unknown> }>((done, fail) => {
    const sent = request(`${agent.url}${path}`, { method: 'POST', headers: { origin: office, ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => { text += piece }).on('end', () => done({ status: response.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> }))
    })
    sent.on('error', fail)
    sent.end(JSON.stringify(body))
  })
  /** A page that was paired, and asks. */
  const pairedWith = async (agent: FakeAgent) => {
    const { body: { token } } = await post(agent, '/v1/pair', { code: agent.code })
    return async (verb: 'batch' | 'sign' | 'end', message: object) => (await post(agent, `/v1/${verb}`, message, { authorization: `Bearer ${String(token)}` })).body
  }
  const batchOf = (list: ReturnType<typeof documents>) => ({
    title: 'Rada kraje', certificate: createHash('sha256').update(signer.certificate.der).digest('hex'), documents: list.map(({ name, hash, digest }) => ({ name, hash, digest: digest.toString('base64') })),
  })
  const signaturesOf = (said: Record<string, unknown>) => SignAnswer.parse(said).signatures.map((text) => Buffer.from(text, 'base64'))

  it('shows the list whole, signs it in parts, each once, and nothing else', async () => {
    const agent = await agentOf()
    const ask = await pairedWith(agent)
    const list = documents(120)
    const { batch, perConfirmation } = BatchAnswer.parse(await ask('batch', batchOf(list)))
    assert.deepEqual([agent.shown, perConfirmation], [[{ title: 'Rada kraje', names: list.map(({ name }) => name) }], null])
    const indices = [...list.keys()]
    const signed = [...signaturesOf(await ask('sign', { batch, indices: indices.slice(0, 50) })), ...signaturesOf(await ask('sign', { batch, indices: indices.slice(50) }))]
    assert.deepEqual([fittingSignatures(signer.certificate, list, signed).length, fittingSignatures(signer.certificate, list.toReversed(), signed).length], [120, 0])
    const no = { refused: 'not-authorised' }
    assert.deepEqual([await ask('sign', { batch, indices: [0] }), await ask('sign', { batch, indices: [120] })], [no, no])
    await ask('end', { batch })
    assert.deepEqual(await ask('sign', { batch, indices: [1] }), no)
  })

  it('asks the person: for the list, and for a PIN where the card wants it each time', async () => {
    const agent = await agentOf({ perConfirmation: 1 })
    const ask = await pairedWith(agent)
    const list = documents(4)
    agent.person = { agrees: false, pins: 0 }
    assert.deepEqual(await ask('batch', batchOf(list)), { refused: 'confirmation-needed' })
    agent.person = { agrees: true, pins: 2 }
    const { batch, perConfirmation } = BatchAnswer.parse(await ask('batch', batchOf(list)))
    const said = await ask('sign', { batch, indices: [0, 1, 2, 3] })
    assert.deepEqual([perConfirmation, fittingSignatures(signer.certificate, list, signaturesOf(said)).length, said['trouble']], [1, 2, 'confirmation-needed'])
  })

  it('tells a paired page which certificates are on the card, and a browser which pages may ask', async () => {
    const agent = await agentOf()
    const { body: { token } } = await post(agent, '/v1/pair', { code: agent.code })
    const told = async (authorization: string) => (await fetch(`${agent.url}/v1/certificates`, { headers: { origin: office, authorization } })).json()
    const chain = [Buffer.from(signer.certificate.der).toString('base64')]
    assert.deepEqual(await told(`Bearer ${String(token)}`), { certificates: [{ label: 'Zkušební karta', chain, perConfirmation: null }] })
    agent.isCardIn = false
    assert.deepEqual([await told(`Bearer ${String(token)}`), await told('Bearer x')], [{ certificates: [] }, { error: 'not-paired' }])
    const allowed = async (origin: string) => (await fetch(`${agent.url}/v1/batch`, { method: 'OPTIONS', headers: { origin } })).headers.get('access-control-allow-origin')
    assert.deepEqual([await allowed(office), await allowed('http://evil.example')], [office, null])
  })

  it('listens to pages of the office it was paired with, and to no other', async () => {
    const agent = await agentOf()
    const { body: { token } } = await post(agent, '/v1/pair', { code: agent.code })
    const authorization = `Bearer ${String(token)}`
    const batch = { title: 'x', certificate: '0'.repeat(64), documents: [{ name: 'x', digest: 'AA==', hash: 'sha256' }] }
    const tries = [{}, { authorization: 'Bearer x' }, { authorization, origin: 'https://evil.example' }, { authorization, origin: 'null' }, { authorization, host: 'evil.example' }]
    const answers = await Promise.all(tries.map((headers) => post(agent, '/v1/batch', batch, headers)))
    assert.deepEqual([answers.map(({ status }) => status), agent.shown], [[401, 401, 401, 403, 421], []])
    const other = await agentOf()
    for (let guess = 0; guess < 3; guess++) await post(other, '/v1/pair', { code: 'wrong' })
    assert.equal((await post(other, '/v1/pair', { code: other.code })).status, 403, 'three wrong codes, and no pairing any more')
  })
})
