import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { SubstitutableKind, Substitution } from './model-substitution.ts'

interface SubstitutionRow {
  tenant_id: Id<'Tenant'>; id: Id<'Substitution'>; person_id: Id<'Person'>; substitute_id: Id<'Person'>; starts_on: Day; ends_on: Day
  kinds: SubstitutableKind[]; may_sign: boolean; basis: string; made_by: Id<'Person'>; made_at: Date; ended_by: Id<'Person'> | null; ended_at: Date | null
}
interface SubstitutionTables {
  'identity.roster': { tenant_id: Id<'Tenant'>; changes: number }
  'identity.substitution': SubstitutionRow
}
type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<SubstitutionTables>(db)

/** Whoever changes who is who does it alone from here to the commit. Taken before any other lock. */
export async function lockRoster(tx: AnyTransaction, tenantId: Id<'Tenant'>): Promise<void> {
  await of(tx).insertInto('identity.roster').values({ tenant_id: tenantId, changes: 1 })
    .onConflict((on) => on.column('tenant_id').doUpdateSet({ changes: sql`identity.roster.changes + 1` })).execute()
}

export async function insertSubstitution(tx: AnyTransaction, tenantId: Id<'Tenant'>, one: Substitution): Promise<void> {
  const { personId, substituteId, startsOn, endsOn, kinds, maySign, madeBy, madeAt, endedBy, endedAt, ...same } = one
  await of(tx).insertInto('identity.substitution').values({
    ...same, tenant_id: tenantId, person_id: personId, substitute_id: substituteId, starts_on: startsOn, ends_on: endsOn, kinds: [...kinds],
    may_sign: maySign, made_by: madeBy, made_at: madeAt, ended_by: endedBy, ended_at: endedAt,
  }).execute()
}

export async function saveEnd(tx: AnyTransaction, tenantId: Id<'Tenant'>, { id, endedBy, endedAt }: Substitution): Promise<void> {
  await of(tx).updateTable('identity.substitution').set({ ended_by: endedBy, ended_at: endedAt })
    .where('tenant_id', '=', tenantId).where('id', '=', id).where('ended_at', 'is', null).execute()
}

export async function findSubstitution(db: Reader, tenantId: Id<'Tenant'>, id: Id<'Substitution'>): Promise<Substitution | undefined> {
  const row = await of(db).selectFrom('identity.substitution').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toSubstitution(row)
}

/** Those that run on this day or later and were not ended, in the order of their first days. */
export async function readSubstitutions(db: Reader, tenantId: Id<'Tenant'>, from: Day): Promise<Substitution[]> {
  const rows = await of(db).selectFrom('identity.substitution').selectAll()
    .where('tenant_id', '=', tenantId).where('ended_at', 'is', null).where('ends_on', '>=', from).orderBy('starts_on').orderBy('id').execute()
  return rows.map(toSubstitution)
}

function toSubstitution(row: SubstitutionRow): Substitution {
  const { id, kinds, basis } = row
  return {
    id, kinds, basis, personId: row.person_id, substituteId: row.substitute_id, startsOn: row.starts_on, endsOn: row.ends_on, maySign: row.may_sign,
    madeBy: row.made_by, madeAt: row.made_at, endedBy: row.ended_by, endedAt: row.ended_at,
  }
}
