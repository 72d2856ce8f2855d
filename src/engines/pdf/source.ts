import { Budget, type PdfLimits } from './limits.ts'
import { Lexer } from './lexer.ts'

/** What is against the letter of the standard and yet can be read in one way only. */
export type DeviationName =
  | 'no-header' | 'junk-before-header' | 'odd-version' | 'loose-table-lines' | 'table-starts-at-one' | 'loose-offset' | 'zero-offset' | 'missing-eof'
  | 'missing-endobj' | 'empty-object' | 'loose-stream-keyword' | 'bytes-before-endstream' | 'untyped-catalog' | 'page-count-differs'

export type Deviation = { readonly name: DeviationName; readonly at: number }

/** The bytes of one file while they are read: what may still be spent, and what was odd about them. */
export class Source {
  readonly bytes: Uint8Array
  readonly budget: Budget
  readonly deviations: Deviation[] = []
  /** Where %PDF stands when the offsets of the file count from there. */
  base = 0

  constructor(bytes: Uint8Array, limits: PdfLimits) {
    this.bytes = bytes
    this.budget = new Budget(limits)
  }

  lexer(at: number): Lexer {
    return new Lexer(this.bytes, at, this.budget.limits.depth)
  }

  /** Told once a place; a file full of oddities is as odd with a hundred of them. */
  odd(name: DeviationName, at: number): void {
    if (this.deviations.length >= 100 || this.deviations.some((known) => known.name === name && known.at === at)) return
    this.deviations.push({ name, at })
  }
}
