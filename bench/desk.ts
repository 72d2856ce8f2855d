import type pg from 'pg'

interface Where { readonly unitCode: string; readonly personEmail?: string }
export interface Desk { readonly itemIds: readonly string[]; readonly unitId: string; readonly personId: string | null }

/** Puts so many files, each with a document and its work, on the desk of a unit or of one of its people: copies of one that is there, made in sets. */
export async function fillDesk(pool: pg.Pool, count: number, { unitCode, personEmail }: Where): Promise<Desk> {
  const { rows: [place] } = await pool.query<{ unit_id: string; person_id: string | null }>(`
    select u.id as unit_id, (select id from identity.person where email = $2) as person_id from identity.unit u where u.code = $1`, [unitCode, personEmail ?? null])
  if (!place) throw new Error(`there is no unit ${unitCode}`)
  const { unit_id: unitId, person_id: personId } = place
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`create temp table plan on commit drop as select n, gen_random_uuid() as file_id, gen_random_uuid() as document_id,
      gen_random_uuid() as item_id from generate_series(1, ${count}) as n`)
    const run = `'B' || substr(p.file_id::text, 1, 18)`
    const held = `'holder_unit_id', '${unitId}'::uuid, 'holder_person_id', ${personId ? `'${personId}'::uuid` : 'null'}`
    await copy(client, 'records.file', `state in ('otevren', 'nevyrizen')`, `jsonb_build_object('id', p.file_id, 'unique_id', ${run}, 'file_reference', ${run},
      'due_on', current_date + (p.n % 90)::int, 'state', 'nevyrizen', 'settled_at', null, ${held})`)
    await copy(client, 'records.document', `direction = 'incoming' and state = 'nevyrizen'`, `jsonb_build_object('id', p.document_id, 'unique_id', ${run},
      'reference_number', ${run}, 'file_id', p.file_id, 'order_in_file', 1)`)
    await client.query(`insert into records.grant (tenant_id, document_id, grantee_id, grantee_kind, basis, at)
      select d.tenant_id, d.id, $1, 'unit', 'holder', now() from plan p join records.document d on d.id = p.document_id`, [unitId])
    await copy(client, 'circulation.item', `kind = 'handle' and stage_id is null`, `jsonb_build_object('id', p.item_id, 'file_id', p.file_id, 'document_id', p.document_id,
      'addressee_kind', '${personId ? 'person' : 'unit'}', 'addressee_id', '${personId ?? unitId}'::uuid, 'unit_id', '${unitId}'::uuid, 'state', 'open', 'taken_by', null,
      'outcome', null, 'answer', null, 'done_at', null, 'done_by', null, 'done_for', null, 'file_due_on', current_date + (p.n % 90)::int, 'version', 1)`)
    const { rows } = await client.query<{ id: string }>('select item_id as id from plan order by n')
    await client.query('commit')
    await client.query('vacuum analyze circulation.item, records.file, records.document, records.grant')
    return { itemIds: rows.map(({ id }) => id), unitId, personId }
  } finally {
    client.release()
  }
}

/** Copies of one row, each with some columns of its own; what the database computes it computes again. */
async function copy(client: pg.PoolClient, table: string, model: string, own: string) {
  const { rows } = await client.query<{ name: string }>(`select attname as name from pg_attribute
    where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`, [table])
  const columns = rows.map(({ name }) => `"${name}"`)
  await client.query(`insert into ${table} (${columns.join(', ')})
    select ${columns.map((name) => `r.${name}`).join(', ')} from plan p, (select to_jsonb(t) as row from ${table} t where ${model} limit 1) m,
      lateral jsonb_populate_record(null::${table}, m.row || ${own}) r`)
}
