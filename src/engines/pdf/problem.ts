import { accept, refuse, type Result } from '../../kernel/result.ts'

/** Why a file is not read. All mean FORMAT_FAILURE: two readers could see two documents, or none; `encrypted` that only some can see one. */
export type PdfRefusal =
  | 'not-a-pdf' | 'too-large' | 'too-many-steps' | 'too-many-objects' | 'too-many-revisions' | 'nested-too-deep' | 'inflates-too-much'
  | 'no-startxref' | 'startxref-disagrees' | 'malformed-xref' | 'xref-loop' | 'xref-out-of-order' | 'repeated-entry'
  | 'hybrid-contradiction' | 'size-lies' | 'entry-mismatch' | 'entry-beyond-revision' | 'entry-before-revision' | 'container-replaced'
  | 'malformed-object' | 'malformed-stream' | 'stream-length-disagrees' | 'unsupported-filter' | 'repeated-key'
  | 'encrypted' | 'no-catalog' | 'malformed-page-tree' | 'malformed-form'
  | 'overlapping-objects' | 'hidden-object' | 'repeated-object' | 'orphaned-revision' | 'second-header' | 'unreadable-bytes'

/** Thrown inside the engine by bytes that cannot be read; `reading` turns it into a refusal. `at` is an offset in what was read. */
export class PdfProblem extends Error {
  readonly refusal: PdfRefusal
  readonly at: number

  constructor(refusal: PdfRefusal, at: number) {
    super(`${refusal} at ${at}`)
    this.refusal = refusal
    this.at = at
  }
}

/**
 * Everything that asks an open file for values reads foreign bytes and stands inside this: views are lazy and throw PdfProblem.
 * Other errors are bugs and fly on.
 */
export function reading<Value>(work: () => Value): Result<Value, PdfRefusal> {
  try {
    return accept(work())
  } catch (problem) {
    if (problem instanceof PdfProblem) return refuse(problem.refusal)
    throw problem
  }
}
