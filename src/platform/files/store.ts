import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Id } from '../../kernel/id.ts'
import { sha256Of, type Sha256 } from '../../kernel/sha256.ts'

/** The bytes on the disk are not those that were stored. */
export class DamagedContent extends Error {
  readonly sha256: Sha256
  constructor(sha256: Sha256) {
    super(`Stored content ${sha256} is damaged: its bytes have another hash.`)
    this.sha256 = sha256
  }
}

/** The bytes were never stored, or have disappeared from the disk. */
export class MissingContent extends Error {
  readonly sha256: Sha256
  constructor(sha256: Sha256) {
    super(`Stored content ${sha256} is missing.`)
    this.sha256 = sha256
  }
}

/** A stream that went on beyond what may be stored; nothing of it was kept. */
export class ContentTooLong extends Error {
  constructor(maxBytes: number) {
    super(`The content is longer than ${maxBytes} bytes.`)
  }
}

/** Bytes kept under their own hash, per tenant. What `put` has returned survives a power cut. */
export interface ContentStore {
  put(tenantId: Id<'Tenant'>, bytes: Uint8Array): Promise<Sha256>
  /**
   * Stores bytes as they flow, never more than a piece of them in memory. What breaks off, on either side, leaves nothing behind.
   * Throws `ContentTooLong`, and whatever the source or the disk throws.
   */
  putStream(tenantId: Id<'Tenant'>, source: AsyncIterable<Uint8Array>, limits: { readonly maxBytes: number }): Promise<{ readonly sha256: Sha256; readonly size: number }>
  /** Checks the hash on every read. Throws `DamagedContent` or `MissingContent`. */
  read(tenantId: Id<'Tenant'>, sha256: Sha256): Promise<Buffer>
}

/** A content store in a directory: `<directory>/<tenant>/<aa>/<bb>/<sha256>`; what is on its way lies in `<tenant>/incoming`. */
export function contentStore(directory: string): ContentStore {
  const swept = new Map<string, Promise<void>>()
  /** A place for bytes on their way; what a killed process left there is cleared once, when it is surely nobody's. */
  async function onTheWay(tenantId: Id<'Tenant'>): Promise<string> {
    const folder = join(directory, tenantId, 'incoming')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const sweeping = swept.get(folder) ?? sweep(folder)
    swept.set(folder, sweeping)
    await sweeping
    return join(folder, randomUUID())
  }
  const pathOf = (tenantId: Id<'Tenant'>, sha256: Sha256) => join(directory, tenantId, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  return {
    async put(tenantId, bytes) {
      const sha256 = sha256Of(bytes)
      const path = pathOf(tenantId, sha256)
      if (await isStored(path, bytes.byteLength)) return sha256
      const temporary = await onTheWay(tenantId)
      await writeTo(temporary, [bytes], { maxBytes: bytes.byteLength })
      await moveDurably(temporary, path)
      return sha256
    },
    async putStream(tenantId, source, limits) {
      const temporary = await onTheWay(tenantId)
      const { sha256, size } = await writeTo(temporary, source, limits)
      const path = pathOf(tenantId, sha256)
      if (await isStored(path, size)) await rm(temporary, { force: true })
      else await moveDurably(temporary, path)
      return { sha256, size }
    },
    async read(tenantId, sha256) {
      const bytes = await readFile(pathOf(tenantId, sha256)).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new MissingContent(sha256)
        throw error
      })
      if (sha256Of(bytes) !== sha256) throw new DamagedContent(sha256)
      return bytes
    },
  }
}

/**
 * A file of the right length is there only after its rename, so its bytes were synced before. It is marked as wanted now, so that a
 * sweep which is just looking for unused contents leaves it; when the sweep was faster, it has to be written again.
 */
async function isStored(path: string, length: number): Promise<boolean> {
  const now = new Date()
  return stat(path).then((found) => found.size === length && utimes(path, now, now).then(() => true), () => false).catch(() => false)
}

const abandonedAfterMs = 24 * 3_600_000

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name)).catch(() => null)
    if (found && Date.now() - found.mtimeMs > abandonedAfterMs) await rm(join(folder, name), { force: true })
  }
}

/** Writes and syncs a new file; what fails leaves none. */
async function writeTo(
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

/** Puts a synced file to its place so that a power cut finds it either there or not at all. */
async function moveDurably(temporary: string, path: string) {
  const folder = dirname(path)
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    await rename(temporary, path)
    await syncFolder(folder)
    // A folder made on the way must itself be remembered by its parent; `made` is the topmost of them.
    if (made) for (let up = dirname(folder); up.length >= dirname(made).length; up = dirname(up)) await syncFolder(up)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function syncFolder(folder: string) {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
