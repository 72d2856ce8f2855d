import { sql } from 'kysely'
import type { Role } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Person, Tenant, Unit } from './model.ts'
import type { Proof } from './model-proof.ts'
import type { standsFor } from './model-substitution.ts'

interface TenantRow {
  id: Id<'Tenant'>; name: string; abbreviation: string; ico: string; address: string[]; email: string; data_box: string | null; host: string | null; created_at: Date
}
interface UnitRow { tenant_id: Id<'Tenant'>; id: Id<'Unit'>; parent_id: Id<'Unit'> | null; code: string; name: string; ended_at?: Date | null }
interface PersonRow {
  tenant_id: Id<'Tenant'>; id: Id<'Person'>; unit_id: Id<'Unit'>; name: string; family_name: string; post: string; email: string
  roles: Role[]; language: 'cs' | 'en'; active: boolean; password_hash: string | null
}
export interface SessionRow {
  tenant_id: Id<'Tenant'>; token_hash: string; person_id: Id<'Person'>; origin: string; user_agent: string; created_at: Date; seen_at: Date
  proved_at: Date; proved_by: Proof['by']; proved_bound: boolean; owes_factor: boolean
}

export interface IdentityTables {
  'identity.tenant': TenantRow
  'identity.unit': UnitRow
  'identity.person': PersonRow
  'identity.session': SessionRow
}
type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<IdentityTables>(db)

export async function insertTenant(tx: AnyTransaction, tenant: Tenant, host: string | null, at: Date): Promise<void> {
  const { dataBox, address, ...same } = tenant
  await of(tx).insertInto('identity.tenant').values({ ...same, address: [...address], data_box: dataBox, host, created_at: at }).execute()
}

/** All of them, whoever asks: the door through the wall by which an office is found before work is begun for it. */
async function readOffices(db: Reader): Promise<TenantRow[]> {
  return (await sql<TenantRow>`select * from identity.offices() order by id`.execute(db)).rows
}

/** The office reached under this host name, or the only one there is. */
export async function findTenant(db: Reader, host: string | null): Promise<Tenant | undefined> {
  const rows = await readOffices(db)
  const row = rows.find((tenant) => tenant.host !== null && tenant.host === host) ?? (rows.length === 1 ? rows[0] : undefined)
  return row && toTenant(row)
}

/** Every office of this server, each with the host name it is reached under. */
export async function readTenants(db: Reader): Promise<{ tenant: Tenant; host: string | null }[]> {
  const rows = await readOffices(db)
  return rows.map((row) => ({ tenant: toTenant(row), host: row.host }))
}

export async function getTenant(db: Reader, tenantId: Id<'Tenant'>): Promise<Tenant> {
  return toTenant(await of(db).selectFrom('identity.tenant').selectAll().where('id', '=', tenantId).executeTakeFirstOrThrow())
}

export async function insertUnits(tx: AnyTransaction, tenantId: Id<'Tenant'>, units: readonly Unit[]): Promise<void> {
  const rows = units.map(({ parentId, ...same }) => ({ ...same, tenant_id: tenantId, parent_id: parentId }))
  await of(tx).insertInto('identity.unit').values(rows).execute()
}

/** A unit, with the abbreviation of its office: what numbers are made of. */
export interface PlacedUnit extends Unit { readonly abbreviation: string }

/** Units that a transaction has found: rooms that work in one deed ask for the same one after another. */
const found = new WeakMap<Reader, Map<Id<'Unit'>, PlacedUnit>>()

/** One unit by its id, unless it has ended. Asked again within a transaction it costs nothing. */
export async function findUnit(db: Reader, tenantId: Id<'Tenant'>, id: Id<'Unit'>): Promise<PlacedUnit | undefined> {
  const known = found.get(db)?.get(id)
  if (known) return known
  const row = await of(db).selectFrom('identity.unit as u').innerJoin('identity.tenant as t', 't.id', 'u.tenant_id')
    .selectAll('u').select('t.abbreviation').where('u.tenant_id', '=', tenantId).where('u.id', '=', id).where('u.ended_at', 'is', null).executeTakeFirst()
  if (!row) return undefined
  const { code, name, abbreviation, parent_id: parentId } = row
  const unit: PlacedUnit = { id, parentId, code, name, abbreviation }
  if (db.isTransaction) found.set(db, (found.get(db) ?? new Map<Id<'Unit'>, PlacedUnit>()).set(id, unit))
  return unit
}

/** Those that have not ended, in the order of their names, as a Czech reads them. */
export async function readUnits(db: Reader, tenantId: Id<'Tenant'>): Promise<Unit[]> {
  const rows = await of(db).selectFrom('identity.unit').selectAll().where('tenant_id', '=', tenantId).where('ended_at', 'is', null)
    .orderBy('name', (by) => by.collate('cs-x-icu')).execute()
  return rows.map(({ id, code, name, parent_id: parentId }) => ({ id, parentId, code, name }))
}

export async function insertPeople(tx: AnyTransaction, tenantId: Id<'Tenant'>, people: readonly (Person & { readonly passwordHash: string | null })[]): Promise<void> {
  const rows = people.map(({ unitId, familyName, passwordHash, roles, ...same }) => (
    { ...same, tenant_id: tenantId, unit_id: unitId, family_name: familyName, password_hash: passwordHash, roles: [...roles] }))
  await of(tx).insertInto('identity.person').values(rows).execute()
}

export async function readPeople(db: Reader, tenantId: Id<'Tenant'>): Promise<Person[]> {
  const rows = await of(db).selectFrom('identity.person').selectAll().where('tenant_id', '=', tenantId).where('active', '=', true)
    .orderBy('family_name', (by) => by.collate('cs-x-icu')).orderBy('name', (by) => by.collate('cs-x-icu')).orderBy('id').execute()
  return rows.map(toPerson)
}

export async function findPerson(db: Reader, tenantId: Id<'Tenant'>, id: Id<'Person'>): Promise<Person | undefined> {
  const row = await of(db).selectFrom('identity.person').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toPerson(row)
}

/** People by their ids, whether or not they still belong to the office. */
export async function findPeople(db: Reader, tenantId: Id<'Tenant'>, ids: readonly Id<'Person'>[]): Promise<Person[]> {
  if (ids.length === 0) return []
  return (await of(db).selectFrom('identity.person').selectAll().where('tenant_id', '=', tenantId).where('id', 'in', ids).execute()).map(toPerson)
}

/** What people and units are called, by their ids, whether or not they still belong to the office; one query, and one text of it however many they are. */
export async function readNames(db: Reader, tenantId: Id<'Tenant'>, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const people = of(db).selectFrom('identity.person').select(['id', 'name']).where('tenant_id', '=', tenantId).where('id', '=', sql<Id<'Person'>>`any(${[...ids]}::uuid[])`)
  const units = of(db).selectFrom('identity.unit').select(['id', 'name']).where('tenant_id', '=', tenantId).where('id', '=', sql<Id<'Unit'>>`any(${[...ids]}::uuid[])`)
  const rows = await people.$castTo<{ id: string; name: string }>().unionAll(units.$castTo<{ id: string; name: string }>()).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export async function findLogin(db: Reader, tenantId: Id<'Tenant'>, email: string): Promise<{ person: Person; passwordHash: string | null } | undefined> {
  const row = await of(db).selectFrom('identity.person').selectAll().where('tenant_id', '=', tenantId).where('email', '=', email).executeTakeFirst()
  return row && { person: toPerson(row), passwordHash: row.password_hash }
}

export async function setLanguage(tx: AnyTransaction, tenantId: Id<'Tenant'>, id: Id<'Person'>, language: 'cs' | 'en'): Promise<void> {
  await of(tx).updateTable('identity.person').set({ language }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

export async function insertSession(tx: AnyTransaction, session: SessionRow): Promise<void> {
  await of(tx).insertInto('identity.session').values(session).execute()
}

export interface FoundSession {
  readonly person: Person
  readonly createdAt: Date
  readonly seenAt: Date
  readonly proof: Proof
  /** Signed in by password alone where that is not enough: nothing but getting a second factor is open. */
  readonly owesFactor: boolean
  /** Substitutions not ended in which the person is the substitute, of people who still belong to the office. */
  readonly substitutes: readonly Parameters<typeof standsFor>[0][number][]
}

/** One round trip, the substitutions included: it is made for every request. `from`: no substitution that ended before this day. */
export async function findSession(db: Reader, tenantId: Id<'Tenant'>, tokenHash: string, from: Day): Promise<FoundSession | undefined> {
  const row = await of(db).selectFrom('identity.session as s')
    .innerJoin('identity.person as p', (join) => join.onRef('p.tenant_id', '=', 's.tenant_id').onRef('p.id', '=', 's.person_id'))
    .selectAll('p').select(['s.created_at', 's.seen_at', 's.proved_at', 's.proved_by', 's.proved_bound', 's.owes_factor', substitutesOf(from).as('substitutes')])
    .where('s.tenant_id', '=', tenantId).where('s.token_hash', '=', tokenHash).executeTakeFirst()
  const proof = row && { at: row.proved_at, by: row.proved_by, bound: row.proved_bound }
  return row && proof && { person: toPerson(row), createdAt: row.created_at, seenAt: row.seen_at, proof, owesFactor: row.owes_factor, substitutes: row.substitutes }
}

/** A person with the substitutions in which they are the substitute, whether or not they still belong to the office. */
export async function findSubstitute(
  db: Reader, tenantId: Id<'Tenant'>, id: Id<'Person'>, from: Day,
): Promise<Pick<FoundSession, 'person' | 'substitutes'> | undefined> {
  const row = await of(db).selectFrom('identity.person as p').selectAll('p').select(substitutesOf(from).as('substitutes'))
    .where('p.tenant_id', '=', tenantId).where('p.id', '=', id).executeTakeFirst()
  return row && { person: toPerson(row), substitutes: row.substitutes }
}

const substitutesOf = (from: Day) => sql<FoundSession['substitutes']>`(
  select coalesce(json_agg(json_build_object(
    'id', z.id, 'personId', z.person_id, 'substituteId', z.substitute_id, 'name', away.name, 'startsOn', z.starts_on, 'endsOn', z.ends_on,
    'kinds', z.kinds, 'maySign', z.may_sign, 'endedBy', null, 'endedAt', null) order by z.id), '[]')
  from identity.substitution z join identity.person away on away.tenant_id = z.tenant_id and away.id = z.person_id
  where z.tenant_id = p.tenant_id and z.substitute_id = p.id and z.ended_at is null and z.ends_on >= ${from} and away.active)`

/** Gives a session another token, because it has been proven anew. False when it has ended meanwhile. */
export async function renewSession(
  tx: AnyTransaction, tenantId: Id<'Tenant'>, tokenHash: string, next: Pick<SessionRow, 'token_hash' | 'proved_at' | 'proved_by' | 'proved_bound' | 'owes_factor'>,
): Promise<boolean> {
  const done = await of(tx).updateTable('identity.session').set(next).where('tenant_id', '=', tenantId).where('token_hash', '=', tokenHash).executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export async function touchSession(db: Reader, tenantId: Id<'Tenant'>, tokenHash: string, at: Date): Promise<void> {
  await of(db).updateTable('identity.session').set({ seen_at: at }).where('tenant_id', '=', tenantId).where('token_hash', '=', tokenHash).execute()
}

export async function deleteSession(tx: AnyTransaction, tenantId: Id<'Tenant'>, tokenHash: string): Promise<void> {
  await of(tx).deleteFrom('identity.session').where('tenant_id', '=', tenantId).where('token_hash', '=', tokenHash).execute()
}

function toTenant(row: TenantRow): Tenant {
  const { data_box: dataBox, host: _host, created_at: _at, ...same } = row
  return { ...same, dataBox }
}

function toPerson(row: PersonRow): Person {
  const { id, unit_id: unitId, name, family_name: familyName, post, email, roles, language, active } = row
  return { id, unitId, name, familyName, post, email, roles, language, active }
}
