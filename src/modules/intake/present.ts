import type { Language } from '../../platform/i18n/index.ts'
import { senderOf } from './model.ts'
import type { ItemView } from './service-read.ts'
import { texts } from './texts.ts'

/** What of an item leaves the server; the only way out. */
export function presentItem(item: ItemView, language: Language) {
  const { id, state, receivedAt, name, size, sha256, reading, subject, documentId, referenceNumber, refusedReason, duplicateOf, alike, quarantine, declaredName, details, channel, lastUnitId = null, toldAt } = item
  return {
    id, state, receivedAt, lastUnitId, toldAt, channel, declaredName, details, name, size, sha256, subject, duplicateOf, documentId, referenceNumber, refusedReason,
    format: reading?.format ?? null, sender: senderOf(item), sentAt: reading?.sentAt ?? null, messageId: reading?.messageId ?? null,
    text: reading?.text ?? '', pages: reading?.pages ?? null, parts: reading?.parts ?? [],
    warnings: [...reading?.warnings ?? [], ...(alike.length > 0 ? [{ kind: 'already-here', items: alike }] : [])],
    quarantine: quarantine && { reason: quarantine, title: texts[language].quarantine[quarantine] },
  }
}
