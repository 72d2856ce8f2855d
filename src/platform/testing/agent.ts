import { constants, createHash, privateEncrypt, randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { z } from 'zod'
import type { Issuer } from '../../engines/x509/index.ts'
import { agentProtocol, BatchRequest, EndRequest, SignRequest, type AgentTrouble } from './agent-protocol.ts'
import { digestInfo } from '../keys/signatures.ts'

/** The agent as docs/card-agent.md has it, with a card of RSA and a person who always looks. */
export interface FakeAgent {
  readonly url: string
  /** Shown in the agent's own window. */
  readonly code: string
  /** Lists it showed. */
  readonly shown: { readonly title: string; readonly names: readonly string[] }[]
  /** Whether the person agrees to the next list, and how many PINs they will still tell. */
  person: { agrees: boolean; pins: number }
  isCardIn: boolean
  close(): Promise<void>
}

interface FakeAgentOptions {
  readonly perConfirmation?: number | null
  /** Where it listens; anywhere free when absent. */
  readonly port?: number
}

interface Batch { readonly request: z.infer<typeof BatchRequest>; readonly origin: string; readonly left: Set<number> }
type Reply = readonly [status: number, body: object]

export async function fakeAgent({ certificate, key }: Issuer, { perConfirmation = null, port = 0 }: FakeAgentOptions = {}): Promise<FakeAgent> {
  /** Origins by their tokens. */
  const paired = new Map<string, string>()
  const batches = new Map<string, Batch>()
  let wrongCodes = 0
  const refused = (code: z.infer<typeof AgentTrouble>): Reply => [200, { refused: code }]

  const pair = (origin: string, body: unknown): Reply => {
    const given = Buffer.from(String((body as { code?: unknown } | null)?.code ?? '').padEnd(6).slice(0, 6))
    if (wrongCodes >= 3) return [403, { error: 'locked' }]
    if (!timingSafeEqual(given, Buffer.from(agent.code))) {
      wrongCodes += 1
      return [403, { error: 'wrong-code' }]
    }
    const token = randomUUID()
    paired.set(token, origin)
    return [200, { token }]
  }

  const open = (origin: string, body: unknown): Reply => {
    const read = BatchRequest.safeParse(body)
    if (!read.success) return [400, { error: 'malformed' }]
    agent.shown.push({ title: read.data.title, names: read.data.documents.map(({ name }) => name) })
    if (!agent.person.agrees) return refused('confirmation-needed')
    if (read.data.certificate !== createHash('sha256').update(certificate.der).digest('hex')) return refused('key-removed')
    const batch = randomUUID()
    batches.set(batch, { request: read.data, origin, left: new Set(read.data.documents.keys()) })
    return [200, { batch, perConfirmation }]
  }

  const sign = (origin: string, body: unknown): Reply => {
    const read = SignRequest.safeParse(body)
    if (!read.success) return [400, { error: 'malformed' }]
    const batch = batches.get(read.data.batch)
    if (!batch || batch.origin !== origin || read.data.indices.some((index) => !batch.left.has(index)) || new Set(read.data.indices).size < read.data.indices.length) return refused('not-authorised')
    const signatures: string[] = []
    for (const index of read.data.indices) {
      if (perConfirmation !== null && agent.person.pins-- <= 0) return [200, { signatures, trouble: 'confirmation-needed' }]
      const { digest, hash } = batch.request.documents[index] ?? { digest: '', hash: 'sha256' as const }
      batch.left.delete(index)
      signatures.push(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo(hash, Buffer.from(digest, 'base64'))).toString('base64'))
    }
    return [200, { signatures, trouble: null }]
  }

  const answer = (request: IncomingMessage, body: unknown): Reply => {
    const { origin = '', host = '', authorization = '' } = request.headers
    // A page elsewhere may have a name that leads here: it is told by the name it used.
    if (host !== new URL(agent.url).host) return [421, { error: 'not-this-host' }]
    if (request.method === 'OPTIONS') return isAnswered(origin) ? [204, {}] : [403, { error: 'no-origin' }]
    if (!isAnswered(origin)) return [403, { error: 'no-origin' }]
    const token = authorization.replace(/^Bearer /, '')
    const isPaired = paired.get(token) === origin
    switch (`${request.method ?? ''} ${request.url ?? ''}`) {
      case 'GET /v1': return [200, { protocol: agentProtocol, isPaired }]
      case 'POST /v1/pair': return pair(origin, body)
      case 'GET /v1/certificates': return isPaired ? [200, { certificates: agent.isCardIn ? [{ label: 'Zkušební karta', chain: [Buffer.from(certificate.der).toString('base64')], perConfirmation }] : [] }] : [401, { error: 'not-paired' }]
      case 'POST /v1/batch': return isPaired ? open(origin, body) : [401, { error: 'not-paired' }]
      case 'POST /v1/sign': return isPaired ? sign(origin, body) : [401, { error: 'not-paired' }]
      case 'POST /v1/end': {
        const read = EndRequest.safeParse(body)
        if (isPaired && read.success && batches.get(read.data.batch)?.origin === origin) batches.delete(read.data.batch)
        return [200, {}]
      }
      default: return [404, { error: 'unknown' }]
    }
  }

  const isAnswered = (origin: string) => /^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(origin)
  const server = createServer((request, response) => void (async () => {
    const pieces: Buffer[] = []
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece)
    const text = Buffer.concat(pieces).toString('utf8')
    const [status, body] = answer(request, text === '' ? null : JSON.parse(text))
    const { origin } = request.headers
    const asked = request.method === 'OPTIONS' ? { 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': 'authorization, content-type', 'access-control-allow-private-network': 'true' } : {}
    response.writeHead(status, { 'content-type': 'application/json', ...(origin && isAnswered(origin) ? { 'access-control-allow-origin': origin } : {}), ...asked, 'vary': 'origin' }).end(status === 204 ? '' : JSON.stringify(body))
  })())
  await new Promise<void>((done) => void server.listen(port, '127.0.0.1', done))
  const agent: FakeAgent = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, code: String(randomInt(1_000_000)).padStart(6, '0'), shown: [], person: { agrees: true, pins: 0 }, isCardIn: true,
    close: () => new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    }),
  }
  return agent
}
