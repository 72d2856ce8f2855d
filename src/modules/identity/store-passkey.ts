import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import { leastPolicy, type SignInPolicy } from './model-proof.ts'

export interface PasskeyRow {
  tenant_id: Id<'Tenant'>; id: Id<'Passkey'>; person_id: Id<'Person'>; name: string; credential_id: string; public_key: Buffer; counter: string
  bound: boolean; backed_up: boolean; transports: string[]; model: string; made_at: Date; used_at: Date | null
}
export type Purpose = 'register' | 'sign-in' | 'second-factor' | 'prove'
export interface ChallengeRow {
  tenant_id: Id<'Tenant'>; challenge_hash: string; browser_hash: string; purpose: Purpose; person_id: Id<'Person'> | null; session_hash: string | null; expires_at: Date
}
interface PolicyRow { tenant_id: Id<'Tenant'>; second_factor: SignInPolicy['secondFactor']; bound_keys: boolean }
interface Tables {
  'identity.passkey': PasskeyRow
  'identity.challenge': ChallengeRow
  'identity.sign_in_policy': PolicyRow
}
type Reader = Database | AnyTransaction
type TenantId = Id<'Tenant'>
const of = (db: Reader) => tablesOf<Tables>(db)

export async function insertPasskey(tx: AnyTransaction, passkey: Omit<PasskeyRow, 'counter'> & { readonly counter: number }): Promise<void> {
  await of(tx).insertInto('identity.passkey').values({ ...passkey, counter: String(passkey.counter) }).execute()
}

/** A person's keys, the oldest first; `locked`: nobody else adds up or takes away meanwhile. */
export function readPasskeys(db: Reader, tenantId: TenantId, personId: Id<'Person'>, { locked = false } = {}): Promise<PasskeyRow[]> {
  const found = of(db).selectFrom('identity.passkey').selectAll().where('tenant_id', '=', tenantId).where('person_id', '=', personId).orderBy('id')
  return (locked ? found.forUpdate() : found).execute()
}

/** How many keys each person of the office has. */
export async function countPasskeys(db: Reader, tenantId: TenantId): Promise<Map<Id<'Person'>, number>> {
  const rows = await of(db).selectFrom('identity.passkey').select(['person_id', (e) => e.fn.countAll<number>().as('count')]).where('tenant_id', '=', tenantId).groupBy('person_id').execute()
  return new Map(rows.map(({ person_id: personId, count }) => [personId, Number(count)]))
}

/** The key of this credential id; `locked`: its counter is compared and kept by one at a time. */
export function findPasskey(db: Reader, tenantId: TenantId, credentialId: string, { locked = false } = {}): Promise<PasskeyRow | undefined> {
  const found = of(db).selectFrom('identity.passkey').selectAll().where('tenant_id', '=', tenantId).where('credential_id', '=', credentialId)
  return (locked ? found.forUpdate() : found).executeTakeFirst()
}

export async function savePasskeyUse(
  tx: AnyTransaction, { tenant_id: tenantId, id }: PasskeyRow, use: { readonly counter: number; readonly backedUp: boolean; readonly at: Date },
): Promise<void> {
  await of(tx).updateTable('identity.passkey').set({ counter: String(use.counter), backed_up: use.backedUp, used_at: use.at }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

export async function deletePasskey(tx: AnyTransaction, { tenant_id: tenantId, id }: Pick<PasskeyRow, 'tenant_id' | 'id'>): Promise<void> {
  await of(tx).deleteFrom('identity.passkey').where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

/** Keeps a question, and forgets those nobody answered in time. */
export async function insertChallenge(tx: AnyTransaction, challenge: ChallengeRow, now: Date): Promise<void> {
  await of(tx).deleteFrom('identity.challenge').where('tenant_id', '=', challenge.tenant_id).where('expires_at', '<=', now).execute()
  await of(tx).insertInto('identity.challenge').values(challenge).execute()
}

/** Takes a question that is still open: of several who answer it at once, one finds it. Only the browser and session it was put to can. */
export function takeChallenge(
  tx: AnyTransaction, { tenant_id: tenantId, challenge_hash: hash, browser_hash: browser, purpose, session_hash: session }: Omit<ChallengeRow, 'person_id' | 'expires_at'>, now: Date,
): Promise<ChallengeRow | undefined> {
  return of(tx).deleteFrom('identity.challenge').where('tenant_id', '=', tenantId).where('challenge_hash', '=', hash).where('browser_hash', '=', browser)
    .where('purpose', '=', purpose).where('session_hash', 'is not distinct from', session).where('expires_at', '>', now).returningAll().executeTakeFirst()
}

export async function readPolicy(db: Reader, tenantId: TenantId): Promise<SignInPolicy> {
  const row = await of(db).selectFrom('identity.sign_in_policy').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst()
  return row ? { secondFactor: row.second_factor, boundKeys: row.bound_keys } : leastPolicy
}

export async function savePolicy(tx: AnyTransaction, tenantId: TenantId, { secondFactor, boundKeys }: SignInPolicy): Promise<void> {
  const row = { second_factor: secondFactor, bound_keys: boundKeys }
  await of(tx).insertInto('identity.sign_in_policy').values({ tenant_id: tenantId, ...row }).onConflict((on) => on.column('tenant_id').doUpdateSet(row)).execute()
}
