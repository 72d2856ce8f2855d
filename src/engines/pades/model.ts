import type { PdfRefusal } from '../pdf/index.ts'

export type HashName = 'sha256' | 'sha384' | 'sha512'

/** What the signature should say of itself. The same file and the same intent give the same bytes to be signed. */
export type Intent = {
  /** The time the signer claims; it stands in the file, not in the CMS (EN 319 142-1 § 5.3). */
  readonly signedAt: Date
  readonly name?: string | undefined
  readonly reason?: string | undefined
  readonly location?: string | undefined
  readonly contact?: string | undefined
  /** An empty signature field of the file, or the name of a new one; without it a new one is named. */
  readonly field?: string | undefined
  /** What may be done to the file afterwards. `first`, the default, certifies a file nobody signed so that it may be signed again (P2). */
  readonly certification?: Certification | undefined
  /** Nothing may follow but evidence: certifies with P1, or locks everything when others signed before (ISO 32000-2 § 12.7.5.5). */
  readonly final?: boolean | undefined
  /** Shows the signature; without it nobody sees it but the reader's own list. */
  readonly block?: Block | undefined
  readonly hash?: HashName | undefined
  /** Bytes of the CMS the gap is to hold; `roomFor` tells how many. */
  readonly room: number
}

/**
 * A visible signature: lines of text, set in this TrueType font. A new field needs a place that covers nothing (`freePlace`), in points from the
 * lower left corner of what is visible of the page; pages count from 0. A field that is there has its own.
 */
export type Block = {
  readonly lines: readonly string[]
  readonly font: Uint8Array
  readonly place?: { readonly page: number; readonly rectangle: Rectangle } | undefined
}
export type Rectangle = readonly [left: number, bottom: number, right: number, top: number]

export type Certification = 'first' | 'none' | 'P1' | 'P2' | 'P3'

/**
 * A file as it will be signed, without the signature: what was added, the hash over all but the gap, and where in the tail the gap stands,
 * delimiters included. Between this and `finish` a day may pass, or a crash.
 */
export type Prepared = {
  readonly original: Uint8Array
  readonly tail: Uint8Array
  readonly gap: Gap
  readonly hash: HashName
  readonly digest: Uint8Array
  readonly field: string
}
export type Gap = { readonly start: number; readonly end: number }

/** A finished file: its earlier bytes, not copied, and what was added. */
export type Chunks = readonly [original: Uint8Array, tail: Uint8Array]

/** Why a file is not signed. Beside these, all that makes it unreadable. */
export type SigningRefusal =
  | PdfRefusal | 'encrypted' | 'trailing-data'
  | 'no-changes-permitted' | 'field-locked' | 'not-first-signature' | 'broken-signature'
  | 'field-already-signed' | 'not-a-signature-field' | 'bad-field-name' | 'seed-value'
  | 'dynamic-form' | 'active-content' | 'hidden-content' | 'no-such-page' | 'block-without-place' | 'block-off-page' | 'block-after-certification' | 'block-too-small' | 'letters-missing'
