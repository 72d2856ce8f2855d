import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { MissingContent, type ContentStore } from '../../platform/files/index.ts'
import type { Copy } from './model-copy.ts'
import { pageOfCopy } from './page.ts'

/**
 * The archive a person gets, as it is read: a page, the same for a machine, and what they sent. Contents come one by one and are not
 * compressed, so that an archive of any length takes the memory of one of them.
 */
export async function archiveOf(files: ContentStore, tenantId: Id<'Tenant'>, copy: Copy): Promise<Readable> {
  const zip = new ZipFile()
  const mtime = new Date(copy.madeAt)
  const texts = { mtime, compress: true }
  const refs = copy.sections.flatMap(({ items }) => items.flatMap((item) => item.files))
  zip.addBuffer(Buffer.from(pageOfCopy(copy)), 'udaje.html', texts)
  zip.addBuffer(Buffer.from(JSON.stringify(copy, null, 2)), 'udaje.json', texts)
  for (const { path, sha256 } of refs) {
    zip.addReadStreamLazy(path, { mtime, compress: false }, (give) => {
      readOrNothing(files, tenantId, sha256).then((bytes) => give(null, Readable.from([bytes])), (error: unknown) => give(error, Readable.from([])))
    })
  }
  zip.end()
  const stream = zip.outputStream as Readable
  zip.on('error', (error: Error) => stream.destroy(error))
  return stream
}

/** What was destroyed with its document meanwhile says so in its place. */
async function readOrNothing(files: ContentStore, tenantId: Id<'Tenant'>, sha256: Sha256): Promise<Buffer> {
  return files.read(tenantId, sha256).catch((error: unknown) => {
    if (error instanceof MissingContent) return Buffer.from('Obsah už není v úřadu uložen.\n')
    throw error
  })
}
