import {
  isArray, isKind, PdfProblem, type PdfDictionary, type PdfReference, type PdfStream, type PdfValue, type PdfView,
} from '../pdf/index.ts'
import { PageFace } from './effects.ts'
import { landmarksOf, type Landmarks } from './landmarks.ts'
import type { Change, ChangeFault, ChangeLevel, ChangeRule } from './model.ts'
import { below, written, type Path } from './path.ts'

/** What may change at one kind of place. It looks at what differs and either walks on, allows it by a rule, or reports it. */
export type Place = {
  /** Tells places apart: an object that is reached in two kinds of places is judged in both. */
  readonly name: string
  readonly judge: (met: Meeting) => void
}

/** One pair of values that stand at the same place before and after; null where there is none. References are resolved. */
export type Meeting = {
  readonly walk: Comparison
  readonly before: PdfValue
  readonly after: PdfValue
  readonly path: Path
  /** The object in which they lie, as numbered after. */
  readonly object: number | undefined
  /** The reference by which they were reached, when both sides were reached by one. */
  readonly references: readonly [PdfReference, PdfReference] | undefined
  /** The number of the object it was before, where it was one. */
  readonly from: number | undefined
}

/** What the comparisons of one file may cost together: some two seconds of work. */
export class Effort {
  #left = 1_500_000

  spend(): void {
    if (this.#left-- <= 0) throw new PdfProblem('too-many-steps', 0)
  }
}

/** What can be seen of a change. */
export type Seen = Pick<Change, 'effect' | 'overlaps'>
const unseen: Seen = { effect: undefined, overlaps: false }

/**
 * Walks two revisions of a file side by side from the trailer. Every way by which an object can be reached is judged by the place it leads
 * to, so that a stream which is both an appearance that may change and the content of a page, which may not, may not.
 */
export class Comparison {
  readonly before: PdfView
  readonly after: PdfView
  readonly landmarks: Landmarks
  readonly changes: Change[] = []
  /** Objects as they were, reached where nothing may change, and appearances that gave way to others. */
  readonly #fixed = new Set<number>()
  readonly #displaced: { readonly number: number; readonly met: Meeting }[] = []
  readonly #counts = new Map<ChangeLevel, number>()
  readonly #seen = new Set<string>()
  readonly #effort: Effort
  readonly #faces = new Map<number, PageFace>()
  readonly #queue: { readonly place: Place; readonly met: Meeting }[] = []

  constructor(before: PdfView, after: PdfView, effort = new Effort()) {
    this.#effort = effort
    this.before = before
    this.after = after
    this.landmarks = landmarksOf(before, after)
  }

  /** Judges the pair and all it leads to. The queue stands for recursion: chains of objects may be long. */
  run(before: PdfValue | undefined, after: PdfValue | undefined, place: Place, path: Path): void {
    this.meet(before, after, place, path, undefined)
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) next.place.judge(next.met)
    // What is shown elsewhere, too, was more than an appearance: who replaces it may mean to change the other place with a later step.
    for (const { number, met } of this.#displaced.splice(0)) if (this.#fixed.has(number)) this.refuse(met, 'appearance-shared')
  }

  /** What a page showed before. */
  face(page: number | undefined): PageFace {
    const number = page ?? 0
    const known = this.#faces.get(number) ?? new PageFace(this.before, number)
    this.#faces.set(number, known)
    return known
  }

  /** An appearance gave way to another one. */
  displace(number: number, met: Meeting): void {
    this.#displaced.push({ number, met })
  }

  meet(before: PdfValue | undefined, after: PdfValue | undefined, place: Place, path: Path, object: number | undefined): void {
    if (before === undefined && after === undefined) return
    this.#effort.spend()
    const one = isKind(before, 'reference') ? before : undefined
    const other = isKind(after, 'reference') ? after : undefined
    const values = { before: this.before.resolve(before), after: this.after.resolve(after), path }
    if (values.before === null && values.after === null) return
    if (one === undefined && other === undefined) {
      place.judge({ walk: this, ...values, object, references: undefined, from: undefined })
      return
    }
    const key = `${place.name} ${keyOf(one) ?? written(path)} ${keyOf(other) ?? written(path)}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    if (place.name === 'fixed' && one !== undefined) this.#fixed.add(one.number)
    const references = one !== undefined && other !== undefined ? [one, other] as const : undefined
    this.#queue.push({ place, met: { walk: this, ...values, object: other?.number ?? object, references, from: one?.number } })
  }

  allow(met: Meeting, rule: ChangeRule, level: ChangeLevel, seen: Seen = unseen): void {
    this.#report(met, level, rule, undefined, seen)
  }

  refuse(met: Pick<Meeting, 'path' | 'object'>, fault: ChangeFault): void {
    this.#report(met, 'OTHER', undefined, fault, unseen)
  }

  /**
   * Whoever changes a hundred thousand things gets no longer report than one who changes thousands. What is left out makes nothing milder:
   * upkeep beyond the first thousand weighs nothing, a fault beyond two thousand has failed already, and anything else in excess is a fault.
   */
  #report(
    { path, object }: Pick<Meeting, 'path' | 'object'>, level: ChangeLevel,
    rule: ChangeRule | undefined, fault: ChangeFault | undefined, seen: Seen,
  ): void {
    const count = (this.#counts.get(level) ?? 0) + 1
    this.#counts.set(level, count)
    if (count > (level === 'LTA_UPDATES' ? 1000 : level === 'OTHER' ? 2000 : 10_000)) {
      if (level !== 'LTA_UPDATES' && level !== 'OTHER' && count === 10_001) this.refuse({ path, object }, 'too-many-changes')
      return
    }
    const { field, page } = path
    this.changes.push({ revision: this.after.revision, path: written(path), object, level, rule, fault, field, page, ...seen })
  }
}

/** With the generation: the same number may be there under another one, and what refers to the old one refers to nothing. */
const keyOf = (reference: PdfReference | undefined): string | undefined =>
  reference === undefined ? undefined : `${reference.number}.${reference.generation}`

/** Meets the entries of two dictionaries; `placeOf` may handle one itself and say undefined. */
export function entries(met: Meeting, before: PdfDictionary, after: PdfDictionary, placeOf: (key: string) => Place | undefined): void {
  for (const key of new Set([...before.entries.keys(), ...after.entries.keys()])) {
    const place = placeOf(key)
    if (place !== undefined) met.walk.meet(before.entries.get(key), after.entries.get(key), place, below(met.path, key), met.object)
  }
}

/**
 * Whether two values differ in themselves; what lies within is met in `inner`. Dictionaries with repeated keys mean different things to
 * different readers, so that even a wholly new one differs.
 */
export function structure(met: Meeting, inner: Place, placeOf: (key: string) => Place = () => inner): boolean {
  const { before, after, walk, path, object } = met
  if (isKind(before, 'dictionary') && isKind(after, 'dictionary')) {
    entries(met, before, after, placeOf)
    return after !== before && after.repeated.length > 0
  }
  if (isArray(before) && isArray(after)) {
    if (before.length !== after.length) return true
    for (const [index, item] of before.entries()) walk.meet(item, after[index], inner, below(path, index), object)
    return false
  }
  if (isKind(before, 'stream') && isKind(after, 'stream')) {
    const stored = sameBytes(before.raw, after.raw)
    entries(met, before.dictionary, after.dictionary, (key) => !stored && storage.has(key) ? undefined : inner)
    return !stored && !sameDecoded(walk, before, after)
  }
  return !sameScalar(before, after)
}

const storage = new Set(['Length', 'Filter', 'DecodeParms', 'DL'])

function sameDecoded(walk: Comparison, before: PdfStream, after: PdfStream): boolean {
  const one = walk.before.decoded(before)
  const other = walk.after.decoded(after)
  return one.left.length === 0 && other.left.length === 0 && sameBytes(one.bytes, other.bytes)
}

function sameScalar(before: PdfValue, after: PdfValue): boolean {
  if (isKind(before, 'string')) return isKind(after, 'string') && sameBytes(before.bytes, after.bytes)
  if (isKind(before, 'name')) return isKind(after, 'name') && before.name === after.name
  return before === after
}

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && Buffer.compare(one, other) === 0

