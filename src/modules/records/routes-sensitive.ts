import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { Texts } from '../../platform/i18n/index.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { access } from './access.ts'
import { listReadings, markClass, markDocument, viewSensitivity, type MarkRefusal } from './service-sensitive.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const Params = z.object({ id: id<'Document'>() })
const Marking = z.object({ sensitive: z.boolean(), reason: text({ max: 500 }) })
const Page = z.object({ before: z.iso.datetime().transform((at) => new Date(at)).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })

const cs = {
  'not-found': 'Nic takového tu není, nebo k tomu nemáte přístup.',
  'not-allowed': 'Označuje, kdo spis vyřizuje, a podatelna; kdo nahlížel, vidí auditor a vedoucí útvaru, který spis drží.',
  'reason-missing': 'Uveďte důvod.',
  'not-marked': 'Dokument sám označen není: citlivý je celý spis nebo věcná skupina.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<MarkRefusal | KeyRefusal, string>
const en: typeof cs = {
  'not-found': 'There is no such thing, or you have no access to it.',
  'not-allowed': 'Marks are set by who handles the file and by the registry; who has looked is seen by auditors and the head of the unit that holds the file.',
  'reason-missing': 'Say why.',
  'not-marked': 'The document itself is not marked: its whole file or class is sensitive.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}
const texts: Texts<typeof cs> = { cs, en }
const refusals: Refusals<keyof typeof cs> = { status: { 'not-found': 404, 'not-allowed': 403, 'reason-missing': 422, 'not-marked': 409, 'key-reused': 409 }, texts }

/** Marks of documents whose reading is itself logged, and who has read them. */
export function sensitiveRoutes(app: Server, deps: DeedDeps) {
  app.get('/api/documents/:id/sensitivity', { config: { access: access.seeDocuments }, schema: { params: Params } }, async (request, reply) =>
    respond(reply, await viewSensitivity(deps, actorOf(request), request.params.id), refusals))

  app.put('/api/documents/:id/sensitivity', { config: { access: access.markSensitive }, schema: { params: Params, body: Marking } }, async (request, reply) =>
    respond(reply, await markDocument(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))

  app.get('/api/documents/:id/readings', { config: { access: access.seeReadings }, schema: { params: Params, querystring: Page } }, async (request, reply) => {
    const { before, limit } = request.query
    const found = await listReadings(deps, actorOf(request), request.params.id, { before: before ?? null, limit: limit + 1 })
    return respond(reply, found, refusals, (items) => ({ items: items.slice(0, limit), next: items.length > limit ? items[limit - 1]?.at ?? null : null }))
  })

  app.put('/api/classes/:id/sensitivity', { config: { access: access.configure }, schema: { params: z.object({ id: id<'Class'>() }), body: Marking } }, async (request, reply) =>
    respond(reply, await markClass(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))
}
