import type { Details, Item, QuarantineReason } from '../../src/modules/intake/index.ts'

export type IntakeState = Item['state']
export interface Part { readonly name: string, readonly mediaType: string, readonly size: number, readonly sha256: string, readonly within?: readonly string[] }

/** What the readers noticed; what stands beside `kind` depends on it. */
export interface Warning { readonly kind: string, readonly [more: string]: unknown }

/** What `intake/present.ts` tells. */
export interface IntakeItem {
  readonly id: string
  readonly state: IntakeState
  readonly receivedAt: string
  readonly channel: string | null
  /** As it was really called, when that is something else than `name`. */
  readonly declaredName: string | null
  readonly details: Details | null
  /** Where the last submission of the same sender went. */
  readonly lastUnitId: string | null
  readonly toldAt: string | null
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly subject: string | null
  readonly format: string | null
  readonly sender: { readonly name: string, readonly email: string } | null
  readonly sentAt: string | null
  readonly text: string
  readonly pages: number | null
  readonly parts: readonly Part[]
  readonly warnings: readonly Warning[]
  readonly quarantine: { readonly reason: QuarantineReason, readonly title: string } | null
  readonly duplicateOf: { readonly documentId: string, readonly referenceNumber: string } | null
  readonly documentId: string | null
  readonly referenceNumber: string | null
  readonly refusedReason: string | null
}

/** As people call them: `Jana Nováková <jana@…>`, or the bare address. */
export const senderName = ({ sender }: Pick<IntakeItem, 'sender'>): string | null => sender && (sender.name || sender.email)

/** Where to go after an item is settled: the one below it in the list (the first, when it is no longer there), else the one above; null when none is left. */
export function nextAfter(ids: readonly string[], settled: string): string | null {
  const at = ids.indexOf(settled)
  return ids[at + 1] ?? ids[at - 1] ?? null
}

/** A name as it came, its unseen signs written out: `faktura\u202efdp.exe` says what it does instead of doing it. */
export const visible = (name: string): string =>
  name.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => `⟨U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`)
