import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { dispatchChannels } from './model.ts'
import { presentConsignment } from './present.ts'
import { counterRoutes } from './routes-counter.ts'
import { changeRoutes } from './routes-change.ts'
import { draftRoutes } from './routes-draft.ts'
import { letterRoutes, Words } from './routes-letter.ts'
import { roomRoutes } from './routes-room.ts'
import { composeAnswer, readAnswer, updateAnswer } from './service-answer.ts'
import { dispatchAnswer } from './service-dispatch.ts'
import type { DispatchDeps } from './service-send.ts'
import { readDispatches } from './service-shown.ts'
import { texts, type AnyDispatchRefusal } from './texts.ts'

const params = z.object({ id: z.uuid().transform((value) => value as Id<'Document'>) })
const NewAnswer = Words.extend({ also: z.array(z.uuid().transform((value) => value as Id<'Document'>)).max(50).default([]) })
const hash = z.string().regex(/^[0-9a-f]{64}$/).transform((value) => value as Sha256)
const Change = z.object({ kind: z.enum(['correction', 'rewording']), reason: text({ max: 1000 }) })
const Rewrite = Words.extend({ basedOn: hash.nullable().default(null), change: Change.nullable().default(null) })
const Recipient = z.object({
  channel: z.enum(dispatchChannels), partyId: z.uuid().transform((value) => value as Id<'Party'>).optional(), name: text({ min: 1, max: 300 }).optional(),
  email: z.email().max(254).optional(), address: z.array(text({ min: 1, max: 200 })).max(6).optional(),
})
const Send = z.object({ to: z.array(Recipient).min(1).max(50), settles: z.boolean().default(false) })

const refusals: Refusals<AnyDispatchRefusal> = {
  status: {
    'not-found': 404, 'not-allowed': 403, 'file-closed': 409, 'not-incoming': 422, 'nobody-to-answer': 422, 'not-an-answer': 422,
    'not-approved': 409, 'wording-changed': 409, 'already-dispatched': 409, 'addressee-unknown': 422, 'address-missing': 422, 'not-in-file': 422, 'no-matter': 422, 'reason-missing': 422, withdrawn: 409, 'signature-awaited': 409, 'key-reused': 409,
  },
  texts,
}

export function dispatchRoutes(app: Server, deps: DispatchDeps) {
  changeRoutes(app, deps)
  counterRoutes(app, deps)
  draftRoutes(app, deps)
  letterRoutes(app, deps)
  roomRoutes(app, deps)

  app.post('/api/documents/:id/answers', { config: { access: access.write }, schema: { params, body: NewAnswer } }, async (request, reply) =>
    respond(reply, await composeAnswer(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))

  app.put('/api/answers/:id', { config: { access: access.write }, schema: { params, body: Rewrite } }, async (request, reply) =>
    respond(reply, await updateAnswer(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))

  app.get('/api/answers/:id', { config: { access: access.read }, schema: { params } }, async (request, reply) =>
    respond(reply, await readAnswer(deps, actorOf(request), request.params.id), refusals, ({ dispatches, ...answer }) =>
      ({ ...answer, dispatches: dispatches.map(presentConsignment) })))

  app.post('/api/answers/:id/dispatch', { config: { access: access.send }, schema: { params, body: Send } }, async (request, reply) =>
    respond(reply, await dispatchAnswer(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))

  app.get('/api/documents/:id/dispatches', { config: { access: access.read }, schema: { params } }, async (request, reply) =>
    respond(reply, await readDispatches(deps, actorOf(request), request.params.id), refusals, (items) =>
      ({ items: items.map(presentConsignment) })))
}
