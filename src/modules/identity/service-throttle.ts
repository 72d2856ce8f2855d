import { newId, type Id } from '../../kernel/id.ts'
import type { Deed, DeedDeps } from '../audit/index.ts'
import { failureWindowMs, mustWait, networkOf, startsWaiting, type Failures } from './model-throttle.ts'
import { hashOf, type Visitor } from './service-session.ts'
import { countFailures, insertFailure, isKnownBrowser, lockTried, type FailureRow } from './store-throttle.ts'

/**
 * Whom somebody tries to sign in as, or to be. `personId`: `null` when there is nobody of that address. `email`: `null` for a key, which
 * cannot be guessed and so waits for no failures of its person, only for those of its internet address.
 */
export interface Tried { readonly tenantId: Id<'Tenant'>; readonly email: string | null; readonly personId: Id<'Person'> | null; readonly visitor: Pick<Visitor, 'origin' | 'browser'> }

/** The failures that weigh on an attempt, and the row one more would make. */
export interface Weighed { readonly waits: boolean; readonly failures: Failures; readonly row: Omit<FailureRow, 'id' | 'at'> }

export async function weigh(deps: Pick<DeedDeps, 'db' | 'now'>, { tenantId, email, personId, visitor }: Tried): Promise<Weighed> {
  const now = deps.now()
  const browserHash = hashOf(visitor.browser ?? '')
  const known = await isKnownBrowser(deps.db, tenantId, personId, browserHash, now)
  const row = { tenant_id: tenantId, email_hash: hashOf(`${tenantId} ${email ?? 'key'}`), origin_hash: hashOf(`${tenantId} ${networkOf(visitor.origin)}`), browser_hash: known ? browserHash : null }
  const counts = await countFailures(deps.db, tenantId, { emailHash: row.email_hash, originHash: row.origin_hash, browserHash: row.browser_hash, since: new Date(now.getTime() - failureWindowMs) })
  const failures = { known, ofPerson: email === null ? 0 : counts.ofPerson, ofOrigin: counts.ofOrigin }
  return { waits: mustWait(failures), failures, row }
}

/**
 * Within a deed that judges a password: weighs again when everybody who tried the same before has been judged, so that those who guess all
 * at once get no more guesses than those who guess in turn. Whoever waits now is told nothing, not even that they were right.
 */
export async function weighInTurn({ tx, at }: Deed, tried: Tried, { row, failures }: Weighed): Promise<Weighed> {
  await lockTried(tx, failures.known ? [row.email_hash] : [row.email_hash, row.origin_hash])
  return weigh({ db: tx, now: () => at }, tried)
}

/** Within a deed: keeps a failure and says it in the log, and once, that from now on attempts wait. */
export async function noteFailure(deed: Deed, { failures, row }: Weighed, said: { readonly personId: Id<'Person'> | null; readonly reason: string; readonly detail?: string }): Promise<void> {
  await insertFailure(deed.tx, { ...row, id: newId(deed.at), at: deed.at }, new Date(deed.at.getTime() - failureWindowMs))
  const { personId, reason, detail } = said
  const object = { type: 'Osoba', id: personId ?? 'unknown' } as const
  const waiting = startsWaiting(failures) ? { waitsMinutes: failureWindowMs / 60_000 } : {}
  deed.note({ event: 'Prihlaseni', object, outcome: 'refused', payload: { reason, ...(detail ? { detail } : {}), ...waiting } })
}
