import { PdfProblem } from './problem.ts'

/** What a file may cost us. A step is roughly one byte looked at or one value made. */
export interface PdfLimits {
  readonly bytes: number
  readonly depth: number
  readonly objects: number
  readonly revisions: number
  readonly pages: number
  /** Bytes that all decoded streams may have together. */
  readonly inflated: number
  /** How many times larger than its source one stream may become, above the first mebibyte. */
  readonly ratio: number
  readonly steps: number
}

export const defaultLimits: PdfLimits = {
  bytes: 256 * 2 ** 20, depth: 128, objects: 250_000, revisions: 1000, pages: 100_000,
  inflated: 512 * 2 ** 20, ratio: 1200, steps: 40_000_000,
}

/** Counts down what is left of the limits while a file is read. */
export class Budget {
  readonly limits: PdfLimits
  #steps: number
  #inflated: number

  constructor(limits: PdfLimits) {
    this.limits = limits
    this.#steps = limits.steps
    this.#inflated = limits.inflated
  }

  spend(steps: number): void {
    this.#steps -= steps
    if (this.#steps < 0) throw new PdfProblem('too-many-steps', 0)
  }

  /** The most one stream of so many bytes may give. */
  allowance(sourceLength: number): number {
    return Math.max(1, Math.min(this.#inflated, 2 ** 20 + sourceLength * this.limits.ratio))
  }

  inflate(length: number): void {
    this.#inflated -= length
    if (this.#inflated < 0) throw new PdfProblem('inflates-too-much', 0)
  }
}
