import { accept, refuse, type Result } from '../../kernel/result.ts'
import { digestAround } from './gap.ts'
import type { HashName, Prepared } from './model.ts'

/** What is kept of a prepared file until its signature comes; the original is kept elsewhere. */
export function keepPrepared({ original, tail, gap, hash, digest, field }: Prepared): Uint8Array {
  const heading: Heading = { form: 1, originalLength: original.length, gap, hash, digest: Buffer.from(digest).toString('hex'), field }
  const text = Buffer.from(JSON.stringify(heading))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text, tail])
}

/** Takes it up again. Another original, or a damaged copy, would give a signature over something nobody saw: it is hashed and compared. */
export function takeUpPrepared(original: Uint8Array, kept: Uint8Array): Result<Prepared, 'not-the-prepared-file'> {
  const bytes = Buffer.from(kept.buffer, kept.byteOffset, kept.length)
  const length = bytes.readUInt32BE(0)
  const { form, originalLength, gap, hash, digest, field } = JSON.parse(bytes.toString('utf8', 4, 4 + length)) as Heading
  const tail = bytes.subarray(4 + length)
  if (form !== 1 || originalLength !== original.length) return refuse('not-the-prepared-file')
  const now = Buffer.from(digestAround(original, tail, gap, hash))
  return now.toString('hex') === digest ? accept({ original, tail, gap, hash, digest: now, field }) : refuse('not-the-prepared-file')
}

type Heading = {
  readonly form: 1
  readonly originalLength: number
  readonly gap: Prepared['gap']
  readonly hash: HashName
  readonly digest: string
  readonly field: string
}
