import { z } from 'zod'
import { parseDay } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Server } from '../../platform/http/index.ts'
import type { DeedDeps } from '../audit/index.ts'
import { access } from './access.ts'
import { rules, changePolicies } from './model-route.ts'
import { presentPreview, presentTemplate } from './present-route.ts'
import { refusals } from './routes-refusals.ts'
import { beginRoute } from './service-begin.ts'
import { resumeLimit, suspendLimit } from './service-limit.ts'
import { beginTemplate, previewTemplate } from './service-preview.ts'
import { cancelRoute, insertStep, reopenStep, resumeRoute, skipStep } from './service-steps.ts'
import { dropTemplate, keepTemplate, listTemplates } from './service-template.ts'
import { changeItemDue, completeItem, delegateItem, urgeItem } from './service-verbs.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const day = z.string().transform((value, context) => parseDay(value) ?? (context.addIssue('not a day'), z.NEVER))
const person = z.object({ kind: z.literal('person'), id: id<'Person'>() })
const unit = z.object({ kind: z.literal('unit'), id: id<'Unit'>() })
/** Signing and sealing are asked for only by the room that can have them done. */
const kind = z.enum(['handle', 'comment', 'approve', 'note', 'correct', 'check', 'dispatch'])
/** That a reason is missing is refused in words by the model, not here. */
const reason = text({ max: 2000 })
const stage = {
  kind, rule: z.enum(rules).default('all'), needed: z.number().int().min(1).max(30).nullable().default(null),
  dueDays: z.number().int().min(1).max(250).nullable().default(null), onReturn: z.enum(['sender', 'previous']).default('sender'),
  lockedByLaw: z.boolean().default(false), instruction: text({ max: 2000 }).nullable().default(null),
}
const Step = z.object({
  ...stage, to: z.array(z.discriminatedUnion('kind', [person, unit])).max(30), dueOn: day.nullable().default(null),
  shows: z.array(id<'Document'>()).max(100).default([]),
})
const post = z.object({ kind: z.literal('post'), unitId: id<'Unit'>(), post: text({ min: 1, max: 200 }) })
const TemplateStage = z.object({ ...stage, to: z.array(z.discriminatedUnion('kind', [person, unit, post, z.object({ kind: z.literal('my-head') })])).max(30) })
const onChange = z.enum(changePolicies).default('affected')
const Template = z.object({ unitId: id<'Unit'>().nullable(), name: text({ min: 1, max: 200 }), onChange, stages: z.array(TemplateStage).max(30) })

const Begin = z.union([
  z.object({ templateId: id<'RouteTemplate'>() }),
  z.object({ name: text({ min: 1, max: 200 }).nullable().default(null), onChange, steps: z.array(Step).max(30) }),
])
const Insert = z.object({ after: id<'Stage'>().optional(), into: id<'Stage'>().optional(), step: Step, reason })
const Reason = z.object({ reason })
const DocumentParams = z.object({ id: id<'Document'>() })
const RouteParams = z.object({ id: id<'Route'>() })
const PlaceParams = z.object({ id: id<'Place'>() })
const ItemParams = z.object({ id: id<'WorkItem'>() })
const TemplateParams = z.object({ id: id<'RouteTemplate'>() })

const keyOf = (request: Parameters<typeof commandKey>[0]) => ({ key: commandKey(request) })

/** Courses of several stages, and every way of departing from them. */
export function routeRoutes(app: Server, deps: DeedDeps) {
  const ask = { access: access.ask }

  app.post('/api/documents/:id/routes', { config: ask, schema: { params: DocumentParams, body: Begin } }, async (request, reply) => {
    const { body, params } = request
    const begun = 'templateId' in body ? await beginTemplate(deps, actorOf(request), params.id, body.templateId, keyOf(request))
      : await beginRoute(deps, actorOf(request), params.id, body, keyOf(request))
    return respond(reply, begun, refusals)
  })

  const preview = { config: ask, schema: { params: DocumentParams, querystring: z.object({ templateId: id<'RouteTemplate'>() }) } }
  app.get('/api/documents/:id/route-preview', preview, async (request, reply) =>
    respond(reply, await previewTemplate(deps, actorOf(request), request.params.id, request.query.templateId), refusals, presentPreview))

  const onRoute = { config: ask, schema: { params: RouteParams } }
  app.post('/api/routes/:id/cancel', { ...onRoute, schema: { params: RouteParams, body: Reason } }, async (request, reply) =>
    respond(reply, await cancelRoute(deps, actorOf(request), request.params.id, request.body.reason, keyOf(request)), refusals))

  app.post('/api/routes/:id/resume', onRoute, async (request, reply) =>
    respond(reply, await resumeRoute(deps, actorOf(request), request.params.id, keyOf(request)), refusals))

  app.post('/api/routes/:id/steps', { config: ask, schema: { params: RouteParams, body: Insert } }, async (request, reply) =>
    respond(reply, await insertStep(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/places/:id/skip', { config: ask, schema: { params: PlaceParams, body: Reason } }, async (request, reply) =>
    respond(reply, await skipStep(deps, actorOf(request), request.params.id, request.body.reason, keyOf(request)), refusals))

  app.post('/api/places/:id/reopen', { config: ask, schema: { params: PlaceParams, body: Reason } }, async (request, reply) =>
    respond(reply, await reopenStep(deps, actorOf(request), request.params.id, request.body.reason, keyOf(request)), refusals))

  itemRoutes(app, deps)
  templateRoutes(app, deps)
  limitRoutes(app, deps)
}

function itemRoutes(app: Server, deps: DeedDeps) {
  const config = { access: access.answer }
  const Complete = z.object({ answer: text({ max: 10_000 }).nullable().default(null) })
  app.post('/api/items/:id/complete', { config, schema: { params: ItemParams, body: Complete } }, async (request, reply) =>
    respond(reply, await completeItem(deps, actorOf(request), request.params.id, request.body.answer, keyOf(request)), refusals))

  const Delegate = z.object({ to: person, note: text({ max: 2000 }).nullable().default(null) })
  app.post('/api/items/:id/delegate', { config, schema: { params: ItemParams, body: Delegate } }, async (request, reply) => {
    const { to: { id: to }, note } = request.body
    return respond(reply, await delegateItem(deps, actorOf(request), request.params.id, { to, note }, keyOf(request)), refusals)
  })

  app.post('/api/items/:id/due', { config, schema: { params: ItemParams, body: z.object({ dueOn: day.nullable(), reason }) } }, async (request, reply) =>
    respond(reply, await changeItemDue(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/items/:id/urge', { config, schema: { params: ItemParams } }, async (request, reply) =>
    respond(reply, await urgeItem(deps, actorOf(request), request.params.id, keyOf(request)), refusals))
}

function templateRoutes(app: Server, deps: DeedDeps) {
  const config = { access: access.keepTemplates }
  app.get('/api/route-templates', { config: { access: access.seeCirculation } }, async (request) =>
    ({ templates: (await listTemplates(deps, actorOf(request))).map((template) => presentTemplate(template, actorOf(request))) }))

  app.post('/api/route-templates', { config, schema: { body: Template } }, async (request, reply) =>
    respond(reply, await keepTemplate(deps, actorOf(request), request.body, keyOf(request)), refusals))

  app.put('/api/route-templates/:id', { config, schema: { params: TemplateParams, body: Template } }, async (request, reply) =>
    respond(reply, await keepTemplate(deps, actorOf(request), { ...request.body, id: request.params.id }, keyOf(request)), refusals))

  app.delete('/api/route-templates/:id', { config, schema: { params: TemplateParams } }, async (request, reply) =>
    respond(reply, await dropTemplate(deps, actorOf(request), request.params.id, keyOf(request)), refusals))
}

function limitRoutes(app: Server, deps: DeedDeps) {
  const config = { access: access.ask }
  app.post('/api/documents/:id/limit/suspend', { config, schema: { params: DocumentParams, body: z.object({ ground: text({ max: 200 }), reason }) } }, async (request, reply) =>
    respond(reply, await suspendLimit(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/documents/:id/limit/resume', { config, schema: { params: DocumentParams } }, async (request, reply) =>
    respond(reply, await resumeLimit(deps, actorOf(request), request.params.id, keyOf(request)), refusals))
}
