import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dictionary, isKind, name, reference, withEntries, type Pdf, type PdfDictionary, type PdfValue } from '../pdf/index.ts'
import { numbersOf, opened, taken, text } from '../pdf/testing.ts'
import { coverageOf } from './coverage.ts'
import { assessSignatures, type Assessment, type Coverage, type Problem } from './index.ts'
import { edited, signed, signedFile } from './testing-signed.ts'

type Range = readonly [number, number, number, number]

/** The signature of a file whose /ByteRange says this, in the place of what it said. */
function withRange(change: (range: Range, file: Buffer) => string): Assessment {
  const file = signedFile()
  const { byteRange } = first(file).signature
  assert.ok(byteRange)
  const [a = 0, b = 0, c = 0, d = 0] = byteRange.value
  // Behind the range its placeholder has left blanks.
  file.write(change([a, b, c, d], file).padEnd(48), byteRange.start, 'latin1')
  return first(file)
}

function first(bytes: Uint8Array): Assessment {
  const [assessment] = taken(assessSignatures(opened(bytes)))
  assert.ok(assessment)
  return assessment
}

const told = ({ coverage, problems, ok }: Assessment): readonly [Coverage, readonly Problem[], boolean] => [coverage, problems, ok]
const fieldsOf = (pdf: Pdf) => pdf.latest.array(pdf.latest.dictionary(pdf.latest.catalog, 'AcroForm') ?? dictionary({}), 'Fields') ?? []
const written = (range: Range) => `[${range.join(' ')}]`

test('a range that is the file without its contents covers the whole file, or its revision when something follows', () => {
  assert.deepEqual(told(first(signedFile())), ['WHOLE_FILE', [], true])
  const second = signed(signedFile(), { field: 'Second' })
  assert.deepEqual(taken(assessSignatures(opened(second))).map(told), [['WHOLE_REVISION', [], true], ['WHOLE_FILE', [], true]])
  const [one, two] = taken(assessSignatures(opened(second)))
  assert.deepEqual([one?.revision, one?.signedLength, two?.revision, two?.signedLength], [1, signedFile().length, 2, second.length])
})

test('a field that comes to bear a signature after it was made is told, one of the signed revision is not', () => {
  const twice = (pdf: Pdf, field: number) => [
    { number: pdf.latest.root.number, value: withEntries(pdf.latest.catalog, { AcroForm: dictionary({ Fields: [...fieldsOf(pdf), reference(field)], SigFlags: 3 }) }) },
    { number: field, value: dictionary({ FT: name('Sig'), T: text('Twin'), V: first(Buffer.from(pdf.bytes)).signature.reference ?? null }) },
  ]
  const file = signedFile()
  assert.deepEqual(told(first(edited(file, (pdf) => twice(pdf, pdf.nextNumber)))).slice(0, 2), ['WHOLE_REVISION', ['field-added-later']])
})

test('each way in which a range is not that has a name', () => {
  const names = (change: Parameters<typeof withRange>[0]) => told(withRange(change)).slice(0, 2)
  assert.deepEqual(names(([, b, c, d]) => written([8, b - 8, c, d])), ['UNCLEAR', ['byte-range-not-from-start']])
  assert.deepEqual(names(([a, b, , d]) => written([a, b, b - 10, d])), ['UNCLEAR', ['byte-range-overlaps']])
  assert.deepEqual(names(([a, b, c, d]) => written([a, b, c, d + 1])), ['UNCLEAR', ['byte-range-beyond-file']])
  assert.deepEqual(names(([a, b, c, d]) => written([a, b, c + 1, d - 1])), ['UNCLEAR', ['byte-range-gap-is-not-contents']])
  assert.deepEqual(names(([a, b, c, d]) => written([a, b - 1, c, d])), ['UNCLEAR', ['byte-range-gap-is-not-contents']])
  assert.deepEqual(names(([a, b, c]) => written([a, b, c, 1])), ['UNCLEAR', ['dictionary-outside-range']])
  assert.deepEqual(names(([a, b, c, d]) => `[${a} ${b} ${c} ${d} ${c + d} 0]`), ['UNCLEAR', ['byte-range-several']])
  assert.deepEqual(names(([, b]) => `[0 ${b}]`), ['UNCLEAR', ['byte-range-malformed']])
  assert.deepEqual(names(([a, b, c, d]) => `[${a} ${b} ${c}.5 ${d}]`), ['UNCLEAR', ['byte-range-malformed']])
  assert.deepEqual(names(([a, b, c, d]) => written([a, b, c, d - 20])), ['PREFIX', ['byte-range-ends-within-revision']])
})

test('signing the delimiters of the contents as well leaves less unsigned', () => {
  assert.deepEqual(told(withRange(([a, b, c, d]) => written([a, b + 1, c - 1, d + 1]))), ['WHOLE_FILE', [], true])
})

test('a range may leave out the end of line behind %%EOF, and no more', () => {
  assert.equal(withRange(([a, b, c, d]) => written([a, b, c, d - 1])).coverage, 'WHOLE_REVISION')
  assert.equal(withRange(([a, b, c, d]) => written([a, b, c, d - 2])).coverage, 'PREFIX')
})

test('what follows the last revision is told, unless it is blank', () => {
  assert.deepEqual(told(first(Buffer.concat([signedFile(), Buffer.from('\n\n')]))), ['WHOLE_REVISION', [], true])
  assert.deepEqual(told(first(Buffer.concat([signedFile(), Buffer.from('% more\n')]))), ['WHOLE_REVISION', ['bytes-after-end'], false])
})

/** The signature of a file whose contents stand otherwise, in the same room. */
function withContents(change: (hex: string) => string): readonly Problem[] {
  const file = signedFile()
  const { contents } = first(file).signature
  assert.ok(contents)
  const hex = file.toString('latin1', contents.start + 1, contents.end - 1)
  file.write(change(hex), contents.start + 1, 'latin1')
  return first(file).problems
}

test('contents are hexadecimal digits: a signature, then zeros', () => {
  assert.deepEqual(withContents((hex) => hex.toUpperCase()), [])
  assert.deepEqual(withContents((hex) => hex.replace(/00$/u, '01')), ['contents-padding'])
  assert.deepEqual(withContents((hex) => hex.replaceAll(/./gu, '0')), ['contents-empty'])
  assert.deepEqual(withContents((hex) => hex.replace(/00$/u, '  ')), ['contents-not-hexadecimal'])
  assert.deepEqual(withContents((hex) => hex.replace(/[a-f]/u, (letter) => letter.toUpperCase())), ['contents-not-hexadecimal'])
})

test('two signatures may not share the bytes of their contents, nor one replace another', () => {
  const file = signedFile()
  const pdf = opened(file)
  const signature = taken(assessSignatures(pdf))[0]?.signature
  const own = signature?.reference
  assert.ok(signature && own)
  assert.deepEqual(coverageOf(pdf, signature, [{ ...signature }]).problems, ['contents-shared'])
  const replaced = edited(file, (pdf) => [{ number: own.number, value: withEntries(part(pdf, own.number), { Reason: name('Other') }) }])
  assert.deepEqual([first(replaced).problems, first(replaced).level], [['byte-range-gap-is-not-contents', 'dictionary-changed'], 'OTHER'])
})

const part = (pdf: Pdf, number: number): PdfDictionary => {
  const value = pdf.latest.object(number)
  assert.ok(isKind(value, 'dictionary'))
  return value
}

const faultsOf = (bytes: Uint8Array) => first(bytes).changes.map(({ fault, path }) => fault && `${fault} ${path}`).filter((fault) => fault !== undefined)

test('what happens to an earlier signature is told by name', () => {
  const twice = signed(signedFile(), { field: 'Second' })
  const [, second] = taken(assessSignatures(opened(twice)))
  const number = second?.signature.fields[0]?.reference?.number ?? 0
  const change = (entries: Readonly<Record<string, PdfValue>>) => edited(twice, (pdf) => [{ number, value: withEntries(part(pdf, number), entries) }])
  assert.deepEqual(faultsOf(change({ V: null })), ['signature-removed /Root/AcroForm/Fields[1]/V'])
  assert.deepEqual(faultsOf(change({ V: dictionary({ Type: name('Sig') }) })).slice(0, 1).map((fault) => fault.split(' ')[0]), ['signature-changed'])
  const dropped = edited(twice, (pdf) => {
    const form = pdf.latest.dictionary(pdf.latest.catalog, 'AcroForm') ?? dictionary({})
    const fields = (pdf.latest.array(form, 'Fields') ?? []).slice(0, 1)
    return [{ number: pdf.latest.root.number, value: withEntries(pdf.latest.catalog, { AcroForm: withEntries(form, { Fields: fields }) }) }]
  })
  assert.ok(faultsOf(dropped).includes('field-removed /Root/AcroForm/Fields'))
})

test('pages that come and go are told by name and number', () => {
  const file = signedFile({}, { pages: ['One', 'Two', 'Three'] })
  const fewer = first(edited(file, (pdf) => [
    { number: numbersOf.pages, value: withEntries(part(pdf, numbersOf.pages), { Kids: [reference(numbersOf.page(1)), reference(numbersOf.page(2))] }) },
  ]))
  assert.deepEqual([fewer.pages.counts, fewer.pages.different, fewer.pages.unpaired], [{ before: 3, after: 2 }, [1, 2, 3], [3]])
  assert.ok(fewer.changes.some(({ fault, path }) => fault === 'pages-changed' && path === '/Root/Pages/Kids'))
})

test('a field that can be seen is not added after a certification, even when it shows nothing yet', () => {
  const added = (visible: boolean) => (pdf: Pdf) => {
    const form = pdf.latest.dictionary(pdf.latest.catalog, 'AcroForm') ?? dictionary({})
    const fields = [...pdf.latest.array(form, 'Fields') ?? [], reference(pdf.nextNumber)]
    return [
      { number: pdf.latest.root.number, value: withEntries(pdf.latest.catalog, { AcroForm: withEntries(form, { Fields: fields }) }) },
      { number: pdf.nextNumber, value: dictionary({ FT: name('Sig'), T: name('x'), Subtype: name('Widget'), F: 4, Rect: visible ? [0, 0, 9, 9] : [0, 0, 0, 0] }) },
    ]
  }
  const outcomes = [undefined, 2, 3].map((permission) => [true, false].map((visible) =>
    faultsOf(edited(signedFile(permission === undefined ? {} : { permission }), added(visible))).length))
  assert.deepEqual(outcomes, [[0, 0], [1, 0], [1, 0]])
})
