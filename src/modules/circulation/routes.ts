import { z } from 'zod'
import { parseDay } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { actorOf, commandKey, respond, text, type Server } from '../../platform/http/index.ts'
import type { DeedDeps } from '../audit/index.ts'
import { access } from './access.ts'
import { statementOutcomes } from './model.ts'
import { presentItem } from './present.ts'
import { presentCourse, presentLimit } from './present-route.ts'
import { refusals } from './routes-refusals.ts'
import { inboxRoutes } from './routes-inbox.ts'
import { routeRoutes } from './routes-route.ts'
import { approveItem, askApproval } from './service-approval.ts'
import { assign, takeItem, takeOver } from './service-assign.ts'
import { readCirculation } from './service-read.ts'
import { returnItem } from './service-return.ts'
import { answerItem, askStatements } from './service-statement.ts'
import { seeNote, withdrawItem } from './service-verbs.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const optionalText = text({ max: 2000 }).nullable().default(null)
const person = z.object({ kind: z.literal('person'), id: id<'Person'>() })
const addressee = z.discriminatedUnion('kind', [person, z.object({ kind: z.literal('unit'), id: id<'Unit'>() })])
const day = z.string().transform((value, context) => parseDay(value) ?? (context.addIssue('not a day'), z.NEVER))

const DocumentParams = z.object({ id: id<'Document'>() })
const ItemParams = z.object({ id: id<'WorkItem'>() })
const Assign = z.object({ to: addressee, instruction: optionalText })
const Statements = z.object({ to: z.array(addressee).min(1).max(20), instruction: text({ min: 1, max: 2000 }), dueOn: day.nullable().default(null) })
const Answer = z.object({ outcome: z.enum(statementOutcomes), answer: text({ max: 10_000 }).nullable().default(null) })
const Approval = z.object({ to: person, instruction: optionalText })
const Approve = z.object({ seen: z.string().regex(/^[0-9a-f]{64}$/).transform((hash) => hash as Sha256) })
/** That a reason is missing is refused in words by the model, not here. */
const Reason = z.object({ reason: text({ max: 2000 }) })
const Return = Reason.extend({ to: z.union([z.literal('sender'), id<'Place'>()]).optional() })

export function circulationRoutes(app: Server, deps: DeedDeps) {
  const params = DocumentParams
  const onItem = { config: { access: access.answer }, schema: { params: ItemParams } }
  const keyOf = (request: Parameters<typeof commandKey>[0]) => ({ key: commandKey(request) })
  inboxRoutes(app, deps)

  app.get('/api/documents/:id/circulation', { config: { access: access.seeCirculation }, schema: { params } }, async (request, reply) =>
    respond(reply, await readCirculation(deps, actorOf(request), request.params.id), refusals, ({ items, may, handlesFile, courses, limit }) => ({
      items: items.map((item) => presentItem(item, actorOf(request), handlesFile)), may,
      routes: courses.map(({ course, names, steers }) => presentCourse(course, names, steers)), limit: presentLimit(limit),
    })))

  app.post('/api/documents/:id/assign', { config: { access: access.assign }, schema: { params, body: Assign } }, async (request, reply) =>
    respond(reply, await assign(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/documents/:id/take-over', { config: { access: access.takeOver }, schema: { params } }, async (request, reply) =>
    respond(reply, await takeOver(deps, actorOf(request), request.params.id, keyOf(request)), refusals))

  const ask = { access: access.ask }
  app.post('/api/documents/:id/statements', { config: ask, schema: { params, body: Statements } }, async (request, reply) =>
    respond(reply, await askStatements(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/documents/:id/approval', { config: ask, schema: { params, body: Approval } }, async (request, reply) => {
    const { to: { id: to }, instruction } = request.body
    return respond(reply, await askApproval(deps, actorOf(request), request.params.id, { to, instruction }, keyOf(request)), refusals)
  })

  app.post('/api/items/:id/take', onItem, async (request, reply) =>
    respond(reply, await takeItem(deps, actorOf(request), request.params.id, keyOf(request)), refusals))

  app.post('/api/items/:id/answer', { ...onItem, schema: { params: ItemParams, body: Answer } }, async (request, reply) =>
    respond(reply, await answerItem(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/items/:id/approve', { ...onItem, schema: { params: ItemParams, body: Approve } }, async (request, reply) =>
    respond(reply, await approveItem(deps, actorOf(request), request.params.id, request.body.seen, keyOf(request)), refusals))

  app.post('/api/items/:id/return', { ...onItem, schema: { params: ItemParams, body: Return } }, async (request, reply) =>
    respond(reply, await returnItem(deps, actorOf(request), request.params.id, request.body.reason, { ...keyOf(request), to: request.body.to }), refusals))

  app.post('/api/items/:id/withdraw', { ...onItem, schema: { params: ItemParams, body: Reason } }, async (request, reply) =>
    respond(reply, await withdrawItem(deps, actorOf(request), request.params.id, request.body.reason, keyOf(request)), refusals))

  app.post('/api/items/:id/seen', onItem, async (request, reply) =>
    respond(reply, await seeNote(deps, actorOf(request), request.params.id, keyOf(request)), refusals))

  routeRoutes(app, deps)
}
