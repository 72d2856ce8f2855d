import type {} from '@fastify/rate-limit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
import { refuse } from '../../kernel/result.ts'
import { actorOf, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { DeedDeps } from '../audit/index.ts'
import { access } from './access.ts'
import { accountRoutes } from './routes-account.ts'
import { substitutionRoutes } from './routes-substitution.ts'
import { chooseLanguage, findActor, logIn, logOut, type LoginRefusal } from './service.ts'
import { findPerson, getTenant, readPeople, readUnits } from './store.ts'
import { texts } from './texts.ts'

export interface IdentityHttp extends DeedDeps {
  /** Whether people reach the office by https: then the cookie is bound to this host and never sent in the clear. */
  readonly secureCookies: boolean
}

const refusals: Refusals<LoginRefusal> = { status: { 'wrong-login': 401, 'too-many-tries': 429, 'no-office': 404 }, texts }
/** A password is taken as it was typed: it is only hashed. */
const Login = z.object({ email: text({ min: 3, max: 254 }), password: z.string().min(1).max(500) })

/** Finds out whose session a request belongs to; the server asks it before every route. */
export function sessionActor(deps: IdentityHttp) {
  return async (request: FastifyRequest): Promise<Actor | null> => {
    const token = readToken(request, deps)
    return token === undefined ? null : (await findActor(deps, token, request.ip))?.actor ?? null
  }
}

/** From one address in ten minutes: sign-ins that fail, whoever they were to sign in. Many people may share an address. */
const wrongLogins = { max: 60, timeWindow: 600_000 }

/** `@fastify/rate-limit` (not global) must have been registered before. */
export function identityRoutes(app: Server, deps: IdentityHttp) {
  const failures = app.createRateLimit(wrongLogins)

  app.post('/api/session', { config: { access: access.logIn }, schema: { body: Login } }, async (request, reply) => {
    // Before the password is hashed: that is the dear part.
    const before = await failures(request, { increment: false })
    if (!before.isAllowed && before.remaining === 0) return respond(reply, refuse('too-many-tries'), refusals)
    const { ip: origin, hostname: host } = request
    const result = await logIn(deps, { ...request.body, origin, host, userAgent: request.headers['user-agent'] ?? '' })
    if (!result.ok) await failures(request)
    if (result.ok) setCookie(reply, cookieName(deps), result.value.token, deps.secureCookies)
    return respond(reply, result, refusals, ({ person }) => ({ person: { id: person.id, name: person.name } }))
  })

  app.delete('/api/session', { config: { access: access.logOut } }, async (request, reply) => {
    await logOut(deps, actorOf(request), readToken(request, deps) ?? '')
    reply.header('set-cookie', `${cookieName(deps)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${deps.secureCookies ? '; Secure' : ''}`)
    return reply.code(204).send()
  })

  app.get('/api/me', { config: { access: access.seeSelf } }, async (request) => {
    const actor = actorOf(request)
    const [tenant, person, units] = await Promise.all([
      getTenant(deps.db, actor.tenantId), actor.personId ? findPerson(deps.db, actor.tenantId, actor.personId) : undefined, readUnits(deps.db, actor.tenantId)])
    const unitName = units.find((unit) => unit.id === actor.unitId)?.name ?? ''
    return {
      person: { id: actor.personId, name: actor.name, email: person?.email ?? '', post: person?.post ?? '', unitId: actor.unitId, unitName, roles: actor.roles },
      tenant: { name: tenant.name, abbreviation: tenant.abbreviation },
      language: person?.language ?? 'cs',
      standsFor: actor.standsFor.map(({ personId, name }) => ({ id: personId, name })),
    }
  })

  app.put('/api/me/language', { config: { access: access.seeSelf }, schema: { body: z.object({ language: z.enum(['cs', 'en']) }) } }, async (request, reply) => {
    await chooseLanguage(deps, actorOf(request), request.body.language)
    return reply.code(204).send()
  })

  substitutionRoutes(app, deps)
  accountRoutes(app, deps, (request) => readToken(request, deps) ?? '')

  app.get('/api/directory', { config: { access: access.seeDirectory } }, async (request) => {
    const { tenantId } = actorOf(request)
    const [units, people] = await Promise.all([readUnits(deps.db, tenantId), readPeople(deps.db, tenantId)])
    return {
      units: units.map(({ id, parentId, code, name }) => ({ id, parentId, code, name })),
      people: people.map(({ id, name, post, unitId, roles }) => ({ id, name, post, unitId, roles })),
    }
  })
}

/** `__Host-` makes browsers refuse the cookie from anywhere but this very host over https (RFC 6265bis § 4.1.3.2). */
const cookieName = ({ secureCookies }: IdentityHttp) => (secureCookies ? '__Host-obeh' : 'obeh')

function readToken(request: FastifyRequest, deps: IdentityHttp): string | undefined {
  const wanted = `${cookieName(deps)}=`
  return request.headers.cookie?.split(';').map((part) => part.trim()).find((part) => part.startsWith(wanted))?.slice(wanted.length)
}

function setCookie(reply: FastifyReply, name: string, token: string, secure: boolean) {
  reply.header('set-cookie', `${name}=${token}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`)
}
