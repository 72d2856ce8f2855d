import type pg from 'pg'

const schemas = ['audit', 'circulation', 'graphile_worker', 'identity', 'intake', 'platform', 'records']

/**
 * Copies every row that one committed transaction wrote into tables of the same shape with the same indexes (not unique),
 * and returns a transaction that writes those rows again and does nothing else: what the database alone would need.
 */
export async function mirrorOf(pool: pg.Pool, xmin: string): Promise<{ tables: number; rows: number; write: () => Promise<void> }> {
  await pool.query('drop schema if exists bench cascade; create schema bench')
  const { rows: tables } = await pool.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any ($1) order by 1, 2`, [schemas])
  const inserts: string[] = []
  let count = 0
  for (const { schema, name } of tables) {
    const from = `"${schema}"."${name}"`
    const written = await pool.query(`select * from ${from} where xmin::text = $1`, [xmin])
    if (written.rowCount === null || written.rowCount === 0) continue
    const [source, target] = [`bench."from_${schema}_${name}"`, `bench."to_${schema}_${name}"`]
    await pool.query(`create table ${source} as select * from ${from} where xmin::text = '${xmin}'`)
    await pool.query(`create table ${target} as select * from ${source} limit 0`)
    const { rows: indexes } = await pool.query<{ indexdef: string }>('select indexdef from pg_indexes where schemaname = $1 and tablename = $2', [schema, name])
    for (const { indexdef } of indexes) {
      await pool.query(indexdef.replace(/^CREATE (UNIQUE )?INDEX \S+ ON \S+/, `CREATE INDEX ON ${target}`))
    }
    inserts.push(`insert into ${target} select * from ${source}`)
    count += written.rowCount
  }
  return {
    tables: inserts.length, rows: count,
    async write() {
      const client = await pool.connect()
      try {
        await client.query('begin')
        for (const [i, text] of inserts.entries()) await client.query({ name: `write-${xmin}-${i}`, text })
        await client.query('commit')
      } finally {
        client.release()
      }
    },
  }
}
