import { isAt } from './characters.ts'
import { lastKeyword } from './lexer.ts'
import { PdfProblem } from './problem.ts'
import type { Source } from './source.ts'
import { isCount, isKind, type PdfDictionary } from './values.ts'
import { readSection } from './xref.ts'
import { samePlace, type Section, type SectionKind, type Span, type XrefEntry } from './xref-entry.ts'

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
  /** What its trailer promises: no object has this number or a higher one. */
  readonly size: number
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
  let objects = 0
  for (let offset: number | undefined = last.startxref; offset !== undefined;) {
    if (offset >= source.bytes.length) throw new PdfProblem('malformed-xref', offset)
    const section = readSection(source, offset)
    // By where it begins: white space before a section gives it more than one offset.
    if (sections.some(({ start }) => start === section.start)) throw new PdfProblem('xref-loop', offset)
    sections.push(section)
    objects += section.entries.size + (section.hidden?.entries.size ?? 0)
    if (objects > source.budget.limits.objects) throw new PdfProblem('too-many-objects', offset)
    if (sections.length > source.budget.limits.revisions) throw new PdfProblem('too-many-revisions', offset)
    offset = previous(source, section)
  }
  return asRevisions(source, sections.reverse(), last)
}

function previous(source: Source, { trailer, start }: Section): number | undefined {
  if (trailer.repeated.length > 0) throw new PdfProblem('repeated-key', trailer.start)
  const before = trailer.entries.get('Prev')
  if (before === undefined || before === null) return undefined
  if (!isCount(before)) throw new PdfProblem('malformed-xref', start)
  if (before > 0) return before + source.base
  // The header stands there, so that it means: none before this one.
  source.odd('zero-offset', start)
  return undefined
}

function asRevisions(source: Source, sections: readonly Section[], last: Ending): readonly Revision[] {
  const [main, first] = sections
  const linearised = main !== undefined && first !== undefined && first.start < main.start && isLinearised(source, first.start)
  const groups = linearised ? [[main, first], ...sections.slice(2).map((section) => [section])] : sections.map((section) => [section])
  const revisions: Revision[] = []
  const hiddenBefore = new Set<number>()
  for (const [index, group] of groups.entries()) {
    const revision = asRevision(source, group, revisions, hiddenBefore, index === groups.length - 1 ? last : undefined)
    if (revision.end <= (revisions.at(-1)?.end ?? 0)) throw new PdfProblem('xref-out-of-order', revision.startxref)
    revisions.push(revision)
  }
  return revisions
}

/** A revision of one section, or the two of a linearised file: the main one at its end, the one of the first page at its beginning. */
function asRevision(
  source: Source, [lower, upper]: readonly Section[], before: readonly Revision[], hiddenBefore: Set<number>, last: Ending | undefined,
): Revision {
  if (lower === undefined) throw new TypeError('a revision has a section')
  const newest = upper ?? lower
  const ending = closing(source, lower, newest.start, last)
  const parts = upper === undefined ? [lower] : [lower, upper]
  const entries = parts.map((part) => withHidden(source, part, before, hiddenBefore)).reduce((low, high) => joined(low, high, newest.start))
  const size = newest.trailer.entries.get('Size')
  if (!isCount(size)) throw new PdfProblem('malformed-xref', newest.start)
  const early = upper === undefined ? [] : earlyEnding(source, upper)
  const spans = parts.flatMap(({ start, end, hidden }) => [{ start, end }, ...(hidden === undefined ? [] : [hidden])])
  return {
    index: before.length, kind: newest.kind, startxref: newest.start, end: ending.end, trailer: newest.trailer, size, entries,
    linearised: upper !== undefined, spans: [...spans, ...early, ending].map(({ start, end }) => ({ start, end })),
  }
}

/**
 * A hybrid section: what its table calls free or does not list, the hidden part may place. They must not contradict each other, nor may a
 * hidden part that an editor carried over from an older revision bring back what was replaced since: there the table alone counts.
 */
function withHidden(
  source: Source, { entries, hidden }: Section, before: readonly Revision[], hiddenBefore: Set<number>,
): ReadonlyMap<number, XrefEntry> {
  if (hidden === undefined) return entries
  const carriedOver = hiddenBefore.has(hidden.start)
  const ofOldBytes = carriedOver || hidden.start < (before.at(-1)?.end ?? 0)
  hiddenBefore.add(hidden.start)
  const all = new Map(entries)
  source.budget.spend(hidden.entries.size * (1 + before.length))
  for (const [number, entry] of hidden.entries) {
    const shown = entries.get(number)
    const older = shown === undefined ? before.findLast((revision) => revision.entries.has(number))?.entries.get(number) : undefined
    if (samePlace(shown ?? older, entry)) continue
    if (carriedOver && shown !== undefined && shown.kind !== 'free') continue
    const replaces = shown === undefined ? older !== undefined && older.kind !== 'free' && ofOldBytes : shown.kind !== 'free' || carriedOver
    if (replaces) throw new PdfProblem('hybrid-contradiction', hidden.start)
    all.set(number, entry)
  }
  return all
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

/** A linearised file closes its first part with a startxref that means nothing, usually 0. */
function earlyEnding(source: Source, upper: Section): readonly Ending[] {
  const lexer = source.lexer(upper.end)
  lexer.skip()
  return isAt(source.bytes, lexer.at, 'startxref') ? [readEnding(source, lexer.at)] : []
}

/** The same place, white space before it aside. */
function pointsAt(source: Source, offset: number, start: number): boolean {
  const lexer = source.lexer(offset)
  lexer.skipSpace()
  return lexer.at === start
}

/** Both parts of a linearised file may list an object only if they agree on it. */
function joined(lower: ReadonlyMap<number, XrefEntry>, upper: ReadonlyMap<number, XrefEntry>, at: number): ReadonlyMap<number, XrefEntry> {
  const entries = new Map(lower)
  for (const [number, entry] of upper) {
    const known = entries.get(number)
    if (known !== undefined && known.kind !== 'free' && !samePlace(known, entry)) throw new PdfProblem('repeated-entry', at)
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
