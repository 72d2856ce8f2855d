import { z } from 'zod'
import { roles } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { pathOf } from './model-substitution.ts'
import { policyRoutes } from './routes-policy.ts'
import { invitePerson } from './service-account.ts'
import type { AdministrationDeps } from './service-administration.ts'
import { importPeople, previewImport } from './service-import.ts'
import { addPerson, changePerson, deactivatePerson, movePerson, reactivatePerson } from './service-person.ts'
import { addUnit, changeUnit, endUnitDeed, listUnits } from './service-unit.ts'
import { findPerson, readUnits } from './store.ts'
import { readEverybody } from './store-administration.ts'
import { administrationTexts, type AdministrationRefusal } from './texts-administration.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const UnitParams = z.object({ id: id<'Unit'>() })
const PersonParams = z.object({ id: id<'Person'>() })
const name = text({ min: 2, max: 200 })
const ChangedUnit = z.object({ name, parentId: id<'Unit'>().nullable().default(null) })
const NewUnit = ChangedUnit.extend({ code: text({ min: 2, max: 10 }).pipe(z.string().regex(/^[A-Z0-9]{2,10}$/)) })
const ChangedPerson = z.object({
  name, familyName: text({ max: 200 }).nullable().default(null).transform((value) => value || null), email: text({ min: 3, max: 254 }).pipe(z.email()),
  post: text({ min: 1, max: 200 }), roles: z.array(z.enum(roles)).min(1).max(roles.length).transform((chosen) => [...new Set(chosen)]),
})
const NewPerson = ChangedPerson.extend({ unitId: id<'Unit'>() })
const successor = z.discriminatedUnion('kind', [z.object({ kind: z.literal('person'), id: id<'Person'>() }), z.object({ kind: z.literal('unit'), id: id<'Unit'>() })])
const Move = z.object({ unitId: id<'Unit'>(), leaves: successor.nullable().default(null) })
const Leave = z.object({ successor: successor.nullable().default(null) })
/** `dropsKeys`: for somebody who lost their passkeys too. */
const Invite = z.object({ dropsKeys: z.boolean().default(false) })
const Table = z.object({ table: z.string().max(900_000) })

const refusals: Refusals<AdministrationRefusal> = {
  status: {
    'not-allowed': 403, 'not-found': 404, 'key-reused': 409, 'code-taken': 409, 'unit-unknown': 422, 'below-itself': 422, 'has-people': 409, 'has-units': 409, 'has-work': 409,
    'email-taken': 409, 'last-admin': 409, 'work-left': 409, 'successor-unknown': 422, 'successor-must-be-person': 422,
    'table-empty': 422, 'table-too-many-rows': 422, 'table-heading-unknown': 422, 'table-quote-open': 422, 'rows-wrong': 422,
  },
  texts: administrationTexts,
}

/** Units and people of the office, for those who administer it; heads see their own. */
export function administrationRoutes(app: Server, deps: AdministrationDeps) {
  const admin = { access: access.administer }
  const sensitive = { ...admin, fresh: true }
  const keyOf = (request: Parameters<typeof commandKey>[0]) => ({ key: commandKey(request) })

  app.get('/api/admin/units', { config: { access: access.seeAdministration } }, async (request) => ({ items: await listUnits(deps, actorOf(request)) }))

  app.get('/api/admin/units/:id', { config: admin, schema: { params: UnitParams } }, async (request, reply) => {
    const unit = (await listUnits(deps, actorOf(request), request.params.id)).find((one) => one.id === request.params.id)
    return unit ? reply.send(unit) : respond(reply, { ok: false, refusal: 'not-found' }, refusals)
  })

  app.post('/api/admin/units', { config: sensitive, schema: { body: NewUnit } }, async (request, reply) =>
    respond(reply, await addUnit(deps, actorOf(request), request.body, keyOf(request)), refusals))

  app.put('/api/admin/units/:id', { config: sensitive, schema: { params: UnitParams, body: ChangedUnit } }, async (request, reply) =>
    respond(reply, await changeUnit(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/admin/units/:id/end', { config: sensitive, schema: { params: UnitParams } }, async (request, reply) =>
    respond(reply, await endUnitDeed(deps, actorOf(request), request.params.id, keyOf(request)), refusals))

  app.get('/api/admin/people', { config: { access: access.seeAdministration } }, async (request) => {
    const actor = actorOf(request)
    const [people, units] = await Promise.all([readEverybody(deps.db, actor.tenantId), readUnits(deps.db, actor.tenantId)])
    const all = actor.roles.includes('admin')
    const mine = people.filter((person) => all || (person.active && actor.unitId !== null && pathOf(units, person.unitId).includes(actor.unitId)))
    return { items: mine.map((person) => present(person)), mayAdminister: all }
  })

  app.get('/api/admin/people/:id/work', { config: admin, schema: { params: PersonParams } }, async (request, reply) => {
    const { tenantId } = actorOf(request)
    const person = await findPerson(deps.db, tenantId, request.params.id)
    return person ? reply.send(await deps.work.ofPerson(deps.db, tenantId, person.id)) : respond(reply, { ok: false, refusal: 'not-found' }, refusals)
  })

  app.post('/api/admin/people', { config: sensitive, schema: { body: NewPerson } }, async (request, reply) =>
    respond(reply, await addPerson(deps, actorOf(request), request.body, keyOf(request)), refusals))

  app.put('/api/admin/people/:id', { config: sensitive, schema: { params: PersonParams, body: ChangedPerson } }, async (request, reply) =>
    respond(reply, await changePerson(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/admin/people/:id/move', { config: sensitive, schema: { params: PersonParams, body: Move } }, async (request, reply) =>
    respond(reply, await movePerson(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/admin/people/:id/deactivate', { config: sensitive, schema: { params: PersonParams, body: Leave } }, async (request, reply) =>
    respond(reply, await deactivatePerson(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/admin/people/:id/reactivate', { config: sensitive, schema: { params: PersonParams, body: z.object({ unitId: id<'Unit'>() }) } }, async (request, reply) =>
    respond(reply, await reactivatePerson(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/admin/people/:id/invite', { config: sensitive, schema: { params: PersonParams, body: Invite } }, async (request, reply) =>
    respond(reply, await invitePerson(deps, actorOf(request), request.params.id, request.body, keyOf(request)), refusals))

  app.post('/api/admin/people/import/preview', { config: admin, schema: { body: Table } }, async (request, reply) =>
    respond(reply, await previewImport(deps, actorOf(request), request.body.table), refusals, (rows) => ({ rows })))

  app.post('/api/admin/people/import', { config: sensitive, schema: { body: Table } }, async (request, reply) =>
    respond(reply, await importPeople(deps, actorOf(request), request.body.table, keyOf(request)), refusals))

  policyRoutes(app, deps, refusals)
}

/** What of a person an administrator sees. */
function present({ id: personId, name: fullName, familyName, email, post, unitId, roles: held, active, hasPassword }: Awaited<ReturnType<typeof readEverybody>>[number]) {
  return { id: personId, name: fullName, familyName, email, post, unitId, roles: held, active, hasPassword }
}
