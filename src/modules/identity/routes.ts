import type {} from '@fastify/rate-limit'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { actorOf, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { accountRoutes } from './routes-account.ts'
import { passkeyRoutes } from './routes-passkey.ts'
import { endSession, keepMark, markedVisitor, owesFactor, setSession, tokenOf, type IdentityHttp } from './routes-session.ts'
import { substitutionRoutes } from './routes-substitution.ts'
import { chooseLanguage, logOut } from './service.ts'
import { logIn, type LoginRefusal } from './service-sign-in.ts'
import { findPerson, getTenant, readPeople, readUnits } from './store.ts'
import { texts } from './texts.ts'

const refusals: Refusals<LoginRefusal> = { status: { 'wrong-login': 401, 'too-many-tries': 429, 'no-office': 404 }, texts }
/** A password is taken as it was typed: it is only hashed. */
const Login = z.object({ email: text({ min: 3, max: 254 }), password: z.string().min(1).max(500) })

/** `@fastify/rate-limit` (not global) must have been registered before. */
export function identityRoutes(app: Server, deps: IdentityHttp) {
  app.post('/api/session', { config: { access: access.logIn }, schema: { body: Login } }, async (request, reply) => {
    const visitor = markedVisitor(request, deps)
    const result = await logIn(deps, { ...request.body, ...visitor })
    if (result.ok) signedIn(reply, result.value.token, visitor)
    return respond(reply, result, refusals, ({ person, second }) => (second ? { person: null, second } : { person: { id: person.id, name: person.name }, second: null }))
  })

  app.delete('/api/session', { config: { access: access.logOut, beforeSecondFactor: true } }, async (request, reply) => {
    await logOut(deps, actorOf(request), tokenOf(request, deps))
    endSession(reply, deps)
    return reply.code(204).send()
  })

  function signedIn(reply: FastifyReply, token: string | null, visitor: { readonly browser: string }) {
    if (token !== null) setSession(reply, token, deps)
    keepMark(reply, visitor, deps)
  }

  app.get('/api/me', { config: { access: access.seeSelf, beforeSecondFactor: true } }, async (request) => {
    const actor = actorOf(request)
    const [tenant, person, units] = await Promise.all([
      getTenant(deps.db, actor.tenantId), actor.personId ? findPerson(deps.db, actor.tenantId, actor.personId) : undefined, readUnits(deps.db, actor.tenantId)])
    const unitName = units.find((unit) => unit.id === actor.unitId)?.name ?? ''
    return {
      person: { id: actor.personId, name: actor.name, email: person?.email ?? '', post: person?.post ?? '', unitId: actor.unitId, unitName, roles: actor.roles },
      tenant: { name: tenant.name, abbreviation: tenant.abbreviation },
      language: person?.language ?? 'cs',
      standsFor: actor.standsFor.map(({ personId, name }) => ({ id: personId, name })),
      owesFactor: owesFactor(request),
    }
  })

  app.put('/api/me/language', { config: { access: access.seeSelf, beforeSecondFactor: true }, schema: { body: z.object({ language: z.enum(['cs', 'en']) }) } }, async (request, reply) => {
    await chooseLanguage(deps, actorOf(request), request.body.language)
    return reply.code(204).send()
  })

  substitutionRoutes(app, deps)
  accountRoutes(app, deps)
  passkeyRoutes(app, deps)

  app.get('/api/directory', { config: { access: access.seeDirectory } }, async (request) => {
    const { tenantId } = actorOf(request)
    const [units, people] = await Promise.all([readUnits(deps.db, tenantId), readPeople(deps.db, tenantId)])
    return {
      units: units.map(({ id, parentId, code, name }) => ({ id, parentId, code, name })),
      people: people.map(({ id, name, post, unitId, roles }) => ({ id, name, post, unitId, roles })),
    }
  })
}
