import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import type { Sha256 } from '../../kernel/sha256.ts'
import { ContentTooLong } from './content.ts'

/** Writes and syncs a new file; what fails leaves none. */
export async function writeFileFrom(
  path: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, { maxBytes }: { readonly maxBytes: number },
): Promise<{ sha256: Sha256; size: number }> {
  const [hash, file] = [createHash('sha256'), await open(path, 'wx', 0o600)]
  let size = 0
  try {
    for await (const chunk of source) {
      size += chunk.byteLength
      if (size > maxBytes) throw new ContentTooLong(maxBytes)
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.datasync()
    await file.close()
  } catch (error) {
    await file.close().catch(() => {})
    await rm(path, { force: true })
    throw error
  }
  return { sha256: hash.digest('hex') as Sha256, size }
}
