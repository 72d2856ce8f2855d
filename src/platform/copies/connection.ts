import pg from 'pg'

/** Never ended by a limit somebody set for ordinary work, and never shown only a part of a table in silence. */
const settings = `
  set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0; set client_encoding = 'UTF8';
  set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex'; set extra_float_digits = 1; set row_security = off`

/**
 * Where the walls bind the owner as well (row security is forced), and every one of them has a door for the owner, it is opened: the owner
 * then sees all rows without bypassing anything. Elsewhere row security stays off, and PostgreSQL raises.
 */
const opening = `
  select set_config('row_security', 'on', false), set_config('obeh.door', 'open', false)
  where not (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) and not exists (
    select from pg_class c where c.relrowsecurity and c.relkind in ('r', 'p') and not (pg_has_role(c.relowner, 'usage')
      and (not c.relforcerowsecurity or exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'door'))))`

/** A connection for copying, as the owner of the database. With `row_security` off PostgreSQL raises where it would hide rows. */
export async function connectForCopies(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name })
  // A connection that dies reports it by the query that was on its way.
  client.on('error', () => {})
  await client.connect()
  await client.query(settings)
  await client.query(opening)
  return client
}
