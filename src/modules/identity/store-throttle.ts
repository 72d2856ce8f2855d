import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Failures } from './model-throttle.ts'

/** One failed sign-in. `browser_hash`: the browser, when it was known to be the person's. */
export interface FailureRow { tenant_id: Id<'Tenant'>; id: Id<'FailedLogin'>; email_hash: string; origin_hash: string; browser_hash: string | null; at: Date }
interface KnownRow { tenant_id: Id<'Tenant'>; person_id: Id<'Person'>; browser_hash: string; seen_at: Date }
interface Tables {
  'identity.failed_login': FailureRow
  'identity.known_browser': KnownRow
}
type Reader = Database | AnyTransaction
type TenantId = Id<'Tenant'>
const of = (db: Reader) => tablesOf<Tables>(db)

/** A browser in which nobody has signed in for this long is a stranger again. */
const knownMs = 90 * 86_400_000

export async function isKnownBrowser(db: Reader, tenantId: TenantId, personId: Id<'Person'> | null, browserHash: string, now: Date): Promise<boolean> {
  // Asked for nobody too, so that time does not tell which addresses exist.
  const row = await of(db).selectFrom('identity.known_browser').select('seen_at').where('tenant_id', '=', tenantId).where('browser_hash', '=', browserHash)
    .where('person_id', 'is not distinct from', personId).where('seen_at', '>', new Date(now.getTime() - knownMs)).executeTakeFirst()
  return row !== undefined
}

export async function knowBrowser(tx: AnyTransaction, row: KnownRow): Promise<void> {
  await of(tx).insertInto('identity.known_browser').values(row)
    .onConflict((on) => on.columns(['tenant_id', 'person_id', 'browser_hash']).doUpdateSet({ seen_at: row.seen_at })).execute()
}

/** Counts the failures since a moment that weigh on the next attempt. `browserHash`: only of a browser known to be the person's. */
export async function countFailures(
  db: Reader, tenantId: TenantId, { emailHash, originHash, browserHash, since }: { readonly emailHash: string; readonly originHash: string; readonly browserHash: string | null; readonly since: Date },
): Promise<Pick<Failures, 'ofPerson' | 'ofOrigin'>> {
  const row = await of(db).selectFrom('identity.failed_login').where('tenant_id', '=', tenantId).where('at', '>', since)
    .where((e) => e.or([e('email_hash', '=', emailHash), e('origin_hash', '=', originHash)]))
    .select((e) => [
      e.fn.countAll<string>().filterWhere('email_hash', '=', emailHash).filterWhere('browser_hash', 'is not distinct from', browserHash).as('of_person'),
      e.fn.countAll<string>().filterWhere('origin_hash', '=', originHash).filterWhere('browser_hash', 'is', null).as('of_origin'),
    ]).executeTakeFirstOrThrow()
  return { ofPerson: Number(row.of_person), ofOrigin: Number(row.of_origin) }
}

export async function insertFailure(tx: AnyTransaction, failure: FailureRow, forgetBefore: Date): Promise<void> {
  await of(tx).deleteFrom('identity.failed_login').where('tenant_id', '=', failure.tenant_id).where('at', '<', forgetBefore).execute()
  await of(tx).insertInto('identity.failed_login').values(failure).execute()
}

/** One at a time, until its transaction ends, goes on with any of these. */
export async function lockTried(tx: AnyTransaction, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes.toSorted()) await sql`select pg_advisory_xact_lock(hashtextextended(${`tried ${hash}`}, 0))`.execute(tx)
}
