import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Actor, Role } from '../../kernel/actor.ts'
import { openScope, type TenantScope } from '../database/index.ts'
import { languageOf, type Language } from '../i18n/language.ts'
import { refuseAddress, refuseBytes } from './early.ts'
import { isCrossSite } from './origin.ts'
import { lingerThenClose } from './linger.ts'
import { outageOf, outageStatus } from './outage.ts'
import { sendProblem } from './problem.ts'
import { downloadPolicy, onlyHttps, safeHeaders } from './safe-headers.ts'
import { statusOfError } from './status.ts'
import { texts } from './texts.ts'

/** Who may call a route: anyone, anyone who has signed in, or only holders of one of these roles. */
export type Access = 'public' | 'signed-in' | readonly Role[]

/**
 * `strong`: a recent proof of the strength that suits the person; `best`: the same as soon as the person can give it, for coming to it;
 * `any`: any recent one.
 */
export type Fresh = 'strong' | 'best' | 'any'

/** What a session lacks, though it is one: a recent proof, a proof by a key bound to its device, or the second factor its person must have. */
export type Lack = 'reauthentication-needed' | 'device-key-needed' | 'second-factor-missing'

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly access?: Access
    /** Before this act people prove again that it is them; `true` is `strong`. */
    readonly fresh?: boolean | Fresh
    /** Open also to whoever has signed in by password alone where a second factor is required: for getting one. */
    readonly beforeSecondFactor?: boolean
  }
  interface FastifyRequest {
    /** Who asks; absent on public routes when nobody has signed in. */
    actor: Actor | null
    language: Language
    /** In whose name the database is asked for this request: the actor's office; on public routes nobody's, until the route enters one. */
    tenancy: TenantScope
  }
  interface FastifyInstance {
    /** Every route there is. */
    readonly declaredRoutes: DeclaredRoute[]
  }
}

/** A route as it was declared: what a test needs to know to knock on every door. */
export interface DeclaredRoute { readonly method: string; readonly url: string; readonly access: Access }

export interface ServerOptions {
  /** Finds out who asks. It never refuses: what the route needs is decided here. */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | null>
  /** Finds out what the session lacks for this route. Where it is not given, sessions are believed but for routes that ask for a fresh proof. */
  readonly lacks?: (request: FastifyRequest, needs: { readonly fresh: Fresh | null; readonly beforeSecondFactor: boolean }) => Promise<Lack | null>
  /** Told of every request that was turned away for want of rights. */
  readonly onDenied?: (request: FastifyRequest, reason: 'not-signed-in' | 'not-allowed' | 'cross-site') => Promise<void>
  readonly log?: { info(data: object, message: string): void; error(data: object, message: string): void }
  /** How many proxies stand in front; what a client itself claims in `X-Forwarded-For` is never believed. */
  readonly trustProxy?: number
  /** Whether people reach the office by https: then browsers are told never to try without. */
  readonly https?: boolean
  /** How long a client may take to send the headers of a request; 20 seconds when absent. */
  readonly headersMs?: number
}

/** The server every room hangs its routes on. A route that names no access does not start. */
export function createServer({ authenticate, lacks, onDenied, log, trustProxy = 0, https = false, headersMs = 20_000 }: ServerOptions) {
  const app = Fastify({
    // A plain number Fastify takes as nobody: it cannot tell a proxy from a client that reaches the server directly. That only proxies
    // reach it is up to whoever says there are any.
    trustProxy: trustProxy > 0 && ((_address: string, hop: number) => hop < trustProxy),
    bodyLimit: 1_048_576,
    requestTimeout: 60_000,
    // Whoever sends headers a letter at a time holds a connection, not the server: Node looks for such lines this often.
    http: { headersTimeout: headersMs, connectionsCheckingInterval: Math.min(headersMs / 2, 10_000) },
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseBytes,
    genReqId: () => randomBytes(6).toString('hex'),
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler)
  app.decorateRequest('actor', null)
  app.decorateRequest('language', 'cs')
  app.decorateRequest('tenancy', null as never)

  app.decorate('declaredRoutes', [])
  app.addHook('onRoute', ({ method, url, config }) => {
    const access = config?.access
    if (!access) throw new Error(`${String(method)} ${url} names no access`)
    app.declaredRoutes.push(...[method].flat().map((each) => ({ method: each, url, access })))
  })

  app.addHook('onRequest', (request, _reply, done) => {
    request.tenancy = openScope()
    request.tenancy.run(done)
  })
  // What reads a body comes back from the socket, outside of every scope.
  app.addHook('preValidation', (request, _reply, done) => request.tenancy.run(done))

  app.addHook('onRequest', async (request, reply) => {
    request.language = languageOf(languageCookie(request) ?? request.headers['accept-language'])
    reply.headers(https ? { ...safeHeaders, ...onlyHttps } : safeHeaders).header('x-request-id', request.id)
    const access = request.routeOptions.config?.access ?? 'public'
    if (isCrossSite(request)) return deny(request, reply, 'cross-site')
    request.actor = await authenticate(request)
    if (access === 'public') return
    if (!request.actor) return deny(request, reply, 'not-signed-in')
    if (access !== 'signed-in' && !access.some((role) => request.actor?.roles.includes(role))) return deny(request, reply, 'not-allowed')
    // Before it is asked what is missing: what the office demands of its people is seen in its own name alone.
    request.tenancy.enter(request.actor.tenantId)
    const lack = await lackOf(request)
    if (lack) return sendProblem(reply, { status: lack === 'reauthentication-needed' ? 401 : 403, refusal: lack, title: texts[request.language][lack] })
  })

  async function lackOf(request: FastifyRequest): Promise<Lack | null> {
    const { fresh = false, beforeSecondFactor = false } = request.routeOptions.config
    const needs = { fresh: fresh === true ? 'strong' : fresh || null, beforeSecondFactor } as const
    if (lacks) return lacks(request, needs)
    return needs.fresh ? 'reauthentication-needed' : null
  }

  async function deny(request: FastifyRequest, reply: FastifyReply, reason: 'not-signed-in' | 'not-allowed' | 'cross-site') {
    await onDenied?.(request, reason)
    return sendProblem(reply, { status: reason === 'not-signed-in' ? 401 : 403, refusal: reason, title: texts[request.language][reason] })
  }

  // Whatever is to be kept as a file: opened in a tab all the same, it runs nothing and belongs to no origin.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (String(reply.getHeader('content-disposition') ?? '').startsWith('attachment')) reply.header('content-security-policy', downloadPolicy)
    return payload
  })

  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, never the address itself: addresses may carry numbers of matters and codes.
    log?.info({ id: request.id, method: request.method, route: request.routeOptions.url ?? null, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request')
  })

  app.setNotFoundHandler((request, reply) => sendProblem(reply, { status: 404, refusal: 'no-such-page', title: texts[request.language]['no-such-page'] }))

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const say = texts[request.language]
    if (hasZodFastifySchemaValidationErrors(error)) {
      const errors = error.validation.map((issue) => ({ path: issue.instancePath.slice(1).replaceAll('/', '.'), message: issue.message ?? '' }))
      return sendProblem(reply, { status: 400, refusal: 'not-understood', title: say['not-understood'], errors })
    }
    const status = statusOfError(error)
    if (status === 413) {
      lingerThenClose(request)
      return sendProblem(reply, { status, refusal: 'too-large', title: say['too-large'] })
    }
    if (status === 429) return sendProblem(reply, { status, refusal: 'too-many', title: say['too-many'] })
    if (status >= 400 && status < 500) return sendProblem(reply, { status, refusal: 'not-understood', title: say['not-understood'] })
    log?.error({ id: request.id, route: request.routeOptions.url ?? null, error }, 'failure')
    const outage = outageOf(error)
    if (outage) {
      lingerThenClose(request)
      return sendProblem(reply.header('retry-after', '10'), { status: outageStatus[outage], refusal: outage, title: say[outage], reference: request.id })
    }
    return sendProblem(reply, { status: 500, refusal: 'failure', title: say.failure, reference: request.id })
  })
  return app
}

export type Server = ReturnType<typeof createServer>

/** The person whose session this is. Call only on routes whose access is not `public`. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Error(`${request.routeOptions.url} asked for its actor but lets anybody in`)
  return request.actor
}

/**
 * The key under which the caller may repeat this request (`Idempotency-Key`), if it gave one; marked as one from outside, so that nobody can
 * take the key under which the office itself will tell an alarm or render a day.
 */
export function commandKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' && key.length >= 8 && key.length <= 150 ? `http:${key}` : undefined
}

function languageCookie(request: FastifyRequest): string | undefined {
  return /(?:^|;\s*)obeh-language=(cs|en)\b/.exec(request.headers.cookie ?? '')?.[1]
}
