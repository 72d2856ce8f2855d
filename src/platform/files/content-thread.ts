import { createHash, randomUUID } from 'node:crypto'
import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sha256Of, type Sha256 } from '../../kernel/sha256.ts'
import { foldersAbove, syncFolder, writePieces } from '../disk/index.ts'

/** `folder`: where one tenant's contents are; `incoming`: where those on their way are, in the same file system. */
export type ContentQuestion =
  | { readonly ask: 'write'; readonly folder: string; readonly incoming: string; readonly contents: readonly (readonly Uint8Array[])[] }
  | { readonly ask: 'read'; readonly folder: string; readonly hashes: readonly Sha256[] }
export type ContentAnswer = readonly Sha256[] | readonly (Uint8Array | 'damaged' | 'missing')[]

/** Reads and writes many contents of a directory, with nobody's event loop waiting for any of it. */
export default function answer(question: ContentQuestion): Promise<ContentAnswer> | ContentAnswer {
  return question.ask === 'write' ? write(question) : question.hashes.map((sha256) => read(pathIn(question.folder, sha256), sha256))
}

/** Where a content is in its tenant's folder. */
export const pathIn = (folder: string, sha256: Sha256) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)

/** In memory that is given to the asker, and from there to other threads, without a copy. */
function read(path: string, sha256: Sha256): Uint8Array | 'damaged' | 'missing' {
  const file = opened(path)
  if (file === undefined) return 'missing'
  try {
    const bytes = new Uint8Array(new SharedArrayBuffer(fstatSync(file).size))
    for (let at = 0; at < bytes.length;) {
      const read = readSync(file, bytes, at, bytes.length - at, null)
      if (read === 0) return 'damaged'
      at += read
    }
    return sha256Of(bytes) === sha256 ? bytes : 'damaged'
  } finally {
    closeSync(file)
  }
}

function opened(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

interface Content { readonly pieces: readonly Uint8Array[]; readonly sha256: Sha256; readonly size: number }

/** All of them are on the disk before any is in its place, and all are in their places before the folders are synced, each of them once. */
async function write({ folder, incoming, contents }: Extract<ContentQuestion, { ask: 'write' }>): Promise<Sha256[]> {
  const wanted = contents.map(contentOf)
  const missing = new Map(wanted.filter(({ sha256, size }) => !isStored(pathIn(folder, sha256), size)).map((one) => [one.sha256, one]))
  const touched = await allOf([...missing.values()].map(({ pieces, sha256 }) => place(join(incoming, randomUUID()), pieces, pathIn(folder, sha256))))
  // At once, so that one write to the disk serves many of them.
  await allOf([...new Set(touched.flat())].map(syncFolder))
  return wanted.map(({ sha256 }) => sha256)
}

/** None is under way any more when this fails. */
async function allOf<Made>(works: readonly Promise<Made>[]): Promise<Made[]> {
  const ended = await Promise.allSettled(works)
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

function contentOf(pieces: readonly Uint8Array[]): Content {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return { pieces, sha256: hash.digest('hex') as Sha256, size: pieces.reduce((sum, { byteLength }) => sum + byteLength, 0) }
}

/** As `isStored` of the store: marked as wanted, unless a sweep was faster. */
function isStored(path: string, size: number): boolean {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.size !== size) return false
    const now = new Date()
    utimesSync(path, now, now)
    return true
  } catch {
    return false
  }
}

/** Writes a content and moves it to its place; returns the folders that have to be synced for it to stay there. */
async function place(temporary: string, pieces: readonly Uint8Array[], path: string): Promise<string[]> {
  try {
    await writePieces(temporary, pieces)
    const made = mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    renameSync(temporary, path)
    return foldersAbove(path, made)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
