import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import type { Person } from './model.ts'
import { findPeople } from './store.ts'

type Reader = Database | AnyTransaction

/** Everybody who works or worked here, by a fragment of a name or mail address, with or without diacritics. */
export async function findPeopleByText(db: Reader, tenantId: Id<'Tenant'>, text: string, limit: number): Promise<Person[]> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<{ id: Id<'Person'> }>`
    select id from identity.person where tenant_id = ${tenantId} and (
      translate(lower(name), 'áäčďéěíĺľňóôöřŕšťúůüýž', 'aacdeeillnooorrstuuuyz') like translate(lower(${pattern}), 'áäčďéěíĺľňóôöřŕšťúůüýž', 'aacdeeillnooorrstuuuyz')
      or email like lower(${pattern})) order by name collate "cs-x-icu", id limit ${limit}`.execute(db)
  return findPeople(db, tenantId, rows.map(({ id }) => id))
}

/** What is kept of somebody only so that they can sign in. */
export interface AccountTraces { readonly sessions: readonly string[]; readonly substitutions: readonly string[] }

export async function readTraces(db: Reader, tenantId: Id<'Tenant'>, personId: Id<'Person'>): Promise<AccountTraces> {
  const { rows: [found] } = await sql<AccountTraces>`select
    array(select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') || ' · ' || origin || ' · ' || user_agent from identity.session
      where tenant_id = ${tenantId} and person_id = ${personId} order by created_at desc limit 200) as sessions,
    array(select starts_on || ' – ' || ends_on || ' · ' || basis from identity.substitution
      where tenant_id = ${tenantId} and ${personId} in (person_id, substitute_id) order by id limit 500) as substitutions`.execute(db)
  return found ?? { sessions: [], substitutions: [] }
}

/** Where everything by which somebody could sign in lies; each table has their `person_id`. */
const signInTables = ['session', 'invitation', 'passkey', 'challenge', 'known_browser'] as const

/** Leaves of an account who it was: no address, no way to sign in. */
export async function eraseAccount(tx: AnyTransaction, tenantId: Id<'Tenant'>, personId: Id<'Person'>, email: string): Promise<void> {
  for (const table of signInTables) await sql`delete from ${sql.table(`identity.${table}`)} where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  await sql`update identity.person set email = ${email}, password_hash = null where tenant_id = ${tenantId} and id = ${personId} and not active`.execute(tx)
}
