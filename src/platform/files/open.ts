import { join } from 'node:path'
import type { FilesPlace } from '../config/index.ts'
import type { WholeStore } from './content.ts'
import { bucketRefusal, s3Store } from './s3-store.ts'
import { contentStore } from './store.ts'

/** The content store at a place; `dataDirectory` has room for what is on its way to a bucket. */
export function openContents(place: FilesPlace, dataDirectory: string): WholeStore {
  return place.kind === 'directory' ? contentStore(place.directory) : s3Store(place, { spool: join(dataDirectory, 'spool') })
}

/** Asked at the start: why the store would take nothing, or null. A bucket that does not answer at all is no reason: it may come back. */
export async function contentsRefusal(place: FilesPlace): Promise<string | null> {
  if (place.kind === 'directory') return null
  const refused = await bucketRefusal(place, { tries: 1, silenceMs: 5_000 }).catch(() => null)
  return refused && `FILES_URL: the bucket at ${place.bucketUrl} refused us (${refused}). Check the bucket, the region, and the access key.`
}
