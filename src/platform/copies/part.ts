import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import type { Sha256 } from '../../kernel/sha256.ts'

/** A file of a copy: what its bytes are, so that any other bytes are found out. */
export interface Part {
  readonly sha256: Sha256
  /** Bytes of the file. */
  readonly size: number
}

/** Text repeats itself, and the disk is slower than this. */
const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** Writes a new file of Zstandard, synced to disk, never more than a piece of it in memory. The file is readable to its owner alone. */
export async function writePart(path: string, source: Readable | AsyncIterable<string | Uint8Array>): Promise<Part> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    await pipeline(source, createZstdCompress(level), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        hash.update(chunk)
        size += chunk.byteLength
        await file.writeFile(chunk)
      }
    })
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex') as Sha256, size }
}

/** What the bytes of a file are now, read piece by piece; undefined when there is no such file. */
export async function hashFile(path: string): Promise<Part | undefined> {
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
      hash.update(chunk as Buffer)
      size += (chunk as Buffer).byteLength
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  return { sha256: hash.digest('hex') as Sha256, size }
}

/** The bytes that `writePart` was given. */
export function readPart(path: string): Readable {
  const source = createReadStream(path, { highWaterMark: 1 << 18 })
  const open = createZstdDecompress()
  source.on('error', (error) => open.destroy(error))
  return source.pipe(open)
}

/** The lines of a part, one by one. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of readPart(path).setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
