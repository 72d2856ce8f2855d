import { isDigit, isSpace, latin1 } from './characters.ts'
import { placeOfHeader } from './header.ts'
import type { Pdf } from './open.ts'
import { PdfProblem, type PdfRefusal } from './problem.ts'
import { readIndirect } from './indirect.ts'
import type { Revision } from './revisions.ts'
import { isArray, isCount, isKind, type PdfValue } from './values.ts'
import { samePlace, type PackedEntry, type PlainEntry, type Span, type XrefEntry } from './xref-entry.ts'

/** Something that lets two readers see two documents: what, where in the file, and in which revision. */
export type Ambiguity = { readonly refusal: PdfRefusal; readonly at: number; readonly revision: number; readonly object: number | undefined }

/**
 * Reads every object of every revision and every byte between them, and tells all that is ambiguous. `openPdf` reads only what it is asked,
 * so that a verdict about a foreign file needs this too. An empty list means: each byte belongs to one thing, and each thing is listed once.
 */
export function ambiguities(pdf: Pdf): readonly Ambiguity[] {
  const audit = new Audit(pdf)
  try {
    audit.run()
  } catch (problem) {
    if (problem instanceof PdfProblem) audit.tell(problem.refusal, problem.at, pdf.revisions.length - 1)
    else if (!(problem instanceof Enough)) throw problem
  }
  return audit.found
}

/** A file with so many ambiguities needs no more of them. */
class Enough extends Error {}
const most = 200

/** A problem of one object; limits that are spent are spent for all. */
const isLocal = (problem: unknown): problem is PdfProblem =>
  problem instanceof PdfProblem && problem.refusal !== 'too-many-steps' && problem.refusal !== 'inflates-too-much'

class Audit {
  readonly found: Ambiguity[] = []
  readonly #pdf: Pdf
  /** Objects by the offset of their first byte: one listed by several revisions is one. */
  readonly #spans = new Map<number, Span>()

  constructor(pdf: Pdf) {
    this.#pdf = pdf
  }

  run(): void {
    const { revisions, deviations } = this.#pdf
    if (deviations.some(({ name }) => name === 'no-header')) this.tell('not-a-pdf', 0, 0)
    let highest = 0
    for (const revision of revisions) {
      for (const entry of revision.entries.values()) if (entry.kind !== 'free') highest = Math.max(highest, entry.number)
      // Some readers ignore what the newest trailer does not count, others find it; what older trailers say nobody asks any more.
      if (highest >= revision.size && revision.index === revisions.length - 1) this.tell('size-lies', revision.startxref, revision.index)
      this.#checkKeys(revision.trailer, revision.index, undefined)
      for (const span of revision.spans) this.#spans.set(span.start, span)
      for (const entry of revision.entries.values()) if (entry.kind !== 'free') this.#checkEntry(entry, revision)
    }
    this.#checkLatest()
    this.#checkBytes()
  }

  /** What older revisions packed must still lie in the same object stream. */
  #checkLatest(): void {
    const { latest, revisions } = this.#pdf
    for (const number of new Set(revisions.flatMap(({ entries }) => [...entries.keys()]))) {
      try {
        latest.entry(number)
      } catch (problem) {
        if (!isLocal(problem)) throw problem
        if (problem.refusal === 'container-replaced') this.tell('container-replaced', 0, latest.revision, number)
      }
    }
  }

  tell(refusal: PdfRefusal, at: number, revision: number, object?: number): void {
    this.found.push({ refusal, at, revision, object })
    if (this.found.length >= most) throw new Enough()
  }

  #checkEntry(entry: Exclude<XrefEntry, { kind: 'free' }>, revision: Revision): void {
    const view = this.#pdf.at(revision.index)
    try {
      const value = view.object(entry.number)
      if (entry.kind === 'plain') this.#checkPlace(entry, revision)
      else this.#checkPacked(entry, revision)
      this.#checkKeys(value, revision.index, entry.number)
      if (isKind(value, 'stream') && entry.kind === 'plain') this.#checkContainer(entry, value.dictionary.entries.get('Type') ?? null, revision)
    } catch (problem) {
      if (!isLocal(problem)) throw problem
      const at = entry.kind === 'plain' ? entry.offset : problem.at
      this.tell(problem.refusal, at, revision.index, entry.number)
    }
  }

  #checkPlace(entry: PlainEntry, { index, kind }: Revision): void {
    const { start, end } = this.#pdf.store.indirect(entry, this.#pdf.at(index).entry)
    this.#spans.set(start, { start, end })
    const before = this.#pdf.revisions[index - 1]
    if (before === undefined || kind === 'hybrid' || start >= before.end) return
    // A table that lists older objects again is only long-winded; one that gives a number to other old bytes changes what they mean.
    const known = this.#pdf.at(index - 1).entry(entry.number)
    if (known?.kind !== 'plain' || known.offset !== entry.offset) this.tell('entry-before-revision', start, index, entry.number)
  }

  /** An object taken from an older object stream, in which it was not before. */
  #checkPacked(entry: PackedEntry, { index, kind }: Revision): void {
    const before = this.#pdf.revisions[index - 1]
    const holder = this.#pdf.at(index).entry(entry.container)
    if (before === undefined || kind === 'hybrid' || holder?.kind !== 'plain' || holder.offset >= before.end) return
    if (!samePlace(this.#pdf.at(index - 1).entry(entry.number), entry)) this.tell('entry-before-revision', holder.offset, index, entry.number)
  }

  /** An object stream that holds one number twice, or one that its revision does not look for there. */
  #checkContainer(entry: PlainEntry, type: PdfValue, { index, entries }: Revision): void {
    if (!isKind(type, 'name') || type.name !== 'ObjStm') return
    const numbers = this.#pdf.store.numbersIn(entry, this.#pdf.at(index).entry)
    if (new Set(numbers).size < numbers.length) this.tell('repeated-object', entry.offset, index, entry.number)
    for (const [place, number] of numbers.entries()) {
      const own = entries.get(number)
      const listed = own?.kind === 'packed' && own.container === entry.number && own.index === place
      if (!listed) this.tell(own !== undefined && own.kind !== 'free' ? 'repeated-object' : 'hidden-object', entry.offset, index, number)
    }
  }

  #checkKeys(value: PdfValue, revision: number, object: number | undefined): void {
    if (isArray(value)) for (const item of value) this.#checkKeys(item, revision, object)
    else if (isKind(value, 'stream')) this.#checkKeys(value.dictionary, revision, object)
    else if (isKind(value, 'dictionary')) {
      if (value.repeated.length > 0) this.tell('repeated-key', value.start, revision, object)
      for (const item of value.entries.values()) if (typeof item === 'object') this.#checkKeys(item, revision, object)
    }
  }

  /** Everything that is listed lies beside, not over, everything else, and nothing but white space and comments lies between. */
  #checkBytes(): void {
    const { bytes, revisions } = this.#pdf
    const spans = [...this.#spans.values()].sort((one, other) => one.start - other.start)
    let at = 0
    for (const span of spans) {
      if (span.start < at) this.tell('overlapping-objects', span.start, this.#revisionAt(span.start).index)
      else this.#checkGap(at, span.start)
      at = Math.max(at, span.end)
    }
    this.#checkGap(at, Math.min(bytes.length, revisions.at(-1)?.end ?? 0))
  }

  #revisionAt(offset: number): Revision {
    const found = this.#pdf.revisions.find(({ end }) => offset < end) ?? this.#pdf.revisions.at(-1)
    if (found === undefined) throw new TypeError('a file has revisions')
    return found
  }

  #checkGap(from: number, to: number): void {
    const { bytes } = this.#pdf
    this.#pdf.store.source.budget.spend(to - from)
    for (let at = from; at < to;) {
      if (isSpace(bytes[at])) at++
      else if (bytes[at] === 0x25) at = this.#checkComment(at, to)
      else if (isDigit(bytes[at])) at = this.#checkUnlisted(at, to)
      else {
        const word = latin1(bytes, at, Math.min(to, at + 9))
        const left = word.startsWith('xref') || word.startsWith('startxref') || word.startsWith('trailer')
        this.tell(left ? 'orphaned-revision' : 'unreadable-bytes', at, this.#revisionAt(at).index)
        return
      }
    }
  }

  #checkComment(at: number, to: number): number {
    const { bytes } = this.#pdf
    const line = latin1(bytes, at, Math.min(to, at + 5))
    if (line === '%PDF-' && at !== placeOfHeader(this.#pdf.bytes)) this.tell('second-header', at, this.#revisionAt(at).index)
    if (line === '%%EOF') this.tell('orphaned-revision', at, this.#revisionAt(at).index)
    return endOfComment(bytes, at)
  }

  /** An object no revision lists here: a second one of its number, or one that waits to be found. */
  #checkUnlisted(at: number, to: number): number {
    const revision = this.#revisionAt(at)
    const view = this.#pdf.at(revision.index)
    try {
      const { number, end } = readIndirect(this.#pdf.store.source, at, (length) => {
        const value = view.resolve(length)
        if (isCount(value)) return value
        throw new PdfProblem('malformed-stream', at)
      })
      const own = revision.entries.get(number)
      this.tell(own !== undefined && own.kind !== 'free' ? 'repeated-object' : 'hidden-object', at, revision.index, number)
      return end <= to ? end : to
    } catch (problem) {
      if (!isLocal(problem)) throw problem
      this.tell('unreadable-bytes', at, revision.index)
      return to
    }
  }
}

function endOfComment(bytes: Uint8Array, at: number): number {
  let next = at
  while (next < bytes.length && bytes[next] !== 0x0a && bytes[next] !== 0x0d) next++
  return next
}
