import { isArray, isKind, reference, signatureFields, formFields, type Pdf, type PdfDictionary, type PdfReference, type PdfValue, type SignatureField } from '../pdf/index.ts'
import { writable, type Change, type Writable } from '../pdf/index.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { SigningRefusal } from './model.ts'

/** The signature field to use, as it stands in the file; undefined `existing` means that it will be made under this name. */
export type Chosen = { readonly name: string; readonly existing: (SignatureField & { readonly reference: PdfReference }) | undefined }

/** The empty field of that name, or a name no field has. */
export function chooseField(pdf: Pdf, wanted: string | undefined, stem = 'Signature'): Result<Chosen, SigningRefusal> {
  const view = pdf.latest
  if (!view.catalog.entries.has('AcroForm')) return newField(wanted, [], stem)
  const fields = formFields(view)
  if (wanted === undefined) return newField(wanted, fields.map(({ name }) => name), stem)
  const field = fields.find(({ name }) => name === wanted)
  if (field === undefined) return newField(wanted, fields.map(({ name }) => name), stem)
  const existing = signatureFields(view).find(({ name }) => name === wanted)
  if (existing === undefined) return refuse('not-a-signature-field')
  if (view.resolve(existing.value) !== null) return refuse('field-already-signed')
  if (existing.reference === undefined) return refuse('malformed-form')
  return accept({ name: wanted, existing: { ...existing, reference: existing.reference } })
}

function newField(wanted: string | undefined, names: readonly string[], stem: string): Result<Chosen, SigningRefusal> {
  // A partial name has no full stop, and what begins like the name of another stands above it in the tree.
  const isFree = (name: string) => names.every((known) => known !== name && !known.startsWith(`${name}.`))
  if (wanted !== undefined) return /^[^.]{1,100}$/u.test(wanted) && isFree(wanted) ? accept({ name: wanted, existing: undefined }) : refuse('bad-field-name')
  let number = 1
  while (!isFree(`${stem}${number}`)) number++
  return accept({ name: `${stem}${number}`, existing: undefined })
}

const signaturesExist = 1
const appendOnly = 2

/** What lists a new field in the form and says that the file is signed; as few objects as possible are written again. */
export type FormChange = { readonly changes: readonly Change[]; readonly catalog: Readonly<Record<string, Writable>> }

export function formChange(pdf: Pdf, added: PdfReference | undefined, free: () => number): FormChange {
  const view = pdf.latest
  const held = view.catalog.entries.get('AcroForm')
  const form = view.dictionary(view.catalog, 'AcroForm')
  if (form === undefined) {
    const own = free()
    const value = writable({ Fields: added === undefined ? [] : [added], SigFlags: signaturesExist | appendOnly })
    return { changes: [{ number: own, value }], catalog: { AcroForm: reference(own) } }
  }
  const { changes, entries } = changedForm(pdf, form, added)
  if (entries === undefined) return { changes, catalog: {} }
  const value = { kind: 'dictionary' as const, entries }
  return isKind(held, 'reference') ? { changes: [...changes, { number: held.number, value }], catalog: {} } : { changes, catalog: { AcroForm: value } }
}

function changedForm(pdf: Pdf, form: PdfDictionary, added: PdfReference | undefined) {
  const view = pdf.latest
  const entries = new Map<string, Writable>(form.entries)
  const flags = view.get(form, 'SigFlags')
  const now = (typeof flags === 'number' ? flags : 0) | signaturesExist | appendOnly
  const changes: Change[] = []
  if (added !== undefined) {
    const list = listed(pdf, form.entries.get('Fields'), added)
    if (list.inPlace === undefined) changes.push(list.change)
    else entries.set('Fields', list.inPlace)
    if (list.inPlace === undefined && now === flags) return { changes, entries: undefined }
  } else if (now === flags) return { changes, entries: undefined }
  return { changes, entries: entries.set('SigFlags', now) }
}

type ListChange = { readonly inPlace: readonly PdfValue[] } | { readonly inPlace: undefined; readonly change: Change }

/** A list with one more item: the list alone when it is an object of its own, otherwise the new list for whoever holds it. */
export function listed(pdf: Pdf, held: PdfValue | undefined, added: PdfValue): ListChange {
  const before = held === undefined ? null : pdf.latest.resolve(held)
  const now = [...isArray(before) ? before : [], added]
  return isKind(held, 'reference') && isArray(before) ? { inPlace: undefined, change: { number: held.number, value: now } } : { inPlace: now }
}
