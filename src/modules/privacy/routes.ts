import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { actorOf, attachment, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { archiveOf } from './archive.ts'
import { idsOf } from './model.ts'
import { purposes } from './model-purpose.ts'
import { planWithoutWords, sectionWithoutWords } from './model-shown.ts'
import { confirmErasure, listErasures, proposeErasure, viewErasure, withdrawErasure } from './service-erasure.ts'
import { askExport, listExports, takeExport } from './service-export.ts'
import { findSubjects, viewSubject, type PrivacyDeps, type SubjectView } from './service-subject.ts'
import { readExport, type Erasure, type Export } from './store.ts'
import { texts, type PrivacyRefusal } from './texts.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const SubjectOf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('party'), ids: z.array(id<'Party'>()).min(1).max(50) }), z.object({ kind: z.literal('person'), id: id<'Person'>() }),
])
/** Other records that somebody says are of the same person. */
const Also = z.object({ also: z.string().max(2_000).transform((list) => list.split(',')).pipe(z.array(z.uuid()).max(49)).optional() })
const Hash = z.string().regex(/^[0-9a-f]{64}$/)

const refusals: Refusals<PrivacyRefusal> = {
  status: {
    'not-found': 404, 'reason-missing': 422, 'nothing-to-erase': 409, 'changed-meanwhile': 409, 'already-proposed': 409, 'four-eyes': 403, 'already-decided': 409, 'not-ready': 409, 'key-reused': 409,
  },
  texts,
}

/** What the office keeps of a person: to look at, to hand over, to erase. */
export function privacyRoutes(app: Server, deps: PrivacyDeps) {
  app.get('/api/privacy/subjects', { config: { access: access.seeSubjects }, schema: { querystring: z.object({ q: text({ min: 2, max: 100 }) }) } }, async (request) => (
    { items: await findSubjects(deps, actorOf(request), request.query.q) }))

  app.get('/api/privacy/parties/:id', { config: { access: access.seeSubjects }, schema: { params: z.object({ id: id<'Party'>() }), querystring: Also } }, async (request, reply) => {
    const ids = [request.params.id, ...(request.query.also ?? []) as Id<'Party'>[]]
    return respond(reply, await viewSubject(deps, actorOf(request), { kind: 'party', ids: [...new Set(ids)] }), refusals, presenter(actorOf(request)))
  })

  app.get('/api/privacy/people/:id', { config: { access: access.seeSubjects }, schema: { params: z.object({ id: id<'Person'>() }) } }, async (request, reply) =>
    respond(reply, await viewSubject(deps, actorOf(request), { kind: 'person', id: request.params.id }), refusals, presenter(actorOf(request))))

  exportRoutes(app, deps)
  erasureRoutes(app, deps)
}

/** Contents are named and not given; by what a person is known in each thing is for erasing alone. */
const presentSubject = ({ sections, ...view }: SubjectView) => (
  { ...view, sections: sections.map((section) => ({ ...section, ...purposes[section.key], items: section.items.map(({ tells: _, contents, ...item }) => ({ ...item, contents: contents.map(({ name, size }) => ({ name, size })) })) })) })

/** An administrator sees no document, so here not a word of one either. */
const readsWords = ({ roles }: Actor) => roles.includes('dpo')
const presenter = (actor: Actor) => (readsWords(actor) ? presentSubject : (view: SubjectView) => presentSubject({ ...view, sections: view.sections.map(sectionWithoutWords), plan: planWithoutWords(view.plan) }))

function exportRoutes(app: Server, deps: PrivacyDeps) {
  const sensitive = { access: access.exportData, fresh: true }
  app.post('/api/privacy/exports', { config: sensitive, schema: { body: z.object({ subject: SubjectOf, reason: text({ max: 500 }) }) } }, async (request, reply) =>
    respond(reply, await askExport(deps, actorOf(request), request.body, { key: commandKey(request) }), refusals))

  app.get('/api/privacy/exports', { config: { access: access.exportData } }, async (request) => {
    const actor = actorOf(request)
    const [exports, now] = [await listExports(deps, actor), deps.now()]
    const names = await deps.holdings.accounts.names(deps.db, actor.tenantId, exports.map(({ asked_by: by }) => by))
    return { items: exports.map((each) => presentExport(each, names, now)) }
  })

  // Asked before a download begins: whoever has to prove again who they are does so on the page, not in the middle of a file.
  app.get('/api/privacy/exports/:id', { config: sensitive, schema: { params: z.object({ id: id<'Export'>() }) } }, async (request, reply) => {
    const { tenantId } = actorOf(request)
    const found = await readExport(deps.db, tenantId, request.params.id)
    if (!found) return respond(reply, { ok: false, refusal: 'not-found' } as const, refusals)
    return presentExport(found, await deps.holdings.accounts.names(deps.db, tenantId, [found.asked_by]), deps.now())
  })

  app.get('/api/privacy/exports/:id/file', { config: sensitive, schema: { params: z.object({ id: id<'Export'>() }) } }, async (request, reply) => {
    const actor = actorOf(request)
    const copy = await takeExport(deps, actor, request.params.id)
    if (!copy.ok) return respond(reply, copy, refusals)
    return reply.type('application/zip').header('content-disposition', attachment('osobni-udaje.zip')).send(await archiveOf(deps.files, actor.tenantId, copy.value))
  })
}

function erasureRoutes(app: Server, deps: PrivacyDeps) {
  const Params = z.object({ id: id<'Erasure'>() })
  const namesOf = (erasures: readonly Erasure[], tenantId: Id<'Tenant'>) => deps.holdings.accounts.names(deps.db, tenantId, erasures.flatMap((each) => [each.proposed_by, ...each.decided_by ? [each.decided_by] : []]))

  app.post('/api/privacy/erasures', { config: { access: access.proposeErasure }, schema: { body: z.object({ subject: SubjectOf, reason: text({ max: 1000 }), seen: Hash }) } }, async (request, reply) =>
    respond(reply, await proposeErasure(deps, actorOf(request), request.body, { key: commandKey(request) }), refusals))

  app.get('/api/privacy/erasures', { config: { access: access.seeSubjects } }, async (request) => {
    const actor = actorOf(request)
    const erasures = await listErasures(deps, actor)
    const names = await namesOf(erasures, actor.tenantId)
    return { items: erasures.map((each) => presentErasure(each, names, actor.personId)) }
  })

  app.get('/api/privacy/erasures/:id', { config: { access: access.seeSubjects }, schema: { params: Params } }, async (request, reply) => {
    const actor = actorOf(request)
    const found = await viewErasure(deps, actor, request.params.id)
    if (!found.ok) return respond(reply, found, refusals)
    const { erasure, plan } = found.value
    const names = await namesOf([erasure], actor.tenantId)
    return { ...presentErasure(erasure, names, actor.personId), plan: plan && (readsWords(actor) ? plan : planWithoutWords(plan)) }
  })

  app.post('/api/privacy/erasures/:id/confirm', { config: { access: access.decideErasure, fresh: true }, schema: { params: Params, body: z.object({ seen: Hash }) } }, async (request, reply) =>
    respond(reply, await confirmErasure(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))

  app.post('/api/privacy/erasures/:id/withdraw', { config: { access: access.decideErasure }, schema: { params: Params, body: z.object({ reason: text({ max: 1000 }) }) } }, async (request, reply) =>
    respond(reply, await withdrawErasure(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))
}

function presentExport({ id: exportId, subject, reason, asked_by: by, asked_at: askedAt, state, items, expires_at: expiresAt }: Export, names: ReadonlyMap<string, string>, now: Date) {
  const isOver = state === 'ready' && expiresAt !== null && expiresAt <= now
  return { id: exportId, kind: subject.kind, ids: idsOf(subject), reason, askedBy: names.get(by) ?? null, askedAt, state: isOver ? 'expired' as const : state, items, expiresAt }
}

function presentErasure(row: Erasure, names: ReadonlyMap<string, string>, reader: Id<'Person'> | null) {
  return {
    id: row.id, kind: row.subject.kind, ids: idsOf(row.subject), reason: row.reason, state: row.state, proposedBy: names.get(row.proposed_by) ?? null, proposedAt: row.proposed_at,
    decidedBy: row.decided_by && (names.get(row.decided_by) ?? null), decidedAt: row.decided_at, erased: row.erased, kept: row.kept, mayConfirm: row.state === 'proposed' && row.proposed_by !== reader,
  }
}
