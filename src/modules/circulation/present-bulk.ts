import type { Language } from '../../platform/i18n/index.ts'
import type { Listed } from '../records/index.ts'
import type { Bulk, BulkAction } from './model-bulk.ts'
import type { Preview } from './service-bulk.ts'
import type { BulkView, ShownBulkItem } from './service-bulk-read.ts'
import { whyTexts, willTexts } from './texts-bulk.ts'

/** As many items of a preview are shown one by one: those that cannot be done first. The others are in the counts. */
const shownItems = 200

/** What of a preview leaves the server: the whole list as ids, a verdict in words for the items shown, and how many of which. */
export function presentPreview(preview: Preview, action: Exclude<BulkAction, { kind: 'undo' }>, names: ReadonlyMap<string, string>, language: Language) {
  const { hash, itemIds, verdicts } = preview
  const refused = verdicts.filter(({ refusal }) => refusal !== null)
  const done = verdicts.filter(({ refusal }) => refusal === null)
  const reasons = [...Map.groupBy(refused, ({ refusal }) => refusal ?? '')]
    .map(([refusal, list]) => ({ refusal, why: whyOf(refusal, language), count: list.length })).sort((a, b) => b.count - a.count)
  const items = [...refused, ...done].slice(0, shownItems).map(({ itemId, situation, refusal }) => {
    const file = situation?.listed.file
    const from = names.get(file?.holderPersonId ?? '') ?? names.get(file?.holderUnitId ?? '') ?? ''
    const to = action.kind === 'hand-over' ? names.get(action.to.id) ?? '' : ''
    const words = refusal === null ? willTexts[language][action.kind](from, to) : whyOf(refusal, language)
    return { itemId, can: refusal === null, refusal, words, document: presentDocument(situation?.listed) }
  })
  return { hash, itemIds, total: itemIds.length, can: done.length, cannot: refused.length, reasons, items }
}

export function presentBulk({ bulk, counts, addressee, mayUndo }: BulkView, language: Language) {
  const of = (wanted: string) => counts.filter(({ outcome }) => outcome === wanted).reduce((sum, { count }) => sum + count, 0)
  return {
    ...presentBulkRow(bulk), addressee, mayUndo,
    counts: { waiting: of('waiting'), done: of('done'), refused: of('refused'), failed: of('failed'), cancelled: of('cancelled') },
    reasons: counts.flatMap(({ refusal, count }) => (refusal === null ? [] : [{ refusal, why: whyOf(refusal, language), count }])),
  }
}

export function presentBulkRow({ id, action, total, state, askedAt, endedAt }: Bulk) {
  return { id, action, total, state, askedAt, endedAt }
}

export function presentBulkItem({ item, listed }: ShownBulkItem, language: Language) {
  const { ordinal, itemId, outcome, refusal } = item
  return { ordinal, itemId, outcome, refusal, why: refusal === null ? null : whyOf(refusal, language), document: presentDocument(listed) }
}

/** Null for a document that the reader does not see, or sees no longer. */
function presentDocument(listed: Listed | undefined) {
  if (!listed) return null
  const { document: { id, referenceNumber, subject }, file: { fileReference } } = listed
  return { id, referenceNumber, subject, fileReference }
}

const whyOf = (refusal: string, language: Language): string => {
  const texts: Readonly<Record<string, string>> = whyTexts[language]
  return texts[refusal] ?? refusal
}
