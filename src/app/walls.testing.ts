import { sql } from 'kysely'
import type { Id } from '../kernel/id.ts'
import type { Database } from '../platform/database/index.ts'

export interface Table {
  readonly name: string
  /** The column that says whose a row is. */
  readonly key: string
  /** Columns that can be set. */
  readonly columns: readonly string[]
  readonly readers: readonly ('app' | 'portal')[]
}

/** Every table that has a tenant, whatever room it is of. */
export async function tablesOf(db: Database): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select c.oid::regclass::text as name, format('%I', a.attname) as key,
      array(select format('%I', o.attname) from pg_attribute o where o.attrelid = c.oid and o.attnum > 0 and not o.attisdropped and o.attgenerated = '' and o.attidentity = '') as columns,
      array_remove(array[case when has_table_privilege('obeh_app', c.oid, 'select') then 'app' end, case when has_table_privilege('obeh_portal', c.oid, 'select') then 'portal' end], null) as readers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker') and a.attnum > 0 and not a.attisdropped
      and (a.attname = 'tenant_id' or col_description(c.oid, a.attnum) = 'tenant') order by 1`.execute(db)
  return rows
}

/**
 * Gives each tenant one row in every table, and no more sense than that: rules about contents are taken away first, so that a table made
 * tomorrow is filled as well. Only for a database that is thrown away.
 */
export async function fillEveryTable(db: Database, tables: readonly Table[], tenants: readonly Id<'Tenant'>[]): Promise<void> {
  for (const { name } of tables) {
    const { rows: rules } = await sql<{ name: string }>`
      select format('%I', conname) as name from pg_constraint where conrelid = ${name}::regclass and contype in ('c', 'f') order by contype desc`.execute(db)
    for (const rule of rules) await sql.raw(`alter table ${name} drop constraint if exists ${rule.name} cascade`).execute(db)
  }
  for (const { name, key } of tables) {
    const { rows: columns } = await sql<{ column: string; type: string; keyed: boolean; required: boolean }>`
      select format('%I', a.attname) as column, format_type(a.atttypid, null) as type, a.attnotnull as required,
        exists (select from pg_index i where i.indrelid = a.attrelid and i.indisprimary and a.attnum = any(i.indkey)) as keyed
      from pg_attribute a where a.attrelid = ${name}::regclass and a.attnum > 0 and not a.attisdropped and a.attidentity = ''`.execute(db)
    const set = columns.filter(({ keyed, column }) => keyed && column !== key)
    for (const { column, required, keyed } of columns) if (required && !keyed) await sql.raw(`alter table ${name} alter column ${column} drop not null`).execute(db)
    await sql.raw(`delete from ${name}`).execute(db)
    for (const tenant of tenants) {
      await sql.raw(`insert into ${name} (${[key, ...set.map(({ column }) => column)].join(', ')}) values ('${tenant}', ${set.map(({ type }) => someOf(type)).join(', ')})`.replace(', )', ')')).execute(db)
    }
  }
}

function someOf(type: string): string {
  if (type === 'uuid') return 'gen_random_uuid()'
  if (type === 'date' || type.startsWith('timestamp')) return 'now()'
  if (['bigint', 'integer', 'smallint', 'numeric'].includes(type)) return '1'
  return `'x'`
}
