import { readDate } from './date.ts'
import { formFields, type FormField } from './fields.ts'
import { Lexer } from './lexer.ts'
import { readText } from './text-string.ts'
import { isArray, isKind, type PdfDictionary, type PdfReference, type PdfValue } from './values.ts'
import type { Pdf } from './open.ts'
import type { PdfView } from './view.ts'

/** A signature field and what it restricts once it is signed. */
export type SignatureField = FormField & { readonly lock: FieldLock | undefined; readonly seedValue: PdfDictionary | undefined }

/** Which fields may not change any more; `permission` is what the whole document allows from then on (PDF 2.0). */
export type FieldLock = { readonly action: 'All' | 'Include' | 'Exclude'; readonly fields: readonly string[]; readonly permission: number | undefined }

/** Bytes of the file and what they say; `start` and `end` enclose the delimiters, such as `<` and `>`. */
export type Placed<Value> = { readonly value: Value; readonly start: number; readonly end: number }

/** A signature dictionary (ISO 32000-2 § 12.8.1) and where its parts stand. Nothing about it is verified. */
export type PdfSignature = {
  /** The fields that bear this value: more than one is odd. */
  readonly fields: readonly SignatureField[]
  readonly reference: PdfReference | undefined
  readonly dictionary: PdfDictionary
  /** The revision whose bytes hold the dictionary; a later one than the signed bytes means that it was replaced. */
  readonly revision: number
  readonly kind: 'signature' | 'timestamp'
  readonly type: string | undefined
  readonly filter: string | undefined
  readonly subFilter: string | undefined
  /** Undefined where it is missing, no string, or not in the bytes of the file itself. */
  readonly contents: Placed<Uint8Array> | undefined
  /** The numbers as they stand; undefined where it is missing, holds something else, or is not in the bytes of the file itself. */
  readonly byteRange: Placed<readonly number[]> | undefined
  readonly signedAt: Date | undefined
  readonly name: string | undefined
  readonly reason: string | undefined
  readonly location: string | undefined
  readonly contactInfo: string | undefined
  /** /Reference with its transforms, resolved. */
  readonly transforms: readonly Transform[]
}

export type Transform = {
  readonly method: string
  readonly digestMethod: string | undefined
  /** /P of DocMDP, where it is given; the standard says 2 where it is not. */
  readonly permission: number | undefined
  /** /Action and /Fields of FieldMDP. */
  readonly lock: FieldLock | undefined
}

/** The signature fields of the form, signed or not. */
export const signatureFields = (view: PdfView): readonly SignatureField[] =>
  formFields(view).filter((field) => field.type === 'Sig').map((field) => ({
    ...field, lock: lockOf(view, view.dictionary(field.dictionary, 'Lock')), seedValue: view.dictionary(field.dictionary, 'SV'),
  }))

/** The signatures a view shows, each once, in the order of their fields; a document time stamp is one of them. */
export function signatures(pdf: Pdf, view: PdfView = pdf.latest): readonly PdfSignature[] {
  const byValue = new Map<PdfDictionary, SignatureField[]>()
  for (const field of signatureFields(view)) {
    const value = view.resolve(field.value)
    if (!isKind(value, 'dictionary')) continue
    const known = byValue.get(value)
    if (known === undefined) byValue.set(value, [field])
    else known.push(field)
  }
  return [...byValue].map(([dictionary, fields]) => signatureOf(pdf, view, dictionary, fields))
}

function signatureOf(pdf: Pdf, view: PdfView, dictionary: PdfDictionary, fields: readonly SignatureField[]): PdfSignature {
  const [first] = fields
  const reference = isKind(first?.value, 'reference') ? first.value : undefined
  const holder = reference ?? first?.reference
  const placed = holder !== undefined && view.entry(holder.number)?.kind === 'plain' ? placesIn(pdf.bytes, dictionary) : new Map<string, Place>()
  const text = (key: string) => textOf(view, dictionary, key)
  const type = nameOf(view, dictionary, 'Type')
  const subFilter = nameOf(view, dictionary, 'SubFilter')
  return {
    fields, reference, dictionary, revision: holder === undefined ? view.revision : view.revisionOf(holder.number) ?? view.revision,
    kind: subFilter === 'ETSI.RFC3161' && type !== 'Sig' ? 'timestamp' : 'signature', type, filter: nameOf(view, dictionary, 'Filter'), subFilter,
    contents: contentsAt(dictionary, placed.get('Contents')), byteRange: byteRangeAt(dictionary, placed.get('ByteRange')),
    signedAt: readDate(text('M') ?? ''), name: text('Name'), reason: text('Reason'), location: text('Location'), contactInfo: text('ContactInfo'),
    transforms: (view.array(dictionary, 'Reference') ?? []).flatMap((item) => transformOf(view, view.resolve(item))),
  }
}

type Place = { readonly start: number; readonly end: number }

/** Reads the dictionary once more where it stands, for the places of its values. */
function placesIn(bytes: Uint8Array, { start }: PdfDictionary): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  const lexer = new Lexer(bytes, start, 128)
  lexer.skims = true
  lexer.dictionary(0, (key, from, to) => {
    if (!places.has(key)) places.set(key, { start: from, end: to })
  })
  return places
}

function contentsAt({ entries }: PdfDictionary, place: Place | undefined): Placed<Uint8Array> | undefined {
  const value = entries.get('Contents')
  return place !== undefined && isKind(value, 'string') ? { ...place, value: value.bytes } : undefined
}

function byteRangeAt({ entries }: PdfDictionary, place: Place | undefined): Placed<readonly number[]> | undefined {
  const value = entries.get('ByteRange')
  if (place === undefined || !isArray(value)) return undefined
  const numbers = value.filter((item) => typeof item === 'number')
  return numbers.length === value.length ? { ...place, value: numbers } : undefined
}

function transformOf(view: PdfView, value: PdfValue): readonly Transform[] {
  if (!isKind(value, 'dictionary')) return []
  const parameters = view.dictionary(value, 'TransformParams')
  const permission = parameters === undefined ? null : view.get(parameters, 'P')
  return [{
    method: nameOf(view, value, 'TransformMethod') ?? '', digestMethod: nameOf(view, value, 'DigestMethod'),
    permission: typeof permission === 'number' ? permission : undefined, lock: lockOf(view, parameters),
  }]
}

function lockOf(view: PdfView, dictionary: PdfDictionary | undefined): FieldLock | undefined {
  const action = dictionary === undefined ? undefined : nameOf(view, dictionary, 'Action')
  if (dictionary === undefined || (action !== 'All' && action !== 'Include' && action !== 'Exclude')) return undefined
  const permission = view.get(dictionary, 'P')
  const fields = (view.array(dictionary, 'Fields') ?? []).map((item) => view.resolve(item)).filter((item) => isKind(item, 'string'))
  return { action, fields: fields.map(({ bytes }) => readText(bytes)), permission: typeof permission === 'number' ? permission : undefined }
}

export function nameOf(view: PdfView, dictionary: PdfDictionary, key: string): string | undefined {
  const value = view.get(dictionary, key)
  return isKind(value, 'name') ? value.name : undefined
}

function textOf(view: PdfView, dictionary: PdfDictionary, key: string): string | undefined {
  const value = view.get(dictionary, key)
  return isKind(value, 'string') ? readText(value.bytes) : undefined
}
