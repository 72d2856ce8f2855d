import { randomUUID } from 'node:crypto'
import { link, open, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Chunks } from '../../engines/pades/index.ts'

/**
 * Writes a new file from its pieces without putting them together first, synced. It appears under its name whole or not at all, and nothing that
 * was there is overwritten. The folder is for the caller to sync, once for many.
 */
export async function writeNew(path: string, chunks: Chunks): Promise<Result<number, 'output-exists' | 'output-unwritable'>> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    const bytes = await writeSynced(temporary, chunks)
    await link(temporary, path)
    return accept(bytes)
  } catch (error) {
    return refuse(error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'output-exists' : 'output-unwritable')
  } finally {
    await rm(temporary, { force: true })
  }
}

async function writeSynced(path: string, chunks: Chunks): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  try {
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
    const { bytesWritten } = await file.writev(chunks.filter((chunk) => chunk.length > 0))
    // A full disk may take a part only.
    if (bytesWritten !== length) throw new Error(`only ${bytesWritten} of ${length} bytes were written`)
    await file.sync()
    return length
  } finally {
    await file.close()
  }
}
