import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { presentFileView, presentListedFile } from './present-file.ts'
import { listFilesOf, openFile } from './service-file.ts'
import { cancelDocumentDeed, closeFileDeed, reopenFileDeed, type LifeDeps } from './service-life.ts'
import { classifyFile, moveDocument } from './service-move.ts'
import { lifeTexts, type LifeRefusal } from './texts-life.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const FileParams = z.object({ id: id<'File'>() })
const DocumentParams = z.object({ id: id<'Document'>() })
const reason = text({ max: 1000 })
const List = z.object({
  of: z.enum(['mine', 'unit', 'all']).default('mine'), state: z.enum(['open', 'done']).optional(), q: text({ max: 100 }).optional(),
  before: id<'File'>().optional(), limit: z.coerce.number().int().min(1).max(100).default(30),
})
const Close = z.object({ triggerYear: z.number().int().min(1850).max(2999).nullable().default(null) })
const Reopen = z.object({ reason, documentIds: z.array(id<'Document'>()).max(200).default([]) })
const Move = z.object({ fileId: id<'File'>(), reason })
const Classify = z.object({ classId: id<'Class'>(), reason: reason.nullable().default(null) })

const refusals: Refusals<LifeRefusal> = {
  status: {
    'not-found': 404, 'not-allowed': 403, 'key-reused': 409, 'already-closed': 409, incomplete: 409, 'not-closed': 409, 'reason-missing': 422, 'not-in-file': 422,
    'file-closed': 409, 'already-settled': 409, 'not-creator': 403, 'already-handed-over': 409, 'has-answer': 409, 'same-file': 422, 'target-closed': 409,
    'no-such-file': 422, 'no-such-class': 422,
  },
  texts: lifeTexts,
}

/** Files, and what is done with them and in them beside settling. */
export function fileRoutes(app: Server, deps: LifeDeps) {
  app.get('/api/files', { config: { access: access.seeDocuments }, schema: { querystring: List } }, async (request) => {
    const { of, state, q, before, limit } = request.query
    const found = await listFilesOf(deps, actorOf(request), { of, open: state && state === 'open', text: q, before, limit: limit + 1 })
    const page = found.slice(0, limit)
    return { items: page.map(presentListedFile), next: found.length > limit ? page.at(-1)?.file.id ?? null : null }
  })

  app.get('/api/files/:id', { config: { access: access.seeDocuments }, schema: { params: FileParams } }, async (request, reply) =>
    respond(reply, await openFile(deps, actorOf(request), request.params.id), refusals, (view) => presentFileView(view, actorOf(request))))

  app.post('/api/files/:id/close', { config: { access: access.close }, schema: { params: FileParams, body: Close } }, async (request, reply) =>
    respond(reply, await closeFileDeed(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))

  app.post('/api/files/:id/reopen', { config: { access: access.close }, schema: { params: FileParams, body: Reopen } }, async (request, reply) =>
    respond(reply, await reopenFileDeed(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))

  app.post('/api/files/:id/classify', { config: { access: access.close }, schema: { params: FileParams, body: Classify } }, async (request, reply) =>
    respond(reply, await classifyFile(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))

  app.post('/api/documents/:id/move', { config: { access: access.move }, schema: { params: DocumentParams, body: Move } }, async (request, reply) =>
    respond(reply, await moveDocument(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))

  app.post('/api/documents/:id/cancel', { config: { access: access.cancel }, schema: { params: DocumentParams, body: z.object({ reason }) } }, async (request, reply) =>
    respond(reply, await cancelDocumentDeed(deps, actorOf(request), request.params.id, request.body.reason, { key: commandKey(request) }), refusals))
}
