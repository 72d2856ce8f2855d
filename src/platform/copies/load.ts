import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { placeOf, quoted, type SequenceState, type TableShape } from './catalogue.ts'

/**
 * Runs the work in one transaction in which no foreign key is checked and no trigger fires; at its end every foreign key is there again and
 * has been checked against all rows at once, and every trigger is as it was. Needs no more than to own the tables, whom row security does
 * not bind meanwhile: rows cannot be copied in through a policy.
 */
export async function whileUnchecked(client: pg.Client, schemas: readonly string[], work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    const keys = await readForeignKeys(client, schemas)
    const triggers = await readTriggers(client, schemas)
    for (const { place, name } of keys) await client.query(`alter table ${place} drop constraint ${name}`)
    for (const { place, name } of triggers) await client.query(`alter table ${place} disable trigger ${name}`)
    const walls = await readForced(client, schemas)
    for (const place of walls) await client.query(`alter table ${place} no force row level security`)
    await work()
    for (const place of walls) await client.query(`alter table ${place} force row level security`)
    for (const { place, name } of triggers) await client.query(`alter table ${place} enable trigger ${name}`)
    for (const { place, name, definition } of keys) await client.query(`alter table ${place} add constraint ${name} ${definition}`)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

interface OfTable { readonly place: string; readonly name: string }

async function readForeignKeys(client: pg.Client, schemas: readonly string[]): Promise<(OfTable & { readonly definition: string })[]> {
  const { rows } = await client.query<OfTable & { definition: string }>(`
    select format('%I.%I', n.nspname, c.relname) as place, format('%I', k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and n.nspname = any($1::text[]) order by 1, 2`, [schemas])
  return rows
}

async function readForced(client: pg.Client, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ place: string }>(`
    select format('%I.%I', n.nspname, c.relname) as place from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relforcerowsecurity and n.nspname = any($1::text[]) order by 1`, [schemas])
  return rows.map(({ place }) => place)
}

async function readTriggers(client: pg.Client, schemas: readonly string[]): Promise<OfTable[]> {
  const { rows } = await client.query<OfTable>(`
    select format('%I.%I', n.nspname, c.relname) as place, format('%I', t.tgname) as name
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and t.tgenabled = 'O' and n.nspname = any($1::text[]) order by 1, 2`, [schemas])
  return rows
}

/** Empties the tables, those that a migration has filled among them. Within `whileUnchecked`. */
export async function emptyTables(client: pg.Client, tables: readonly Pick<TableShape, 'schema' | 'name'>[]): Promise<void> {
  if (tables.length > 0) await client.query(`truncate ${tables.map(placeOf).join(', ')}`)
}

/** Fills a table emptied in the same transaction, from the text of `wholeTable`. Numbers the database would give itself are taken as they are. */
export async function copyIn(client: pg.Client, table: Pick<TableShape, 'schema' | 'name' | 'columns'>, source: Readable): Promise<number> {
  const line = client.query(from(`copy ${placeOf(table)} (${table.columns.map(quoted).join(', ')}) from stdin with (freeze)`))
  await pipeline(source, line)
  return line.rowCount
}

/** Which of these columns the database does not have; undefined where it does not have the table. */
export async function columnsLacking(client: pg.Client, { schema, name, columns }: Pick<TableShape, 'schema' | 'name' | 'columns'>): Promise<readonly string[] | undefined> {
  const { rows } = await client.query<{ column: string }>(`
    select a.attname::text as column from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = $1 and c.relname = $2 and a.attnum > 0 and not a.attisdropped`, [schema, name])
  const known = new Set(rows.map(({ column }) => column))
  return known.size === 0 ? undefined : columns.filter((column) => !known.has(column))
}

/** The same as `copyIn`; what stands in these columns, which the table does not have, is read over. */
export async function copyInWithout(client: pg.Client, table: Pick<TableShape, 'schema' | 'name' | 'columns'>, lacking: readonly string[], source: Readable): Promise<number> {
  for (const column of lacking) await client.query(`alter table ${placeOf(table)} add column ${quoted(column)} text`)
  const rows = await copyIn(client, table, source)
  for (const column of lacking) await client.query(`alter table ${placeOf(table)} drop column ${quoted(column)}`)
  return rows
}

export async function countRows(client: pg.Client, table: Pick<TableShape, 'schema' | 'name'>): Promise<number> {
  const { rows } = await client.query<{ n: string }>(`select count(*)::text as n from ${placeOf(table)}`)
  return Number(rows[0]?.n)
}

/** Lets the database number on from where it stood. */
export async function setSequence(client: pg.Client, { schema, table, column, last }: SequenceState): Promise<void> {
  if (last === '0') return
  await client.query('select setval(pg_get_serial_sequence($1, $2)::regclass, $3::bigint)', [placeOf({ schema, name: table }), column, last])
}
