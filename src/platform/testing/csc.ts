import { constants, createHash, privateEncrypt, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { der } from '../../engines/asn1/index.ts'
import type { Certificate } from '../../engines/x509/index.ts'

/** How a remote signing service of a test is made, and may misbehave. */
export interface FakeCscOptions {
  readonly certificate: Certificate
  /** RSA: node:crypto signs a digest without its bytes by no other. */
  readonly key: KeyObject
  readonly multisign?: number
  readonly mode?: 'implicit' | 'explicit'
  readonly pin?: string
  /** Whether it sends a code besides (`explicit`), and after how many wrong secrets it locks. */
  readonly sendsCode?: boolean
  readonly tries?: number
  /** Whether it asks its holder by itself, so that an authorisation is told later. */
  readonly asksLater?: boolean
  readonly isAsync?: boolean
  /** Whether an authorisation can be carried on. */
  readonly carriesOn?: boolean
  /** How long its holder thinks before confirming. */
  readonly thinksMs?: number
}

export interface FakeCsc {
  readonly url: string
  /** Digests in hexadecimal that it signed. */
  readonly signed: string[]
  /** What it refused and why. */
  readonly refused: string[]
  /**
   * What the next call of signHash does besides: answer 503 or 429, drop the connection after it signed, turn the order round,
   * leave one out.
   */
  next: 'nothing' | 'busy' | 'much' | 'drop' | 'turn' | 'fewer'
  /** How often its holder was asked. */
  confirmations: number
  /** The last code it sent. */
  code: string | null
  close(): Promise<void>
}

/** `left`: signatures that the holder allowed and that were not made yet, those of its own digests included. */
interface Sad { readonly hashes: ReadonlySet<string>; readonly left: number; readonly until: number; isUsed: boolean; isCarriedOn: boolean }

/**
 * A service that keeps to the letter of CSC API v2 (SCAL 2): an authorisation is for its digests, once, and for a minute. What is left of it
 * after they were signed is carried on, once, to other digests (`extendTransaction`). Times are of `now`.
 */
export async function fakeCsc({ certificate, key, multisign = 100, mode = 'implicit', pin = '1234', sendsCode = false, tries = 3, asksLater = false, isAsync = false, carriesOn = true, thinksMs = 0 }: FakeCscOptions, now: () => number = Date.now): Promise<FakeCsc> {
  const sads = new Map<string, Sad>()
  const pending = new Map<string, { readonly signatures: readonly string[]; polls: number }>()
  const underway = new Map<string, { readonly answer: [number, object]; checks: number }>()
  let triesLeft = tries
  const allow = (hashes: readonly string[], left: number): [number, object] => {
    const sad = createHash('sha256').update(`${sads.size} ${hashes.join()}`).digest('base64url')
    sads.set(sad, { hashes: new Set(hashes), left, until: now() + 60_000, isUsed: false, isCarriedOn: false })
    return [200, { SAD: sad, expiresIn: 60 }]
  }
  const answer = (path: string, body: Record<string, unknown>, authorization: string): [status: number, answer: object] => {
    const no = (error: string, status = 400, description = error): [number, object] => {
      fake.refused.push(`${path} ${error}`)
      return [status, { error, error_description: description }]
    }
    if (path === 'oauth2/token') return body['client_secret'] === 'tajne' ? [200, { access_token: 'pristup', token_type: 'Bearer', expires_in: 3600 }] : no('invalid_client', 401)
    if (authorization !== 'Bearer pristup') return no('invalid_token', 401)
    if (path === 'info') return [200, { specs: '2.0.0.2', methods: ['credentials/list', 'credentials/info', 'credentials/authorize', ...(carriesOn ? ['credentials/extendTransaction'] : []), 'signatures/signHash', 'signatures/signPolling'] }]
    if (path === 'credentials/list') return [200, { credentialIDs: ['klic-1'] }]
    if (body['credentialID'] !== 'klic-1' && !['signatures/signPolling', 'credentials/authorizeCheck'].includes(path)) return no('invalid_request')
    const hashes = Array.isArray(body['hashes']) ? body['hashes'].map(String) : []
    switch (path) {
      case 'credentials/info': return [200, {
        key: { status: 'enabled', algo: ['1.2.840.113549.1.1.11'], len: 2048 }, cert: { status: 'valid', certificates: [Buffer.from(certificate.der).toString('base64')] }, multisign, SCAL: '2',
        auth: { mode, objects: mode === 'explicit' ? [{ type: 'Password', id: 'PIN', format: 'N', label: 'PIN k podpisu' }, ...(sendsCode ? [{ type: 'ChallengeResponse', id: 'OTP', format: 'N', label: 'Kód z SMS' }] : [])] : [] },
      }]
      case 'credentials/authorize': {
        const count = Number(body['numSignatures'])
        if (!Number.isInteger(count) || count < hashes.length || (!carriesOn && count !== hashes.length) || hashes.length === 0 || count > multisign) return no('invalid_request')
        const given = Array.isArray(body['authData']) ? body['authData'] as { id: string; value: string }[] : []
        const isRight = (id: string, value: string | null) => value !== null && given.some((each) => each.id === id && each.value === value)
        if (mode === 'explicit' && triesLeft === 0) return no('invalid_request', 400, 'Credential locked')
        if (mode === 'explicit' && !isRight('PIN', pin)) return no('invalid_pin', 400, `The PIN is invalid, ${triesLeft -= 1} tries left`)
        if (sendsCode && !isRight('OTP', fake.code)) return no('invalid_otp')
        // A code is for once.
        fake.code = null
        triesLeft = tries
        fake.confirmations += 1
        if (!asksLater) return allow(hashes, count)
        underway.set(`h${underway.size}`, { answer: allow(hashes, count), checks: 0 })
        return [202, { handle: `h${underway.size - 1}` }]
      }
      case 'credentials/authorizeCheck': {
        const found = underway.get(String(body['handle']))
        if (!found) return no('invalid_request')
        return (found.checks += 1) < 2 ? [202, { handle: body['handle'] }] : found.answer
      }
      case 'credentials/getChallenge': {
        if (!sendsCode || body['authObjectID'] !== 'OTP') return no('invalid_request')
        fake.code = String(100_000 + (fake.confirmations * 7_919 + fake.refused.length) % 900_000)
        return [204, {}]
      }
      case 'credentials/extendTransaction': {
        const sad = sads.get(String(body['SAD']))
        const left = sad ? sad.left - sad.hashes.size : 0
        if (!carriesOn || !sad?.isUsed || sad.isCarriedOn || sad.until < now() || hashes.length === 0 || hashes.length > left) return no('invalid_SAD')
        sad.isCarriedOn = true
        return allow(hashes, left)
      }
      case 'signatures/signHash': {
        const sad = sads.get(String(body['SAD']))
        if (!sad || sad.isUsed || sad.until < now() || hashes.length !== sad.hashes.size || hashes.some((hash) => !sad.hashes.has(hash))) return no('invalid_SAD')
        if (fake.next === 'busy') return [503, { error: 'temporarily_unavailable' }]
        if (fake.next === 'much') return [429, { error: 'too_many_requests' }]
        sad.isUsed = true
        const signatures = hashes.map((hash) => signDigest(key, Buffer.from(hash, 'base64')))
        fake.signed.push(...hashes.map((hash) => Buffer.from(hash, 'base64').toString('hex')))
        if (fake.next === 'turn') signatures.reverse()
        if (fake.next === 'fewer') signatures.pop()
        if (!isAsync) return [200, { signatures }]
        pending.set(`r${pending.size}`, { signatures, polls: 0 })
        return [200, { responseID: `r${pending.size - 1}` }]
      }
      case 'signatures/signPolling': {
        const found = pending.get(String(body['responseID']))
        if (!found) return no('invalid_request')
        return (found.polls += 1) < 2 ? [200, { responseID: body['responseID'] }] : [200, { signatures: found.signatures }]
      }
      default: return no('not_found', 404)
    }
  }
  const server = createServer((request: IncomingMessage, response) => void (async () => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const text = Buffer.concat(pieces).toString('utf8')
    const path = (request.url ?? '').replace('/csc/v2/', '')
    const body = path === 'oauth2/token' ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text) as Record<string, unknown>
    const [status, said] = answer(path, body, request.headers.authorization ?? '')
    if (path === 'credentials/authorize' && thinksMs > 0) await new Promise((done) => setTimeout(done, thinksMs))
    if (path === 'signatures/signHash' && fake.next === 'drop') {
      fake.next = 'nothing'
      request.socket.destroy()
      return
    }
    if (path === 'signatures/signHash') fake.next = 'nothing'
    response.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? '' : JSON.stringify(said))
  })())
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const fake: FakeCsc = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/csc/v2`, signed: [], refused: [], next: 'nothing', confirmations: 0, code: null,
    close: () => new Promise((done) => void server.close(() => done())),
  }
  return fake
}

/** A signature by RSA over a SHA-256 digest whose bytes are elsewhere (RFC 8017 § 9.2). */
function signDigest(key: KeyObject, digest: Uint8Array): string {
  const info = der.sequence(der.sequence(der.oid('2.16.840.1.101.3.4.2.1'), der.nothing), der.octets(digest))
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info).toString('base64')
}
