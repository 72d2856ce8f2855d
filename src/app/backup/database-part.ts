import { join } from 'node:path'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { parseCheckpoint } from '../../engines/merkle/index.ts'
import { wholeTable, writePart, type CopiedOut, type Moment, type TableShape } from '../../platform/copies/index.ts'
import type { MigrationSource } from '../../platform/database/index.ts'
import { unfinishedJobs } from '../../platform/events/index.ts'
import type { BackedUpTable, Manifest } from './manifest.ts'
import { progress, readableSize } from './progress.ts'

export const queueSchema = 'graphile_worker'

/** Every schema of the office: those of the rooms, the platform's, and that of the job queue. */
export function schemasOf(sources: readonly MigrationSource[]): string[] {
  return [...new Set(['platform', ...sources.map(({ room }) => room), queueSchema])]
}

/** The queue goes by its jobs, and the list of migrations stands in the manifest. */
const isCopied = ({ schema, name }: TableShape) => schema !== queueSchema && !(schema === 'platform' && name === 'migration')

export type DatabaseParts = Pick<Manifest, 'tables' | 'jobs' | 'sequences' | 'migrations' | 'logs'>

/** Copies everything in the database of this moment into a folder, several tables at once, as streams. */
export async function writeDatabaseParts(moment: Moment, folder: string, say: (line: string) => void): Promise<DatabaseParts> {
  const copied = moment.tables.filter(isCopied)
  const written: BackedUpTable[] = []
  let jobs: Manifest['jobs'] | undefined
  const tick = progress(say)
  const all = copied.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  await moment.each<TableShape | 'jobs'>([...copied, 'jobs'], async (item, copyOut) => {
    if (item === 'jobs') {
      jobs = await writeOut(folder, 'jobs.zst', copyOut(unfinishedJobs))
      return
    }
    const { schema, name, columns, size } = item
    written.push({ schema, name, columns: [...columns], ...await writeOut(folder, `${schema}.${name}.zst`, copyOut(wholeTable(item))) })
    done += size
    tick(() => `Copying the database: ${written.length} of ${copied.length} tables, ${readableSize(done)} of ${readableSize(all)}`)
  })
  if (!jobs) throw new Error('the jobs were not copied')
  const tables = written.sort((a, b) => (a.part < b.part ? -1 : 1))
  const sequences = moment.sequences.filter(({ schema }) => schema !== queueSchema)
  return { tables, jobs, sequences, migrations: await readMigrations(moment), logs: await readLogs(moment) }
}

async function writeOut(folder: string, part: string, { stream, rows }: CopiedOut) {
  const written = await writePart(join(folder, part), stream)
  return { part, ...written, rows: rows() }
}

async function readMigrations(moment: Moment): Promise<Manifest['migrations']> {
  return moment.query<{ room: string; number: number; sha256: Sha256 }>('select room, number, sha256 from platform.migration order by at, room, number')
}

async function readLogs(moment: Moment): Promise<Manifest['logs']> {
  const rows = await moment.query<{ tenantId: Id<'Tenant'>; origin: string; size: string; note: string }>(
    'select tenant_id as "tenantId", origin, size::text, note from audit.head order by 1')
  return rows.map(({ tenantId, origin, size, note }) => {
    const checkpoint = parseCheckpoint(`${note.split('\n\n', 1)[0]}\n`)
    return { tenantId, origin, size: Number(size), rootHash: checkpoint.ok ? Buffer.from(checkpoint.value.root).toString('hex') as Sha256 : null }
  })
}

/** Columns by which rooms say which stored contents a row stands on. */
const mentions = [{ schema: 'records', name: 'version' }, { schema: 'audit', name: 'rendition' }, { schema: 'intake', name: 'item' }]

/** Lists the contents the office stands on at this moment, a tenant and a hash on each line, in the order of a content store, into a file of this name. */
export async function writeMentioned(moment: Moment, folder: string, part: string): Promise<void> {
  const there = mentions.filter((each) => moment.tables.some(({ schema, name }) => schema === each.schema && name === each.name))
  const select = there.map(({ schema, name }) => `select tenant_id, sha256 collate "C" from ${schema}.${name}`).join(' union ')
  await moment.each(['mentioned'], async (_, copyOut) => void (await writeOut(folder, part, copyOut(`copy (${select ? `${select} order by 1, 2` : 'select where false'}) to stdout with (delimiter ' ')`))))
}
