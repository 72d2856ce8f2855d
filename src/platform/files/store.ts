import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Id } from '../../kernel/id.ts'
import { sha256Of, type Sha256 } from '../../kernel/sha256.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { foldersAbove, syncFolder } from '../disk/index.ts'
import { openThreads } from '../threads/index.ts'
import { DamagedContent, MissingContent, type WholeStore } from './content.ts'
import { pathIn, type ContentAnswer, type ContentQuestion } from './content-thread.ts'
import { removeContent, storedContents } from './sweep.ts'
import { writeFileFrom } from './write-file.ts'

/** One may read while the other waits for its disk. */
const threads = openThreads<ContentQuestion, ContentAnswer>(new URL('./content-thread.ts', import.meta.url), 2)

/** A content store in a directory: `<directory>/<tenant>/<aa>/<bb>/<sha256>`; what is on its way lies in `<tenant>/incoming`. */
export function contentStore(directory: string): WholeStore {
  const swept = new Map<string, Promise<void>>()
  /** The place for bytes on their way; what a killed process left there is cleared once, when it is surely nobody's. */
  async function incomingOf(tenantId: Id<'Tenant'>): Promise<string> {
    const folder = join(directory, tenantId, 'incoming')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const sweeping = swept.get(folder) ?? sweep(folder)
    swept.set(folder, sweeping)
    await sweeping
    return folder
  }
  const onTheWay = async (tenantId: Id<'Tenant'>) => join(await incomingOf(tenantId), randomUUID())
  const pathOf = (tenantId: Id<'Tenant'>, sha256: Sha256) => pathIn(join(directory, tenantId), sha256)
  return {
    place: directory,
    stored: () => storedContents(directory),
    removeUnwanted: (content, before) => removeContent(directory, content, before),
    async put(tenantId, bytes) {
      const sha256 = sha256Of(bytes)
      const path = pathOf(tenantId, sha256)
      if (await isStored(path, bytes.byteLength)) return sha256
      const temporary = await onTheWay(tenantId)
      await writeFileFrom(temporary, [bytes], { maxBytes: bytes.byteLength })
      await moveDurably(temporary, path)
      return sha256
    },
    async putAll(tenantId, contents) {
      const incoming = await incomingOf(tenantId)
      return [...await threads.ask({ ask: 'write', folder: join(directory, tenantId), incoming, contents }) as readonly Sha256[]]
    },
    async putStream(tenantId, source, limits) {
      const temporary = await onTheWay(tenantId)
      const { sha256, size } = await writeFileFrom(temporary, source, limits)
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
    async readAll(tenantId, hashes) {
      const found = await threads.ask({ ask: 'read', folder: join(directory, tenantId), hashes }) as readonly (Uint8Array | 'damaged' | 'missing')[]
      return found.map((one) => (typeof one === 'string' ? refuse(`content-${one}`) : accept(Buffer.from(one.buffer, one.byteOffset, one.byteLength))))
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

/** Puts a synced file to its place so that a power cut finds it either there or not at all. */
async function moveDurably(temporary: string, path: string) {
  const folder = dirname(path)
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    await rename(temporary, path)
    for (const up of foldersAbove(path, made)) await syncFolder(up)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
