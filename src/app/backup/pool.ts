import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DamagedContent, MissingContent, type ContentStore, type StoredContent } from '../../platform/files/index.ts'

export type ContentKey = Pick<StoredContent, 'tenantId' | 'sha256'>

/**
 * Copies one content, by its bytes and never by a link: a bad place of the disk would be bad in both. Its hash is checked on the way; `damaged`
 * and `missing` speak of the source, of which then nothing was copied.
 */
export async function copyContent(from: ContentStore, to: ContentStore, { tenantId, sha256 }: ContentKey): Promise<'copied' | 'damaged' | 'missing'> {
  const bytes = await from.read(tenantId, sha256).catch((error: unknown) => {
    if (error instanceof MissingContent) return 'missing' as const
    // EIO: the disk itself cannot read that place any more.
    if (error instanceof DamagedContent || (error instanceof Error && 'code' in error && error.code === 'EIO')) return 'damaged' as const
    throw error
  })
  if (typeof bytes === 'string') return bytes
  await to.put(tenantId, bytes)
  return 'copied'
}

/** Whether a store has a content whose bytes are those that were stored. */
export function isWhole(store: ContentStore, { tenantId, sha256 }: ContentKey): Promise<boolean> {
  return store.read(tenantId, sha256).then(() => true, (error: unknown) => {
    if (error instanceof MissingContent || error instanceof DamagedContent) return false
    throw error
  })
}

/** Where a content lies in the folder of stored files of a backup folder, which is a content store. */
export const pathInPool = (directory: string, { tenantId, sha256 }: ContentKey) =>
  join(directory, tenantId, sha256.slice(0, 2), sha256.slice(2, 4), sha256)

export const sizeInPool = (directory: string, content: ContentKey): Promise<number | undefined> =>
  stat(pathInPool(directory, content)).then(({ size }) => size, () => undefined)
