import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, attachment, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { fileName, settlementWays } from './model.ts'
import { presentDocument, presentHistory, presentListed } from './present.ts'
import { factsRoutes } from './routes-facts.ts'
import { fileRoutes } from './routes-file.ts'
import { numberingRoutes } from './routes-numbering.ts'
import { partyRoutes } from './routes-party.ts'
import { planRoutes } from './routes-plan.ts'
import { previewRoutes } from './routes-preview.ts'
import { searchRoutes } from './routes-search.ts'
import { sensitiveRoutes } from './routes-sensitive.ts'
import { settleDocument } from './service.ts'
import type { LifeDeps } from './service-life.ts'
import { documentHistory, listDocuments, openContent, openDocument, type RecordsDeps } from './service-read.ts'
import { texts, type RecordsRefusal } from './texts.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const Params = z.object({ id: id<'Document'>() })
const List = z.object({ q: text({ max: 100 }).optional(), before: id<'Document'>().optional(), limit: z.coerce.number().int().min(1).max(100).default(50) })
const ContentParams = z.object({ id: id<'Document'>(), componentId: id<'Component'>(), version: z.coerce.number().int().min(1) })
const Settle = z.object({ way: z.enum(settlementWays), note: text({ max: 2000 }).nullable().default(null) })
const Page = z.object({ before: z.coerce.number().int().min(0).optional(), limit: z.coerce.number().int().min(1).max(200).default(100) })

const refusals: Refusals<RecordsRefusal> = {
  status: {
    'not-found': 404, 'not-allowed': 403, 'file-closed': 409, 'already-settled': 409, 'nothing-sent': 409, 'reason-missing': 422, 'not-incoming': 422, 'key-reused': 409, 'no-preview': 422, 'content-gone': 410,
  },
  texts,
}

export function recordsRoutes(app: Server, deps: RecordsDeps & LifeDeps) {
  fileRoutes(app, deps)
  factsRoutes(app, deps)
  planRoutes(app, deps)
  numberingRoutes(app, deps)
  partyRoutes(app, deps)
  previewRoutes(app, deps)
  searchRoutes(app, deps)
  sensitiveRoutes(app, deps)

  app.get('/api/documents', { config: { access: access.seeDocuments }, schema: { querystring: List } }, async (request) => {
    const { q, before, limit } = request.query
    const found = await listDocuments(deps, actorOf(request), { text: q, before, limit: limit + 1 })
    const page = found.slice(0, limit)
    return { items: page.map(presentListed), next: found.length > limit ? page.at(-1)?.document.id ?? null : null }
  })

  app.get('/api/documents/:id', { config: { access: access.seeDocuments }, schema: { params: Params } }, async (request, reply) =>
    respond(reply, await openDocument(deps, actorOf(request), request.params.id), refusals, (view) => presentDocument(view, actorOf(request))))

  app.get('/api/documents/:id/history', { config: { access: access.seeDocuments }, schema: { params: Params, querystring: Page } }, async (request, reply) => {
    const { before, limit } = request.query
    const history = await documentHistory(deps, actorOf(request), request.params.id, { ...(before === undefined ? {} : { before }), limit })
    return respond(reply, history, refusals, (items) => ({ items: items.map(presentHistory) }))
  })

  // Always a download, never a page of ours: what citizens send must not run in the office's origin.
  app.get('/api/documents/:id/components/:componentId/versions/:version', { config: { access: access.seeDocuments }, schema: { params: ContentParams } },
    async (request, reply) => {
      const { id: documentId, componentId, version } = request.params
      const content = await openContent(deps, actorOf(request), documentId, componentId, version, 'Export')
      if (!content.ok) return respond(reply, content, refusals)
      const { component, version: shown, bytes } = content.value
      return reply.type('application/octet-stream').header('content-disposition', attachment(fileName(component, shown))).send(bytes)
    })

  app.post('/api/documents/:id/settle', { config: { access: access.settle }, schema: { params: Params, body: Settle } }, async (request, reply) =>
    respond(reply, await settleDocument(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))
}
