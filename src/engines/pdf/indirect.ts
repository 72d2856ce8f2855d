import { isAt, isSpace } from './characters.ts'
import type { Lexer } from './lexer.ts'
import { PdfProblem } from './problem.ts'
import type { Source } from './source.ts'
import { isKind, type PdfDictionary, type PdfStream, type PdfValue } from './values.ts'

/** `n g obj … endobj` as it stands in the file, from its first digit to behind its last letter. */
export type IndirectObject = {
  readonly number: number
  readonly generation: number
  readonly value: PdfValue
  readonly start: number
  readonly end: number
}

/** How long a stream says it is; the value of /Length may be a reference. */
export type LengthOf = (length: PdfValue | undefined) => number

/**
 * Reads the object that begins at this offset, which must be the `wanted` one where that is known. White space before it is tolerated and
 * told.
 */
export function readIndirect(source: Source, offset: number, lengthOf: LengthOf, wanted?: { number: number; generation: number }): IndirectObject {
  source.budget.spend(32)
  const lexer = source.lexer(offset)
  let unread = 0
  try {
    lexer.skipSpace()
    const start = lexer.at
    if (start !== offset) source.odd('loose-offset', offset)
    const { number, generation } = readHeading(lexer, offset)
    if (wanted !== undefined && (wanted.number !== number || wanted.generation !== generation)) throw new PdfProblem('entry-mismatch', offset)
    const value = readBody(source, lexer, lengthOf)
    if (isKind(value, 'stream')) unread = value.raw.length
    close(source, lexer)
    return { number, generation, value, start, end: lexer.at }
  } finally {
    // Bytes that were looked at in vain are paid for, too; those of a stream were not looked at.
    source.budget.spend(lexer.at - offset - unread)
  }
}

function readBody(source: Source, lexer: Lexer, lengthOf: LengthOf): PdfValue {
  lexer.skip()
  if (isAt(source.bytes, lexer.at, 'endobj')) {
    source.odd('empty-object', lexer.at)
    return null
  }
  const plain = lexer.value()
  lexer.skip()
  return isKind(plain, 'dictionary') && isAt(source.bytes, lexer.at, 'stream') ? readStream(source, lexer, plain, lengthOf) : plain
}

function close(source: Source, lexer: Lexer): void {
  lexer.skip()
  if (lexer.takes('endobj')) return
  if (!closesAnyway(lexer)) throw new PdfProblem('malformed-object', lexer.at)
  source.odd('missing-endobj', lexer.at)
}

/** `12 0 obj`, or a refusal: an entry that does not point at its object is never repaired. */
export function readHeading(lexer: Lexer, offset: number): { number: number; generation: number } {
  const number = lexer.count()
  lexer.skip()
  const generation = lexer.count()
  lexer.skip()
  if (number < 0 || generation < 0 || !isAt(lexer.bytes, lexer.at, 'obj')) throw new PdfProblem('entry-mismatch', offset)
  lexer.at += 3
  return { number, generation }
}

/** Only what cannot be taken for a part of the object may follow one that is not closed. */
function closesAnyway(lexer: Lexer): boolean {
  const { at } = lexer
  if (at >= lexer.bytes.length || isAt(lexer.bytes, at, 'xref') || isAt(lexer.bytes, at, 'startxref')) return true
  const number = lexer.count()
  lexer.skip()
  const generation = lexer.count()
  lexer.skip()
  const follows = number >= 0 && generation >= 0 && isAt(lexer.bytes, lexer.at, 'obj')
  lexer.at = at
  return follows
}

function readStream(source: Source, lexer: Lexer, dictionary: PdfDictionary, lengthOf: LengthOf): PdfStream {
  const { bytes } = source
  const start = dataStart(source, lexer.at + 'stream'.length)
  const length = lengthOf(dictionary.entries.get('Length'))
  const end = start + length
  if (end > bytes.length) throw new PdfProblem('stream-length-disagrees', start)
  lexer.at = end
  lexer.skipSpace()
  if (!isAt(bytes, lexer.at, 'endstream')) throw new PdfProblem('stream-length-disagrees', start)
  if (lexer.at - end > 2) source.odd('bytes-before-endstream', end)
  lexer.at += 'endstream'.length
  return { kind: 'stream', dictionary, raw: bytes.subarray(start, end), start }
}

/** Behind the end of line that follows the keyword: CR LF or LF; spaces before it and a lone CR are told. */
function dataStart(source: Source, at: number): number {
  const { bytes } = source
  let next = at
  while ((bytes[next] === 0x20 || bytes[next] === 0x09) && next - at < 64) next++
  if (next !== at && isSpace(bytes[next]) && bytes[next] !== 0) source.odd('loose-stream-keyword', at)
  if (bytes[next] === 0x0d && bytes[next + 1] === 0x0a) return next + 2
  if (bytes[next] === 0x0a) return next + 1
  if (bytes[next] !== 0x0d) throw new PdfProblem('malformed-stream', at)
  source.odd('loose-stream-keyword', at)
  return next + 1
}
