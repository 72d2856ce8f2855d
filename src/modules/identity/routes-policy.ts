import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import type { AdministrationDeps } from './service-administration.ts'
import { changePolicy, endSessionsOf, showPolicy, signInState } from './service-policy.ts'
import type { AdministrationRefusal } from './texts-administration.ts'

const PersonParams = z.object({ id: z.uuid().transform((value) => value as Id<'Person'>) })
const Policy = z.object({ secondFactor: z.enum(['none', 'leaders', 'everybody']), boundKeys: z.boolean() })

/** What is asked of those who sign in, and where somebody is signed in: for administrators. */
export function policyRoutes(app: Server, deps: AdministrationDeps, refusals: Refusals<AdministrationRefusal>) {
  const admin = { access: access.setSignInPolicy }
  const sensitive = { ...admin, fresh: true }

  app.get('/api/admin/sign-in-policy', { config: admin }, async (request) => showPolicy(deps, actorOf(request)))

  app.put('/api/admin/sign-in-policy', { config: sensitive, schema: { body: Policy } }, async (request, reply) =>
    respond(reply, await changePolicy(deps, actorOf(request), request.body, { key: commandKey(request) }), refusals))

  app.get('/api/admin/people/:id/sign-in', { config: admin, schema: { params: PersonParams } }, async (request, reply) => {
    const state = await signInState(deps, actorOf(request), request.params.id)
    return state ? reply.send(state) : respond(reply, { ok: false, refusal: 'not-found' }, refusals)
  })

  app.delete('/api/admin/people/:id/sessions', { config: sensitive, schema: { params: PersonParams } }, async (request, reply) =>
    respond(reply, await endSessionsOf(deps, actorOf(request), request.params.id, { key: commandKey(request) }), refusals))
}
