import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, attachment, respond, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { itemContentPage, previewItemContent, takeItemContent, type ContentRefusal } from './service-content.ts'
import type { IntakeDeps } from './deps.ts'
import { texts } from './texts.ts'

const Address = z.object({ id: z.uuid().transform((value) => value as Id<'Item'>), part: z.coerce.number().int().min(0).max(5_000) })
const Page = Address.extend({ page: z.string().regex(/^[1-9]\d{0,4}\.png$/).transform((name) => Number.parseInt(name)) })
const Width = z.object({ width: z.enum(['400', '800', '1200', '1600']).default('800').transform(Number) })

const refusals: Refusals<ContentRefusal | 'no-preview' | 'key-reused'> = {
  status: { 'not-found': 404, 'not-read-yet': 409, quarantined: 409, 'no-preview': 422, 'key-reused': 409 }, texts: { cs: texts.cs.refusals, en: texts.en.refusals },
}
const path = '/api/intake/:id/contents/:part'

/** What has come, to be looked at before it is registered: pictures and plain text of our making, or the bytes as a download, never a page. */
export function contentRoutes(app: Server, deps: IntakeDeps) {
  app.get(path, { config: { access: access.see }, schema: { params: Address } }, async (request, reply) => {
    const content = await takeItemContent(deps, actorOf(request), request.params)
    if (!content.ok) return respond(reply, content, refusals)
    return reply.type('application/octet-stream').header('content-disposition', attachment(content.value.name)).send(content.value.bytes)
  })

  app.get(`${path}/preview`, { config: { access: access.see }, schema: { params: Address } }, async (request, reply) =>
    respond(reply, await previewItemContent(deps, actorOf(request), request.params), refusals))

  app.get(`${path}/pages/:page`, { config: { access: access.see }, schema: { params: Page, querystring: Width } }, async (request, reply) => {
    const picture = await itemContentPage(deps, actorOf(request), request.params, request.params.page, request.query.width)
    if (!picture.ok) return respond(reply, picture, refusals)
    return reply.type('image/png').header('cache-control', 'private, max-age=3600, immutable').send(Buffer.from(picture.value))
  })
}
