import type { Now } from '../../kernel/clock.ts'
import { cosign, judgeSubmission, parseSubmission, type Cosigner, type NoteKey, type SubmissionRefusal } from '../../engines/merkle/index.ts'
import { createServer, type Server, type ServerOptions } from '../../platform/http/index.ts'
import type { WitnessState } from './state.ts'

export interface WitnessDeps {
  readonly cosigner: Cosigner
  /** The keys of the logs it watches. */
  readonly logs: readonly NoteKey[]
  readonly state: WitnessState
  readonly now: Now
  readonly log?: ServerOptions['log']
}

/**
 * A witness (C2SP tlog-witness): cosigns a log that only adds to what it saw of it last, and says 409 or 422 to one that was set back or
 * rewritten. It needs no database and no trust in the office: it belongs on a machine of somebody else.
 */
export function witnessServer(deps: WitnessDeps): Server {
  const app = createServer({ authenticate: async () => null, ...(deps.log ? { log: deps.log } : {}) })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post('/add-checkpoint', { config: { access: 'public' }, bodyLimit: 512 * 1024 }, async (request, reply) => {
    const answer = await addCheckpoint(deps, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    if (answer.ok) return reply.type('text/plain; charset=utf-8').send(answer.value)
    const { why, size } = answer.refusal
    if (why !== 'conflict') return reply.code(statuses[why]).type('text/plain; charset=utf-8').send(`${why}\n`)
    return reply.code(409).header('content-type', 'text/x.tlog.size').send(Buffer.from(`${size}\n`))
  })
  return app
}

const statuses: Readonly<Record<Exclude<SubmissionRefusal, 'conflict'>, number>> = { malformed: 400, 'not-signed': 403, 'unknown-log': 404, inconsistent: 422 }

type Answer = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly refusal: { readonly why: SubmissionRefusal; readonly size: number } }

async function addCheckpoint({ cosigner, logs, state, now, log }: WitnessDeps, body: Buffer): Promise<Answer> {
  const submission = parseSubmission(body)
  if (!submission.ok) return { ok: false, refusal: { why: 'malformed', size: 0 } }
  const origin = submission.value.checkpoint.split('\n', 1)[0] ?? ''
  // Nothing is looked up, or kept waiting, for a log that is not watched.
  if (!logs.some(({ name }) => name === origin)) return { ok: false, refusal: { why: 'unknown-log', size: 0 } }
  return state.decide<Answer>(origin, (known) => {
    const judged = judgeSubmission(submission.value, logs, () => known)
    if (judged.ok) return { remember: judged.value.text, value: { ok: true, value: cosign(judged.value.text, cosigner, now()) } }
    const evidence = { origin, known: known?.size ?? 0, why: judged.refusal, checkpoint: submission.value.checkpoint.slice(0, 2000) }
    if (judged.refusal === 'inconsistent') log?.error(evidence, 'the log was rewritten')
    return { remember: null, value: { ok: false, refusal: { why: judged.refusal, size: known?.size ?? 0 } } }
  })
}
