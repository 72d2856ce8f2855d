import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../kernel/actor.ts'
import type { ServerOptions } from '../../platform/http/index.ts'
import { lackOf, usualProofMs, type Proof } from './model-proof.ts'
import type { KeyDeps } from './service-question.ts'
import type { Visitor } from './service-session.ts'
import { findActor, type FoundActor } from './service.ts'
import { readPasskeys, readPolicy } from './store-passkey.ts'

export interface IdentityHttp extends KeyDeps {
  /** Whether people reach the office by https: then cookies are bound to this host and never sent in the clear. */
  readonly secureCookies: boolean
  /** For how long a proof is good enough for a sensitive act; ten minutes unless said otherwise. */
  readonly proofMs?: number
}

/** What a session was last proven by; known for requests of a server whose door this room keeps. */
const found = new WeakMap<FastifyRequest, FoundActor>()

/** How it was proven that a request is its actor's: what a signature may have to say. `null` where this room did not open the door. */
export const proofOf = (request: FastifyRequest): Proof | null => found.get(request)?.proof ?? null

export const owesFactor = (request: FastifyRequest): boolean => found.get(request)?.owesFactor ?? false

/** Finds out whose session a request belongs to, and what it lacks for the route; the server asks it before every one. */
export function sessionDoor(deps: IdentityHttp): Required<Pick<ServerOptions, 'authenticate' | 'lacks'>> {
  return {
    async authenticate(request): Promise<Actor | null> {
      const token = tokenOf(request, deps)
      const session = token === '' ? null : await findActor(deps, token, request.ip)
      if (session) found.set(request, session)
      return session?.actor ?? null
    },
    async lacks(request, { fresh, beforeSecondFactor }) {
      const session = found.get(request)
      if (!session) return fresh ? 'reauthentication-needed' : null
      if (session.owesFactor && !beforeSecondFactor) return 'second-factor-missing'
      if (!fresh) return null
      const { actor: { tenantId, personId }, proof } = session
      const policy = await readPolicy(deps.db, tenantId)
      // A key made or dropped under a weaker proof than its person can give would be a way round the stronger one.
      const hasBest = fresh === 'best' && personId !== null && (await readPasskeys(deps.db, tenantId, personId)).some(({ bound }) => bound)
      return lackOf(proof, fresh === 'strong' || hasBest ? 'strong' : 'any', session.actor, policy, { now: deps.now(), limitMs: deps.proofMs ?? usualProofMs })
    },
  }
}

/** The first half of the door alone. */
export const sessionActor = (deps: IdentityHttp) => sessionDoor(deps).authenticate

type Cookies = Pick<IdentityHttp, 'secureCookies'>

/** The session's token; empty when there is none. */
export const tokenOf = (request: FastifyRequest, deps: Cookies): string => readCookie(request, nameOf('obeh', deps)) ?? ''

/** From where a request came, in this room's own words. */
export function visitorOf(request: FastifyRequest, deps: Cookies): Visitor {
  const [browser, before] = [browserOf(request, deps), tokenOf(request, deps)]
  return { origin: request.ip, host: request.hostname, userAgent: request.headers['user-agent'] ?? '', ...(browser ? { browser } : {}), ...(before ? { before } : {}) }
}

/** The same, in a browser that can be told from others: one that has no mark yet gets one by `keepMark`. */
export const markedVisitor = (request: FastifyRequest, deps: Cookies): Visitor & { readonly browser: string } =>
  ({ ...visitorOf(request, deps), browser: browserOf(request, deps) ?? randomBytes(32).toString('base64url') })

/** With the answer, renewed each time; after the session's own cookie. */
export const keepMark = (reply: FastifyReply, { browser }: { readonly browser: string }, deps: Cookies) => setCookie(reply, nameOf('obeh-browser', deps), browser, deps, yearSeconds)

export const setSession = (reply: FastifyReply, token: string, deps: Cookies) => setCookie(reply, nameOf('obeh', deps), token, deps)
export const endSession = (reply: FastifyReply, deps: Cookies) => setCookie(reply, nameOf('obeh', deps), '', deps, 0)

const yearSeconds = 365 * 86_400

const browserOf = (request: FastifyRequest, deps: Cookies) => /^[A-Za-z0-9_-]{43}$/.exec(readCookie(request, nameOf('obeh-browser', deps)) ?? '')?.[0]

/** `__Host-` makes browsers refuse the cookie from anywhere but this very host over https (RFC 6265bis § 4.1.3.2). */
const nameOf = (name: string, { secureCookies }: Cookies) => (secureCookies ? `__Host-${name}` : name)

function readCookie(request: FastifyRequest, name: string): string | undefined {
  return request.headers.cookie?.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1)
}

function setCookie(reply: FastifyReply, name: string, value: string, { secureCookies }: Cookies, seconds?: number) {
  reply.header('set-cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${seconds === undefined ? '' : `; Max-Age=${seconds}`}${secureCookies ? '; Secure' : ''}`)
}
