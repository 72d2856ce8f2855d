import { closeSync, fdatasync, openSync, writevSync } from 'node:fs'
import { promisify } from 'node:util'

const synced = promisify(fdatasync)

/**
 * Writes a new file from its pieces without putting them together first, synced; returns its bytes. Only the disk is waited for off the caller's
 * thread: this is for threads of their own. What fails may leave a part behind.
 */
export async function writePieces(path: string, pieces: readonly Uint8Array[]): Promise<number> {
  const file = openSync(path, 'wx', 0o600)
  try {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
    const written = length > 0 ? writevSync(file, pieces.filter((piece) => piece.length > 0)) : 0
    // A full disk may take a part only.
    if (written !== length) throw new Error(`only ${written} of ${length} bytes were written`)
    await synced(file)
    return length
  } finally {
    closeSync(file)
  }
}
