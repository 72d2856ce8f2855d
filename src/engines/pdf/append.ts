import { hash } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Pdf } from './open.ts'
import { ByteWriter, writeIndirect, type Writable } from './serialise.ts'
import { isArray, isKind, string, type PdfReference, type PdfValue } from './values.ts'
import { writeStreamSection, writeTableSection, type Listed } from './write-xref.ts'

/** An object that is new or stands in place of an older one, whether that was packed in an object stream or not. */
export type Change = { readonly number: number; readonly generation?: number; readonly value: Writable }

export type AppendOptions = {
  /** Numbers of objects that exist no longer. */
  readonly freed?: readonly number[]
  /** Another document information dictionary, or catalogue. */
  readonly info?: PdfReference
  readonly root?: PdfReference
  /** How many bytes it will be, as far as one knows. */
  readonly room?: number
}

/** An incremental update: the earlier bytes as they are, not copied, and what was added. */
export type Appended = {
  readonly chunks: readonly [original: Uint8Array, tail: Uint8Array]
  readonly length: number
  /** By their names, in offsets of the whole file. */
  readonly placed: ReadonlyMap<string, { readonly start: number; readonly end: number }>
  readonly startxref: number
}

/** Strings of an encrypted file would have to be encrypted; behind foreign bytes nobody can say what the update belongs to. */
export type AppendRefusal = 'encrypted' | 'trailing-data'

/**
 * Adds a revision behind all that is there. The same input gives the same bytes. Cross-references are written in the form the file has: a
 * stream behind a stream, a table behind a table; behind a hybrid section a table, which both kinds of readers see first.
 */
export function appendRevision(pdf: Pdf, changes: readonly Change[], options: AppendOptions = {}): Result<Appended, AppendRefusal> {
  if (pdf.encryption !== undefined) return refuse('encrypted')
  if (!pdf.trailing.blank) return refuse('trailing-data')
  const { bytes, base } = pdf
  const last = bytes[bytes.length - 1]
  const out = new ByteWriter(options.room)
  if (last !== 0x0a && last !== 0x0d) out.text('\n')
  const listed: Listed[] = []
  for (const { number, generation = generationOf(pdf, number), value } of changes) {
    listed.push({ number, generation, offset: bytes.length + out.length - base })
    writeIndirect(out, number, generation, value)
  }
  for (const number of options.freed ?? []) listed.push({ number, generation: Math.min(65535, generationOf(pdf, number) + 1), offset: undefined })
  const sorted = inOrder(listed)
  const startxref = bytes.length + out.length - base
  const trailer = trailerOf(pdf, sorted, options, out)
  if (pdf.latest.trailer.entries.has('W') && pdf.revisions.at(-1)?.kind === 'stream') writeStreamSection(out, sorted, trailer, startxref)
  else writeTableSection(out, sorted, trailer)
  out.text(`startxref\n${startxref}\n%%EOF\n`)
  const placed = new Map([...out.placed].map(([key, { start, end }]) => [key, { start: start + bytes.length, end: end + bytes.length }]))
  return accept({ chunks: [bytes, out.written()], length: bytes.length + out.length, placed, startxref: startxref + base })
}

/** A replaced object keeps its generation; that of a packed one is 0. */
function generationOf(pdf: Pdf, number: number): number {
  const entry = pdf.latest.entry(number)
  return entry?.generation ?? 0
}

function inOrder(listed: readonly Listed[]): readonly Listed[] {
  const sorted = listed.toSorted((one, other) => one.number - other.number)
  for (const [index, { number }] of sorted.entries()) {
    if (sorted[index + 1]?.number === number) throw new TypeError(`object ${number} is changed twice`)
    if (!Number.isSafeInteger(number) || number < 1) throw new RangeError(`${number} is no object number`)
  }
  return sorted
}

/** What a reader finds in the newest trailer holds for the whole file, so everything known is carried over. */
function trailerOf(pdf: Pdf, listed: readonly Listed[], options: AppendOptions, out: ByteWriter): Map<string, PdfValue> {
  const { entries } = pdf.latest.trailer
  const trailer = new Map<string, PdfValue>()
  for (const [key, value] of entries) if (!belongsToSection.has(key)) trailer.set(key, value)
  trailer.set('Size', Math.max(pdf.nextNumber, (listed.at(-1)?.number ?? 0) + 1))
  trailer.set('Prev', (pdf.revisions.at(-1)?.startxref ?? 0) - pdf.base)
  if (options.info !== undefined) trailer.set('Info', options.info)
  if (options.root !== undefined) trailer.set('Root', options.root)
  trailer.set('ID', identity(pdf, entries.get('ID'), out))
  return trailer
}

const belongsToSection = new Set(['Size', 'Prev', 'XRefStm', 'ID', 'Type', 'W', 'Index', 'Length', 'Filter', 'DecodeParms'])

/** The first part of /ID stays what the file was born with; the second names this very state, made of what it adds, rooms left for later aside. */
function identity(pdf: Pdf, before: PdfValue | undefined, out: ByteWriter): readonly PdfValue[] {
  const known = before === undefined ? null : pdf.latest.resolve(before)
  const [first, second] = isArray(known) ? known : []
  const written = out.written()
  const pieces: Uint8Array[] = [Buffer.from(`${pdf.bytes.length} ${pdf.revisions.at(-1)?.startxref ?? 0}`)]
  if (isKind(second, 'string')) pieces.push(second.bytes)
  let from = 0
  for (const { start, end } of out.placed.values()) {
    pieces.push(written.subarray(from, start))
    from = end
  }
  const now = string(hash('sha256', Buffer.concat([...pieces, written.subarray(from)]), 'buffer').subarray(0, 16), true)
  return [isKind(first, 'string') ? string(first.bytes, true) : now, now]
}
