import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Id } from '../kernel/id.ts'
import { logHeads } from '../modules/audit/index.ts'
import type { Office } from './office.ts'

/**
 * Keeps the newest signed checkpoint of each log beside the database, where its superuser cannot reach it:
 * a log that is cut or rewritten later no longer agrees with it.
 */
export async function keepCheckpoints({ db, config }: Pick<Office, 'db' | 'config'>): Promise<void> {
  const folder = join(config.dataDirectory, 'checkpoints')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const { tenantId, note } of await logHeads(db)) {
    if (await keptCheckpoint(config.dataDirectory, tenantId) === note) continue
    const temporary = join(folder, `.${tenantId}.${process.pid}`)
    const file = await open(temporary, 'w', 0o600)
    try {
      await file.writeFile(note)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, join(folder, `${tenantId}.note`))
  }
}

export function keptCheckpoint(dataDirectory: string, tenantId: Id<'Tenant'>): Promise<string | undefined> {
  return readFile(join(dataDirectory, 'checkpoints', `${tenantId}.note`), 'utf8').catch(() => undefined)
}
