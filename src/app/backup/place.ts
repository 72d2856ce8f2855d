import { mkdir, readdir } from 'node:fs/promises'
import type pg from 'pg'
import type { Config } from '../../platform/config/index.ts'
import { beginRestore, finishRestore, restoreMarkName, restoreState, unfinishedRestore } from '../restore-mark.ts'
import { BackupRefusal } from './refusal.ts'

/** The embedded database, whose tables are looked at by themselves, the mark of a restore, and what a file system puts into every new disk. */
const ours = new Set(['postgres', restoreMarkName, 'lost+found'])

/** Refuses a folder with anything in it, unless a restore that was cut off has left it there. Writes nothing. */
export async function requireEmptyData({ dataDirectory, secretsDirectory }: Pick<Config, 'dataDirectory' | 'secretsDirectory'>, say: (line: string) => void): Promise<void> {
  const before = await unfinishedRestore(dataDirectory)
  if (before !== undefined) {
    say(`An earlier restore into ${dataDirectory} was cut off (${before}). It is begun anew.`)
    return
  }
  for (const folder of [dataDirectory, secretsDirectory]) {
    const found = (await readdir(folder).catch(() => [])).filter((name) => !ours.has(name))
    if (found.length === 0) continue
    throw new BackupRefusal('place-not-empty', `${folder} is not empty (${found.slice(0, 5).join(', ')}). Restoring would mix two offices: set OBEH_DATA to a new folder, or move this one away first.`)
  }
}

/**
 * Takes an empty place for a restore: clears away the tables an earlier one has left, and marks it. What that one has put into folders is
 * written over, and stored files lie under their hash: those that are there already are the same.
 */
export async function takePlace(client: pg.ClientBase, dataDirectory: string, schemas: readonly string[], what: string): Promise<void> {
  const state = await restoreState(client)
  if (state === 'whole') throw new BackupRefusal('restored-already', 'The restore into this place had ended, only its last word was missing. Start the office.')
  if (state === 'none') await requireEmptyDatabase(client, schemas)
  // Only what a restore has made: schemas of these names that were here before it may be somebody else's.
  else for (const schema of [...schemas, 'obeh_restore']) await client.query(`drop schema if exists ${schema} cascade`)
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  await beginRestore(client, dataDirectory, what)
}

export const leavePlace = finishRestore

async function requireEmptyDatabase(client: pg.ClientBase, schemas: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`select coalesce(n.nspname || '.' || c.relname, n.nspname) as name from pg_namespace n left join pg_class c on c.relnamespace = n.oid and c.relkind = 'r' where n.nspname = any($1::text[]) order by 1 limit 3`, [schemas])
  if (rows.length > 0) {
    throw new BackupRefusal('place-not-empty', `The database is not empty (${rows.map(({ name }) => name).join(', ')}, …). Restore into a new one: create an empty database and set DATABASE_URL to it, or set OBEH_DATA to a new folder.`)
  }
}
