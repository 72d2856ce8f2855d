import { accept, refuse, type Result } from '../../kernel/result.ts'
import { appendRevision, dictionary, openPdf, reading, reference, withEntries, type Change, type Pdf, type PdfReference, type Writable } from '../pdf/index.ts'
import { areDistinct, catalogChange } from './catalog.ts'
import { signatureDictionary, type Promises } from './dictionary.ts'
import { allHold, earlierSignatures, permitted, type Earlier } from './earlier.ts'
import { extended } from './extension.ts'
import { chooseField, formChange, type Chosen } from './form.ts'
import { measured } from './gap.ts'
import type { Intent, Prepared, SigningRefusal } from './model.ts'
import { danger } from './safety.ts'
import { suits } from './seed-value.ts'
import { filledField, newField } from './field.ts'
import { lockOfEverything } from './widget.ts'

/**
 * Adds everything but the signature itself behind the bytes of a file, or says why this file must not be signed. The same file and intent
 * give the same digest, so that a batch can be prepared anew after a crash.
 */
export function prepare(bytes: Uint8Array, intent: Intent): Result<Prepared, SigningRefusal> {
  const opened = openPdf(bytes)
  if (!opened.ok) return opened
  const prepared = reading(() => prepareOpen(opened.value, intent))
  return prepared.ok ? prepared.value : prepared
}

/** Bytes of what is added beside the gap, mostly. */
const usualTail = 3000

function prepareOpen(pdf: Pdf, intent: Intent): Result<Prepared, SigningRefusal> {
  if (pdf.encryption !== undefined) return refuse('encrypted')
  const earlier = earlierSignatures(pdf)
  const chosen = chooseField(pdf, intent.field)
  if (!chosen.ok) return chosen
  const refusal = obstacle(pdf, intent, earlier, chosen.value)
  if (refusal !== undefined) return refuse(refusal)
  const promises = promised(intent, earlier, chosen.value)
  if (!promises.ok) return promises
  const changes = changesFor(pdf, intent, earlier, chosen.value, promises.value)
  if (!changes.ok) return changes
  if (!areDistinct(changes.value)) return refuse('malformed-form')
  const appended = appendRevision(pdf, changes.value, { room: intent.room * 2 + usualTail })
  return appended.ok ? accept(measured(appended.value, intent.hash ?? 'sha256', chosen.value.name)) : appended
}

function obstacle(pdf: Pdf, intent: Intent, earlier: Earlier, { name, existing }: Chosen): SigningRefusal | undefined {
  const free = permitted(earlier, name)
  if (!free.ok) return free.refusal
  if (!allHold(pdf, earlier)) return 'broken-signature'
  if (existing?.seedValue !== undefined && !suits(pdf, existing.seedValue, { hash: intent.hash ?? 'sha256', reason: intent.reason })) return 'seed-value'
  return danger(pdf)
}

function promised({ certification = 'first', final = false }: Intent, { signatures, certified }: Earlier, { existing }: Chosen): Result<Promises, SigningRefusal> {
  const isFirst = signatures.length === 0 && !certified
  const wanted = final && certification === 'first' ? 'P1' : certification
  if (wanted !== 'first' && wanted !== 'none' && !isFirst && !final) return refuse('not-first-signature')
  const permission = !isFirst || wanted === 'none' ? undefined : wanted === 'first' ? 2 : wanted === 'P1' ? 1 : wanted === 'P2' ? 2 : 3
  const lock = existing?.lock ?? (final && permission === undefined ? lockOfEverything : undefined)
  return accept({ permission, lock })
}

function changesFor(pdf: Pdf, intent: Intent, earlier: Earlier, { name, existing }: Chosen, promises: Promises): Result<readonly Change[], SigningRefusal> {
  let next = pdf.nextNumber
  const free = () => next++
  const value = reference(free())
  const signature = { number: value.number, value: signatureDictionary(intent, promises) }
  const field = existing === undefined
    ? newField(pdf, { name, value, block: intent.block, promises, earlier }, free)
    : filledField(pdf, existing, { value, block: intent.block, promises }, free)
  if (!field.ok) return field
  const form = formChange(pdf, field.value.reference, free)
  const catalog = { ...form.catalog, ...extended(pdf, 'signature'), ...promises.permission === undefined ? {} : { Perms: permissionsWith(pdf, value) } }
  return accept([signature, ...field.value.changes, ...form.changes, ...catalogChange(pdf, catalog)])
}

const permissionsWith = (pdf: Pdf, value: PdfReference): Writable =>
  withEntries(pdf.latest.dictionary(pdf.latest.catalog, 'Perms') ?? dictionary({}), { DocMDP: value })
