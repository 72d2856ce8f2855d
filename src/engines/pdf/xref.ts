import { readXrefStream } from './xref-stream.ts'
import { readXrefTable } from './xref-table.ts'
import { PdfProblem } from './problem.ts'
import type { Source } from './source.ts'
import { isCount, type PdfDictionary } from './values.ts'

/** Where an object is to be found; `offset` counts from the beginning of the bytes. */
export type XrefEntry = FreeEntry | PlainEntry | PackedEntry
export type FreeEntry = { readonly kind: 'free'; readonly number: number; readonly generation: number }
export type PlainEntry = { readonly kind: 'plain'; readonly number: number; readonly generation: number; readonly offset: number }
export type PackedEntry = {
  readonly kind: 'packed'; readonly number: number; readonly generation: 0; readonly container: number; readonly index: number
}

export type SectionKind = 'table' | 'stream' | 'hybrid'

/** One cross-reference section: what it lists, and its trailer. It takes the bytes from `start` to `end`. */
export type Section = {
  readonly kind: SectionKind
  readonly entries: ReadonlyMap<number, XrefEntry>
  readonly trailer: PdfDictionary
  readonly start: number
  readonly end: number
  /** What only readers of cross-reference streams see of a hybrid section. */
  readonly hidden?: Section
}

export type Span = { readonly start: number; readonly end: number }

/** The section at this offset, a hybrid one with its hidden part beside it. */
export function readSection(source: Source, offset: number): Section {
  const lexer = source.lexer(offset)
  lexer.skipSpace()
  if (lexer.at >= source.bytes.length) throw new PdfProblem('malformed-xref', offset)
  if (lexer.at !== offset) source.odd('loose-offset', offset)
  if (!lexer.takes('xref')) return readXrefStream(source, lexer.at)
  const table = readXrefTable(source, lexer.at - 4, lexer)
  const hidden = table.trailer.entries.get('XRefStm')
  if (hidden === undefined) return table
  if (!isCount(hidden)) throw new PdfProblem('malformed-xref', offset)
  return { ...table, kind: 'hybrid', hidden: readXrefStream(source, hidden + source.base) }
}

export const samePlace = (one: XrefEntry | undefined, other: XrefEntry): boolean =>
  one === undefined ? false
  : one.kind === 'plain' && other.kind === 'plain' ? one.offset === other.offset && one.generation === other.generation
  : one.kind === 'packed' && other.kind === 'packed' ? one.container === other.container && one.index === other.index
  : one.kind === 'free' && other.kind === 'free'
