import { link, readdir, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { StoredContent } from './content.ts'

/** Everything a content store in this directory keeps, tenant by tenant. What is on its way is not there yet. */
export async function* storedContents(directory: string): AsyncGenerator<StoredContent> {
  for (const tenantId of await names(directory, /^[0-9a-f-]{36}$/)) {
    for (const first of await names(join(directory, tenantId), /^[0-9a-f]{2}$/)) {
      for (const second of await names(join(directory, tenantId, first), /^[0-9a-f]{2}$/)) {
        const folder = join(directory, tenantId, first, second)
        await restoreAbandoned(folder)
        for (const sha256 of await names(folder, /^[0-9a-f]{64}$/)) {
          const found = await stat(join(folder, sha256)).catch(() => null)
          if (found) yield { tenantId: tenantId as Id<'Tenant'>, sha256: sha256 as Sha256, size: found.size, wantedAt: found.mtime }
        }
      }
    }
  }
}

/**
 * Removes one content unless somebody has stored the same bytes since `before`. It is put aside first and looked at again there, so that
 * whoever stores it meanwhile either marks it in time or does not find it and writes it anew; a crash between leaves it aside, not lost.
 */
export async function removeContent(directory: string, { tenantId, sha256 }: Pick<StoredContent, 'tenantId' | 'sha256'>, before: Date): Promise<boolean> {
  const folder = join(directory, tenantId, sha256.slice(0, 2), sha256.slice(2, 4))
  const [path, aside] = [join(folder, sha256), join(folder, `${sha256}.aside`)]
  try {
    await rename(path, aside)
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
  if ((await stat(aside)).mtime < before) {
    await unlink(aside)
    return true
  }
  await putBack(aside, path)
  return false
}

/** What a sweep that was killed had put aside. */
async function restoreAbandoned(folder: string): Promise<void> {
  for (const name of await names(folder, /^[0-9a-f]{64}\.aside$/)) await putBack(join(folder, name), join(folder, name.slice(0, 64)))
}

async function putBack(aside: string, path: string): Promise<void> {
  // Not renamed back: somebody may have written it anew, and theirs is whole as well.
  await link(aside, path).catch((error: unknown) => { if (!isCode(error, 'EEXIST') && !isMissing(error)) throw error })
  await unlink(aside).catch((error: unknown) => { if (!isMissing(error)) throw error })
}

async function names(folder: string, shape: RegExp): Promise<string[]> {
  const found = await readdir(folder).catch((error: unknown) => { if (isMissing(error)) return []; throw error })
  return found.filter((name) => shape.test(name)).sort()
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code
const isMissing = (error: unknown) => isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')
