import assert from 'node:assert/strict'
import { createHash, verify } from 'node:crypto'
import { request } from 'node:http'
import { after, describe, it } from 'node:test'
import { publicKeyOf } from '../../engines/x509/index.ts'
import { testAuthority } from '../../engines/x509/testing.ts'
import { fakeAgent, type FakeAgent } from '../testing/agent.ts'
import { openAgentKey, type AgentChannel, type ToSign } from './index.ts'

const pki = testAuthority()
const signer = pki.issue('Jana Veselá', {}, 'RSA-2048')
const office = 'https://obeh.kraj.example'
const documents = (count: number) => Array.from({ length: count }, (_, index) => {
  const bytes = Buffer.from(`dokument ${index}`)
  return { bytes, digest: createHash('sha256').update(bytes).digest(), hash: 'sha256' as const, name: `Dokument ${index}` }
})
const holds = (list: readonly ToSign[], signatures: readonly Uint8Array[]) => signatures.every((signature, index) => {
  const key = publicKeyOf(signer.certificate)
  return key !== undefined && verify('sha256', list[index]?.bytes ?? Buffer.alloc(0), key, signature)
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
  const channelOf = async (agent: FakeAgent): Promise<AgentChannel> => {
    const { body: { token } } = await post(agent, '/v1/pair', { code: agent.code })
    return { ask: async (verb, message) => (await post(agent, `/v1/${verb}`, message, { authorization: `Bearer ${String(token)}` })).body }
  }
  const open = (channel: AgentChannel, list: ReturnType<typeof documents>) => openAgentKey(channel, { title: 'Rada kraje', certificate: signer.certificate, documents: list })

  it('shows the list whole, signs it in parts, and nothing else', async () => {
    const agent = await agentOf()
    const list = documents(120)
    const told = await open(await channelOf(agent), list)
    assert.ok(told.ok)
    assert.deepEqual([agent.shown, told.ability.perConfirmation], [[{ title: 'Rada kraje', names: list.map(({ name }) => name) }], null])
    assert.equal((await told.key.sign([{ ...documents(1)[0] as ToSign, digest: Buffer.alloc(32) }])).trouble?.code, 'not-authorised')
    const { signatures, trouble } = await told.key.sign(list)
    assert.deepEqual([signatures.length, holds(list, signatures), trouble], [120, true, null])
    assert.equal((await told.key.sign(list.slice(0, 1))).trouble?.code, 'not-authorised', 'each of the list is signed once')
    await told.key.close()
  })

  it('asks the person: for the list, and for a PIN where the card wants it each time', async () => {
    const agent = await agentOf({ perConfirmation: 1 })
    const channel = await channelOf(agent)
    agent.person = { agrees: false, pins: 0 }
    const no = await open(channel, documents(1))
    assert.equal(!no.ok && no.trouble.code, 'confirmation-needed')
    agent.person = { agrees: true, pins: 2 }
    const list = documents(4)
    const told = await open(channel, list)
    assert.ok(told.ok)
    const { signatures, trouble } = await told.key.sign(list)
    assert.deepEqual([told.ability.perConfirmation, signatures.length, holds(list, signatures), trouble?.code], [1, 2, true, 'confirmation-needed'])
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

  it('that goes away, lies or talks nonsense is told as trouble', async () => {
    const agent = await agentOf()
    const channel = await channelOf(agent)
    const list = documents(2)
    const told = await open(channel, list)
    assert.ok(told.ok)
    await agent.close()
    assert.equal((await told.key.sign(list)).trouble?.code, 'key-removed')
    await told.key.close()
    const nonsense = async (said: unknown) => {
      const opened = await open({ ask: (verb) => Promise.resolve(verb === 'batch' ? { batch: 'b', perConfirmation: null } : said) }, list)
      assert.ok(opened.ok)
      return (await opened.key.sign(list)).trouble?.code
    }
    assert.deepEqual(await Promise.all([nonsense({ signatures: ['AAAA', 'AAAA'], trouble: null }), nonsense('hello'), nonsense({ signatures: [], trouble: null })]), ['service-refused', 'service-refused', 'key-removed'])
  })
})
