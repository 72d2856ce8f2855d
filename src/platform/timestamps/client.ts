import { randomBytes, randomInt } from 'node:crypto'
import { decoding } from '../../engines/asn1/index.ts'
import { readTimestampResponse, readTimestampToken, timestampRequest, verifyTimestamp } from '../../engines/cms/index.ts'
import { sameBytes, type Digest } from '../../engines/x509/index.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { countRequest, newServer, readyAt, recover, rest, waitUntil, retryAfterMs, type Budget, type ServerState } from './server.ts'

/** Somebody who gives time stamps: authorities elsewhere, or that of the demo office. */
export interface Timestamper {
  /** A token (DER) over a SHA-256 digest; refused when nobody gives one now. */
  stamp(sha256: Uint8Array): Promise<Result<Uint8Array, 'no-timestamp'>>
  /** From when asking makes sense again; `null`: at once. */
  readyAt(): Date | null
}

export interface TimestampSettings {
  /** Asked in this order. */
  readonly urls: readonly string[]
  readonly budget?: Budget
  readonly timeoutMs?: number
  readonly now?: () => Date
  /** From 0 to 1: spreads the times of coming back. */
  readonly chance?: () => number
  /** Remembers what was asked, so that a budget of hours outlasts this process. */
  readonly memory?: BudgetMemory
}

export interface BudgetMemory {
  /**
   * Takes one request out of the budget, whoever else takes at the same moment, and remembers it before it is made: one that was forgotten would be
   * one too many. `null`: it is granted; a time in milliseconds: there is none left until then.
   */
  take(url: string, budget: Budget, clock: () => number): Promise<number | null>
}

/** Gentle enough for authorities that shut out whoever asks more often than that. */
export const usualBudget: Budget = { requests: 1_000, windowMs: 60_000 }
const largestAnswer = 256 * 1024

export function timestampClient({ urls, budget = usualBudget, timeoutMs = 10_000, now = () => new Date(), chance = () => randomInt(1_000_000) / 1_000_000, memory }: TimestampSettings): Timestamper {
  const servers = urls.map((url) => newServer(url, budget))
  const time = () => now().getTime()
  return {
    async stamp(sha256) {
      for (const server of servers) {
        if (readyAt(server, time()) > time()) continue
        countRequest(server, time())
        const full = await memory?.take(server.url, budget, time)
        if (typeof full === 'number') {
          waitUntil(server, full)
          continue
        }
        const answer = await ask(server, sha256, timeoutMs)
        if ('token' in answer) {
          recover(server)
          return accept(answer.token)
        }
        rest(server, time(), chance(), retryAfterMs(answer.retryAfter, time()))
      }
      return refuse('no-timestamp')
    },
    readyAt() {
      const soonest = Math.min(...servers.map((server) => readyAt(server, time())))
      return soonest > time() ? new Date(soonest) : null
    },
  }
}

/** A token, or none and when to come back as far as the authority said. */
type Answer = { readonly token: Uint8Array } | { readonly retryAfter: string | null }
const none: Answer = { retryAfter: null }

async function ask(server: ServerState, sha256: Uint8Array, timeoutMs: number): Promise<Answer> {
  const nonce = randomBytes(8)
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40
  try {
    const response = await fetch(server.url, {
      method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(timeoutMs), headers: { 'content-type': 'application/timestamp-query', 'accept': 'application/timestamp-reply' },
      body: Buffer.from(timestampRequest({ digest: 'sha256', imprint: sha256, nonce })),
    })
    if (response.status !== 200) {
      await response.body?.cancel()
      return { retryAfter: response.headers.get('retry-after') }
    }
    const bytes = await boundedBody(response, largestAnswer)
    const token = bytes && tokenIn(bytes, sha256, nonce)
    return token ? { token } : none
  } catch {
    return none
  }
}

/** The token of an answer to this question and no other. */
export function tokenIn(answer: Uint8Array, sha256: Uint8Array, nonce: Uint8Array): Uint8Array | undefined {
  const response = readTimestampResponse(answer)
  if (!response.ok || !('token' in response.value)) return undefined
  const token = readTimestampToken(response.value.token)
  if (!token.ok || !token.value.nonce || !sameBytes(token.value.nonce, nonce) || token.value.digest !== 'sha256') return undefined
  const imprint = { digest: (_: Digest) => sha256, bytes: () => sha256 }
  const verdict = decoding(() => verifyTimestamp(token.value, imprint))
  return verdict.ok && verdict.value.failures.length === 0 ? response.value.token : undefined
}

/** The body of an answer, read no further than it may be large. */
export async function boundedBody(response: Response, most: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    size += piece.length
    if (size > most) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
