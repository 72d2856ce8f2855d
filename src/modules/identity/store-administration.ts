import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Person, Unit } from './model.ts'
import type { IdentityTables, SessionRow } from './store.ts'

interface InvitationRow {
  tenant_id: Id<'Tenant'>; token_hash: string; person_id: Id<'Person'>; made_by: Id<'Person'> | null; made_at: Date; expires_at: Date; drops_keys: boolean
}
type Tables = IdentityTables & { 'identity.invitation': InvitationRow }
type Reader = Database | AnyTransaction
type TenantId = Id<'Tenant'>
const of = (db: Reader) => tablesOf<Tables>(db)

export async function updateUnit(tx: AnyTransaction, tenantId: TenantId, { id, parentId, name }: Unit, endedAt: Date | null = null): Promise<void> {
  await of(tx).updateTable('identity.unit').set({ parent_id: parentId, name, ended_at: endedAt }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

/** Whether a code was ever a unit's: numbers that have it must not come to mean another. */
export async function isCodeKnown(db: Reader, tenantId: TenantId, code: string): Promise<boolean> {
  const row = await of(db).selectFrom('identity.unit').select('id').where('tenant_id', '=', tenantId).where('code', '=', code).executeTakeFirst()
  return row !== undefined
}

export async function updatePerson(tx: AnyTransaction, tenantId: TenantId, person: Person): Promise<void> {
  const { id, unitId, familyName, roles, name, post, email, active } = person
  await of(tx).updateTable('identity.person').set({ name, post, email, active, unit_id: unitId, family_name: familyName, roles: [...roles] })
    .where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

/** Everybody who belongs to the office or did, in the order of their names. */
export async function readEverybody(db: Reader, tenantId: TenantId): Promise<(Person & { readonly hasPassword: boolean })[]> {
  const rows = await of(db).selectFrom('identity.person').selectAll().where('tenant_id', '=', tenantId)
    .orderBy('family_name', (by) => by.collate('cs-x-icu')).orderBy('name', (by) => by.collate('cs-x-icu')).orderBy('id').execute()
  return rows.map(({ id, unit_id: unitId, name, family_name: familyName, post, email, roles, language, active, password_hash: hash }) => (
    { id, unitId, name, familyName, post, email, roles, language, active, hasPassword: hash !== null }))
}

export async function savePassword(tx: AnyTransaction, tenantId: TenantId, id: Id<'Person'>, passwordHash: string): Promise<void> {
  await of(tx).updateTable('identity.person').set({ password_hash: passwordHash }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

/** A new invitation is the only one its person has. */
export async function replaceInvitation(tx: AnyTransaction, invitation: InvitationRow): Promise<void> {
  await deleteInvitations(tx, invitation.tenant_id, invitation.person_id)
  await of(tx).insertInto('identity.invitation').values(invitation).execute()
}

/** Returns how many there were: of two who use a link at once, one finds it. */
export async function deleteInvitations(tx: AnyTransaction, tenantId: TenantId, personId: Id<'Person'>): Promise<number> {
  return Number((await of(tx).deleteFrom('identity.invitation').where('tenant_id', '=', tenantId).where('person_id', '=', personId).executeTakeFirst()).numDeletedRows)
}

export function findInvitation(db: Reader, tenantId: TenantId, tokenHash: string): Promise<InvitationRow | undefined> {
  return of(db).selectFrom('identity.invitation').selectAll().where('tenant_id', '=', tenantId).where('token_hash', '=', tokenHash).executeTakeFirst()
}

export function readSessions(db: Reader, tenantId: TenantId, personId: Id<'Person'>): Promise<SessionRow[]> {
  return of(db).selectFrom('identity.session').selectAll().where('tenant_id', '=', tenantId).where('person_id', '=', personId)
    .orderBy('seen_at', 'desc').orderBy('token_hash').execute()
}

/** Ends sessions of a person: all, or all but one, or one. Returns how many there were. */
export async function endSessions(
  tx: AnyTransaction, tenantId: TenantId, personId: Id<'Person'>, which: { readonly butFor?: string; readonly only?: string } = {},
): Promise<number> {
  let ending = of(tx).deleteFrom('identity.session').where('tenant_id', '=', tenantId).where('person_id', '=', personId)
  if (which.butFor !== undefined) ending = ending.where('token_hash', '<>', which.butFor)
  if (which.only !== undefined) ending = ending.where('token_hash', '=', which.only)
  return Number((await ending.executeTakeFirst()).numDeletedRows)
}
