import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { actorOf, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { RecordsDeps } from '../records/index.ts'
import { access } from './access.ts'
import { draftOf, dropDraft, keepDraft, type DraftRefusal } from './service-draft.ts'
import { readWordings } from './service-wordings.ts'
import { texts } from './texts.ts'

const params = z.object({ id: z.uuid().transform((value) => value as Id<'Document'>) })
/** White space at the ends is kept: this is what somebody is just typing. */
const typed = (max: number) => z.string().max(max).regex(/^[^\0]*$/).overwrite((value) => value.toWellFormed())
const Draft = z.object({
  seen: z.number().int().min(0), subject: typed(500), body: typed(50_000),
  basedOn: text({ max: 64 }).regex(/^[0-9a-f]{64}$/).transform((value) => value as Sha256).nullable().default(null),
})

const refusals: Refusals<DraftRefusal | 'not-an-answer' | 'key-reused'> = {
  status: { 'not-found': 404, 'draft-changed': 409, 'not-an-answer': 422, 'key-reused': 409 }, texts,
}

/** What is being written, and what it was before. */
export function draftRoutes(app: Server, deps: RecordsDeps) {
  app.get('/api/documents/:id/draft', { config: { access: access.write }, schema: { params } }, async (request, reply) =>
    respond(reply, await draftOf(deps, actorOf(request), request.params.id), refusals, (draft) => draft ?? { version: 0 }))

  app.put('/api/documents/:id/draft', { config: { access: access.write }, schema: { params, body: Draft } }, async (request, reply) =>
    respond(reply, await keepDraft(deps, actorOf(request), request.params.id, request.body), refusals))

  app.delete('/api/documents/:id/draft', { config: { access: access.write }, schema: { params } }, async (request, reply) =>
    respond(reply, await dropDraft(deps, actorOf(request), request.params.id), refusals))

  app.get('/api/answers/:id/wordings', { config: { access: access.read }, schema: { params } }, async (request, reply) =>
    respond(reply, await readWordings(deps, actorOf(request), request.params.id), refusals, (items) => ({ items })))
}
