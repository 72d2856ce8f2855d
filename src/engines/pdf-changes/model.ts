import type { PdfSignature } from '../pdf/index.ts'

/** From harmless to not foreseen by any rule. */
export const changeLevels = ['NONE', 'LTA_UPDATES', 'FORM_FILLING', 'ANNOTATIONS', 'OTHER'] as const
export type ChangeLevel = typeof changeLevels[number]

export const isWithin = (level: ChangeLevel, limit: ChangeLevel): boolean => changeLevels.indexOf(level) <= changeLevels.indexOf(limit)
export const worst = (levels: readonly ChangeLevel[]): ChangeLevel => changeLevels.findLast((level) => levels.includes(level)) ?? 'NONE'

/**
 * WHOLE_FILE: up to the last byte. WHOLE_REVISION: up to the end of a revision. PREFIX: up to a place that is the end of none.
 * UNCLEAR: the range is not the file without the very signature. The last two are failures of the format.
 */
export type Coverage = 'WHOLE_FILE' | 'WHOLE_REVISION' | 'PREFIX' | 'UNCLEAR'

/** What makes a signature a FORMAT_FAILURE whatever its cryptography says. */
export type Problem =
  | 'byte-range-missing' | 'byte-range-malformed' | 'byte-range-several' | 'byte-range-not-from-start' | 'byte-range-overlaps'
  | 'byte-range-beyond-file' | 'byte-range-gap-is-not-contents' | 'byte-range-ends-within-revision'
  | 'contents-missing' | 'contents-empty' | 'contents-not-hexadecimal' | 'contents-padding' | 'contents-shared'
  | 'bytes-after-end' | 'dictionary-outside-range' | 'dictionary-not-in-signed-revision' | 'dictionary-changed' | 'dictionary-repeats-key'
  | 'field-missing' | 'field-added-later' | 'several-certifications' | 'certification-not-first' | 'permissions-disagree' | 'permissions-malformed'
  | 'revision-unreadable'

/** Why a change was allowed. */
export type ChangeRule =
  | 'validation-data' | 'document-timestamp' | 'extensions' | 'version' | 'metadata' | 'document-information'
  | 'file-identifier' | 'mark-info'
  | 'signature-field' | 'signature' | 'form-flags' | 'form-resources' | 'field-list' | 'annotation-list' | 'structure-of-widget'
  | 'field-value' | 'field-appearance' | 'field-flags' | 'annotation-added' | 'annotation-changed'
  | 'annotation-removed' | 'annotation-order'

/** Why it was not. */
export type ChangeFault =
  | 'not-allowed' | 'catalog-replaced' | 'encryption-changed' | 'pages-changed' | 'field-added' | 'field-removed'
  | 'widget-added' | 'widget-removed'
  | 'appearance-shared' | 'too-many-changes'
  | 'signature-changed' | 'signature-removed' | 'repeated-key' | 'acts' | 'visible-field-after-certification' | 'appearance-without-value'
  | 'annotation-replaced' | 'structure-changed'

/** What a comment does to what was signed: shows what could pass for it, lies over it, or took away what could be seen. */
export type ChangeEffect = 'shows' | 'covers' | 'removes'

/** One difference between a revision and the one before it. */
export type Change = {
  /** The revision that made it. */
  readonly revision: number
  /** Such as /Root/Pages/Kids[1]/Contents; a renumbered or moved object alone makes no difference. */
  readonly path: string
  /** The number of the object in which it lies, where it lies in one. */
  readonly object: number | undefined
  readonly level: ChangeLevel
  readonly rule: ChangeRule | undefined
  readonly fault: ChangeFault | undefined
  /** The field it belongs to, by its full name. */
  readonly field: string | undefined
  /** On which page an annotation or widget came, changed or went, from 1 on. */
  readonly page: number | undefined
  readonly effect: ChangeEffect | undefined
  /** Whether something new and visible lies where something was. */
  readonly overlaps: boolean
}

/** What breaks a permission although its class as such would be within the limit. */
export type Violation =
  | { readonly kind: 'level'; readonly level: ChangeLevel; readonly limit: ChangeLevel }
  | { readonly kind: 'field-locked'; readonly field: string; readonly path: string }
  | { readonly kind: 'content'; readonly effect: ChangeEffect; readonly page: number | undefined; readonly path: string }

export type DocMdp = {
  /** The strictest of what the certification and the locks of this and earlier signatures allow; null where none says. */
  readonly permission: 1 | 2 | 3 | null
  readonly ok: boolean
  readonly violations: readonly Violation[]
}

export type PageDifference = {
  /** How many there were and are; undefined when nothing of consequence was changed, so that nobody counted. */
  readonly counts: { readonly before: number; readonly after: number } | undefined
  /** Numbers from 1 on, of pages that look otherwise, new fields and annotations aside, and of those that only one of the two has. */
  readonly different: readonly number[]
  /** Those that only the longer of the two has. */
  readonly unpaired: readonly number[]
  /** Pages where something new lies over what was there. */
  readonly overlapped: readonly number[]
}

/** What can be said of one signature without its cryptography. */
export type Assessment = {
  readonly signature: PdfSignature
  readonly coverage: Coverage
  /** The revision whose bytes are signed; undefined when the range ends at none. */
  readonly revision: number | undefined
  /** How many bytes of the file, from the first on, the signer signed; 0 when that is unclear. */
  readonly signedLength: number
  readonly problems: readonly Problem[]
  readonly level: ChangeLevel
  /** The class of each later revision, oldest first. */
  readonly later: readonly { readonly revision: number; readonly level: ChangeLevel }[]
  readonly changes: readonly Change[]
  readonly docMdp: DocMdp
  readonly pages: PageDifference
  /** No problem, no change beyond what is permitted, nothing covered. */
  readonly ok: boolean
}
