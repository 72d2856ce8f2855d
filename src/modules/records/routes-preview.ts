import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, respond, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { differenceOf } from './service-difference.ts'
import { previewContent, previewPage } from './service-preview.ts'
import type { RecordsDeps } from './service-read.ts'
import { texts } from './texts.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const Address = z.object({ id: id<'Document'>(), componentId: id<'Component'>(), version: z.coerce.number().int().min(1) })
const Page = Address.extend({ page: z.string().regex(/^[1-9]\d{0,4}\.png$/).transform((name) => Number.parseInt(name)) })
/** A few widths only, so that pictures can be kept and nobody can ask for a hundred sizes of one page. */
const Width = z.object({ width: z.enum(['400', '800', '1200', '1600']).default('800').transform(Number) })
/** The version that is compared with the one of the address; the one before it unless said otherwise. */
const From = z.object({ from: z.coerce.number().int().min(1).optional() })

const refusals: Refusals<'not-found' | 'no-preview' | 'content-gone' | 'key-reused'> = { status: { 'not-found': 404, 'no-preview': 422, 'content-gone': 410, 'key-reused': 409 }, texts }
const path = '/api/documents/:id/components/:componentId/versions/:version'

/** Previews: pictures and plain text made by the server; the foreign bytes themselves never reach the reader's browser as a page. */
export function previewRoutes(app: Server, deps: RecordsDeps) {
  app.get(`${path}/preview`, { config: { access: access.seeDocuments }, schema: { params: Address } }, async (request, reply) => {
    const { id: documentId, componentId, version } = request.params
    return respond(reply, await previewContent(deps, actorOf(request), { documentId, componentId, version }), refusals)
  })

  app.get(`${path}/difference`, { config: { access: access.seeDocuments }, schema: { params: Address, querystring: From } }, async (request, reply) => {
    const { id: documentId, componentId, version } = request.params
    return respond(reply, await differenceOf(deps, actorOf(request), { documentId, componentId, version }, request.query.from ?? Math.max(1, version - 1)), refusals)
  })

  app.get(`${path}/pages/:page`, { config: { access: access.seeDocuments }, schema: { params: Page, querystring: Width } }, async (request, reply) => {
    const { id: documentId, componentId, version, page } = request.params
    const picture = await previewPage(deps, actorOf(request), { documentId, componentId, version }, page, request.query.width)
    if (!picture.ok) return respond(reply, picture, refusals)
    return reply.type('image/png').header('cache-control', 'private, max-age=3600, immutable').send(Buffer.from(picture.value))
  })
}
