import type { Language } from '../i18n/index.ts'

/** One official letter: the contents decree 259/2012 § 16 requires, and what the addressee needs to answer. */
export interface Letter {
  readonly language: Language
  readonly authority: {
    readonly name: string
    readonly address: readonly string[]
    readonly dataBox?: string
    readonly email?: string
    readonly ico?: string
  }
  readonly unit: string
  readonly referenceNumber: string
  readonly fileReference: string
  readonly uniqueId: string
  readonly yourReference?: string
  /** YYYY-MM-DD: the date on the letter and the only time the file knows. */
  readonly date: string
  readonly handledBy: { readonly name: string; readonly post?: string; readonly email?: string; readonly phone?: string }
  readonly addressee: { readonly name: string; readonly address: readonly string[] }
  readonly subject: string
  /** Plain text: an empty line parts paragraphs, `- ` begins a list item, `# ` a heading. */
  readonly body: string
  readonly signatory: { readonly name: string; readonly post: string }
  readonly attachments?: readonly string[]
}
