import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dictionary, isKind, name, reference, stream, withEntries, type Change, type Pdf, type PdfDictionary, type PdfValue } from '../pdf/index.ts'
import { numbersOf, opened, taken, text, type Plan } from '../pdf/testing.ts'
import { assessSignatures, type Assessment } from './index.ts'
import { formPlan } from './testing-edits.ts'
import { edited, signed, signedFile } from './testing-signed.ts'

const field = numbersOf.page(2)

function first(bytes: Uint8Array): Assessment {
  const [assessment] = taken(assessSignatures(opened(bytes)))
  assert.ok(assessment)
  return assessment
}

const faultsOf = (bytes: Uint8Array): readonly string[] => first(bytes).changes.map(({ fault }) => fault).filter((fault) => fault !== undefined)
const part = (pdf: Pdf, number: number): PdfDictionary => {
  const value = pdf.latest.object(number)
  assert.ok(isKind(value, 'dictionary'))
  return value
}
const setOn = (number: number, entries: Readonly<Record<string, PdfValue>>) => (pdf: Pdf): readonly Change[] => [{ number, value: withEntries(part(pdf, number), entries) }]
const look = (words: string) => stream({ Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, 200, 20] }, Buffer.from(`BT /F1 12 Tf (${words}) Tj ET`))

test('a value is not hidden, shown otherwise or given another font by way of filling in', () => {
  const file = signedFile({}, formPlan)
  assert.deepEqual(faultsOf(edited(file, setOn(field, { DA: text('1 1 1 rg /Helv 0 Tf') }))), ['not-allowed'])
  assert.deepEqual(faultsOf(edited(file, setOn(field, { RV: text('<body>Eve</body>') }))), ['not-allowed'])
  assert.deepEqual(faultsOf(edited(file, setOn(field, { F: 6 }))), ['not-allowed'])
  assert.deepEqual(faultsOf(edited(file, (pdf) => [{ number: field + 1, value: look('Eve') }, { number: pdf.nextNumber, value: null }])), ['appearance-without-value'])
  assert.deepEqual(faultsOf(edited(file, setOn(field, { V: text('Eva'), DA: text('0 0 1 rg /Helv 0 Tf') }))), [])
})

test('a look is not turned, cut, taken away or drawn for the first time with other words, as long as the value stays', () => {
  const file = signedFile({}, formPlan)
  const drawn = (entries: Readonly<Record<string, PdfValue>>) => (): readonly Change[] => [
    { number: field + 1, value: { ...look('Jan'), dictionary: withEntries(look('Jan').dictionary, entries) } },
  ]
  assert.deepEqual(faultsOf(edited(file, drawn({ Matrix: [1, 0, 0, 1, 900, 0] }))), ['appearance-without-value'])
  assert.deepEqual(faultsOf(edited(file, drawn({ BBox: [0, 0, 1, 1] }))), ['appearance-without-value', 'appearance-without-value'])
  assert.deepEqual(faultsOf(edited(file, setOn(field, { AP: null }))), ['appearance-without-value'])
  const blank = signedFile({}, { extra: (at) => ({
    objects: [dictionary({ FT: name('Tx'), T: text('Name'), Subtype: name('Widget'), Rect: [50, 600, 250, 620], F: 4, V: text('Jan') })],
    catalog: { AcroForm: dictionary({ Fields: [reference(at)] }) }, page: { Annots: [reference(at)] },
  }) })
  const first = (words: string) => (pdf: Pdf): readonly Change[] => [
    ...setOn(numbersOf.page(1), { AP: dictionary({ N: reference(pdf.nextNumber) }) })(pdf), { number: pdf.nextNumber, value: look(words) },
  ]
  assert.deepEqual([faultsOf(edited(blank, first('Jan'))), faultsOf(edited(blank, first('Eva')))], [[], ['appearance-without-value']])
})

test('a font that an appearance uses is not written anew', () => {
  const plan: Plan = { extra: (at) => ({
    objects: [
      dictionary({ FT: name('Tx'), T: text('Name'), Subtype: name('Widget'), Rect: [50, 600, 250, 620], F: 4, V: text('Jan'), AP: dictionary({ N: reference(at + 1) }) }),
      stream({ Subtype: name('Form'), BBox: [0, 0, 200, 20], Resources: dictionary({ Font: dictionary({ F1: reference(at + 2) }) }) }, Buffer.from('BT /F1 12 Tf (Jan) Tj ET')),
      dictionary({ Type: name('Font'), Subtype: name('Type1'), BaseFont: name('Courier') }),
    ],
    catalog: { AcroForm: dictionary({ Fields: [reference(at)] }) }, page: { Annots: [reference(at)] },
  }) }
  const font = numbersOf.page(1) + 2
  const rewritten = setOn(font, { BaseFont: name('ZapfDingbats') })
  assert.deepEqual(faultsOf(edited(signedFile({}, plan), rewritten)), ['appearance-without-value'])
  assert.deepEqual(faultsOf(edited(signedFile({}, plan), (pdf) => [...rewritten(pdf), ...setOn(numbersOf.page(1), { V: text('Eva') })(pdf)])), ['not-allowed'])
})

test('having all fields drawn anew is refused where a field was prepared to show another value', () => {
  const regenerate = (pdf: Pdf): readonly Change[] => {
    const form = pdf.latest.dictionary(pdf.latest.catalog, 'AcroForm') ?? dictionary({})
    return setOn(pdf.latest.root.number, { AcroForm: withEntries(form, { NeedAppearances: true }) })(pdf)
  }
  assert.equal(first(edited(signedFile({}, formPlan), regenerate)).level, 'FORM_FILLING')
  const prepared: Plan = { extra: (at) => ({
    objects: [
      dictionary({ FT: name('Tx'), T: text('To'), Subtype: name('Widget'), Rect: [50, 600, 250, 620], F: 4, V: text('Attacker'), AP: dictionary({ N: reference(at + 1) }) }), look('Charity'),
    ],
    catalog: { AcroForm: dictionary({ Fields: [reference(at)] }) }, page: { Annots: [reference(at)] },
  }) }
  assert.deepEqual(faultsOf(edited(signedFile({}, prepared), regenerate)), ['appearance-without-value'])
})

function withField(pdf: Pdf, value: PdfValue, ...more: readonly PdfValue[]): readonly Change[] {
  const form = pdf.latest.dictionary(pdf.latest.catalog, 'AcroForm') ?? dictionary({})
  const grown = withEntries(form, { Fields: [...pdf.latest.array(form, 'Fields') ?? [], reference(pdf.nextNumber)] })
  return [
    ...setOn(pdf.latest.root.number, { AcroForm: grown })(pdf), { number: pdf.nextNumber, value },
    ...more.map((item, index) => ({ number: pdf.nextNumber + 1 + index, value: item })),
  ]
}

test('no field comes with a signature field that is none for signatures, or that acts', () => {
  const file = signedFile({}, formPlan)
  const text2 = dictionary({ FT: name('Tx'), T: text('Amount'), Subtype: name('Widget'), Rect: [0, 0, 100, 20] })
  assert.deepEqual(faultsOf(edited(file, (pdf) => withField(pdf, text2))), ['field-added'])
  assert.deepEqual(faultsOf(edited(file, (pdf) => withField(pdf, dictionary({ FT: name('Sig'), T: text('Group'), Kids: [reference(pdf.nextNumber + 1)] }), text2))), ['field-added'])
  assert.deepEqual(faultsOf(edited(file, (pdf) => withField(pdf, dictionary({ FT: name('Sig'), T: text('S'), AA: dictionary({}) })))), ['acts'])
  assert.deepEqual(faultsOf(edited(file, (pdf) => withField(pdf, dictionary({ T: text('Group'), Kids: [reference(pdf.nextNumber + 1)] }), dictionary({ FT: name('Sig'), T: text('S') })))), [])
})

test('what is no annotation and no field is noticed among them', () => {
  const file = signedFile({}, formPlan)
  const page = numbersOf.page(0)
  assert.deepEqual(faultsOf(edited(file, (pdf) => setOn(page, { Annots: [...pdf.latest.array(part(pdf, page), 'Annots') ?? [], 1] })(pdf))), ['not-allowed'])
  assert.deepEqual(faultsOf(edited(file, (pdf) => withField(pdf, look('none')))), ['not-allowed'])
})

test('a document time stamp that can be seen is more than a final document allows', () => {
  const final = signedFile({ permission: 1 })
  assert.equal(first(signed(final, { field: 'Stamp', timestamp: true })).ok, true)
  assert.equal(first(signed(final, { field: 'Stamp', timestamp: true, visible: true })).ok, false)
})

test('a comment may lead somewhere and do nothing else, and a link leads where it led', () => {
  const page = numbersOf.page(0)
  const commented = (action: PdfValue) => (pdf: Pdf): readonly Change[] => [
    ...setOn(page, { Annots: [...pdf.latest.array(part(pdf, page), 'Annots') ?? [], reference(pdf.nextNumber)] })(pdf),
    { number: pdf.nextNumber, value: dictionary({ Type: name('Annot'), Subtype: name('Link'), Rect: [300, 300, 320, 320], A: action }) },
  ]
  const uri = dictionary({ S: name('URI'), URI: text('https://example.cz') })
  assert.deepEqual(faultsOf(edited(signedFile(), commented(uri))), [])
  assert.deepEqual(faultsOf(edited(signedFile(), commented(dictionary({ S: name('Launch'), F: text('calc.exe') })))), ['acts'])
  assert.deepEqual(faultsOf(edited(signedFile(), commented(withEntries(uri, { Next: dictionary({ S: name('JavaScript'), JS: text('x') }) })))), ['acts'])
  const linked: Plan = { extra: (at) => ({ objects: [dictionary({ Subtype: name('Link'), Rect: [0, 0, 10, 10], A: uri })], page: { Annots: [reference(at)] } }) }
  assert.deepEqual(faultsOf(edited(signedFile({}, linked), setOn(numbersOf.page(1), { A: dictionary({ S: name('URI'), URI: text('https://evil.cz') }) }))), ['not-allowed'])
})

test('words that stood in a comment when it was signed are not hidden, taken away or laid below another', () => {
  const words = (at: number) => dictionary({ Subtype: name('FreeText'), Rect: [300, 300, 400, 320 + at], F: 4, Contents: text('Not binding') })
  const plan: Plan = { extra: (at) => ({ objects: [words(0), words(1)], page: { Annots: [reference(at), reference(at + 1)] } }) }
  const file = signedFile({ permission: 3 }, plan)
  const at = numbersOf.page(1)
  const effects = (bytes: Uint8Array) => first(bytes).docMdp.violations.map((violation) => violation.kind === 'content' && violation.effect)
  assert.deepEqual(effects(edited(file, setOn(at, { F: 2 }))), ['removes'])
  const listed = (pdf: Pdf) => pdf.latest.array(part(pdf, numbersOf.page(0)), 'Annots') ?? []
  assert.deepEqual(effects(edited(file, (pdf) => setOn(numbersOf.page(0), { Annots: listed(pdf).slice(1) })(pdf))), ['removes'])
  assert.deepEqual(effects(edited(file, (pdf) => setOn(numbersOf.page(0), { Annots: listed(pdf).toReversed() })(pdf))), ['covers'])
})

test('annotations written into their page are the same ones when the page is written anew', () => {
  const own = dictionary({ Subtype: name('Link'), Rect: [0, 0, 10, 10], Border: [0, 0, 0] })
  assert.equal(first(signed(signedFile({}, { extra: () => ({ page: { Annots: [own] } }) }), { field: 'Second' })).level, 'FORM_FILLING')
})

test('an object that is both an appearance and a part of a page changes the page', () => {
  const plan: Plan = { extra: (at) => ({
    objects: [dictionary({ FT: name('Tx'), T: text('Name'), Subtype: name('Widget'), Rect: [50, 600, 250, 620], F: 4, V: text('Jan'), AP: dictionary({ N: reference(at + 1) }) }), look('Jan')],
    catalog: { AcroForm: dictionary({ Fields: [reference(at)] }) },
    page: { Annots: [reference(at)], Resources: dictionary({ XObject: dictionary({ X: reference(at + 1) }) }) },
  }) }
  const shared = numbersOf.page(1)
  const filled = (number: (pdf: Pdf) => number) => (pdf: Pdf): readonly Change[] => [
    { number: shared, value: withEntries(part(pdf, shared), { V: text('Eva'), AP: dictionary({ N: reference(number(pdf)) }) }) }, { number: number(pdf), value: look('Eva') },
  ]
  assert.ok(faultsOf(edited(signedFile({}, plan), filled(() => shared + 1))).includes('not-allowed'))
  assert.deepEqual(faultsOf(edited(signedFile({}, plan), filled((pdf) => pdf.nextNumber))), ['appearance-shared'])
})

test('an object that is both a comment and the colour of a page changes the page', () => {
  const both = dictionary({ Subtype: name('Highlight'), Rect: [0, 0, 10, 10], FunctionType: 2, Domain: [0, 1], C0: [0], C1: [1], N: 1 })
  const plan: Plan = { extra: (at) => ({ objects: [both], page: {
    Annots: [reference(at)], Resources: dictionary({ ColorSpace: dictionary({ S: [name('Separation'), name('Ink'), name('DeviceGray'), reference(at)] }) }),
  } }) }
  assert.deepEqual(faultsOf(edited(signedFile({}, plan), setOn(numbersOf.page(1), { C1: [0] }))), ['not-allowed'])
  const scripts: Plan = { extra: (at) => ({
    objects: [withEntries(both, { Names: [text('a'), dictionary({ S: name('JavaScript') })] })], page: { Annots: [reference(at)] },
    catalog: { Names: dictionary({ JavaScript: dictionary({ Kids: [reference(at)] }) }) },
  }) }
  assert.ok(faultsOf(edited(signedFile({}, scripts), setOn(numbersOf.page(1), { Names: [] }))).includes('not-allowed'))
})

test('an object that comes back under another generation is missed where the old one is still referred to', () => {
  const file = signedFile({}, { pages: ['One', 'Two'] })
  const shared = numbersOf.content(0)
  const both = edited(file, setOn(numbersOf.page(1), { Contents: reference(shared) }))
  const signedTwice = signed(both, { field: 'Second' })
  const reborn = edited(signedTwice, (pdf) => [
    { number: shared, generation: 1, value: pdf.latest.object(shared) }, ...setOn(numbersOf.page(0), { Contents: reference(shared, 1) })(pdf),
  ])
  const [, second] = taken(assessSignatures(opened(reborn)))
  assert.deepEqual([second?.level, second?.pages.different], ['OTHER', [2]])
})

test('renumbering alone is no change, and a key said twice is one', () => {
  const file = signedFile({}, { pages: ['One'] })
  const moved = edited(file, (pdf) => {
    const content = pdf.latest.object(numbersOf.content(0))
    return [...setOn(numbersOf.page(0), { Contents: [reference(pdf.nextNumber)] })(pdf), { number: pdf.nextNumber, value: content }]
  })
  assert.equal(first(moved).level, 'OTHER', 'an array in the place of a stream is another value')
  const renumbered = edited(file, (pdf) => [
    ...setOn(numbersOf.page(0), { Contents: reference(pdf.nextNumber) })(pdf), { number: pdf.nextNumber, value: pdf.latest.object(numbersOf.content(0)) },
  ])
  assert.deepEqual([first(renumbered).level, first(renumbered).ok], ['LTA_UPDATES', true])
  const doubled = Buffer.from(edited(file, setOn(numbersOf.page(0), { Rotatf: 90, Rotate: 0 })))
  doubled.write('e', doubled.lastIndexOf('/Rotatf') + 6, 'latin1')
  assert.ok(faultsOf(doubled).includes('repeated-key'))
})
