import { dictionary, isKind, name, reference, stream, textString, withEntries, type Change, type Pdf, type PdfReference, type PdfValue, type WritableDictionary } from '../pdf/index.ts'
import { lockEntries } from './dictionary.ts'
import { listed } from './form.ts'

/** Print and Locked: PDF/A wants the first, and nobody should move what was signed. */
const printedAndLocked = 4 | 128

export type Widget = {
  readonly name: string
  /** The signature dictionary that is its value. */
  readonly value: PdfReference
  readonly page: PdfReference
  /** `unseen` for a signature that nobody is to see. */
  readonly look: Look
  /** What may change once it is signed: nothing. */
  readonly locked: boolean
}

/** Where it is on the page, and what is there. */
interface Look { readonly rectangle: readonly number[]; readonly appearance: PdfReference | undefined }

/** A field and its only widget in one dictionary. */
export function widget({ name: title, value, page, look: { rectangle, appearance }, locked }: Widget): WritableDictionary {
  const entries: Record<string, PdfValue> = {
    Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: textString(title), F: printedAndLocked, P: page, V: value, Rect: rectangle,
  }
  if (appearance !== undefined) entries['AP'] = dictionary({ N: appearance })
  if (locked) entries['Lock'] = lockDictionary
  return dictionary(entries)
}

const nowhere = [0, 0, 0, 0] as const
const nothing = stream({ Type: name('XObject'), Subtype: name('Form'), BBox: nowhere, Resources: dictionary({}) }, new Uint8Array())

/** The look of what is not seen: none, but in PDF/A-1, which wants of every field one that is there (ISO 19005-1 § 6.9). */
export function unseen(pdf: Pdf, free: () => number): Look & { readonly changes: readonly Change[] } {
  if (!claimsPdfA1(pdf)) return { rectangle: nowhere, appearance: undefined, changes: [] }
  const appearance = reference(free())
  return { rectangle: nowhere, appearance, changes: [{ number: appearance.number, value: nothing }] }
}

/** Its metadata must not be compressed (ISO 19005-1 § 6.7.2), so the claim can be read where it lies. A false find costs a look nobody sees. */
function claimsPdfA1({ bytes }: Pdf): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const at = file.indexOf('pdfaid:part')
  return at >= 0 && /^pdfaid:part\s*(?:>|=\s*["'])\s*1/.test(file.toString('latin1', at, at + 40))
}

export const lockOfEverything = { action: 'All', fields: [], permission: 1 } as const
export const lockDictionary = dictionary({ Type: name('SigFieldLock'), ...lockEntries(lockOfEverything), P: 1 })

/** The page with one more annotation; of a tagged file it also says the order in which annotations are met, as PDF/UA-1 § 7.18.3 wants. */
export function annotated(pdf: Pdf, page: PdfReference, added: PdfReference, isFirst: boolean): Change {
  const view = pdf.latest
  const before = view.resolve(page)
  if (!isKind(before, 'dictionary')) throw new TypeError('a page is a dictionary')
  const list = listed(pdf, before.entries.get('Annots'), added)
  const order = isFirst && isTagged(pdf) && !before.entries.has('Tabs') ? { Tabs: name('S') } : {}
  if (list.inPlace !== undefined) return { number: page.number, value: withEntries(before, { Annots: list.inPlace, ...order }) }
  return list.change
}

function isTagged(pdf: Pdf): boolean {
  const mark = pdf.latest.dictionary(pdf.latest.catalog, 'MarkInfo')
  return mark !== undefined && pdf.latest.get(mark, 'Marked') === true
}

