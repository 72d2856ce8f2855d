import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Id } from '../kernel/id.ts'
import { extendCheckpoint, isSignedBy, logHeads, logTenants } from '../modules/audit/index.ts'
import { asTenant } from '../platform/database/index.ts'
import { replaceDurably } from '../platform/disk/index.ts'
import type { Office } from './office.ts'

/**
 * Keeps the newest signed checkpoint of each log beside the database, where its superuser cannot reach it: a log that is cut or
 * rewritten later no longer agrees with it. What is kept gives way only to a checkpoint that is proven to extend it; anything else
 * goes to `report`, every time, and the evidence stays until a person has looked.
 */
export async function keepCheckpoints({ db, config, logKey }: Pick<Office, 'db' | 'config' | 'logKey'>, report: (problem: string) => void = say): Promise<void> {
  // Read before the heads: a head may be newer than what was kept, never older.
  const kept = await keptCheckpoints(config.dataDirectory)
  const heads = new Map((await logHeads(db)).map((head) => [head.tenantId, head]))
  for (const tenantId of new Set([...await logTenants(db), ...kept?.keys() ?? []])) {
    const refused = (why: string) => report(`The checkpoint kept of the log of ${tenantId} was not replaced (${why}). Run "obeh log verify".`)
    const known = kept?.get(tenantId)
    const head = heads.get(tenantId)
    if (known !== undefined) {
      const extended = await asTenant(tenantId, () => extendCheckpoint(db, tenantId, logKey, known))
      if (!extended.ok) refused(extended.refusal)
      else if (extended.value !== known) await keep(config.dataDirectory, tenantId, extended.value)
    } else if (!head) refused('no-log')
    else if (!isSignedBy(head.note, logKey)) refused('head-not-trusted')
    else if (kept && head.size > 0) refused('missing: it was taken away; remove the folder "checkpoints" to begin anew')
    else await keep(config.dataDirectory, tenantId, head.note)
  }
}

/** What is kept, by tenant; undefined where nothing has ever been kept. */
export async function keptCheckpoints(dataDirectory: string): Promise<Map<Id<'Tenant'>, string> | undefined> {
  const names = await readdir(folderIn(dataDirectory)).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (!names) return undefined
  const kept = new Map<Id<'Tenant'>, string>()
  for (const name of names) {
    const [, tenantId] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.note$/.exec(name) ?? []
    if (tenantId !== undefined) kept.set(tenantId as Id<'Tenant'>, await readFile(join(folderIn(dataDirectory), name), 'utf8'))
  }
  return kept
}

/** The folder appears with the first checkpoint, so that an empty one says that something was taken away. */
async function keep(dataDirectory: string, tenantId: Id<'Tenant'>, note: string) {
  const folder = folderIn(dataDirectory)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await replaceDurably(join(folder, `${tenantId}.note`), note)
}

const folderIn = (dataDirectory: string) => join(dataDirectory, 'checkpoints')

function say(problem: string) {
  process.stderr.write(`${problem}\n`)
}
