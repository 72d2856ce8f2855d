import { z } from 'zod'
import { addDays, parseDay, startOfDay } from '../../kernel/day.ts'
import { actorOf, respond, sendProblem, text, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import type { DeedDeps } from './deed.ts'
import { eventTypes } from './model-vocabulary.ts'
import { publicOf } from './prove.ts'
import { readLog, takeProof, type ReadEntry } from './service-read.ts'
import { texts } from './texts.ts'

const day = z.string().transform((value, context) => parseDay(value) ?? (context.addIssue('not a day'), z.NEVER))
const Query = z.object({
  actor: z.uuid().optional(),
  /** The thing done to, or the one in whose history the deed is read. */
  object: text({ min: 1, max: 100 }).optional(),
  event: z.enum(eventTypes).optional(),
  from: day.optional(), to: day.optional(),
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
const Params = z.object({ index: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER) })

const refusals: Refusals<'no-such-entry'> = { status: { 'no-such-entry': 404 }, texts }

export function auditRoutes(app: Server, deps: DeedDeps) {
  app.get('/api/log', { config: { access: access.readLog }, schema: { querystring: Query } }, async (request, reply) => {
    const { actor: actorId, object, event, from, to, before, limit } = request.query
    if (from && to && to < from) return sendProblem(reply, { status: 422, refusal: 'period-empty', title: texts[request.language]['period-empty'] })
    const page = await readLog(deps, actorOf(request), {
      limit, ...defined({ actorId, thing: object, event, before, from: from && startOfDay(from), until: to && startOfDay(addDays(to, 1)) }) })
    return { items: page.items.map(present), next: page.next }
  })

  app.get('/api/log/:index/proof', { config: { access: access.proveEntry }, schema: { params: Params } }, async (request, reply) => {
    const { index } = request.params
    const proof = await takeProof(deps, actorOf(request), index)
    if (!proof.ok) return respond(reply, proof, refusals)
    return reply.type('text/plain; charset=utf-8').header('content-disposition', `attachment; filename="protokol-${index}.tlog-proof"`).send(proof.value)
  })

  app.get('/api/log/key', { config: { access: access.seeKey } }, async (_request, reply) =>
    reply.type('application/x-pem-file').header('content-disposition', 'attachment; filename="klic-protokolu.pem"')
      .send(publicOf(deps.logKey).export({ format: 'pem', type: 'spki' })))
}

/** What of an entry leaves the server. */
function present({ index, at, event, objectType, objectId, subjectId, actorId, actorName, onBehalfOf, origin, outcome, particulars, withheld, erased }: ReadEntry) {
  return { index, at, event, objectType, objectId, subjectId, actorId, actorName, onBehalfOf, origin, outcome, particulars, withheld, erased }
}

/** Only what was given. */
const defined = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> }
