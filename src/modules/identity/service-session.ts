import { randomBytes } from 'node:crypto'
import type { Id } from '../../kernel/id.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import type { Deed } from '../audit/index.ts'
import type { Person } from './model.ts'
import type { Proof } from './model-proof.ts'
import { deleteSession, insertSession, renewSession } from './store.ts'
import { knowBrowser } from './store-throttle.ts'

/** From where a request came. */
export interface Visitor {
  readonly origin: string
  readonly userAgent: string
  /** The host name under which the office was asked for. */
  readonly host: string | null
  /** What tells this browser from others: a secret it keeps in a cookie. */
  readonly browser?: string
  /** The session it had until now; signing in ends it. */
  readonly before?: string
}

const newSecret = () => randomBytes(32).toString('base64url')
export const hashOf = (secret: string) => sha256Of(Buffer.from(secret))

/** Within a deed: opens a session under a token that never was before, and ends the one the browser had. Returns the token. */
export async function openSession(deed: Deed, person: Person, visitor: Visitor, proof: Omit<Proof, 'at'>, owesFactor: boolean): Promise<string> {
  const { tx, at, actor: { tenantId } } = deed
  const secret = newSecret()
  const before = visitor.before && parseToken(visitor.before)
  if (before && before.tenantId === tenantId) await deleteSession(tx, tenantId, before.tokenHash)
  await insertSession(tx, {
    tenant_id: tenantId, token_hash: hashOf(secret), person_id: person.id, origin: visitor.origin, user_agent: visitor.userAgent.slice(0, 300),
    created_at: at, seen_at: at, proved_at: at, proved_by: proof.by, proved_bound: proof.bound, owes_factor: owesFactor,
  })
  if (visitor.browser && !owesFactor) await knowBrowser(tx, { tenant_id: tenantId, person_id: person.id, browser_hash: hashOf(visitor.browser), seen_at: at })
  return `${tenantId}.${secret}`
}

/** Within a deed: the session has been proven anew, so it goes on under another token. `null` when it has ended meanwhile. */
export async function proveSession(deed: Deed, current: string, proof: Omit<Proof, 'at'>, owesFactor: boolean): Promise<string | null> {
  const { tx, at, actor: { tenantId } } = deed
  const parsed = parseToken(current)
  const secret = newSecret()
  const next = { token_hash: hashOf(secret), proved_at: at, proved_by: proof.by, proved_bound: proof.bound, owes_factor: owesFactor }
  return parsed && await renewSession(tx, tenantId, parsed.tokenHash, next) ? `${tenantId}.${secret}` : null
}

/** The tenant and the hash of what was told once: a session's token, or a link's. */
export function parseToken(token: string): { tenantId: Id<'Tenant'>; tokenHash: string } | null {
  const match = /^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/.exec(token)
  const [, tenantId, secret] = match ?? []
  return tenantId && secret ? { tenantId: tenantId as Id<'Tenant'>, tokenHash: hashOf(secret) } : null
}
