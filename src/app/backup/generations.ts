import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { syncFolder } from '../../platform/disk/index.ts'
import { contentStore } from '../../platform/files/index.ts'
import { linesOf } from '../../platform/copies/index.ts'
import { decodeManifest, manifestName, signatureName, type Manifest } from './manifest.ts'
import { BackupRefusal } from './refusal.ts'

/** One whole backup in a backup folder. Its stored contents lie beside it, shared with the other generations. */
export interface Generation {
  /** Time of its beginning; sorts by it. */
  readonly name: string
  readonly folder: string
  readonly contentsFolder: string
  readonly manifest: Manifest
}

export const contentsFolder = (folder: string) => join(folder, 'files')
const generationName = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z$/
const unfinishedPrefix = '.unfinished-'

export const nameAt = (at: Date) => at.toISOString().replaceAll(/[:.]/g, '-')

/** The names of the whole generations, oldest first. */
export async function listGenerations(folder: string): Promise<string[]> {
  const found = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return []
    throw error
  })
  return found.filter((name) => generationName.test(name)).sort()
}

/** The generation asked for: a folder of one, or the newest (or the named) one of a backup folder. Its manifest has been checked. */
export async function openGeneration(path: string, wanted?: string): Promise<Generation> {
  const folder = resolve(path)
  const isItself = generationName.test(folder.slice(dirname(folder).length + 1))
  const [root, name] = isItself ? [dirname(folder), folder.slice(dirname(folder).length + 1)] : [folder, wanted ?? (await listGenerations(folder)).at(-1)]
  const found = name === undefined ? undefined : await readManifest(join(root, name))
  if (name === undefined || !found) {
    const others = isItself ? [] : await listGenerations(folder)
    throw new BackupRefusal('no-backup', `There is no whole backup ${wanted === undefined ? '' : `${wanted} `}in ${folder}.${others.length > 0 ? ` There are: ${others.join(', ')}` : ''}`)
  }
  return { name, folder: join(root, name), contentsFolder: contentsFolder(root), manifest: found }
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  const texts = await Promise.all([readFile(join(folder, manifestName), 'utf8'), readFile(join(folder, signatureName), 'utf8')]).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (!texts) return undefined
  const manifest = decodeManifest(...texts)
  if (manifest.ok) return manifest.value
  throw new BackupRefusal('part-changed', `${join(folder, manifestName)}: ${manifest.refusal === 'signature-wrong' ? 'its signature does not fit: it was changed or damaged' : 'it is damaged, or of a newer product'}. Take another generation (--generation) or another copy of the backup.`)
}

/** A folder for a generation in the making. What an earlier run left unfinished is removed; says whether there was any. */
export async function beginGeneration(folder: string, name: string): Promise<{ readonly path: string; readonly cleared: number }> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const left = (await readdir(folder)).filter((each) => each.startsWith(unfinishedPrefix))
  for (const each of left) await rm(join(folder, each), { recursive: true, force: true })
  const path = join(folder, `${unfinishedPrefix}${name}`)
  await mkdir(path, { mode: 0o700 })
  return { path, cleared: left.length }
}

/** Gives a synced generation its name: from then on it is one. */
export async function finishGeneration(folder: string, path: string, name: string): Promise<string> {
  await syncFolder(path)
  const final = join(folder, name)
  await rename(path, final)
  await syncFolder(folder)
  return final
}

/** Removes all but the newest `keep` generations, and the contents that none of the others has. */
export async function pruneGenerations(folder: string, keep: number): Promise<{ readonly generations: string[]; readonly contents: number }> {
  const names = await listGenerations(folder)
  const old = names.slice(0, Math.max(0, names.length - keep))
  // The manifest goes first, so that one half removed is not taken for a whole one.
  for (const name of old) {
    await rm(join(folder, name, manifestName), { force: true })
    await rm(join(folder, name), { recursive: true, force: true })
  }
  return { generations: old, contents: old.length === 0 ? 0 : await removeUnlisted(folder, names.slice(old.length)) }
}

/** Remembers 48 bits of each hash: enough of them meeting by chance would keep a file too many, never lose one. */
async function removeUnlisted(folder: string, names: readonly string[]): Promise<number> {
  const listed = new Set<number>()
  for (const name of names) for await (const { sha256 } of readContentList(join(folder, name, 'contents.zst'))) listed.add(shortOf(sha256))
  let removed = 0
  const pool = contentStore(contentsFolder(folder))
  for await (const content of pool.stored()) {
    if (!listed.has(shortOf(content.sha256)) && (await pool.removeUnwanted(content, new Date(8.64e15)))) removed++
  }
  return removed
}

const shortOf = (sha256: string) => Number.parseInt(sha256.slice(0, 12), 16)

/** The list of contents that a generation has: tenant, hash and size on each line. */
export async function* readContentList(path: string): AsyncGenerator<{ tenantId: string; sha256: string; size: number }> {
  for await (const line of linesOf(path)) {
    const [tenantId = '', sha256 = '', size = ''] = line.split(' ')
    yield { tenantId, sha256, size: Number(size) }
  }
}
