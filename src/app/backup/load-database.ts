import { join } from 'node:path'
import type pg from 'pg'
import { columnsLacking, copyIn, copyInWithout, countRows, emptyTables, readPart, setSequence, whileUnchecked } from '../../platform/copies/index.ts'
import { jobsTable, makeJobsTable, takeJobs } from '../../platform/events/index.ts'
import type { Generation } from './generations.ts'
import { progress } from './progress.ts'

/** A table or the queue that holds another number of rows than the backup says. */
export interface CountDifference { readonly table: string; readonly expected: number; readonly found: number }

/**
 * Loads everything into a database that has the form the backup was made of, in one transaction: a restore that is cut off leaves no half
 * of it. What the tables hold is counted afterwards, not believed. A table or a column that is none of the office's, though it stood among
 * them, is left out and named.
 */
export async function loadDatabase(client: pg.Client, { folder, manifest }: Generation, schemas: readonly string[], say: (line: string) => void): Promise<CountDifference[]> {
  const { jobs, sequences } = manifest
  const lacking = new Map<string, readonly string[]>()
  const differences: CountDifference[] = []
  for (const table of manifest.tables) {
    const [name, columns] = [`${table.schema}.${table.name}`, await columnsLacking(client, table)]
    if (columns) lacking.set(name, columns)
    for (const stray of columns ? columns.map((column) => `${name}.${column}`) : [name]) differences.push({ table: stray, expected: table.rows, found: 0 })
  }
  const tables = manifest.tables.filter(({ schema, name }) => lacking.has(`${schema}.${name}`))
  const tick = progress(say)
  await whileUnchecked(client, schemas, async () => {
    await emptyTables(client, tables)
    for (const [at, table] of tables.entries()) {
      await copyInWithout(client, table, lacking.get(`${table.schema}.${table.name}`) ?? [], readPart(join(folder, table.part)))
      tick(() => `Loading the database: ${at + 1} of ${tables.length} tables`)
    }
    for (const sequence of sequences) if (tables.some(({ schema, name }) => schema === sequence.schema && name === sequence.table)) await setSequence(client, sequence)
    await makeJobsTable(client)
    await copyIn(client, jobsTable, readPart(join(folder, jobs.part)))
    const taken = await takeJobs(client)
    if (taken !== jobs.rows) differences.push({ table: 'jobs', expected: jobs.rows, found: taken })
    for (const table of tables) {
      const found = await countRows(client, table)
      if (found !== table.rows) differences.push({ table: `${table.schema}.${table.name}`, expected: table.rows, found })
    }
  })
  await client.query('analyze')
  return differences
}
