import { createHash } from 'node:crypto'
import pg from 'pg'

/** The tenant of the transaction, evaluated once a statement so that indexes serve; null without one, which equals no row's. */
const tenant = `(select nullif(current_setting('obeh.tenant', true), '')::uuid)`

/**
 * Built-in functions behind operators that indexes serve. Under row security PostgreSQL asks an index only for operators it takes for
 * leakproof, and these are not marked as such although no error of theirs names a value.
 */
const quiet = [
  'ts_match_vq(tsvector, tsquery)', 'arrayoverlap(anyarray, anyarray)', 'arraycontains(anyarray, anyarray)', 'arraycontained(anyarray, anyarray)',
  'textlike(text, text)', 'texticlike(text, text)', 'lower(text)', 'jsonb_extract_path_text(jsonb, text[])',
] as const

/**
 * Row security on every table that has a tenant: a column `tenant_id`, or the one whose comment is `tenant`. The role of the server sees
 * the rows of the tenant its transaction names, the portal's role the same of what it may read. The owner is bound as well (forced), but
 * may open a door for the time of one transaction or function: `set local obeh.door = 'open'`.
 */
const raising = `
  do $walls$
  declare
    t record;
    is_tenant text;
    definition text;
  begin
    for t in
      select c.oid, format('%I.%I', n.nspname, c.relname) as name, format('%I', a.attname) as key, pg_get_userbyid(c.relowner) as owner,
        c.relrowsecurity and c.relforcerowsecurity as raised,
        has_table_privilege('obeh_portal', c.oid, 'select') as is_public
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and c.relpersistence <> 't'
        and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
        and (a.attname = 'tenant_id' or col_description(c.oid, a.attnum) = 'tenant')
    loop
      is_tenant := format($$%s = ${tenant}$$, t.key);
      definition := md5(is_tenant || t.owner || t.is_public || 'VERSION');
      continue when t.raised and exists (
        select from pg_policy p where p.polrelid = t.oid and p.polname = 'tenant' and obj_description(p.oid, 'pg_policy') = definition);
      execute format('drop policy if exists tenant on %s', t.name);
      execute format('drop policy if exists tenant_of_portal on %s', t.name);
      execute format('drop policy if exists door on %s', t.name);
      execute format('create policy tenant on %s to obeh_app, %I using (%s) with check (%s)', t.name, t.owner, is_tenant, is_tenant);
      execute format($$create policy door on %s to %I using ((select current_setting('obeh.door', true) = 'open')) $$
        || $$with check ((select current_setting('obeh.door', true) = 'open'))$$, t.name, t.owner);
      if t.is_public then execute format('create policy tenant_of_portal on %s for select to obeh_portal using (%s)', t.name, is_tenant); end if;
      execute format('alter table %s enable row level security', t.name);
      execute format('alter table %s force row level security', t.name);
      execute format('comment on policy tenant on %s is %L', t.name, definition);
    end loop;
  end $walls$`

/** Changes whenever the walls do: a part of the key under which a ready-made database may be kept. */
export const wallsKey = createHash('sha256').update(raising).update(quiet.join()).digest('hex')

/** Options of a connection of the owner that is to see every row in spite of the walls: migrations, the sweep, backups. */
export const openDoor = `-c obeh.door=open`

/**
 * Raises the walls where they do not stand as they should; a table that was made a moment ago is no exception. Only a superuser may mark
 * functions: elsewhere searching stays right and is slower until the administrator has done it (docs/guide/admin.md).
 */
export async function raiseWalls(client: pg.Client): Promise<void> {
  const { rows: [roles] } = await client.query<{ made: boolean }>(`select count(*) = 2 as made from pg_roles where rolname in ('obeh_app', 'obeh_portal')`)
  if (!roles?.made) return
  await client.query('begin')
  try {
    await client.query(raising.replace('VERSION', wallsKey))
    await client.query(marking)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Throws unless every table of every room stands behind its wall, or is one of those that belong to no tenant. */
export async function requireWalls(ownerUrl: string, withoutTenant: Readonly<Record<string, string>>): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'obeh start' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(unwalled)
    const open = rows.map(({ name }) => name).filter((name) => withoutTenant[name] === undefined)
    if (open.length > 0) throw new Error(`No wall between offices stands around ${open.join(', ')}. Give it a tenant_id, or name it in src/app/walls.ts with the reason.`)
  } finally {
    await client.end()
  }
}

/** Tables, and views that would look with the eyes of their owner. */
const unwalled = `
  select format('%s.%s', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker') and case
    when c.relkind in ('r', 'p') then not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant'))
    when c.relkind = 'v' then not coalesce(c.reloptions::text[] && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
    else c.relkind in ('m', 'f') end
  order by 1`

const marking = `
  do $$
  declare f text;
  begin
    if not (select rolsuper from pg_roles where rolname = current_user) then return; end if;
    for f in select p.oid::regprocedure::text from pg_proc p
      where p.oid in (${quiet.map((name) => `'pg_catalog.${name}'::regprocedure`).join(', ')}) and not p.proleakproof
    loop execute format('alter function %s leakproof', f); end loop;
  end $$`
