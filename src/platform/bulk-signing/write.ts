import { randomUUID } from 'node:crypto'
import { linkSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { writePieces } from '../disk/index.ts'

/**
 * Writes a new file from its pieces without putting them together first, synced. It appears under its name whole or not at all, and nothing that
 * was there is overwritten. The folder is for the caller to sync, once for many. Only the disk is waited for: this runs in a thread of its own.
 */
export async function writeNew(path: string, chunks: readonly Uint8Array[]): Promise<Result<number, 'output-exists' | 'output-unwritable'>> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    const bytes = await writePieces(temporary, chunks)
    linkSync(temporary, path)
    return accept(bytes)
  } catch (error) {
    return refuse(error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'output-exists' : 'output-unwritable')
  } finally {
    rmSync(temporary, { force: true })
  }
}
