import { z } from 'zod'
import { parseDay } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { changePolicies, documentKinds, mustOpens, needs } from './model-rule.ts'
import { presentAuthority, presentRule } from './present.ts'
import { refusals } from './routes-refusals.ts'
import { endLine, listAuthorities, writeAuthority } from './service-authority.ts'
import { giveTestKey, registerForeignKey } from './service-credential.ts'
import { dropRule, keepRule, listRules } from './service-rule.ts'
import type { SigningDeps } from './service.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const day = z.string().transform((value, context) => parseDay(value) ?? (context.addIssue('not a day'), z.NEVER))
const documentKind = z.enum(documentKinds).nullable().default(null)
const classId = id<'Class'>().nullable().default(null)

const Line = z.object({
  holder: z.discriminatedUnion('kind', [z.object({ kind: z.literal('person'), id: id<'Person'>() }), z.object({ kind: z.literal('head'), id: id<'Unit'>() })]),
  classId, documentKind, upTo: z.number().int().min(1).max(1e12).nullable().default(null), startsOn: day, endsOn: day.nullable().default(null), basis: text({ min: 1, max: 500 }),
})
const Rule = z.object({
  classId, documentKind, need: z.enum(needs), mustOpen: z.enum(mustOpens).default('exceptions'), samplePercent: z.number().int().min(1).max(99).nullable().default(null),
  onChange: z.enum(changePolicies).default('affected'), visible: z.boolean().default(false),
})

const ForeignKey = z.object({
  personId: id<'Person'>().nullable(), provider: z.enum(['csc', 'pkcs11', 'agent']), label: text({ min: 1, max: 200 }),
  place: z.record(z.string().max(50), z.string().max(500)).default({}), certificates: z.array(z.base64().min(1).max(20_000)).min(1).max(10),
})

const keyOf = (request: Parameters<typeof commandKey>[0]) => ({ key: commandKey(request) })

/** Who may sign what (podpisový řád), and what needs a signature at all. */
export function ruleRoutes(app: Server, deps: SigningDeps) {
  const [see, keep] = [{ access: access.seeRules }, { access: access.keepRules }]
  app.get('/api/signing/authorities', { config: see }, async (request) => ({ authorities: (await listAuthorities(deps, actorOf(request))).map(presentAuthority) }))
  app.post('/api/signing/authorities', { config: keep, schema: { body: Line } }, async (request, reply) =>
    respond(reply, await writeAuthority(deps, actorOf(request), request.body, keyOf(request)), refusals))
  app.post('/api/signing/authorities/:id/end', { config: keep, schema: { params: z.object({ id: id<'Authority'>() }) } }, async (request, reply) =>
    respond(reply, await endLine(deps, actorOf(request), request.params.id, keyOf(request)), refusals))
  app.post('/api/signing/keys', { config: { access: access.keepKeys, fresh: true }, schema: { body: ForeignKey } }, async (request, reply) =>
    respond(reply, await registerForeignKey(deps, actorOf(request), request.body, keyOf(request)), refusals))
  app.post('/api/signing/test-keys', { config: { access: access.keepKeys, fresh: true }, schema: { body: z.object({ personId: id<'Person'>().nullable() }) } }, async (request, reply) =>
    respond(reply, await giveTestKey(deps, actorOf(request), request.body.personId, keyOf(request)), refusals))
  app.get('/api/signing/rules', { config: see }, async (request) => ({ rules: (await listRules(deps, actorOf(request))).map(presentRule) }))
  app.post('/api/signing/rules', { config: keep, schema: { body: Rule } }, async (request, reply) =>
    respond(reply, await keepRule(deps, actorOf(request), request.body, keyOf(request)), refusals))
  app.delete('/api/signing/rules/:id', { config: keep, schema: { params: z.object({ id: id<'SigningRule'>() }) } }, async (request, reply) =>
    respond(reply, await dropRule(deps, actorOf(request), request.params.id, keyOf(request)), refusals))
}
