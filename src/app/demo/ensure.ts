import { isEmptyDatabase } from '../../modules/identity/index.ts'
import { emptyDemo, unfinishedDemo, whileFounding } from '../founding.ts'
import type { Office } from '../office.ts'
import { fillDemoOffice } from './fill.ts'

/** Fills an empty database with the demo office; one that was cut off in the middle is begun anew. One process does it, others wait. */
export function ensureDemo(office: Office, say: (line: string) => void, signal?: AbortSignal): Promise<void> {
  return whileFounding(office.databaseUrl, async () => {
    const unfinished = unfinishedDemo(office.config.dataDirectory)
    if (await unfinished.isThere()) await emptyDemo(office.databaseUrl)
    if (!(await isEmptyDatabase(office.db))) return
    await unfinished.set()
    await fillDemoOffice(office, say, undefined, signal)
    await unfinished.remove()
  })
}
