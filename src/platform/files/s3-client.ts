import { AwsClient } from 'aws4fetch'
import { setTimeout as pause } from 'node:timers/promises'
import { sha256Of } from '../../kernel/sha256.ts'
import type { S3Place } from '../config/index.ts'
import { ContentsUnavailable } from './content.ts'

export interface S3Answer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
}

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** Within the bucket; absent: the bucket itself. */
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
  /** What may be answered; anything else is a failure. */
  readonly expects: readonly number[]
  /** Asks once: for what must not be done a second time behind the caller's back. */
  readonly once?: boolean
}

export interface Patience {
  /** How long nothing may be heard before a try is given up. */
  readonly silenceMs?: number
  readonly tries?: number
  /** The longest pause before the second try; it doubles with each. */
  readonly pauseMs?: number
  /** After so long no new try begins. */
  readonly altogetherMs?: number
}

/** Asks, signed, and tries again what may pass. Throws `ContentsUnavailable`, whose message has neither a key of ours nor a credential. */
export type S3Client = (request: S3Request) => Promise<S3Answer>

export function s3Client(place: S3Place, { silenceMs = 30_000, tries = 4, pauseMs = 200, altogetherMs = 25_000 }: Patience = {}): S3Client {
  const { accessKeyId, secretAccessKey, sessionToken, region } = place
  const session = sessionToken === undefined ? {} : { sessionToken }
  const signer = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', ...session })
  return async (request) => {
    const giveUpAt = performance.now() + altogetherMs
    for (let attempt = 1; ; attempt++) {
      const answer = await askOnce(signer, place, request, silenceMs).catch((error: unknown) => reasonOf(error))
      if (typeof answer !== 'string' && request.expects.includes(answer.status)) return answer
      const reason = typeof answer === 'string' ? answer : `${answer.status} ${codeOf(answer)}`.trim()
      const mayPass = typeof answer === 'string' || isPassing(answer)
      if (!mayPass || request.once || attempt >= tries || performance.now() > giveUpAt) {
        throw new ContentsUnavailable(`${request.method} at ${place.bucketUrl}: ${reason}`)
      }
      // Any moment up to the longest, so that many who failed together do not come back together.
      await pause(Math.random() * pauseMs * 2 ** (attempt - 1))
    }
  }
}

async function askOnce(signer: AwsClient, { bucketUrl, prefix }: S3Place, request: S3Request, silenceMs: number): Promise<S3Answer> {
  const { method, key, query = {}, headers = {}, body } = request
  const url = new URL(key === undefined ? bucketUrl : `${bucketUrl}/${prefix}${key}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  // The hash goes with the bytes and is signed: what a line turned over on the way is refused at the other end.
  const hash = sha256Of(body ?? new Uint8Array())
  const signed = await signer.sign(url.href, { method, headers: { ...headers, 'x-amz-content-sha256': hash }, ...(body ? { body } : {}) })
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(new DOMException('nothing was heard', 'TimeoutError')), silenceMs)
  try {
    const response = await fetch(signed, { signal: silence.signal, redirect: 'manual' })
    const pieces: Uint8Array[] = []
    for await (const piece of response.body ?? []) {
      timer.refresh()
      pieces.push(piece)
    }
    return { status: response.status, headers: response.headers, bytes: Buffer.concat(pieces) }
  } finally {
    clearTimeout(timer)
  }
}

/** Everything on its side, what it asks to be slower about, and a body it waited for too long. */
const isPassing = (answer: S3Answer) =>
  (answer.status >= 500 && answer.status !== 501) || answer.status === 429 || answer.status === 408 || codeOf(answer) === 'RequestTimeout'

/** The word by which S3 names an error. */
export const codeOf = ({ bytes }: S3Answer): string =>
  /<Code>(\w{1,60})<\/Code>/.exec(bytes.subarray(0, 2000).toString('latin1'))?.[1] ?? ''

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  const cause = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : ''
  return error.name === 'TimeoutError' ? 'nothing was heard' : cause || error.name
}
