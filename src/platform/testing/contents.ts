import { mkdtemp, rm, utimes, writeFile, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filesPlace } from '../config/index.ts'
import { fakeS3, type FakeS3 } from './s3.ts'
import type { StoredContent, WholeStore } from '../files/content.ts'
import { openContents } from '../files/open.ts'
import { s3Store, type S3Options } from '../files/s3-store.ts'
import { contentStore } from '../files/store.ts'

type Which = Pick<StoredContent, 'tenantId' | 'sha256'>

/** A content store and the hands of somebody who gets at what is under it. */
export interface HandledStore {
  readonly store: WholeStore
  /** Writes other bytes where a content is. */
  overwrite(content: Which, bytes: Uint8Array): Promise<void>
  lose(content: Which): Promise<void>
  /** Makes it look as if nobody had wanted it since then. */
  age(content: Which, to: Date): Promise<void>
  close(): Promise<void>
}

export async function directoryStore(): Promise<HandledStore & { readonly directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'obeh-files-'))
  const pathOf = ({ tenantId, sha256 }: Which) => join(directory, tenantId, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  return {
    directory, store: contentStore(directory),
    overwrite: (content, bytes) => writeFile(pathOf(content), bytes),
    lose: (content) => unlink(pathOf(content)),
    age: (content, to) => utimes(pathOf(content), to, to),
    close: () => rm(directory, { recursive: true }),
  }
}

export async function bucketStore(options: Partial<S3Options> = {}): Promise<HandledStore & { readonly s3: FakeS3; readonly spool: string }> {
  const s3 = await fakeS3()
  const spool = await mkdtemp(join(tmpdir(), 'obeh-spool-'))
  const place = filesPlace(s3.url, s3.environment)
  if (typeof place === 'string' || place.kind !== 's3') throw new Error(String(place))
  const keyOf = ({ tenantId, sha256 }: Which) => `kraj/contents/${tenantId}/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`
  const objectOf = (content: Which) => {
    const found = s3.objects.get(keyOf(content))
    if (!found) throw new Error('there is no such object')
    return found
  }
  return {
    s3, spool, store: Object.keys(options).length > 0 ? s3Store(place, { spool, ...options }) : openContents(place, spool),
    async overwrite(content, bytes) { objectOf(content).bytes = Buffer.from(bytes) },
    async lose(content) { s3.objects.delete(keyOf(content)) },
    async age(content, to) { objectOf(content).modified = to },
    async close() {
      await s3.close()
      await rm(spool, { recursive: true })
    },
  }
}
