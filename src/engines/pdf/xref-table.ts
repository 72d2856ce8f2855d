import { isDigit, isSpace } from './characters.ts'
import type { Lexer } from './lexer.ts'
import { PdfProblem } from './problem.ts'
import type { Source } from './source.ts'
import { isKind } from './values.ts'
import type { Section, XrefEntry } from './xref-entry.ts'

/** A classic table with its trailer; the lexer stands behind `xref`. */
export function readXrefTable(source: Source, start: number, lexer: Lexer): Section {
  const entries = new Map<number, XrefEntry>()
  for (;;) {
    lexer.skip()
    if (lexer.takes('trailer')) break
    const first = lexer.count()
    lexer.skipSpace()
    const count = lexer.count()
    if (first < 0 || count < 0) throw new PdfProblem('malformed-xref', lexer.at)
    lexer.skipSpace()
    readSubsection(source, lexer, first, count, entries)
  }
  lexer.skip()
  const trailer = lexer.value()
  source.budget.spend(lexer.at - start)
  if (!isKind(trailer, 'dictionary')) throw new PdfProblem('malformed-xref', lexer.at)
  return { kind: 'table', entries, trailer, start, end: lexer.at }
}

function readSubsection(source: Source, lexer: Lexer, first: number, count: number, entries: Map<number, XrefEntry>): void {
  let shift = 0
  for (let index = 0; index < count; index++) {
    const at = lexer.at
    const { offset, generation, used } = readLine(source, lexer)
    // A known slip of old writers: the list begins with the head of the free objects, which is number 0, and says it begins at 1.
    if (index === 0 && first === 1 && !used && generation === 65535 && offset === 0) {
      source.odd('table-starts-at-one', at)
      shift = 1
    }
    const number = first + index - shift
    if (entries.has(number)) throw new PdfProblem('repeated-entry', at)
    entries.set(number, entryOf(source, number, offset, generation, used, at))
  }
  if (entries.size > source.budget.limits.objects) throw new PdfProblem('too-many-objects', lexer.at)
}

function entryOf(source: Source, number: number, offset: number, generation: number, used: boolean, at: number): XrefEntry {
  // Nothing can stand at offset 0 but the header: writers that say so mean an object that does not exist.
  if (used && offset === 0) source.odd('zero-offset', at)
  return used && offset > 0 ? { kind: 'plain', number, generation, offset: offset + source.base } : { kind: 'free', number, generation }
}

type Line = { readonly offset: number; readonly generation: number; readonly used: boolean }

/** `nnnnnnnnnn ggggg n` and two characters of end of line; whatever else still has the three parts in this order is told. */
function readLine(source: Source, lexer: Lexer): Line {
  const { bytes, at } = lexer
  const letter = bytes[at + 17]
  if (bytes[at + 10] === 0x20 && bytes[at + 16] === 0x20 && (letter === 0x6e || letter === 0x66)
    && isSpace(bytes[at + 18]) && isSpace(bytes[at + 19]) && !isSpace(bytes[at + 20])) {
    const offset = digits(bytes, at, 10)
    const generation = digits(bytes, at + 11, 5)
    if (offset >= 0 && generation >= 0) {
      lexer.at = at + 20
      return { offset, generation, used: letter === 0x6e }
    }
  }
  return readLooseLine(source, lexer)
}

function digits(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let index = at; index < at + length; index++) {
    const code = bytes[index]
    if (!isDigit(code)) return -1
    value = value * 10 + code - 0x30
  }
  return value
}

function readLooseLine(source: Source, lexer: Lexer): Line {
  const start = lexer.at
  const offset = lexer.count()
  lexer.skipSpace()
  const generation = lexer.count()
  lexer.skipSpace()
  const used = lexer.takes('n')
  if (offset < 0 || generation < 0 || (!used && !lexer.takes('f'))) throw new PdfProblem('malformed-xref', start)
  const end = lexer.at
  lexer.skipSpace()
  // The last line of a table is followed by what comes next, so that its white space says nothing.
  if (end - start !== 18) source.odd('loose-table-lines', start)
  return { offset, generation, used }
}
