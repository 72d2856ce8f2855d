import type pg from 'pg'

/** A table as it is copied: by the names of its columns, without those the database computes itself. */
export interface TableShape {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
  /** Bytes on the disk, about; the biggest are copied first. */
  readonly size: number
}

/** Where a numbering of the database itself stood. `last` is a bigint as text. */
export interface SequenceState {
  readonly schema: string
  readonly table: string
  readonly column: string
  readonly last: string
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
export const placeOf = ({ schema, name }: Pick<TableShape, 'schema' | 'name'>) => `${quoted(schema)}.${quoted(name)}`

/** Tables of extensions come back with the extension, and the halves of a partitioned table are tables themselves. */
const ordinary = `
  c.relkind = 'r' and c.relpersistence <> 't' and n.nspname not in ('pg_catalog', 'information_schema')
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

export async function readTables(client: pg.ClientBase, schemas: readonly string[]): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select n.nspname as schema, c.relname as name, pg_table_size(c.oid)::float8 as size, array(
      select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ordinary} and n.nspname = any($1::text[]) order by size desc, 1, 2`, [schemas])
  return rows
}

/** Tables in no schema of these: somebody else's, in the same database. */
export async function readTablesElsewhere(client: pg.ClientBase, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ordinary} and n.nspname <> all($1::text[]) order by 1`, [schemas])
  return rows.map(({ name }) => name)
}

/** Not part of any moment: a number once given out is not given out again, whether its row is in the copy or not. */
export async function readSequences(client: pg.ClientBase, schemas: readonly string[]): Promise<SequenceState[]> {
  const { rows } = await client.query<Omit<SequenceState, 'last'> & { sequence: string }>(`
    select n.nspname as schema, c.relname as table, a.attname as column, pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) as sequence
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where ${ordinary} and n.nspname = any($1::text[]) and a.attnum > 0 and not a.attisdropped
      and pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null order by 1, 2, 3`, [schemas])
  const states: SequenceState[] = []
  for (const { sequence, ...state } of rows) {
    const { rows: [at] } = await client.query<{ last: string }>(`select (case when is_called then last_value else 0 end)::text as last from ${sequence}`)
    states.push({ ...state, last: at?.last ?? '0' })
  }
  return states
}
