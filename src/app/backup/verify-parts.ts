import { join } from 'node:path'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { hashFile } from '../../platform/copies/index.ts'
import { contentStore } from '../../platform/files/index.ts'
import { atOnce } from './at-once.ts'
import { isWhole, pathInPool } from './pool.ts'
import { readContentList, type Generation } from './generations.ts'
import { partsOf } from './manifest.ts'
import { progress, readableSize } from './progress.ts'
import { BackupRefusal } from './refusal.ts'

export interface BackedUpContent { readonly tenantId: Id<'Tenant'>; readonly sha256: Sha256; readonly size: number }

const readsAtOnce = 4
const anotherCopy = 'Take another generation (--generation) or another copy of the backup.'

/**
 * Reads every byte of a backup and refuses it where one is not as the signed manifest says, by the name of the file. With `acceptDamage` the
 * stored files that are damaged are returned instead; without the rest of its parts a backup is none.
 */
export async function verifyParts(generation: Generation, { acceptDamage, say }: { readonly acceptDamage: boolean; readonly say: (line: string) => void }): Promise<BackedUpContent[]> {
  const { folder, manifest } = generation
  for (const { part, sha256, size } of partsOf(manifest)) {
    const found = await hashFile(join(folder, part))
    if (!found) throw new BackupRefusal('part-changed', `${join(folder, part)} is missing from the backup. ${anotherCopy}`)
    if (found.sha256 !== sha256 || found.size !== size) throw new BackupRefusal('part-changed', `${join(folder, part)} was changed or damaged. ${anotherCopy}`)
  }
  const damaged: BackedUpContent[] = []
  const [pool, tick] = [contentStore(generation.contentsFolder), progress(say)]
  let [count, bytes] = [0, 0]
  await atOnce(readsAtOnce, contentsOf(generation), async (content) => {
    if (!(await isWhole(pool, content))) damaged.push(content)
    count++
    bytes += content.size
    tick(() => `Verifying the backup: ${count} of ${manifest.contents.count} stored files, ${readableSize(bytes)}`)
  })
  if (damaged.length > 0 && !acceptDamage) throw new BackupRefusal('part-changed', describe(generation, damaged))
  return damaged
}

function describe({ contentsFolder }: Generation, damaged: readonly BackedUpContent[]): string {
  const some = damaged.slice(0, 5).map((content) => pathInPool(contentsFolder, content))
  const more = damaged.length > some.length ? ` and ${damaged.length - some.length} more` : ''
  return `${some.join(', ')}${more}: missing, changed or damaged. ${anotherCopy} To restore everything else without them: --accept-damage`
}

/** The stored files that a generation has. */
export async function* contentsOf({ folder, manifest }: Generation): AsyncGenerator<BackedUpContent> {
  for await (const { tenantId, sha256, size } of readContentList(join(folder, manifest.contents.part))) yield { tenantId: tenantId as Id<'Tenant'>, sha256: sha256 as Sha256, size }
}
