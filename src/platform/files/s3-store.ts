import { randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { sha256Of, type Sha256 } from '../../kernel/sha256.ts'
import type { S3Place } from '../config/index.ts'
import { ContentsUnavailable, DamagedContent, MissingContent, type StoredContent, type WholeStore } from './content.ts'
import { codeOf, s3Client, type Patience, type S3Client } from './s3-client.ts'
import { listObjects } from './s3-list.ts'
import { isLeaving, removeObject } from './s3-remove.ts'
import { upload, type Source } from './s3-upload.ts'
import { writeFileFrom } from './write-file.ts'

export interface S3Options extends Patience {
  /** A folder of this machine for streams on their way: their key is their hash, which is known at their end. */
  readonly spool: string
}

/** A content store in a bucket, under the keys that a directory has: `<prefix><tenant>/<aa>/<bb>/<sha256>`. */
export function s3Store(place: S3Place, { spool, ...patience }: S3Options): WholeStore {
  const ask = s3Client(place, patience)
  const store: WholeStore = {
    place: `${place.bucketUrl}/${place.prefix}`,
    async put(tenantId, bytes) {
      const sha256 = sha256Of(bytes)
      const source = { size: bytes.byteLength, slice: async (from: number, to: number) => Uint8Array.from(bytes.subarray(from, to)) }
      await keep(ask, place, keyOf(tenantId, sha256), source)
      return sha256
    },
    putAll: (tenantId, contents) => eachOf(contents, (pieces) => store.put(tenantId, Buffer.concat(pieces))),
    async putStream(tenantId, stream, limits) {
      await mkdir(spool, { recursive: true, mode: 0o700 })
      const path = join(spool, randomUUID())
      const { sha256, size } = await writeFileFrom(path, stream, limits)
      try {
        await keep(ask, place, keyOf(tenantId, sha256), fileSource(path, size))
      } finally {
        await rm(path, { force: true })
      }
      return { sha256, size }
    },
    async read(tenantId, sha256) {
      const { status, bytes } = await ask({ method: 'GET', key: keyOf(tenantId, sha256), expects: [200, 404] })
      if (status === 404) throw new MissingContent(sha256)
      if (sha256Of(bytes) !== sha256) throw new DamagedContent(sha256)
      return bytes
    },
    readAll: (tenantId, hashes) => eachOf(hashes, (sha256) => store.read(tenantId, sha256).then(accept, (error: unknown) => {
      if (error instanceof MissingContent) return refuse('content-missing')
      if (error instanceof DamagedContent) return refuse('content-damaged')
      throw error
    })),
    stored: () => storedIn(ask, place),
    removeUnwanted: ({ tenantId, sha256 }, before) => removeObject(ask, keyOf(tenantId, sha256), before),
  }
  return store
}

/** A few at a time; none is still under way when this fails. */
async function eachOf<One, Made>(list: readonly One[], work: (one: One) => Promise<Made>, atOnce = 16): Promise<Made[]> {
  const made: Made[] = []
  for (let from = 0; from < list.length; from += atOnce) {
    for (const one of await Promise.allSettled(list.slice(from, from + atOnce).map(work))) {
      if (one.status === 'rejected') throw one.reason
      made.push(one.value)
    }
  }
  return made
}

/** How the bucket refuses us, or null. Throws `ContentsUnavailable` when nobody answers. */
export async function bucketRefusal(place: S3Place, patience?: Patience): Promise<string | null> {
  const answer = await s3Client(place, patience)({
    method: 'GET', query: { 'list-type': '2', 'max-keys': '1', prefix: place.prefix }, expects: [200, 301, 307, 400, 403, 404] })
  return answer.status === 200 ? null : `${answer.status} ${codeOf(answer)}`.trim()
}

const keyOf = (tenantId: Id<'Tenant'>, sha256: Sha256) => `${tenantId}/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`

/** How long a sweep that is just removing these very bytes is waited for. */
const leavingTries = 40

/**
 * Has the object there, marked as wanted now, when it returns. Whether a sweep may be removing it is asked only after it was written: either
 * the mark is seen and waited for, or the sweep has gone and the object is looked for once more, or it comes later and sees it is wanted.
 */
async function keep(ask: S3Client, place: S3Place, key: string, source: Source): Promise<void> {
  for (let tries = 0; tries < leavingTries; tries++) {
    const found = await sizeOf(ask, key)
    // One of another length is no whole one: it is written over.
    const isCut = found !== undefined && found !== source.size
    if (found === undefined || isCut || !(await touched(ask, place, key))) await upload(ask, key, source, isCut)
    if (await isLeaving(ask, key)) await pause(Math.min(25 * 2 ** tries, 500))
    else if ((await sizeOf(ask, key)) === source.size) return
  }
  throw new ContentsUnavailable(`a content could not be kept at ${place.bucketUrl}: it is being removed`)
}

async function sizeOf(ask: S3Client, key: string): Promise<number | undefined> {
  const { status, headers } = await ask({ method: 'HEAD', key, expects: [200, 404] })
  return status === 200 ? Number(headers.get('content-length')) : undefined
}

/** Copied onto itself an object is young again, without its bytes travelling; unless it has just gone. */
async function touched(ask: S3Client, { bucketUrl, prefix }: S3Place, key: string): Promise<boolean> {
  const bucket = new URL(bucketUrl).pathname.split('/').at(-1) || new URL(bucketUrl).hostname.split('.s3.')[0]
  const headers = {
    'x-amz-copy-source': `/${bucket}/${prefix}${key}`, 'x-amz-metadata-directive': 'REPLACE', 'content-type': 'application/octet-stream',
  }
  const copied = await ask({ method: 'PUT', key, headers, expects: [200, 404] })
  return copied.status === 200 && codeOf(copied) === ''
}

async function* storedIn(ask: S3Client, { prefix }: S3Place): AsyncGenerator<StoredContent> {
  for await (const { key, size, modified } of listObjects(ask, prefix)) {
    const [, tenantId, sha256] = /^([0-9a-f-]{36})\/[0-9a-f]{2}\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(key.slice(prefix.length)) ?? []
    if (tenantId !== undefined) yield { tenantId: tenantId as Id<'Tenant'>, sha256: sha256 as Sha256, size, wantedAt: modified }
  }
}

const fileSource = (path: string, size: number): Source => ({
  size,
  async slice(from, to) {
    const file = await open(path, 'r')
    try {
      const bytes = new Uint8Array(to - from)
      await file.read(bytes, 0, bytes.byteLength, from)
      return bytes
    } finally {
      await file.close()
    }
  },
})
