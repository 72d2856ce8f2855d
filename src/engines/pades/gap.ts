import { createHash } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Appended, Placeholder } from '../pdf/index.ts'
import { placeholder } from '../pdf/index.ts'
import type { Chunks, Gap, HashName, Prepared } from './model.ts'

/** Files of up to 9 999 999 999 bytes; the numbers are known only when everything has its place. */
const rangeRoom = '[0 0000000000 0000000000 0000000000]'

/** Room for /Contents and /ByteRange of one signature. */
export const roomy = (room: number): { readonly ByteRange: Placeholder; readonly Contents: Placeholder } =>
  ({ ByteRange: placeholder('ByteRange', rangeRoom), Contents: placeholder('Contents', emptyGap(room)) })

let lastGap: Buffer = Buffer.alloc(0)

/** `<000…0>`: the same for thousands of files in turn, so that the last one is kept. */
function emptyGap(room: number): Buffer {
  if (lastGap.length === room * 2 + 2) return lastGap
  lastGap = Buffer.alloc(room * 2 + 2, 0x30)
  lastGap[0] = 0x3c
  lastGap[lastGap.length - 1] = 0x3e
  return lastGap
}

/** Writes the range around the gap and hashes everything but the gap. */
export function measured({ chunks: [original, tail], placed, length }: Appended, hash: HashName, field: string): Prepared {
  const contents = placed.get('Contents')
  const range = placed.get('ByteRange')
  if (contents === undefined || range === undefined) throw new TypeError('a signature has contents and a range')
  const text = `[0 ${contents.start} ${contents.end} ${length - contents.end}`
  Buffer.from(tail.buffer, tail.byteOffset, tail.length).write(`${text.padEnd(rangeRoom.length - 1)}]`, range.start - original.length, 'latin1')
  const gap: Gap = { start: contents.start - original.length, end: contents.end - original.length }
  return { original, tail, gap, hash, digest: digestAround(original, tail, gap, hash), field }
}

/** The hash of the signed bytes: all but the gap and its delimiters. */
function digestAround(original: Uint8Array, tail: Uint8Array, { start, end }: Gap, hash: HashName): Uint8Array {
  return createHash(hash).update(original).update(tail.subarray(0, start)).update(tail.subarray(end)).digest()
}

/** Puts the CMS, or the time-stamp token, into the gap. What was prepared stays as it was, so that a failed attempt can be repeated. */
export function finish({ original, tail, gap: { start, end } }: Prepared, der: Uint8Array): Result<Chunks, 'gap-too-small'> {
  if (der.length * 2 > end - start - 2) return refuse('gap-too-small')
  const finished = Buffer.from(tail)
  finished.write(Buffer.from(der.buffer, der.byteOffset, der.length).toString('hex'), start + 1, 'latin1')
  return accept([original, finished])
}
