import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { actorOf, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { keepMark, markedVisitor, owesFactor, setSession, tokenOf, type IdentityHttp } from './routes-session.ts'
import { askToRegister, listPasskeys, registerKey, removeKey } from './service-passkey.ts'
import { askToProve, prove } from './service-proof.ts'
import { askToSignIn, logInByKey } from './service-sign-in.ts'
import { passkeyTexts, type PasskeyRefusal } from './texts-passkey.ts'

const refusals: Refusals<PasskeyRefusal> = {
  status: {
    'key-refused': 422, 'key-known': 409, 'too-many-keys': 409, 'last-key': 409, 'last-bound-key': 409, 'not-found': 404, 'wrong-password': 422, 'password-not-enough': 422,
    'too-many-tries': 429, 'session-ended': 401, 'no-office': 404, 'key-reused': 409,
  },
  texts: passkeyTexts,
}

/** What browsers send (WebAuthn § 5.1, as JSON): its bytes are for the library to judge, here is only its form and size. */
const bytes = z.string().max(8_000).regex(/^[A-Za-z0-9_-]*$/)
const credential = { id: bytes.min(16).max(1_400), rawId: bytes.min(16).max(1_400), type: z.literal('public-key'), clientExtensionResults: z.object({}).default({}) }
const Answer = z.object({
  ...credential,
  response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes, userHandle: bytes.nullish() })
    .transform(({ userHandle, ...same }) => (userHandle ? { ...same, userHandle } : same)),
})
const transport = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])
const Made = z.object({ ...credential, response: z.object({ clientDataJSON: bytes, attestationObject: bytes, transports: z.array(transport).max(10).catch([]).default([]) }) })

const NewKey = z.object({ name: text({ min: 1, max: 100 }), response: Made })
const Proof = z.union([z.object({ password: z.string().min(1).max(500) }), z.object({ response: Answer })])
const ProofAsked = z.object({ bound: z.boolean().default(false) })
const Params = z.object({ id: z.uuid().transform((value) => value as Id<'Passkey'>) })

/** Questions from one address in ten minutes; each is a row until it is answered or five minutes old. A whole office may share an address. */
const questions = { max: 1_000, timeWindow: 600_000 }

/** Signing in by a passkey, one's own passkeys, and proving before a sensitive act that it is still oneself. */
export function passkeyRoutes(app: Server, deps: IdentityHttp) {
  const asked = app.createRateLimit(questions)
  const own = { access: access.ownKeys, beforeSecondFactor: true } as const
  const sensitive = { ...own, fresh: 'best' } as const

  app.post('/api/session/passkey/question', { config: { access: access.logIn } }, async (request, reply) => {
    const before = await asked(request)
    if (!before.isAllowed && before.isExceeded) return respond(reply, refuse('too-many-tries'), refusals)
    const visitor = markedVisitor(request, deps)
    keepMark(reply, visitor, deps)
    return respond(reply, await askToSignIn(deps, visitor), refusals)
  })

  for (const [path, purpose] of [['/api/session/passkey', 'sign-in'], ['/api/session/second', 'second-factor']] as const) {
    app.post(path, { config: { access: access.logIn }, schema: { body: z.object({ response: Answer }) } }, async (request, reply) => {
      const visitor = markedVisitor(request, deps)
      const done = await logInByKey(deps, visitor, request.body.response, purpose)
      if (done.ok) renewed(reply, done.value.token, visitor)
      return respond(reply, done, refusals, ({ person }) => ({ person: { id: person.id, name: person.name } }))
    })
  }

  app.get('/api/me/passkeys', { config: own }, async (request) => {
    const { tenantId, personId } = actorOf(request)
    return { items: personId === null ? [] : await listPasskeys(deps, tenantId, personId) }
  })

  app.post('/api/me/passkeys/question', { config: sensitive }, async (request, reply) => {
    const visitor = markedVisitor(request, deps)
    keepMark(reply, visitor, deps)
    return respond(reply, await askToRegister(deps, actorOf(request), visitor, tokenOf(request, deps)), refusals)
  })

  app.post('/api/me/passkeys', { config: sensitive, schema: { body: NewKey } }, async (request, reply) => {
    const visitor = markedVisitor(request, deps)
    const { name, response } = request.body
    const done = await registerKey(deps, actorOf(request), visitor, tokenOf(request, deps), { name, response: response })
    if (done.ok) renewed(reply, done.value.token, visitor)
    return respond(reply, done, refusals, ({ id, bound }) => ({ id, bound }))
  })

  app.delete('/api/me/passkeys/:id', { config: { ...sensitive, beforeSecondFactor: false }, schema: { params: Params } }, async (request, reply) =>
    respond(reply, await removeKey(deps, actorOf(request), request.params.id, tokenOf(request, deps)), refusals))

  app.post('/api/me/proof/question', { config: own, schema: { body: ProofAsked } }, async (request, reply) => {
    const visitor = markedVisitor(request, deps)
    keepMark(reply, visitor, deps)
    const current = { token: tokenOf(request, deps), owesFactor: owesFactor(request) }
    return respond(reply, accept(await askToProve(deps, actorOf(request), visitor, current, request.body)), refusals)
  })

  app.post('/api/me/proof', { config: own, schema: { body: Proof } }, async (request, reply) => {
    const visitor = markedVisitor(request, deps)
    const done = await prove(deps, actorOf(request), visitor, { token: tokenOf(request, deps), owesFactor: owesFactor(request) }, request.body)
    if (done.ok) renewed(reply, done.value.token, visitor)
    return respond(reply, done, refusals, () => ({}))
  })

  function renewed(reply: FastifyReply, token: string, visitor: { readonly browser: string }) {
    setSession(reply, token, deps)
    keepMark(reply, visitor, deps)
  }
}
