import { isEmptyDatabase } from '../../modules/identity/index.ts'
import { emptyDemo, unfinishedDemo, whileFounding } from '../founding.ts'
import type { Config } from '../../platform/config/index.ts'
import { asOwner } from '../database.ts'
import type { Office } from '../office.ts'
import { fillDemoOffice } from './fill.ts'

/**
 * Fills an empty database with the demo office; one that was cut off in the middle is begun anew. One process does it, others wait.
 * `config` tells where the owner of the database is, whom the office has forgotten.
 */
export function ensureDemo(office: Office, config: Config, say: (line: string) => void, signal?: AbortSignal): Promise<void> {
  return whileFounding(office.logins.app, async () => {
    const unfinished = unfinishedDemo(office.config.dataDirectory)
    if (await unfinished.isThere()) await asOwner(config, emptyDemo)
    if (!(await isEmptyDatabase(office.db))) return
    await unfinished.set()
    await fillDemoOffice(office, say, undefined, signal)
    await unfinished.remove()
  })
}
