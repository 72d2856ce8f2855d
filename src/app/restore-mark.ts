import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { BadConfig } from '../platform/config/index.ts'

const fileIn = (dataDirectory: string) => join(dataDirectory, 'restore-unfinished')
export const restoreMarkName = 'restore-unfinished'

/** What the mark in a database says of a restore into it. */
export type RestoreState = 'none' | 'unfinished' | 'whole'

/**
 * Marks a place as one that is being restored, in the database and beside the data; until `finishRestore` no office opens there, so what
 * lies in it is nobody's work and may be cleared away.
 */
export async function beginRestore(client: pg.ClientBase, dataDirectory: string, what: string): Promise<void> {
  await writeFile(fileIn(dataDirectory), `${what}\n`, { mode: 0o600, flush: true })
  await client.query('create schema obeh_restore; create table obeh_restore.mark (whole boolean not null); insert into obeh_restore.mark values (false)')
}

/** The one step after which the place is an office. */
export async function finishRestore(client: pg.ClientBase, dataDirectory: string): Promise<void> {
  await client.query('update obeh_restore.mark set whole = true')
  await clearMarks(client, dataDirectory)
}

export async function restoreState(client: pg.ClientBase): Promise<RestoreState> {
  const { rows: [there] } = await client.query<{ yes: boolean }>(`select to_regclass('obeh_restore.mark') is not null as yes`)
  if (!there?.yes) return 'none'
  const { rows: [mark] } = await client.query<{ whole: boolean }>('select whole from obeh_restore.mark')
  return mark?.whole ? 'whole' : 'unfinished'
}

/** What was being restored beside these data when it was cut off. */
export async function unfinishedRestore(dataDirectory: string): Promise<string | undefined> {
  return readFile(fileIn(dataDirectory), 'utf8').then((text) => text.trim(), () => undefined)
}

/** Refuses to open what a restore that was cut off has left. */
export async function requireNoRestore(databaseUrl: string, dataDirectory: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'obeh start' })
  await client.connect()
  try {
    const state = await restoreState(client)
    if (state === 'whole') await clearMarks(client, dataDirectory)
    else if (state === 'unfinished' || (await unfinishedRestore(dataDirectory)) !== undefined) {
      throw new BadConfig(`A restore into this place was cut off or is still running (${dataDirectory}). Let it end, or begin it anew by: obeh restore DIR`)
    }
  } finally {
    await client.end()
  }
}

/** The file goes first: the mark in the database alone says whether the place is whole. */
async function clearMarks(client: pg.ClientBase, dataDirectory: string): Promise<void> {
  await rm(fileIn(dataDirectory), { force: true })
  await client.query('drop schema obeh_restore cascade')
}
