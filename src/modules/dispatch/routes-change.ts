import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { RecordsDeps } from '../records/index.ts'
import { access } from './access.ts'
import { Words } from './routes-letter.ts'
import { correctSent, proposeCorrection, withdrawLetter, type CorrectRefusal, type WithdrawLetterRefusal } from './service-change.ts'
import { texts } from './texts.ts'

const params = z.object({ id: z.uuid().transform((value) => value as Id<'Document'>) })
const config = { access: access.write } as const

const refusals: Refusals<WithdrawLetterRefusal | CorrectRefusal | 'key-reused'> = {
  status: {
    'not-found': 404, 'not-allowed': 403, 'file-closed': 409, 'not-an-answer': 422, 'already-dispatched': 409, 'correct-instead': 409, 'not-signed-yet': 409, 'already-withdrawn': 409,
    'reason-missing': 422, 'not-dispatched': 409, 'nobody-to-answer': 422, 'key-reused': 409,
  },
  texts,
}

/** What becomes of a signed document: it is taken back before it leaves, or put right by another one after. */
export function changeRoutes(app: Server, deps: RecordsDeps) {
  app.post('/api/answers/:id/withdraw', { config, schema: { params, body: z.object({ reason: text({ max: 1000 }) }) } }, async (request, reply) =>
    respond(reply, await withdrawLetter(deps, actorOf(request), request.params.id, request.body.reason, { key: commandKey(request) }), refusals))

  app.get('/api/documents/:id/correction', { config, schema: { params } }, async (request, reply) =>
    respond(reply, await proposeCorrection(deps, actorOf(request), request.params.id), refusals))

  app.post('/api/documents/:id/correction', { config, schema: { params, body: Words } }, async (request, reply) =>
    respond(reply, await correctSent(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))
}
