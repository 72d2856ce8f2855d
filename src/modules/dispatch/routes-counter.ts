import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { RecordsDeps } from '../records/index.ts'
import { access } from './access.ts'
import { returns } from './model.ts'
import {
  cancelDispatch, confirmDelivered, confirmHandOver, confirmPosted, confirmReturned, leaveFailed, printSignatureSheet, retryDispatch,
  type CounterRefusal,
} from './service-counter.ts'
import { texts } from './texts.ts'

const params = z.object({ id: z.uuid().transform((value) => value as Id<'Dispatch'>) })
const Cancel = z.object({ reason: text({ min: 1, max: 1000 }) })
const Handed = z.object({ to: text({ min: 1, max: 300 }), identity: text({ min: 1, max: 300 }) })
const Posted = z.object({ postingNumber: text({ max: 40 }).nullable().default(null) })
const Delivered = z.object({ at: z.iso.datetime({ offset: true }).transform((value) => new Date(value)) })
const Returned = z.object({ reason: z.enum(returns), note: text({ max: 1000 }).nullable().default(null) })

const refusals: Refusals<CounterRefusal | 'key-reused'> = {
  status: {
    'not-found': 404, 'not-allowed': 403, 'wrong-channel': 422, 'wrong-state': 409, 'reason-missing': 422, 'being-sent': 409, 'key-reused': 409,
  },
  texts,
}

const route = <Body>(body: Body) => ({ config: { access: access.dispatch }, schema: { params, body } }) as const
const key = (request: FastifyRequest) => ({ key: commandKey(request) })

/** What people do with a consignment after it was handed over for dispatch. */
export function counterRoutes(app: Server, deps: RecordsDeps) {
  app.post('/api/dispatches/:id/cancel', route(Cancel), async (request, reply) =>
    respond(reply, await cancelDispatch(deps, actorOf(request), request.params.id, request.body.reason, key(request)), refusals))

  app.post('/api/dispatches/:id/retry', { config: { access: access.dispatch }, schema: { params } }, async (request, reply) =>
    respond(reply, await retryDispatch(deps, actorOf(request), request.params.id, key(request)), refusals))

  app.post('/api/dispatches/:id/leave', { config: { access: access.dispatch }, schema: { params } }, async (request, reply) =>
    respond(reply, await leaveFailed(deps, actorOf(request), request.params.id, key(request)), refusals))

  app.post('/api/dispatches/:id/handed', route(Handed), async (request, reply) =>
    respond(reply, await confirmHandOver(deps, actorOf(request), request.params.id, request.body, key(request)), refusals))

  app.post('/api/dispatches/:id/posted', route(Posted), async (request, reply) =>
    respond(reply, await confirmPosted(deps, actorOf(request), request.params.id, request.body.postingNumber, key(request)), refusals))

  app.post('/api/dispatches/:id/delivered', route(Delivered), async (request, reply) =>
    respond(reply, await confirmDelivered(deps, actorOf(request), request.params.id, request.body.at, key(request)), refusals))

  app.post('/api/dispatches/:id/returned', route(Returned), async (request, reply) =>
    respond(reply, await confirmReturned(deps, actorOf(request), request.params.id, request.body, key(request)), refusals))

  app.get('/api/dispatches/:id/sheet', { config: { access: access.dispatch }, schema: { params } }, async (request, reply) => {
    const sheet = await printSignatureSheet(deps, actorOf(request), request.params.id)
    return sheet.ok ? sendPdf(reply, 'potvrzeni-o-prevzeti.pdf', sheet.value) : respond(reply, sheet, refusals)
  })
}

/** A paper to be printed: a download, so that it never runs in the office's origin. */
export const sendPdf = (reply: FastifyReply, name: string, bytes: Uint8Array) =>
  reply.type('application/pdf').header('content-disposition', `attachment; filename="${name}"`).send(Buffer.from(bytes))
