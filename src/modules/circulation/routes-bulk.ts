import { z } from 'zod'
import type { FastifyRequest } from 'fastify'
import { parseDay } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, sendProblem, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { DeedDeps } from '../audit/index.ts'
import { access } from './access.ts'
import { bulkSettlementWays, listChange } from './model-bulk.ts'
import { presentBulk, presentBulkItem, presentBulkRow, presentPreview } from './present-bulk.ts'
import { InboxFilter } from './routes-inbox.ts'
import { cancelBulk, namesOf, previewBulk, startBulk, undoBulk } from './service-bulk.ts'
import { readBulk, readBulkOutcomes, readBulks } from './service-bulk-read.ts'
import { matchingItems } from './service-inbox.ts'
import { changeTexts, texts, type BulkRefusal } from './texts-bulk.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const addressee = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: id<'Person'>() }), z.object({ kind: z.literal('unit'), id: id<'Unit'>() })])
const day = z.string().transform((value, context) => parseDay(value) ?? (context.addIssue('not a day'), z.NEVER))
const reason = text({ min: 1, max: 2000 })
const Action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hand-over'), to: addressee, instruction: text({ max: 2000 }).nullable().default(null) }),
  z.object({ kind: z.literal('take-over') }),
  z.object({ kind: z.literal('see') }),
  z.object({ kind: z.literal('withdraw'), reason }),
  z.object({ kind: z.literal('due'), dueOn: day, reason }),
  z.object({ kind: z.literal('urge') }),
  z.object({ kind: z.literal('settle'), way: z.enum(bulkSettlementWays), note: reason }),
])
const itemIds = z.array(id<'WorkItem'>()).max(10_000)
/** Either the items themselves, or everything that the filter of an inbox chooses at the moment. */
const Preview = z.object({ action: Action, itemIds: itemIds.optional(), filter: InboxFilter.optional() })
const Start = z.object({ action: Action, itemIds, filter: InboxFilter.optional(), hash: z.string().regex(/^[0-9a-f]{64}$/) })
const Undo = z.object({ itemIds: itemIds.nullable().default(null) })
const params = z.object({ id: id<'Bulk'>() })
const outcomes = z.enum(['waiting', 'done', 'refused', 'failed', 'cancelled'])
const limit = z.coerce.number().int().min(1).max(200).default(50)
const Items = z.object({ outcome: outcomes.optional(), after: z.coerce.number().int().min(0).optional(), limit })
const List = z.object({ before: id<'Bulk'>().optional(), limit })

const refusals: Refusals<BulkRefusal> = {
  status: {
    'not-found': 404, 'not-allowed': 403, 'nothing-chosen': 422, 'too-many': 422, 'other-list': 409, 'still-running': 409, 'not-undoable': 409,
    'undo-too-late': 409, 'nothing-to-undo': 409, 'already-ended': 409, 'key-reused': 409,
  },
  texts,
}

export function bulkRoutes(app: Server, deps: DeedDeps) {
  const signedIn = { access: access.seeInbox }
  const keyOf = (request: FastifyRequest) => ({ key: commandKey(request) })

  app.post('/api/bulk/preview', { config: signedIn, schema: { body: Preview } }, async (request, reply) => {
    const { action, itemIds = [], filter } = request.body
    const chosen = filter ? await matchingItems(deps, actorOf(request), { ...filter, today: deps.now() }) : itemIds
    const preview = await previewBulk(deps, actorOf(request), action, chosen)
    const names = preview.ok ? await namesOf(deps, actorOf(request), action, preview.value) : new Map<string, string>()
    return respond(reply, preview, refusals, (value) => presentPreview(value, action, names, request.language))
  })

  app.post('/api/bulk', { config: signedIn, schema: { body: Start } }, async (request, reply) => {
    const started = await startBulk(deps, actorOf(request), request.body, keyOf(request))
    const { filter, itemIds } = request.body
    if (started.ok || started.refusal !== 'other-list' || !filter) return respond(reply, started, refusals)
    const { added, removed } = listChange(itemIds, await matchingItems(deps, actorOf(request), { ...filter, today: deps.now() }))
    const detail = changeTexts[request.language](added.length, removed.length)
    return sendProblem(reply, { status: 409, refusal: 'other-list', title: texts[request.language]['other-list'], detail })
  })

  app.get('/api/bulk', { config: signedIn, schema: { querystring: List } }, async (request) => {
    const { bulks, next } = await readBulks(deps, actorOf(request), request.query)
    return { bulks: bulks.map(presentBulkRow), next }
  })

  app.get('/api/bulk/:id', { config: signedIn, schema: { params } }, async (request, reply) =>
    respond(reply, await readBulk(deps, actorOf(request), request.params.id), refusals, (view) => presentBulk(view, request.language)))

  app.get('/api/bulk/:id/items', { config: signedIn, schema: { params, querystring: Items } }, async (request, reply) => {
    const { outcome, after, limit } = request.query
    const found = await readBulkOutcomes(deps, actorOf(request), request.params.id, { outcomes: outcome && [outcome], after, limit })
    return respond(reply, found, refusals, ({ items, next }) => ({ items: items.map((item) => presentBulkItem(item, request.language)), next }))
  })

  app.post('/api/bulk/:id/cancel', { config: signedIn, schema: { params } }, async (request, reply) =>
    respond(reply, await cancelBulk(deps, actorOf(request), request.params.id, keyOf(request)), refusals))

  app.post('/api/bulk/:id/undo', { config: signedIn, schema: { params, body: Undo } }, async (request, reply) =>
    respond(reply, await undoBulk(deps, actorOf(request), request.params.id, request.body.itemIds, keyOf(request)), refusals))
}
