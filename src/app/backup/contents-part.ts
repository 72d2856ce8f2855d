import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { once } from 'node:events'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { linesOf, writePart } from '../../platform/copies/index.ts'
import { contentStore, type StoredContent, type WholeStore } from '../../platform/files/index.ts'
import { atOnce } from './at-once.ts'
import type { Erased } from './erased.ts'
import type { Manifest } from './manifest.ts'
import { copyContent, isWhole, pathInPool, sizeInPool, type ContentKey } from './pool.ts'
import { progress, readableSize } from './progress.ts'

/** Each holds one content in memory. */
const copiesAtOnce = 6

export interface ContentsCopied extends Pick<Manifest, 'contents' | 'lacking'> {
  /** Of the listed contents, how many and how many bytes were not in the backup folder before. */
  readonly copied: number
  readonly copiedBytes: number
  /** Contents the office has lost or damaged, and an earlier backup still has: they are in this one too. */
  readonly saved: readonly { readonly tenantId: Id<'Tenant'>; readonly sha256: Sha256 }[]
}

interface ContentsFrom {
  /** The content store of the office. */
  readonly store: WholeStore
  /** The folder of stored files in the backup folder. */
  readonly pool: string
  /** The generation in the making; `mentioned` in it lists what the database stands on. */
  readonly folder: string
  readonly mentioned: string
  readonly erased: Erased
  /** Reads again what the backup folder has, and replaces what is damaged there. */
  readonly reread: boolean
}

/**
 * Copies what the backup folder has not yet, and lists all there is. Called when the moment of the database is past and while nothing is
 * removed but by right: whatever that moment mentions had been stored before it, so it is in the store now, or it is lost.
 */
export async function writeContentsPart({ store, pool: directory, folder, mentioned, erased, reread }: ContentsFrom, say: (line: string) => void): Promise<ContentsCopied> {
  const [pool, list] = [contentStore(directory), new PassThrough()]
  const listed = writePart(join(folder, 'contents.zst'), list)
  listed.catch((error: Error) => list.destroy(error))
  const [lacking, saved, tick] = [[] as Manifest['lacking'], [] as ContentKey[], progress(say)]
  let [count, bytes, copied, copiedBytes] = [0, 0, 0, 0]
  const enlist = async ({ tenantId, sha256 }: ContentKey, size: number) => {
    count++
    bytes += size
    if (!list.write(`${tenantId} ${sha256} ${size}\n`)) await once(list, 'drain')
    tick(() => `Copying stored files: ${count} seen, ${copied} copied (${readableSize(copiedBytes)})`)
  }
  /** A content the office has no more as it was stored. */
  const rescue = async ({ tenantId, sha256 }: ContentKey, problem: 'missing' | 'damaged') => {
    if (problem === 'missing' && (await erased.has({ tenantId, sha256 }))) return
    const size = await sizeInPool(directory, { tenantId, sha256 })
    if (size === undefined || !(await isWhole(pool, { tenantId, sha256 }))) return void lacking.push({ tenantId, sha256, problem })
    saved.push({ tenantId, sha256 })
    await enlist({ tenantId, sha256 }, size)
  }
  await atOnce(copiesAtOnce, joined(store.stored(), readMentions(join(folder, mentioned))), async (content) => {
    if (content.size === undefined) return rescue(content, 'missing')
    const isOfThatSize = (await sizeInPool(directory, content)) === content.size
    if (!isOfThatSize || (reread && !(await isWhole(pool, content)))) {
      // Of the right size and damaged, it would be taken for whole.
      if (isOfThatSize) await rm(pathInPool(directory, content))
      const outcome = await copyContent(store, pool, content)
      if (outcome !== 'copied') return rescue(content, outcome)
      ;[copied, copiedBytes] = [copied + 1, copiedBytes + content.size]
    }
    await enlist(content, content.size)
  })
  await rm(join(folder, mentioned))
  list.end()
  return { contents: { count, bytes, part: 'contents.zst', ...await listed }, lacking, copied, copiedBytes, saved }
}

/** What the store has, and without a size what is only mentioned; both come in the order of tenant and hash, so one pass will do. */
async function* joined(stored: AsyncIterable<StoredContent>, mentioned: AsyncGenerator<ContentKey>): AsyncGenerator<ContentKey & { readonly size: number | undefined }> {
  let mention = await mentioned.next()
  const key = ({ tenantId, sha256 }: ContentKey) => `${tenantId}/${sha256}`
  for await (const content of stored) {
    for (; !mention.done && key(mention.value) <= key(content); mention = await mentioned.next()) {
      if (key(mention.value) < key(content)) yield { ...mention.value, size: undefined }
    }
    yield content
  }
  for (; !mention.done; mention = await mentioned.next()) yield { ...mention.value, size: undefined }
}

async function* readMentions(path: string): AsyncGenerator<ContentKey> {
  for await (const line of linesOf(path)) {
    const [tenantId, sha256] = line.split(' ') as [Id<'Tenant'>, Sha256]
    yield { tenantId, sha256 }
  }
}
