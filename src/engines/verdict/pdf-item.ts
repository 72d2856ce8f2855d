import type { Assessment } from '../pdf-changes/index.ts'
import type { OwnEvidence } from './chain.ts'
import type { ReadSignature } from './pdf-signature.ts'

/** A signature or document timestamp of a PDF: what it covers, and its cryptography. */
export interface PdfItem {
  readonly assessment: Assessment
  readonly read: ReadSignature
}

/** The evidence a file keeps for all its signatures. */
export interface StoredEvidence extends OwnEvidence {
  /** The revisions of the file that brought evidence, oldest first. */
  readonly revisions: readonly number[]
}
