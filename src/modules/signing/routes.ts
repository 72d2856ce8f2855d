import { z } from 'zod'
import { parseDay } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Server } from '../../platform/http/index.ts'
import { inboxMark } from '../circulation/index.ts'
import { access } from './access.ts'
import { itemStates } from './model-ceremony.ts'
import { documentKinds } from './model-rule.ts'
import { presentBook, presentCeremony, presentCeremonyRow, presentCredential, presentItem } from './present.ts'
import { refusals } from './routes-refusals.ts'
import { handRoutes } from './routes-hand.ts'
import { ruleRoutes } from './routes-rules.ts'
import { askSignature } from './service-ask.ts'
import { countWaiting, openForSigning, readBook } from './service-book.ts'
import { cancelCeremony } from './service-confirm.ts'
import { endKey, ownCredentials } from './service-credential.ts'
import { readDuty } from './service-duty.ts'
import { madeSignatures } from './service-signatures.ts'
import { freeze } from './service-freeze.ts'
import { readCeremonies, readCeremony, readItems } from './service-read.ts'
import { returnUnsigned } from './service-return.ts'
import { askFinalCopy, askSeal } from './service-seal.ts'
import type { SigningDeps } from './service.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const day = z.string().transform((value, context) => parseDay(value) ?? (context.addIssue('not a day'), z.NEVER))
const limit = z.coerce.number().int().min(1).max(200).default(50)
const kind = z.enum(documentKinds)
/** Whole crowns. */
const amount = z.coerce.number().int().min(1).max(1e12)

const DocumentParams = z.object({ id: id<'Document'>() })
const ItemParams = z.object({ id: id<'WorkItem'>() })
const CeremonyParams = z.object({ id: id<'Ceremony'>() })
const Book = z.object({
  classId: id<'Class'>().optional(), unitId: id<'Unit'>().optional(), dueBefore: day.optional(), text: text({ max: 200 }).optional(), before: inboxMark.optional(), limit,
})
const Ask = z.object({
  to: z.array(id<'Person'>()).min(1).max(20), documentKind: kind.nullable().default(null), amount: amount.nullable().default(null),
  instruction: text({ max: 2000 }).nullable().default(null), dueOn: day.nullable().default(null),
})
const Duty = z.object({ documentKind: kind.optional(), amount: amount.optional() })
const Freeze = z.object({
  itemIds: z.array(id<'WorkItem'>()).max(10_000), credentialId: id<'Credential'>(), reason: text({ max: 200 }).nullable().default(null),
  excluded: z.array(z.object({ itemId: id<'WorkItem'>(), note: text({ min: 1, max: 500 }) })).max(10_000).default([]),
})
const Items = z.object({ state: z.enum(itemStates).optional(), after: z.coerce.number().int().min(0).optional(), limit })
const List = z.object({ before: id<'Ceremony'>().optional(), limit })
const Return = z.object({ reason: text({ max: 2000 }) })

const keyOf = (request: Parameters<typeof commandKey>[0]) => ({ key: commandKey(request) })

/** The signature book and the ceremonies; the rules behind them are in routes-rules. */
export function signingRoutes(app: Server, deps: SigningDeps) {
  const config = { access: access.sign }
  app.get('/api/signing/book', { config, schema: { querystring: Book } }, async (request) => presentBook(await readBook(deps, actorOf(request), request.query), request.language))
  app.get('/api/signing/waiting', { config }, async (request) => ({ waiting: await countWaiting(deps, actorOf(request)) }))
  app.post('/api/signing/items/:id/open', { config, schema: { params: ItemParams } }, async (request, reply) =>
    respond(reply, await openForSigning(deps, actorOf(request), request.params.id, keyOf(request)), refusals))
  app.post('/api/signing/items/:id/return', { config, schema: { params: ItemParams, body: Return } }, async (request, reply) =>
    respond(reply, await returnUnsigned(deps, actorOf(request), request.params.id, request.body.reason, keyOf(request)), refusals))
  app.get('/api/signing/keys', { config }, async (request) =>
    ({ keys: (await ownCredentials(deps, actorOf(request))).map(presentCredential), agentUrl: deps.signer.agentUrl }))
  app.post('/api/signing/keys/:id/end', { config, schema: { params: z.object({ id: id<'Credential'>() }) } }, async (request, reply) =>
    respond(reply, await endKey(deps, actorOf(request), request.params.id, keyOf(request)), refusals))
  documentRoutes(app, deps)
  ceremonyRoutes(app, deps)
  handRoutes(app, deps)
  ruleRoutes(app, deps)
}

function documentRoutes(app: Server, deps: SigningDeps) {
  const config = { access: access.ask }
  app.get('/api/documents/:id/signing', { config, schema: { params: DocumentParams, querystring: Duty } }, async (request, reply) => {
    const { documentKind = null, amount: crowns = null } = request.query
    return respond(reply, await readDuty(deps, actorOf(request), request.params.id, { documentKind, amount: crowns }), refusals, ({ ruling, signers }) => {
      const { need, mustOpen, samplePercent, onChange, visible } = ruling
      return { need, mustOpen, samplePercent, onChange, visible, signers }
    })
  })
  app.post('/api/documents/:id/signing', { config, schema: { params: DocumentParams, body: Ask } }, async (request, reply) =>
    respond(reply, await askSignature(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))
  app.get('/api/documents/:id/signatures', { config: { access: access.see }, schema: { params: DocumentParams } }, async (request, reply) =>
    respond(reply, await madeSignatures(deps, actorOf(request), request.params.id), refusals, (items) => ({ items })))
  app.post('/api/documents/:id/final-copy', { config, schema: { params: DocumentParams } }, async (request, reply) =>
    respond(reply, await askFinalCopy(deps, actorOf(request), request.params.id, keyOf(request)), refusals))
  app.post('/api/documents/:id/seal', { config, schema: { params: DocumentParams } }, async (request, reply) =>
    respond(reply, await askSeal(deps, actorOf(request), request.params.id, keyOf(request)), refusals))
}

function ceremonyRoutes(app: Server, deps: SigningDeps) {
  const config = { access: access.sign }
  const params = CeremonyParams
  app.post('/api/signing/ceremonies', { config, schema: { body: Freeze } }, async (request, reply) =>
    respond(reply, await freeze(deps, actorOf(request), request.body, keyOf(request)), refusals))
  app.get('/api/signing/ceremonies', { config, schema: { querystring: List } }, async (request) => {
    const { ceremonies, next } = await readCeremonies(deps, actorOf(request), request.query)
    return { ceremonies: ceremonies.map(presentCeremonyRow), next }
  })
  app.get('/api/signing/ceremonies/:id', { config, schema: { params } }, async (request, reply) =>
    respond(reply, await readCeremony(deps, actorOf(request), request.params.id), refusals, (view) => presentCeremony(view, request.language)))
  app.get('/api/signing/ceremonies/:id/items', { config, schema: { params, querystring: Items } }, async (request, reply) => {
    const { state, after, limit: most } = request.query
    const found = await readItems(deps, actorOf(request), request.params.id, { states: state && [state], after, limit: most })
    return respond(reply, found, refusals, ({ items, next }) => ({ items: items.map((item) => presentItem(item, request.language)), next }))
  })
  app.post('/api/signing/ceremonies/:id/cancel', { config, schema: { params } }, async (request, reply) =>
    respond(reply, await cancelCeremony(deps, actorOf(request), request.params.id, keyOf(request)), refusals))
}
