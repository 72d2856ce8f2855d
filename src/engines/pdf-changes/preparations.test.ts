import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dictionary, name, reference, stream, type PdfValue } from '../pdf/index.ts'
import { buildPdf, numbersOf, opened, text, type Extra } from '../pdf/testing.ts'
import { preparations } from './index.ts'

/** The kinds found in a file with these things in it; its standard font is not embedded, which is left out. */
const kindsOf = (extra: (first: number) => Extra): readonly string[] =>
  [...new Set(preparations(opened(buildPdf({ extra })).latest).map(({ kind }) => kind))].filter((kind) => kind !== 'font-not-embedded').sort()

const objects = (...all: readonly PdfValue[]) => (first: number): Extra => ({ objects: all, catalog: { Extra: all.map((_, index) => reference(first + index)) } })
const widget = (more: Readonly<Record<string, PdfValue>>) => dictionary({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Tx'), F: 4, ...more })
const onPage = (...all: readonly PdfValue[]) => (first: number): Extra => ({ objects: all, page: { Annots: all.map((_, index) => reference(first + index)) } })

test('a document that shows what it is has nothing prepared', () => {
  assert.deepEqual(kindsOf(() => ({})), [])
  const fonts = (program: Readonly<Record<string, PdfValue>>) => preparations(opened(buildPdf({ extra: (first) => ({
    objects: [stream({}, new Uint8Array())],
    catalog: { Extra: dictionary({ Type: name('FontDescriptor'), ...Object.hasOwn(program, 'FontFile2') ? { FontFile2: reference(first) } : program }) },
  }) })).latest).length
  assert.deepEqual([fonts({ FontFile2: null }), fonts({})], [1, 2])
  assert.deepEqual(preparations(opened(buildPdf()).latest), [{ kind: 'font-not-embedded', object: numbersOf.font }])
})

test('what acts, what lies elsewhere and what comes and goes is found wherever it is', () => {
  assert.deepEqual(kindsOf(objects(dictionary({ S: name('JavaScript'), JS: text('app.alert(1)') }))), ['script'])
  assert.deepEqual(kindsOf(objects(dictionary({ A: [dictionary({ S: name('Launch'), F: text('calc.exe') })] }))), ['launch'])
  assert.deepEqual(kindsOf(objects(stream({ F: text('other.bin') }, new Uint8Array()))), ['external-content'])
  assert.deepEqual(kindsOf(() => ({ catalog: { AcroForm: dictionary({ Fields: [], XFA: text('<xdp/>') }) } })), ['dynamic-form'])
  assert.deepEqual(kindsOf(() => ({ catalog: { OCProperties: dictionary({ D: dictionary({ OFF: [reference(1)] }) }) } })), ['hidden-layer'])
  assert.deepEqual(kindsOf(() => ({ catalog: { OCProperties: dictionary({ D: dictionary({}) }) } })), [])
})

test('a page that no page of the document is, and an annotation that does not exist yet, are found', () => {
  assert.deepEqual(kindsOf(() => ({ objects: [dictionary({ Type: name('Page'), MediaBox: [0, 0, 10, 10] })] })), ['unused-page'])
  assert.deepEqual(kindsOf((first) => ({ page: { Annots: [reference(first + 7)] } })), ['missing-object'])
})

test('a field over the text of the page or over another field, and one that shows another value, are found', () => {
  const opaque = { MK: dictionary({ BG: [1, 1, 1] }) }
  assert.deepEqual(kindsOf(onPage(widget({ Rect: [40, 740, 200, 780], ...opaque }))), ['field-over-text'])
  assert.deepEqual(kindsOf(onPage(widget({ Rect: [40, 740, 200, 780] }))), [], 'what can be seen through hides nothing')
  assert.deepEqual(kindsOf(onPage(widget({ Rect: [40, 100, 200, 120], ...opaque }), widget({ Rect: [50, 110, 90, 130], ...opaque }))), ['fields-over-each-other'])
  const showing = (value: string, words: string) => (first: number): Extra => ({
    objects: [
      widget({ Rect: [40, 100, 200, 120], T: text('To'), V: text(value), AP: dictionary({ N: reference(first + 1) }) }),
      stream({ Subtype: name('Form'), BBox: [0, 0, 10, 10] }, Buffer.from(`BT (${words}) Tj ET`)),
    ],
    page: { Annots: [reference(first)] },
  })
  assert.deepEqual(kindsOf(showing('Attacker', 'Charity')), ['value-not-shown'])
  assert.deepEqual(kindsOf(showing('Red Cross', 'Red  Cross')), [])
})

test('a picture drawn over text is found, one drawn before it is not', () => {
  const covered = (content: string) => (first: number): Extra => ({
    objects: [stream({ Subtype: name('Image'), Width: 1, Height: 1 }, Buffer.from([0])), stream({}, Buffer.from(content))],
    page: { Contents: reference(first + 1), Resources: dictionary({ XObject: dictionary({ I: reference(first) }) }) },
  })
  assert.deepEqual(kindsOf(covered('BT /F 12 Tf 50 50 Td (Secret) Tj ET q 595 0 0 842 0 0 cm /I Do Q')), ['picture-over-text'])
  assert.deepEqual(kindsOf(covered('q 595 0 0 842 0 0 cm /I Do Q BT /F 12 Tf 50 50 Td (Secret) Tj ET')), [])
})
