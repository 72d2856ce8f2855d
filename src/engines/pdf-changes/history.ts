import type { Pdf } from '../pdf/index.ts'
import { Comparison, Effort } from './comparison.ts'
import type { Change } from './model.ts'
import { trailer } from './rules-document.ts'
import { below } from './path.ts'

/** The changes of each revision against the one before it, compared when asked for and once. */
export class History {
  readonly pdf: Pdf
  readonly effort = new Effort()
  readonly #steps = new Map<number, readonly Change[]>()

  constructor(pdf: Pdf) {
    this.pdf = pdf
  }

  /** What was changed after a revision, step by step: what a later one takes back was changed nevertheless. */
  since(revision: number): readonly Change[] {
    return this.pdf.revisions.slice(revision + 1).flatMap(({ index }) => this.#step(index))
  }

  #step(index: number): readonly Change[] {
    const known = this.#steps.get(index)
    if (known !== undefined) return known
    const walk = new Comparison(this.pdf.at(index - 1), this.pdf.at(index), this.effort)
    walk.run(walk.before.trailer, walk.after.trailer, trailer, below(undefined, 'Trailer'))
    this.#steps.set(index, walk.changes)
    return walk.changes
  }
}
