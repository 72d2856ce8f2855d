import type {} from '@fastify/multipart'
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { ContentTooLong } from '../../platform/files/index.ts'
import { actorOf, commandKey, lingerThenClose, refuseTooLong, respond, sendProblem, text, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { channels } from './model.ts'
import { contentRoutes } from './routes-content.ts'
import { presentItem } from './present.ts'
import { listItems, viewItem, type ItemView } from './service-read.ts'
import { registerItem } from './service-register.ts'
import { receivePaper } from './service-paper.ts'
import { refuseItem } from './service-refuse.ts'
import type { IntakeDeps } from './deps.ts'
import { receiveStored } from './service.ts'
import { texts, type IntakeRefusal } from './texts.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const Params = z.object({ id: id<'Item'>() })
const Upload = z.object({ channel: z.enum(channels).optional() })
const List = z.object({
  state: z.enum(['received', 'waiting', 'registered', 'refused', 'quarantined']).optional(), before: id<'Item'>().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
const Register = z.object({
  subject: text({ min: 1, max: 500 }), senderName: text({ max: 300 }).optional(), senderEmail: z.union([z.literal(''), z.email().max(254)]).optional(),
  senderReference: text({ max: 100 }).optional(), unitId: id<'Unit'>().optional(), fileId: id<'File'>().optional(),
})
const Paper = z.object({
  subject: text({ min: 1, max: 500 }), channel: z.enum(['Osobne', 'Posta']), sheets: z.number().int().min(1).max(100_000), annexes: z.number().int().min(0).max(10_000),
  otherAnnexes: text({ max: 200 }).default(''),
  sender: z.object({ name: text({ min: 1, max: 300 }), email: z.union([z.literal(''), z.email().max(254)]).optional(), address: text({ max: 300 }).optional() }),
})
const Refuse = z.object({ reason: text({ min: 1, max: 1000 }), tell: z.boolean().default(true) })

const refusals: Refusals<IntakeRefusal> = {
  status: {
    'not-found': 404, 'not-read-yet': 409, 'already-registered': 409, 'already-refused': 409, quarantined: 409, 'reason-missing': 422, 'subject-missing': 422,
    'unit-missing': 422, 'no-such-unit': 422, 'no-such-file': 422, 'file-closed': 409, 'key-reused': 409, 'no-file': 400, 'too-large': 413, 'no-preview': 422,
  },
  texts: { cs: texts.cs.refusals, en: texts.en.refusals },
}

/** The largest file and the most files of one request. */
export const limits = { fileSize: 50 * 1024 * 1024, files: 20 }
const mostOfRequest = limits.files * limits.fileSize + 1024 * 1024

/** `@fastify/multipart` must have been registered before. */
export function intakeRoutes(app: Server, deps: IntakeDeps) {
  contentRoutes(app, deps)

  // One file after another, each on the disk before the next is read; none is ever whole in memory. When one is too large or the
  // line breaks, those before it have been received; asked again under the same key, they are not received twice.
  app.post('/api/intake', { config: { access: access.receive }, schema: { querystring: Upload }, onRequest: refuseTooLong(mostOfRequest) }, async (request, reply) => {
    const [actor, key, items] = [actorOf(request), commandKey(request), [] as ItemView[]]
    try {
      // The limit of the parser is one byte beyond ours, so that a file cut by it is never taken for a whole one.
      for await (const { filename, file } of request.files({ limits: { files: limits.files, fileSize: limits.fileSize + 1 } })) {
        const stored = await deps.files.putStream(actor.tenantId, file as AsyncIterable<Buffer>, { maxBytes: limits.fileSize })
        const command = { key: key && `${key.slice(0, 150)}/${items.length}` }
        const received = await receiveStored(deps, actor, { ...stored, name: filename, channel: request.query.channel ?? null }, command)
        if (!received.ok) return respond(reply, received, refusals)
        items.push(received.value)
      }
    } catch (error) {
      if (!(error instanceof ContentTooLong)) throw error
      lingerThenClose(request)
      return respond(reply, refuse('too-large'), refusals)
    }
    if (items.length === 0) return respond(reply, refuse('no-file'), refusals)
    return { items: items.map((item) => presentItem(item, request.language)) }
  })

  app.post('/api/intake/paper', { config: { access: access.receive }, schema: { body: Paper } }, async (request, reply) => {
    const { sender: { name, email, address }, ...paper } = request.body
    const sender = { name, ...email ? { email } : {}, ...address ? { address } : {} }
    const received = await receivePaper(deps, actorOf(request), { ...paper, sender }, { key: commandKey(request) })
    return respond(reply, received, refusals, (item) => presentItem(item, request.language))
  })

  app.get('/api/intake', { config: { access: access.see }, schema: { querystring: List } }, async (request) => {
    const { state, before, limit } = request.query
    const found = await listItems(deps, actorOf(request).tenantId, { state, before, limit: limit + 1 })
    const page = found.slice(0, limit)
    return { items: page.map((item) => presentItem(item, request.language)), next: found.length > limit ? page.at(-1)?.id ?? null : null }
  })

  app.get('/api/intake/:id', { config: { access: access.see }, schema: { params: Params } }, async (request, reply) => {
    const item = await viewItem(deps, actorOf(request).tenantId, request.params.id)
    return respond(reply, item ? accept(item) : refuse('not-found'), refusals, (found) => presentItem(found, request.language))
  })

  app.post('/api/intake/:id/register', { config: { access: access.register }, schema: { params: Params, body: Register } }, async (request, reply) => {
    const { tenantId } = actorOf(request)
    const registered = await registerItem(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) })
    if (registered.ok || registered.refusal !== 'already-registered') return respond(reply, registered, refusals)
    // Whoever came second is told what it became.
    const became = await viewItem(deps, tenantId, request.params.id)
    const { refusal } = registered
    return sendProblem(reply, { status: refusals.status[refusal], refusal, title: refusals.texts[request.language][refusal], ...(became?.referenceNumber ? { detail: became.referenceNumber } : {}) })
  })

  app.post('/api/intake/:id/refuse', { config: { access: access.refuse }, schema: { params: Params, body: Refuse } }, async (request, reply) =>
    respond(reply, await refuseItem(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))
}
