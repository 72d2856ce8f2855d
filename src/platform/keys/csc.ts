import { accept, refuse, type Result } from '../../kernel/result.ts'
import { boundedBody, retryAfterMs } from '../timestamps/index.ts'
import { z } from 'zod'
import { readCertificate, type Certificate } from '../../engines/x509/index.ts'
import type { KeyTrouble } from './model.ts'

/** Where a remote signing service is and as whom it is asked (CSC API v2 § 8). */
export interface CscService {
  /** With the version of the interface at its end: `https://podpis.example/csc/v2`. */
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
}

/** What a service wants to be told at each authorisation (§ 8.3.1). Of types that end in `OOB` it finds out by itself, once it is told to. */
export interface CscAsk { readonly id: string; readonly type: string; readonly isNumber: boolean; readonly label: string | null }

export interface CscCredential {
  readonly certificates: readonly Certificate[]
  /** Identifiers of the algorithms its key signs by. */
  readonly algorithms: readonly string[]
  /** How many signatures one authorisation allows. */
  readonly multisign: number
  /** Whether an authorisation is bound to the very digests (2) or to their number alone (1). */
  readonly scal: 1 | 2
  /** `implicit`: the service asks its holder by itself; `explicit`: what it wants to be told is in `asks`. */
  readonly mode: 'implicit' | 'explicit' | 'oauth2code'
  readonly asks: readonly CscAsk[]
  /** Whether any one of `asks` will do. */
  readonly anyOf: boolean
  /** Whether an authorisation can be carried on from one question to the next (`credentials/extendTransaction`). */
  readonly canCarryOn: boolean
}

/** `lifeMs`: for how long it may be used. */
export interface Authorisation { readonly sad: string; readonly lifeMs: number }
export interface Digests { readonly hashOid: string; readonly list: readonly Uint8Array[] }
/** No value for what the service finds out by itself. */
export interface AuthData { readonly id: string; readonly value?: string }
/** `said`: what the service says of its refusal, where that is for the holder: how many tries are left, say. */
export type Refused = { readonly ok: false; readonly refusal: KeyTrouble['code']; readonly said?: string }

/** Calls of the service, each with its answer checked. One access token is used until it ends. */
export interface CscClient {
  list(): Promise<Result<readonly string[], KeyTrouble['code']>>
  info(credentialId: string): Promise<Result<CscCredential, KeyTrouble['code']>>
  /** Has the service ask its holder, mostly by sending them a code; `question` where it asks through us. */
  challenge(credentialId: string, askId: string): Promise<Result<{ readonly question: string | null }, KeyTrouble['code']>>
  /** For `count` signatures, of which these digests are the first. */
  authorise(credentialId: string, count: number, digests: Digests, authData: readonly AuthData[]): Promise<{ readonly ok: true; readonly value: Authorisation } | Refused>
  /** The rest of an authorisation, for these digests. */
  carryOn(credentialId: string, sad: string, digests: Digests): Promise<Result<Authorisation, KeyTrouble['code']>>
  /** In the order of the digests. */
  signHash(credentialId: string, sad: string, digests: Digests, signOid: string): Promise<Result<readonly Uint8Array[], KeyTrouble['code']>>
}

const largestAnswer = 4 * 2 ** 20
const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(3600) })
const List = z.object({ credentialIDs: z.array(z.string()).max(10_000) })
const Ask = z.object({ id: z.string().min(1).max(100), type: z.string(), format: z.string().optional(), label: z.string().max(200).optional() })
const Info = z.object({
  key: z.object({ status: z.string(), algo: z.array(z.string()) }), cert: z.object({ certificates: z.array(z.base64()).min(1).max(20) }), multisign: z.number().int().min(1), SCAL: z.enum(['1', '2']).default('1'),
  auth: z.object({ mode: z.enum(['implicit', 'explicit', 'oauth2code']), expression: z.string().max(1000).default(''), objects: z.array(Ask).max(10).default([]) }),
})
/** Where its holder is still being asked, a handle to ask by. */
const Under = z.object({ handle: z.string().min(1).max(5000) })
const Challenge = z.object({ challenge: z.string().min(1).max(1000) }).partial()
const Sad = z.object({ SAD: z.string().min(1), expiresIn: z.number().positive().default(3600) }).transform(({ SAD, expiresIn }) => ({ sad: SAD, lifeMs: 1000 * expiresIn }))
const Allowed = z.union([Sad, Under])
const About = z.object({ methods: z.array(z.string()).default([]) })
const Signatures = z.union([z.object({ signatures: z.array(z.base64()) }), z.object({ responseID: z.string().min(1) })])
const Problem = z.object({ error: z.string(), error_description: z.string() }).partial()

export function cscClient(service: CscService, { now = () => new Date(), timeoutMs = 30_000, holderMs = 180_000, pollMs = 500, patienceMs = 120_000, longestPauseMs = 10_000 } = {}): CscClient {
  let token: { readonly value: string; readonly until: number } | undefined

  async function bearer(): Promise<Result<string, KeyTrouble['code']>> {
    if (token && token.until > now().getTime()) return accept(token.value)
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: service.clientId, client_secret: service.clientSecret, scope: 'service' })
    const got = await post('oauth2/token', body, {}, Token)
    if (!got.ok) return got
    // Used up a little before its end, so that none ends on the way.
    token = { value: got.value.access_token, until: now().getTime() + 900 * got.value.expires_in }
    return accept(token.value)
  }

  async function call<Value>(path: string, body: object, shape: z.ZodType<Value>, withinMs = timeoutMs): Promise<Answered<Value>> {
    const access = await bearer()
    if (!access.ok) return access
    const told = await post(path, JSON.stringify(body), { 'content-type': 'application/json', 'authorization': `Bearer ${access.value}` }, shape, withinMs)
    // A token that the service forgot: the next question asks for another.
    if (!told.ok && told.refusal === 'confirmation-needed') token = undefined
    return told
  }

  async function post<Value>(path: string, body: string | URLSearchParams, headers: Record<string, string>, shape: z.ZodType<Value>, withinMs = timeoutMs): Promise<Answered<Value>> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await fetch(`${service.url}/${path}`, { method: 'POST', body, headers, redirect: 'manual', signal: AbortSignal.timeout(withinMs) })
        const bytes = await boundedBody(response, largestAnswer)
        const waitMs = Math.max(pollMs * attempt, retryAfterMs(response.headers.get('retry-after'), now().getTime()))
        // Said to be too much: nothing was done, and it may be asked again. What was lost on the way may have been done, and an authorisation is for once.
        if (response.status === 429 && attempt < tries && waitMs <= longestPauseMs) {
          await pause(waitMs)
          continue
        }
        const answer: unknown = bytes && bytes.length > 0 ? JSON.parse(Buffer.from(bytes).toString('utf8')) : {}
        if (!done.has(response.status)) return refusedBy(response.status, Problem.safeParse(answer).data)
        const read = shape.safeParse(answer)
        return read.success ? accept(read.data) : refuse('service-refused')
      } catch {
        return refuse('service-unreachable')
      }
    }
  }

  /** Its holder is being asked on their own device meanwhile (§ 11.7). */
  async function waitFor(first: string): Promise<Answered<Authorisation>> {
    const until = Date.now() + holderMs
    for (let handle = first; ;) {
      await pause(pollMs)
      const told = await call('credentials/authorizeCheck', { handle }, Allowed)
      if (!told.ok) return told
      if ('sad' in told.value) return accept(told.value)
      handle = told.value.handle
      if (Date.now() > until) return refuse('confirmation-needed')
    }
  }

  async function poll(responseID: string): Promise<Result<readonly string[], KeyTrouble['code']>> {
    const until = Date.now() + patienceMs
    for (;;) {
      await pause(pollMs)
      const answer = await call('signatures/signPolling', { responseID }, Signatures)
      if (answer.ok && 'signatures' in answer.value) return accept(answer.value.signatures)
      // Asking once more takes nothing from anybody: an answer lost on the way is not the end.
      if (!answer.ok && answer.refusal !== 'service-unreachable') return answer
      if (Date.now() > until) return refuse('service-unreachable')
    }
  }

  return {
    async list() {
      const found = await call('credentials/list', {}, List)
      return found.ok ? accept(found.value.credentialIDs) : found
    },
    async info(credentialID) {
      const found = await call('credentials/info', { credentialID, certificates: 'chain', certInfo: false, authInfo: true }, Info)
      if (!found.ok) return found
      const about = await call('info', {}, About)
      const { key, cert, multisign, SCAL, auth } = found.value
      const certificates = cert.certificates.map((each) => readCertificate(Buffer.from(each, 'base64')))
      if (key.status !== 'enabled') return refuse('key-locked')
      if (!certificates.every((each) => each.ok)) return refuse('service-refused')
      return accept({ certificates: certificates.map(({ value }) => value), algorithms: key.algo, multisign, scal: SCAL === '2' ? 2 : 1, mode: auth.mode, asks: auth.objects.map(({ id, type, format, label = null }) => ({ id, type, label, isNumber: format === 'N' })), anyOf: /\bX?OR\b/i.test(auth.expression), canCarryOn: about.ok && about.value.methods.includes('credentials/extendTransaction') })
    },
    // Meanwhile the service may be asking its holder on their own device: given up too early, they would be asked again.
    async authorise(credentialID, count, digests, authData) {
      const told = await call('credentials/authorize', { credentialID, numSignatures: count, ...inWords(digests), ...(authData.length > 0 ? { authData } : {}) }, Allowed, holderMs)
      if (!told.ok) return told
      return 'handle' in told.value ? waitFor(told.value.handle) : accept(told.value)
    },
    async challenge(credentialID, authObjectID) {
      const asked = await call('credentials/getChallenge', { credentialID, authObjectID }, Challenge)
      return asked.ok ? accept({ question: asked.value.challenge ?? null }) : asked
    },
    carryOn: (credentialID, SAD, digests) => call('credentials/extendTransaction', { credentialID, SAD, ...inWords(digests) }, Sad),
    async signHash(credentialID, SAD, digests, signAlgo) {
      const got = await call('signatures/signHash', { credentialID, SAD, ...inWords(digests), signAlgo, operationMode: 'S' }, Signatures)
      if (!got.ok) return got
      const signatures = 'signatures' in got.value ? accept(got.value.signatures) : await poll(got.value.responseID)
      return signatures.ok ? accept(signatures.value.map((each) => Buffer.from(each, 'base64'))) : signatures
    },
  }
}

const inWords = ({ hashOid, list }: Digests) => ({ hashes: list.map(base64), hashAlgorithmOID: hashOid })
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

type Answered<Value> = { readonly ok: true; readonly value: Value } | Refused
const tries = 3
/** Answers that are no refusals: 202 means that it is not over yet, 201 and 204 that there is nothing to say. */
const done: ReadonlySet<number> = new Set([200, 201, 202, 204])
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** Words of CSC API v2 § 10.1 and § 11.6 for what the holder has to do something about. */
function refusedBy(status: number, { error = '', error_description: description = '' }: z.infer<typeof Problem> = {}): Refused {
  const told = `${error} ${description}`
  const [, code = status >= 500 || status === 429 ? 'service-unreachable' : 'service-refused'] = forHolder.find(([words]) => words.test(told)) ?? (status === 401 ? [/./, 'confirmation-needed'] : [])
  return holderReads.has(code) && description !== '' ? { ...refuse(code), said: description.slice(0, 200) } : refuse(code)
}

const forHolder: readonly (readonly [words: RegExp, code: KeyTrouble['code']])[] = [
  [/locked|disabled/i, 'key-locked'], [/invalid_pin/i, 'pin-incorrect'], [/invalid_otp/i, 'code-incorrect'], [/invalid_authentication_data|invalid_authdata/i, 'secret-incorrect'],
  [/access_denied|expired_token|\bSAD\b|_SAD/i, 'confirmation-needed'],
]
const holderReads: ReadonlySet<string> = new Set(['key-locked', 'pin-incorrect', 'code-incorrect', 'secret-incorrect'] satisfies KeyTrouble['code'][])
