import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parsePointer, pointerName } from './home-choice.ts'
import { startPostgres } from './start.ts'

/** Removes the cluster that `startPostgres` made for a directory, wherever it lives, and the directory; ends its server if that still runs. */
export async function removeCluster(directory: string): Promise<void> {
  const pointer = parsePointer(await readFile(join(directory, pointerName), 'utf8').catch(() => ''))
  const home = pointer?.home ?? directory
  // There while it runs, and after it was killed.
  if (await stat(join(home, 'cluster', 'postmaster.pid')).then(() => true, () => false)) await (await startPostgres({ directory })).stop()
  if (home !== directory) await rm(home, { recursive: true, force: true })
  await rm(directory, { recursive: true, force: true })
}
