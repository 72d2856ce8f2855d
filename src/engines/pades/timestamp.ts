import { accept, refuse, type Result } from '../../kernel/result.ts'
import { appendRevision, openPdf, reading, reference, type AppendRefusal, type Change, type Pdf, type PdfRefusal } from '../pdf/index.ts'
import { areDistinct, catalogChange } from './catalog.ts'
import { timestampDictionary } from './dictionary.ts'
import { extended } from './extension.ts'
import { chooseField, formChange } from './form.ts'
import { measured } from './gap.ts'
import type { HashName, Prepared } from './model.ts'
import { roomOfToken } from './signer.ts'
import { annotated, unseen, widget } from './widget.ts'

export type TimestampRefusal = PdfRefusal | AppendRefusal | 'no-such-page' | 'bad-field-name' | 'not-a-signature-field' | 'field-already-signed'

/**
 * Prepares a document time stamp (EN 319 142-1 § 5.4.3) over all that is there: behind evidence B-LT becomes B-LTA, and again before the
 * certificate of the last one ends. It may follow a signature that permits no changes (ISO 32000-2 § 12.8.2.2.2). `finish` takes the token over its digest.
 */
export function prepareTimestamp(bytes: Uint8Array, options: { readonly room?: number; readonly hash?: HashName } = {}): Result<Prepared, TimestampRefusal> {
  const opened = openPdf(bytes)
  if (!opened.ok) return opened
  const prepared = reading(() => prepareOpen(opened.value, options.room ?? roomOfToken, options.hash ?? 'sha256'))
  return prepared.ok ? prepared.value : prepared
}

function prepareOpen(pdf: Pdf, room: number, hash: HashName): Result<Prepared, TimestampRefusal> {
  if (pdf.encryption !== undefined) return refuse('encrypted')
  const chosen = chooseField(pdf, undefined, 'Timestamp')
  const page = pdf.latest.page(0)
  if (!chosen.ok) return refuse('bad-field-name')
  if (page === undefined) return refuse('no-such-page')
  const { name } = chosen.value
  const [value, field] = [reference(pdf.nextNumber), reference(pdf.nextNumber + 1)]
  let next = pdf.nextNumber + 2
  const look = unseen(pdf, () => next++)
  const form = formChange(pdf, field, () => next++)
  const changes: readonly Change[] = [
    { number: value.number, value: timestampDictionary(room) },
    { number: field.number, value: widget({ name, value, page: page.reference, look, locked: false }) }, ...look.changes,
    annotated(pdf, page.reference, field, false), ...form.changes, ...catalogChange(pdf, { ...form.catalog, ...extended(pdf, 'evidence') }),
  ]
  if (!areDistinct(changes)) return refuse('malformed-form')
  const appended = appendRevision(pdf, changes)
  return appended.ok ? accept(measured(appended.value, hash, name)) : appended
}
