import { randomUUID } from 'node:crypto'
import { closeSync, fsync, linkSync, openSync, rmSync, writevSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { accept, refuse, type Result } from '../../kernel/result.ts'

const synced = promisify(fsync)

/**
 * Writes a new file from its pieces without putting them together first, synced. It appears under its name whole or not at all, and nothing that
 * was there is overwritten. The folder is for the caller to sync, once for many. Only the disk is waited for: this runs in a thread of its own.
 */
export async function writeNew(path: string, chunks: readonly Uint8Array[]): Promise<Result<number, 'output-exists' | 'output-unwritable'>> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    const bytes = await writeSynced(temporary, chunks)
    linkSync(temporary, path)
    return accept(bytes)
  } catch (error) {
    return refuse(error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'output-exists' : 'output-unwritable')
  } finally {
    rmSync(temporary, { force: true })
  }
}

async function writeSynced(path: string, chunks: readonly Uint8Array[]): Promise<number> {
  const file = openSync(path, 'wx', 0o600)
  try {
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
    const written = writevSync(file, chunks.filter((chunk) => chunk.length > 0))
    // A full disk may take a part only.
    if (written !== length) throw new Error(`only ${written} of ${length} bytes were written`)
    await synced(file)
    return length
  } finally {
    closeSync(file)
  }
}
