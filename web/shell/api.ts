import { ApiProblem, problemOf } from './problem.ts'
import { askForProof, proofsGiven } from './proof.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
interface Options {
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number
}

/**
 * The office's own server. Answers come as JSON, refusals as a thrown `ApiProblem`. A deed whose outcome is not known (the line broke, the
 * server fell) is sent again under the same `Idempotency-Key`, twice by itself and as often as the person presses, so it is done at most once.
 * Before a sensitive act the server may want to know again who it is: then the person is asked, and the very same request is repeated.
 */
export const api = {
  get: <Answer>(path: string, options?: Options) => send<Answer>('GET', path, undefined, options),
  post: <Answer = void>(path: string, body?: unknown, options?: Options) => send<Answer>('POST', path, body, options),
  put: <Answer = void>(path: string, body?: unknown, options?: Options) => send<Answer>('PUT', path, body, options),
  patch: <Answer = void>(path: string, body?: unknown, options?: Options) => send<Answer>('PATCH', path, body, options),
  delete: <Answer = void>(path: string, body?: unknown, options?: Options) => send<Answer>('DELETE', path, body, options),
}

const pausesMs = [400, 1500]

async function send<Answer>(method: Method, path: string, body: unknown, options: Options = {}): Promise<Answer> {
  const reading = method === 'GET'
  const deed = reading ? null : deedOf(method, path, body)
  for (let attempt = 0; ;) {
    const proofs = proofsGiven()
    try {
      const answer = await once(method, path, body, deed?.key, options)
      deed?.settle()
      return answer as Answer
    } catch (error) {
      if (await isProvenSince(error, proofs)) continue
      const unknown = error instanceof ApiProblem && outcomeUnknown(error.status)
      if (!unknown) deed?.settle()
      const pauseMs = pausesMs[attempt++]
      // A query has its own patience; a deed is repeated here, under one key.
      if (!unknown || reading || pauseMs === undefined || options.signal?.aborted) throw error
      await new Promise((resume) => setTimeout(resume, pauseMs))
    }
  }
}

/** Whether a request that was turned away is worth repeating, because the person has proven themself since it was sent. */
async function isProvenSince(error: unknown, proofs: number): Promise<boolean> {
  if (!(error instanceof ApiProblem)) return false
  const { refusal } = error
  // Sent under the token that the proof has just replaced.
  if (refusal === 'not-signed-in') return proofsGiven() > proofs
  if (refusal !== 'reauthentication-needed' && refusal !== 'device-key-needed') return false
  return proofsGiven() > proofs || askForProof(refusal)
}

const outcomeUnknown = (status: number) => status === 0 || status === 502 || status === 503 || status === 504

async function once(method: Method, path: string, body: unknown, key: string | undefined, options: Options): Promise<unknown> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? (body instanceof FormData ? 120_000 : 20_000))
  const form = body instanceof FormData
  const headers: Record<string, string> = { accept: 'application/json' }
  if (key) headers['idempotency-key'] = key
  if (body !== undefined && !form) headers['content-type'] = 'application/json'
  const response = await fetch(path, {
    method, headers, credentials: 'same-origin',
    body: body === undefined ? null : form ? body : JSON.stringify(body),
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
  }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error
    throw new ApiProblem(timeout.aborted ? { status: 0, title: 'too slow', refusal: 'too-slow' } : { status: 0, title: 'unreachable', refusal: 'unreachable' })
  })
  if (!response.ok) throw await problemOf(response)
  return response.headers.get('content-type')?.includes('json') ? response.json() : undefined
}

const unsettled = new Map<string, string>()
const unsettledForms = new WeakMap<FormData, string>()

/** The same deed pressed again while the first outcome is unknown has the same key; once it is known, the next one is a new deed. */
function deedOf(method: Method, path: string, body: unknown): { key: string, settle: () => void } {
  if (body instanceof FormData) {
    const key = unsettledForms.get(body) ?? crypto.randomUUID()
    unsettledForms.set(body, key)
    return { key, settle: () => void unsettledForms.delete(body) }
  }
  const deed = `${method} ${path} ${JSON.stringify(body)}`
  const key = unsettled.get(deed) ?? crypto.randomUUID()
  unsettled.set(deed, key)
  return { key, settle: () => void unsettled.delete(deed) }
}
