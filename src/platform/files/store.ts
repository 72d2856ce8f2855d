import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
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

/** Bytes kept under their own hash, per tenant. What `put` has returned survives a power cut. */
export interface ContentStore {
  put(tenantId: Id<'Tenant'>, bytes: Uint8Array): Promise<Sha256>
  /** Checks the hash on every read. Throws `DamagedContent` or `MissingContent`. */
  read(tenantId: Id<'Tenant'>, sha256: Sha256): Promise<Buffer>
}

/** A content store in a directory: `<directory>/<tenant>/<aa>/<bb>/<sha256>`. */
export function contentStore(directory: string): ContentStore {
  const pathOf = (tenantId: Id<'Tenant'>, sha256: Sha256) => join(directory, tenantId, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  return {
    async put(tenantId, bytes) {
      const sha256 = sha256Of(bytes)
      const path = pathOf(tenantId, sha256)
      if (await isStored(path, bytes.byteLength)) return sha256
      await writeDurably(path, bytes)
      return sha256
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

/** A file of the right length is there only after its rename, so its bytes were synced before. */
async function isStored(path: string, length: number): Promise<boolean> {
  return stat(path).then((found) => found.size === length, () => false)
}

async function writeDurably(path: string, bytes: Uint8Array) {
  const folder = dirname(path)
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = join(folder, `.${randomUUID()}`)
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.datasync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(folder)
  // A folder made on the way must itself be remembered by its parent; `made` is the topmost of them.
  if (made) for (let up = dirname(folder); up.length >= dirname(made).length; up = dirname(up)) await syncFolder(up)
}

async function syncFolder(folder: string) {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
