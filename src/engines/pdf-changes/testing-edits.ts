import { dictionary, isKind, name, reference, stream, withEntries, type Change, type Pdf, type PdfDictionary, type PdfValue } from '../pdf/index.ts'
import { numbersOf, text, type Plan } from '../pdf/testing.ts'
import type { ChangeLevel } from './model.ts'

const latin = (words: string) => Buffer.from(words, 'latin1')
const look = (words: string) => stream({ Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, 200, 20] }, latin(`BT /F1 12 Tf (${words}) Tj ET`))

/** Two pages; on the first a text field "Name" and a note. */
export const formPlan: Plan = { pages: ['One', 'Two'], extra: (first) => ({
  objects: [
    dictionary({
      FT: name('Tx'), T: text('Name'), Type: name('Annot'), Subtype: name('Widget'), Rect: [50, 600, 250, 620], F: 4, P: reference(numbersOf.page(0)),
      V: text('Jan'), AP: dictionary({ N: reference(first + 1) }),
    }),
    look('Jan'),
    dictionary({ Type: name('Annot'), Subtype: name('Text'), Rect: [10, 800, 30, 820], F: 4, Contents: text('Note') }),
  ],
  catalog: { AcroForm: dictionary({ Fields: [reference(first)] }) },
  page: { Annots: [reference(first), reference(first + 2)] },
}) }

const field = numbersOf.page(2)
const note = field + 2

/** An edit of a file built from the plan, and the class it is of. Edits may follow each other in any order. */
export type Edit = { readonly title: string; readonly level: ChangeLevel; readonly changes: (pdf: Pdf) => readonly Change[] }

const part = (pdf: Pdf, number: number): PdfDictionary => {
  const value = pdf.latest.object(number)
  return isKind(value, 'dictionary') ? value : dictionary({})
}
const set = (number: (pdf: Pdf) => number, entries: (pdf: Pdf) => Readonly<Record<string, PdfValue>>) => (pdf: Pdf): readonly Change[] =>
  [{ number: number(pdf), value: withEntries(part(pdf, number(pdf)), entries(pdf)) }]
const inCatalog = (entries: (pdf: Pdf) => Readonly<Record<string, PdfValue>>) => set((pdf) => pdf.latest.root.number, entries)
const onPage = (entries: (pdf: Pdf) => Readonly<Record<string, PdfValue>>) => set(() => numbersOf.page(0), entries)
const ofField = (entries: (pdf: Pdf) => Readonly<Record<string, PdfValue>>) => set(() => field, entries)

function annotated(entries: Readonly<Record<string, PdfValue>>) {
  return (pdf: Pdf): readonly Change[] => [
    ...onPage(() => ({ Annots: [...pdf.latest.array(part(pdf, numbersOf.page(0)), 'Annots') ?? [], reference(pdf.nextNumber)] }))(pdf),
    { number: pdf.nextNumber, value: dictionary({ Type: name('Annot'), F: 4, ...entries }) },
  ]
}

const filled = (words: string) => (pdf: Pdf): readonly Change[] => [
  { number: field, value: withEntries(part(pdf, field), { V: text(words), AP: dictionary({ N: reference(pdf.nextNumber) }) }) },
  { number: pdf.nextNumber, value: look(words) },
]

export const edits: readonly Edit[] = [
  { title: 'nothing but a copy', level: 'NONE', changes: (pdf) => [{ number: numbersOf.page(0), value: part(pdf, numbersOf.page(0)) }] },
  { title: 'an object nobody refers to', level: 'NONE', changes: (pdf) => [{ number: pdf.nextNumber, value: text('lost') }] },
  { title: 'validation data', level: 'LTA_UPDATES', changes: (pdf) => [
    ...inCatalog(() => ({ DSS: dictionary({ Certs: [reference(pdf.nextNumber)], Turn: pdf.nextNumber }) }))(pdf), { number: pdf.nextNumber, value: stream({}, latin('certificate')) },
  ] },
  { title: 'metadata', level: 'LTA_UPDATES', changes: (pdf) => [
    ...inCatalog(() => ({ Metadata: reference(pdf.nextNumber) }))(pdf), { number: pdf.nextNumber, value: stream({}, latin(`<x${pdf.nextNumber}/>`)) },
  ] },
  { title: 'extensions', level: 'LTA_UPDATES', changes: inCatalog((pdf) => ({ Extensions: dictionary({ ADBE: dictionary({ ExtensionLevel: pdf.nextNumber }) }) })) },
  { title: 'a field filled in', level: 'FORM_FILLING', changes: (pdf) => filled(`Eva ${pdf.nextNumber}`)(pdf) },
  { title: 'an empty field for a signature', level: 'FORM_FILLING', changes: (pdf) => [
    ...inCatalog(() => {
      const form = pdf.latest.dictionary(pdf.latest.catalog, 'AcroForm') ?? dictionary({})
      return { AcroForm: withEntries(form, { Fields: [...pdf.latest.array(form, 'Fields') ?? [], reference(pdf.nextNumber)], SigFlags: 3 }) }
    })(pdf), { number: pdf.nextNumber, value: dictionary({ FT: name('Sig'), T: text(`Sign${pdf.nextNumber}`) }) },
  ] },
  { title: 'a highlight', level: 'ANNOTATIONS', changes: annotated({ Subtype: name('Highlight'), Rect: [50, 740, 200, 770], C: [1, 1, 0] }) },
  { title: 'a note changed', level: 'ANNOTATIONS', changes: set(() => note, (pdf) => ({ Contents: text(`Note ${pdf.nextNumber}`) })) },
  { title: 'another content', level: 'OTHER', changes: (pdf) => [
    ...onPage(() => ({ Contents: reference(pdf.nextNumber) }))(pdf), { number: pdf.nextNumber, value: stream({}, latin(`BT (${pdf.nextNumber}) Tj ET`)) },
  ] },
  { title: 'a page turned', level: 'OTHER', changes: onPage((pdf) => ({ Rotate: pdf.nextNumber * 90 })) },
  { title: 'another size', level: 'OTHER', changes: onPage((pdf) => ({ MediaBox: [0, 0, 100 + pdf.nextNumber, 100] })) },
  { title: 'another font', level: 'OTHER', changes: set(() => numbersOf.font, (pdf) => ({ BaseFont: name(`Font${pdf.nextNumber}`) })) },
  { title: 'an action on opening', level: 'OTHER', changes: inCatalog((pdf) => ({ OpenAction: dictionary({ S: name('JavaScript'), JS: text(`${pdf.nextNumber}`) }) })) },
  { title: 'layers', level: 'OTHER', changes: inCatalog((pdf) => ({ OCProperties: dictionary({ D: dictionary({ Turn: pdf.nextNumber }) }) })) },
  { title: 'names of scripts', level: 'OTHER', changes: inCatalog((pdf) => ({ Names: dictionary({ JavaScript: dictionary({ Turn: pdf.nextNumber }) }) })) },
  { title: 'a field moved', level: 'OTHER', changes: ofField((pdf) => ({ Rect: [0, 0, pdf.nextNumber, 20] })) },
  { title: 'a field that acts', level: 'OTHER', changes: ofField((pdf) => ({ AA: dictionary({ Turn: pdf.nextNumber }) })) },
  { title: 'a field renamed', level: 'OTHER', changes: ofField((pdf) => ({ T: text(`Name${pdf.nextNumber}`) })) },
  { title: 'other words without another value', level: 'OTHER', changes: (pdf) => [
    { number: field, value: withEntries(part(pdf, field), { AP: dictionary({ N: reference(pdf.nextNumber) }) }) }, { number: pdf.nextNumber, value: look(`Eve ${pdf.nextNumber}`) },
  ] },
  { title: 'a page added', level: 'OTHER', changes: (pdf) => {
    const pages = part(pdf, numbersOf.pages)
    const kids = pdf.latest.array(pages, 'Kids') ?? []
    return [
      { number: numbersOf.pages, value: withEntries(pages, { Kids: [...kids, reference(pdf.nextNumber)], Count: kids.length + 1 }) },
      { number: pdf.nextNumber, value: dictionary({ Type: name('Page'), Parent: reference(numbersOf.pages), MediaBox: [0, 0, 100, 100] }) },
    ]
  } },
]
