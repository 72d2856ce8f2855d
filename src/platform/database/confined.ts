import pg from 'pg'
import type { LoginKind, Logins } from './logins.ts'
import { loginKinds } from './logins.ts'

/**
 * What the role of a connection could do to get round the walls, in words; empty for one that is confined. It looks at the role that
 * logged in and at every role it has the rights of or could become.
 */
export async function escapesOf(url: string, kind: LoginKind): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'obeh start' })
  await client.connect()
  try {
    const { rows } = await client.query<{ escape: string }>(escapes, [`obeh_${kind}`])
    return rows.map(({ escape }) => escape)
  } finally {
    await client.end()
  }
}

/** Throws unless every login is confined: a server whose database role could get round the walls must not serve. */
export async function requireConfined(logins: Logins): Promise<void> {
  for (const kind of loginKinds) {
    const found = await escapesOf(logins[kind], kind)
    if (found.length > 0) throw new UnconfinedLogin(kind, found)
  }
}

export class UnconfinedLogin extends Error {
  constructor(kind: LoginKind, found: readonly string[]) {
    super(`The database role of the ${kind} could get round the walls between offices: ${found.join('; ')}.`)
  }
}

const escapes = `
  with reach as (select oid, rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles
    where pg_has_role(session_user, oid, 'member'))
  select format('%s is a superuser', rolname) as escape from reach where rolsuper
  union all select format('%s bypasses row security', rolname) from reach where rolbypassrls
  union all select format('%s makes roles, databases or replicas', rolname) from reach where rolcreaterole or rolcreatedb or rolreplication
  union all select format('it is a member of %s', rolname) from reach where rolname ~ '^pg_' or rolname in ('obeh_app', 'obeh_portal', 'obeh_worker') and rolname <> $1
  union all select format('it is no member of %s', $1::text) where not exists (select from reach where rolname = $1)
  union all select format('%s owns the database', rolname) from reach where oid = (select datdba from pg_database where datname = current_database())
  union all select format('%s owns %s', rolname, min(c.oid::regclass::text)) from reach join pg_class c on c.relowner = reach.oid
    where c.relpersistence <> 't' group by rolname
  union all select format('%s owns the schema %s', rolname, min(n.nspname)) from reach join pg_namespace n on n.nspowner = reach.oid
    where n.nspname !~ '^pg_' group by rolname
  union all select format('%s owns the function %s', rolname, min(p.oid::regprocedure::text)) from reach join pg_proc p on p.proowner = reach.oid group by rolname
  union all select 'it may create schemas' where has_database_privilege(session_user, current_database(), 'create')
  union all select format('it may create things in %s', nspname) from pg_namespace
    where nspname !~ '^pg_(temp|toast)' and has_schema_privilege(session_user, oid, 'create')
  union all select 'it reads passwords' where has_table_privilege(session_user, 'pg_catalog.pg_authid', 'select')`
