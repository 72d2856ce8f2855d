import { isAt } from './characters.ts'
import { lastKeyword } from './lexer.ts'
import { PdfProblem } from './problem.ts'
import type { Source } from './source.ts'
import { isCount, isKind, type PdfDictionary } from './values.ts'
import { readSection, samePlace, type Section, type SectionKind, type Span, type XrefEntry } from './xref.ts'

/** One saving of the file. Its bytes are those from the end of the revision before it to `end`. */
export type Revision = {
  /** 0 is the oldest. */
  readonly index: number
  readonly kind: SectionKind
  /** Where its newest cross-reference section begins. */
  readonly startxref: number
  /** Behind the end of line after its %%EOF. */
  readonly end: number
  /** What this revision itself lists, free entries included. */
  readonly entries: ReadonlyMap<number, XrefEntry>
  readonly trailer: PdfDictionary
  readonly linearised: boolean
  /** Bytes that belong to no object: tables, trailers, streams that carry them, the lines that close a revision. */
  readonly spans: readonly Span[]
}

export type Ending = { readonly startxref: number; readonly start: number; readonly end: number }

/** The last `startxref n %%EOF` of the file. */
export function lastEnding(source: Source): Ending {
  const at = lastKeyword(source.bytes, 'startxref')
  if (at < 0) throw new PdfProblem('no-startxref', source.bytes.length)
  return readEnding(source, at)
}

/** `startxref`, its number and %%EOF, read strictly: a second number between them would be a second opinion. */
function readEnding(source: Source, start: number): Ending {
  const lexer = source.lexer(start + 'startxref'.length)
  lexer.skipSpace()
  const offset = lexer.count()
  if (offset < 0) throw new PdfProblem('startxref-disagrees', start)
  const behind = lexer.at
  lexer.skipSpace()
  if (isAt(source.bytes, lexer.at, '%%EOF')) return { startxref: offset + source.base, start, end: endOfLine(source.bytes, lexer.at + 5) }
  if (lexer.at < source.bytes.length) throw new PdfProblem('startxref-disagrees', start)
  source.odd('missing-eof', behind)
  return { startxref: offset + source.base, start, end: source.bytes.length }
}

const endOfLine = (bytes: Uint8Array, at: number): number =>
  bytes[at] === 0x0d && bytes[at + 1] === 0x0a ? at + 2 : bytes[at] === 0x0a || bytes[at] === 0x0d ? at + 1 : at

/** Follows /Prev from the last section to the first; the revisions, oldest first. */
export function readRevisions(source: Source, last: Ending): readonly Revision[] {
  const sections: Section[] = []
  const seen = new Set<number>()
  let objects = 0
  for (let offset: number | undefined = last.startxref; offset !== undefined;) {
    if (offset >= source.bytes.length) throw new PdfProblem('malformed-xref', offset)
    if (seen.has(offset)) throw new PdfProblem('xref-loop', offset)
    seen.add(offset)
    const section = readSection(source, offset)
    sections.unshift(section)
    objects += section.entries.size
    if (objects > source.budget.limits.objects) throw new PdfProblem('too-many-objects', offset)
    if (sections.length > source.budget.limits.revisions) throw new PdfProblem('too-many-revisions', offset)
    offset = previous(source, section)
  }
  const revisions = asRevisions(source, sections, last)
  for (const revision of revisions) checkEntries(revision)
  return revisions
}

function previous(source: Source, { trailer, start }: Section): number | undefined {
  if (trailer.repeated.length > 0) throw new PdfProblem('repeated-key', trailer.start)
  const before = trailer.entries.get('Prev')
  if (before === undefined || before === null) return undefined
  if (!isCount(before)) throw new PdfProblem('malformed-xref', start)
  return before + source.base
}

function asRevisions(source: Source, sections: readonly Section[], last: Ending): readonly Revision[] {
  const [main, first] = sections
  const linearised = main !== undefined && first !== undefined && first.start < main.start && isLinearised(source, first.start)
  const groups = linearised ? [[main, first], ...sections.slice(2).map((section) => [section])] : sections.map((section) => [section])
  let before = 0
  return groups.map((group, index) => {
    const revision = asRevision(source, group, index, index === groups.length - 1 ? last : undefined)
    if (revision.end <= before) throw new PdfProblem('xref-out-of-order', revision.startxref)
    before = revision.end
    return revision
  })
}

/** A revision of one section, or the two of a linearised file: the main one at its end, the one of the first page at its beginning. */
function asRevision(source: Source, [lower, upper]: readonly Section[], index: number, last: Ending | undefined): Revision {
  if (lower === undefined) throw new TypeError('a revision has a section')
  const newest = upper ?? lower
  const ending = closing(source, lower, newest.start, last)
  const spans = [lower, ...(upper === undefined ? [] : [upper])].flatMap(({ start, end, streams }) => [{ start, end }, ...streams])
  return {
    index, kind: upper?.kind ?? lower.kind, startxref: newest.start, end: ending.end, trailer: newest.trailer, linearised: upper !== undefined,
    entries: upper === undefined ? lower.entries : joined(lower, upper), spans: [...spans, { start: ending.start, end: ending.end }],
  }
}

/** What closes a section must point back at it: two that disagree are two files in one. */
function closing(source: Source, section: Section, startxref: number, last: Ending | undefined): Ending {
  const lexer = source.lexer(section.end)
  lexer.skip()
  const ending = isAt(source.bytes, lexer.at, 'startxref') ? readEnding(source, lexer.at) : undefined
  if (ending === undefined || !pointsAt(source, ending.startxref, startxref)) throw new PdfProblem('startxref-disagrees', section.end)
  if (last !== undefined && ending.start !== last.start) throw new PdfProblem('startxref-disagrees', last.start)
  return ending
}

/** The same place, white space before it aside. */
function pointsAt(source: Source, offset: number, start: number): boolean {
  const lexer = source.lexer(offset)
  lexer.skipSpace()
  return lexer.at === start
}

/** Both parts of a linearised file may list an object only if they agree on it. */
function joined(lower: Section, upper: Section): ReadonlyMap<number, XrefEntry> {
  const entries = new Map(lower.entries)
  for (const [number, entry] of upper.entries) {
    const known = entries.get(number)
    if (known !== undefined && known.kind !== 'free' && !samePlace(known, entry)) throw new PdfProblem('repeated-entry', upper.start)
    entries.set(number, entry)
  }
  return entries
}

/** The first object of a linearised file says so, and it stands before the first section. */
function isLinearised(source: Source, before: number): boolean {
  const lexer = source.lexer(source.base)
  lexer.skip()
  const number = lexer.count()
  lexer.skip()
  const generation = lexer.count()
  lexer.skip()
  if (number < 0 || generation < 0 || !lexer.takes('obj') || lexer.at > before) return false
  const value = lexer.value()
  return isKind(value, 'dictionary') && value.entries.has('Linearized')
}

/** No entry may point behind its revision: what was added later would change what was there before. */
function checkEntries({ entries, end, startxref, trailer }: Revision): void {
  const size = trailer.entries.get('Size')
  if (!isCount(size)) throw new PdfProblem('malformed-xref', startxref)
  for (const entry of entries.values()) {
    if (entry.kind === 'plain' && entry.offset >= end) throw new PdfProblem('entry-beyond-revision', entry.offset)
    if (entry.kind !== 'free' && entry.number >= size) throw new PdfProblem('size-lies', startxref)
  }
}
