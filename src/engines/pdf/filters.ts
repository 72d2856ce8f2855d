import { constants, inflateRawSync, inflateSync } from 'node:zlib'
import { decodeAscii85, decodeAsciiHex, decodeRunLength } from './filters-text.ts'
import { decodeLzw } from './lzw.ts'
import type { Budget } from './limits.ts'
import { undoPredictor } from './predictor.ts'
import { PdfProblem } from './problem.ts'
import { isArray, isKind, type PdfDictionary, type PdfStream, type PdfValue } from './values.ts'

/** What came out, and the filters that were left alone because they give pictures or need a key. */
export type Decoded = { readonly bytes: Uint8Array; readonly left: readonly string[] }

type Resolve = (value: PdfValue) => PdfValue

const leftAlone = new Set(['DCTDecode', 'DCT', 'JPXDecode', 'CCITTFaxDecode', 'CCF', 'JBIG2Decode', 'Crypt'])

/** Undoes the filters of a stream in their order, up to the first that is left alone. */
export function decode(budget: Budget, stream: PdfStream, resolve: Resolve): Decoded {
  const { entries } = stream.dictionary
  const names = filterNames(resolve(entries.get('Filter') ?? null), resolve, stream.start)
  const parameters = resolve(entries.get('DecodeParms') ?? null)
  let bytes = stream.raw
  for (const [index, filter] of names.entries()) {
    budget.spend(500 + bytes.length / 16)
    if (leftAlone.has(filter)) return { bytes, left: names.slice(index) }
    const own = resolve((isArray(parameters) ? parameters[index] : index === 0 ? parameters : null) ?? null)
    bytes = undo(budget, filter, bytes, isKind(own, 'dictionary') ? own : undefined, stream.start)
    budget.inflate(bytes.length)
  }
  return { bytes, left: [] }
}

function filterNames(value: PdfValue, resolve: Resolve, at: number): readonly string[] {
  if (value === null) return []
  const items = isArray(value) ? value.map(resolve) : [value]
  if (items.length > 16) throw new PdfProblem('unsupported-filter', at)
  return items.map((item) => {
    if (isKind(item, 'name')) return item.name
    throw new PdfProblem('malformed-stream', at)
  })
}

function undo(budget: Budget, filter: string, bytes: Uint8Array, parameters: PdfDictionary | undefined, at: number): Uint8Array {
  const most = budget.allowance(bytes.length)
  switch (filter) {
    case 'FlateDecode': case 'Fl': return undoPredictor(inflate(bytes, most, at), parameters, at)
    case 'LZWDecode': case 'LZW': return undoPredictor(decodeLzw(bytes, parameters?.entries.get('EarlyChange') !== 0, most, at), parameters, at)
    case 'ASCIIHexDecode': case 'AHx': return decodeAsciiHex(bytes, at)
    case 'ASCII85Decode': case 'A85': return decodeAscii85(bytes, at)
    case 'RunLengthDecode': case 'RL': return decodeRunLength(bytes, most, at)
    default: throw new PdfProblem('unsupported-filter', at)
  }
}

/** Data whose end or checksum is missing give what they hold, as every reader does; broken data are refused. */
function inflate(bytes: Uint8Array, most: number, at: number): Uint8Array {
  if (bytes.length === 0) return bytes
  const options = { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH }
  try {
    return inflateSync(bytes, options)
  } catch (error) {
    if (isTooLong(error)) throw new PdfProblem('inflates-too-much', at)
    return withoutChecksum(bytes, options, at)
  }
}

/** A wrong checksum at the end alone does not make the data ambiguous. */
function withoutChecksum(bytes: Uint8Array, options: { maxOutputLength: number; finishFlush: number }, at: number): Uint8Array {
  try {
    return inflateRawSync(bytes.subarray(2), options)
  } catch (error) {
    throw new PdfProblem(isTooLong(error) ? 'inflates-too-much' : 'malformed-stream', at)
  }
}

const isTooLong = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
