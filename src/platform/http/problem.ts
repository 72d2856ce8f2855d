import type { FastifyReply } from 'fastify'
import type { Result } from '../../kernel/result.ts'
import type { Texts } from '../i18n/language.ts'

/** The answer of a server that did not do what it was asked (RFC 9457), with a sentence for the person who asked. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** The reason as a word, for programs. */
  readonly refusal?: string
  /** To be told to the administrator; the log has the same number. */
  readonly reference?: string
  readonly errors?: readonly { readonly path: string; readonly message: string }[]
}

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503 | 507

/** How one room's refusals are told over HTTP: each has a status and a sentence, or it does not compile. */
export interface Refusals<Refusal extends string> {
  readonly status: Readonly<Record<Refusal, RefusalStatus>>
  readonly texts: Texts<Readonly<Record<Refusal, string>>>
}

export function sendProblem(reply: FastifyReply, problem: Omit<Problem, 'type'>) {
  const type = problem.refusal ? `urn:obeh:problem:${problem.refusal}` : 'about:blank'
  return reply.code(problem.status).type('application/problem+json').send({ type, ...problem } satisfies Problem)
}

/** Sends what was decided, or the refusal in the reader's language. `present` says what of the value goes out. */
export function respond<Value, Refusal extends string>(
  reply: FastifyReply, result: Result<Value, Refusal>, { status, texts }: Refusals<Refusal>, present: (value: Value) => unknown = (value) => value ?? {},
) {
  if (result.ok) return reply.send(present(result.value))
  const { refusal } = result
  return sendProblem(reply, { status: status[refusal], refusal, title: texts[reply.request.language][refusal] })
}
