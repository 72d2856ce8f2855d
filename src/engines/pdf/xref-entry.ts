import type { PdfDictionary } from './values.ts'

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

export const samePlace = (one: XrefEntry | undefined, other: XrefEntry): boolean =>
  one === undefined ? false
  : one.kind === 'plain' && other.kind === 'plain' ? one.offset === other.offset && one.generation === other.generation
  : one.kind === 'packed' && other.kind === 'packed' ? one.container === other.container && one.index === other.index
  : one.kind === 'free' && other.kind === 'free'
