import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, attachment, commandKey, respond, type Refusals, type Server } from '../../platform/http/index.ts'
import type { KeyRefusal } from '../audit/index.ts'
import { access } from './access.ts'
import { presentRecord } from './present.ts'
import { lifeRoutes } from './routes-life.ts'
import { judgeAgain, signedBytes, validationsOf, type JudgeRefusal, type ValidationDeps } from './service.ts'
import { texts } from './texts.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const Params = z.object({ id: id<'Document'>() })
const Content = Params.extend({ componentId: id<'Component'>(), version: z.coerce.number().int().min(1) })
const Signed = Content.extend({ index: z.coerce.number().int().min(0).max(1000) })

const refusals: Refusals<JudgeRefusal | KeyRefusal> = { status: { 'not-found': 404, 'content-gone': 410, 'nothing-to-judge': 422, 'no-such-signature': 422, 'key-reused': 409 }, texts }
const content = '/api/documents/:id/components/:componentId/versions/:version'

export function validationRoutes(app: Server, deps: ValidationDeps) {
  lifeRoutes(app, deps)
  app.get('/api/documents/:id/validations', { config: { access: access.see }, schema: { params: Params } }, async (request, reply) =>
    respond(reply, await validationsOf(deps, actorOf(request), request.params.id), refusals, (records) => ({ items: records.map(presentRecord) })))

  app.post(`${content}/validate`, { config: { access: access.judge }, schema: { params: Content } }, async (request, reply) => {
    const { id: documentId, componentId, version } = request.params
    return respond(reply, await judgeAgain(deps, actorOf(request), { documentId, componentId, version }, { key: commandKey(request) }), refusals)
  })

  // What exactly was signed: always a download, as any foreign content.
  app.get(`${content}/signed/:index`, { config: { access: access.see }, schema: { params: Signed } }, async (request, reply) => {
    const { id: documentId, componentId, version, index } = request.params
    const signed = await signedBytes(deps, actorOf(request), { documentId, componentId, version, signature: index })
    if (!signed.ok) return respond(reply, signed, refusals)
    return reply.type('application/octet-stream').header('content-disposition', attachment(signed.value.name)).send(signed.value.bytes)
  })
}
