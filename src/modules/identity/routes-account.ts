import type {} from '@fastify/rate-limit'
import { z } from 'zod'
import { refuse } from '../../kernel/result.ts'
import { actorOf, respond, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { tokenOf, type IdentityHttp } from './routes-session.ts'
import { acceptInvitation, changePassword, endOwnSessions, listSessions, type AcceptRefusal, type ChangePasswordRefusal } from './service-account.ts'
import { accountTexts } from './texts-account.ts'

type Refusal = AcceptRefusal | ChangePasswordRefusal | 'not-found' | 'too-many-tries'

const refusals: Refusals<Refusal> = {
  status: {
    'link-invalid': 410, 'password-short': 422, 'password-common': 422, 'password-personal': 422, 'wrong-password': 422, 'same-password': 422, 'not-found': 404, 'too-many-tries': 429,
  },
  texts: accountTexts,
}
const password = z.string().min(1).max(500)
const Accept = z.object({ token: z.string().max(200), password })
const Change = z.object({ old: password, next: password })
const Params = z.object({ id: z.string().regex(/^[0-9a-f]{24}$/) })

/** Guesses of links from one address, and of one's own password in one's own session, in ten minutes. */
const tries = { max: 20, timeWindow: 600_000 }

/** One's own sessions and password. */
export function accountRoutes(app: Server, deps: IdentityHttp) {
  const failures = app.createRateLimit(tries)
  const own = { access: access.ownAccount }
  const sensitive = { ...own, fresh: 'any' } as const

  app.get('/api/me/sessions', { config: own }, async (request) => ({ items: await listSessions(deps, actorOf(request), tokenOf(request, deps)) }))

  app.delete('/api/me/sessions/:id', { config: sensitive, schema: { params: Params } }, async (request, reply) =>
    respond(reply, await endOwnSessions(deps, actorOf(request), { id: request.params.id }), refusals))

  app.delete('/api/me/sessions', { config: sensitive }, async (request, reply) =>
    respond(reply, await endOwnSessions(deps, actorOf(request), { others: tokenOf(request, deps) }), refusals))

  app.put('/api/me/password', { config: sensitive, schema: { body: Change } }, async (request, reply) => {
    const before = await failures(request, { increment: false })
    if (!before.isAllowed && before.remaining === 0) return respond(reply, refuse('too-many-tries'), refusals)
    const changed = await changePassword(deps, actorOf(request), { ...request.body, current: tokenOf(request, deps) })
    if (!changed.ok && changed.refusal === 'wrong-password') await failures(request)
    return respond(reply, changed, refusals)
  })

  app.post('/api/invitations/accept', { config: { access: access.acceptInvitation }, schema: { body: Accept } }, async (request, reply) => {
    const before = await failures(request, { increment: false })
    if (!before.isAllowed && before.remaining === 0) return respond(reply, refuse('too-many-tries'), refusals)
    const done = await acceptInvitation(deps, { ...request.body, origin: request.ip })
    if (!done.ok && done.refusal === 'link-invalid') await failures(request)
    return respond(reply, done, refusals)
  })
}
