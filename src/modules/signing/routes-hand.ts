import { z } from 'zod'
import type {} from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { Id } from '../../kernel/id.ts'
import { refuse } from '../../kernel/result.ts'
import { actorOf, commandKey, respond, text, type Server } from '../../platform/http/index.ts'
import { proofOf } from '../identity/index.ts'
import { access } from './access.ts'
import { handLimit } from './model-ceremony.ts'
import { presentConfirmed, presentToCard } from './present-hand.ts'
import { refusals } from './routes-refusals.ts'
import { confirm } from './service-confirm.ts'
import { registerOwnCard } from './service-credential.ts'
import { askCode, nextForCard, takeFromCard } from './service-hand.ts'
import type { SigningDeps } from './service.ts'

const params = z.object({ id: z.uuid().transform((value) => value as Id<'Ceremony'>) })
/** What a key is told: a few short words, by what asked for them. */
const Told = z.record(z.string().min(1).max(100), z.string().min(1).max(200)).refine((told) => Object.keys(told).length <= 10, 'at most ten answers')
const Confirm = z.object({ root: z.string().regex(/^[0-9a-f]{64}$/), told: Told.default({}) })
const Code = z.object({ ask: z.string().min(1).max(100) })
const Signatures = z.object({
  signatures: z.array(z.object({ ordinal: z.number().int().min(1).max(10_000), value: z.base64().min(1).max(10_000) })).min(1).max(handLimit),
})
const Card = z.object({ label: text({ min: 1, max: 200 }), certificates: z.array(z.base64().min(1).max(20_000)).min(1).max(10) })

/** In ten minutes, of one person: a PIN is not guessed here, and nobody is sent a hundred codes. */
const timeWindow = 600_000
const keyGenerator = (request: FastifyRequest) => actorOf(request).personId ?? request.ip

const keyOf = (request: Parameters<typeof commandKey>[0]) => ({ key: commandKey(request) })

/** Confirming a list, and what goes between the server and a key in its holder's hands. */
export function handRoutes(app: Server, deps: SigningDeps) {
  const config = { access: access.sign }
  const limited = (name: string, max: number) => {
    const limit = app.createRateLimit({ max, timeWindow, keyGenerator: (request) => `${name} ${keyGenerator(request)}` })
    return async (request: FastifyRequest) => {
      const tried = await limit(request)
      return !tried.isAllowed && tried.isExceeded
    }
  }
  const [confirms, codes, digests, signatures] = [limited('confirm', 200), limited('code', 10), limited('digests', 600), limited('signatures', 3_000)]

  // One confirmation signs the whole list: the session has to be proven anew for it.
  app.post('/api/signing/ceremonies/:id/confirm', { config: { ...config, fresh: true }, schema: { params, body: Confirm } }, async (request, reply) => {
    const proof = proofOf(request)
    if (!proof) return respond(reply, refuse('not-proven' as const), refusals)
    if (await confirms(request)) return respond(reply, refuse('too-many-tries' as const), refusals)
    const { root, told } = request.body
    return respond(reply, await confirm(deps, actorOf(request), request.params.id, { root, proof, told }, keyOf(request)), refusals, (done) => presentConfirmed(done, request.language))
  })
  app.post('/api/signing/ceremonies/:id/code', { config: { ...config, fresh: true }, schema: { params, body: Code } }, async (request, reply) => {
    if (await codes(request)) return respond(reply, refuse('too-many-tries' as const), refusals)
    return respond(reply, await askCode(deps, actorOf(request), request.params.id, request.body.ask), refusals)
  })
  app.post('/api/signing/ceremonies/:id/digests', { config, schema: { params } }, async (request, reply) => {
    if (await digests(request)) return respond(reply, refuse('too-many-tries' as const), refusals)
    return respond(reply, await nextForCard(deps, actorOf(request), request.params.id), refusals, presentToCard)
  })
  app.post('/api/signing/ceremonies/:id/signatures', { config, schema: { params, body: Signatures } }, async (request, reply) => {
    if (await signatures(request)) return respond(reply, refuse('too-many-tries' as const), refusals)
    const given = request.body.signatures.map(({ ordinal, value }) => ({ ordinal, value: Buffer.from(value, 'base64') }))
    return respond(reply, await takeFromCard(deps, actorOf(request), request.params.id, given, keyOf(request)), refusals)
  })
  app.post('/api/signing/own-keys', { config: { ...config, fresh: true }, schema: { body: Card } }, async (request, reply) =>
    respond(reply, await registerOwnCard(deps, actorOf(request), request.body, keyOf(request)), refusals))
}
