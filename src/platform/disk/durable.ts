import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Makes what was done in a folder (new names, renames) survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/**
 * The folders to be synced for a file that was moved to `path`: its own, and those that must remember the ones made on the way. `made` is the
 * topmost of these, as `mkdir` tells it.
 */
export function foldersAbove(path: string, made: string | undefined): string[] {
  const folders = [dirname(path)]
  if (made) for (let up = dirname(dirname(path)); up.length >= dirname(made).length; up = dirname(up)) folders.push(up)
  return folders
}

/** Writes a new file readable to its owner alone, synced. */
export async function writeDurably(path: string, text: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Puts a file in the place of whatever was there: it is the one or the other, never a half, also when several processes do so at once. */
export async function replaceDurably(path: string, text: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    await writeDurably(temporary, text)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
