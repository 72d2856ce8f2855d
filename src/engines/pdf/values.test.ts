import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ByteWriter, dictionary, name, readDate, readText, reading, reference, sameValue, string, textString, writeDate, writeValue, type PdfValue } from './index.ts'
import { Lexer } from './lexer.ts'
import { appendRevision } from './index.ts'
import { buildPdf, layouts, numbersOf, opened, taken } from './testing.ts'

const read = (text: string | Uint8Array) => new Lexer(typeof text === 'string' ? Buffer.from(text, 'latin1') : text, 0, 128).value()

function written(value: PdfValue): Buffer {
  const out = new ByteWriter(8)
  writeValue(out, value)
  return Buffer.from(out.written())
}

const bytes = fc.uint8Array({ maxLength: 40 })
const { value } = fc.letrec<{ value: PdfValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constant(null), fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((each) => Number(each.toFixed(9))),
    fc.tuple(bytes, fc.boolean()).map(([each, hex]) => string(each, hex)),
    bytes.map((each) => name(Buffer.from(each).toString('latin1'))),
    fc.tuple(fc.nat(), fc.nat(65535)).map(([number, generation]) => reference(number, generation)),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.array(fc.tuple(bytes.map((each) => Buffer.from(each).toString('latin1')), tie('value')), { maxLength: 6 }).map((all) => dictionary(new Map(all))),
  ),
}))

test('whatever value is written is read as the same value', () => {
  fc.assert(fc.property(value, (each) => assert.ok(sameValue(read(written(each)), each), written(each).toString('latin1'))), { numRuns: 500 })
})

test('a value survives being appended to a file, whatever keeps its objects, and nothing else changes', () => {
  fc.assert(fc.property(value, fc.constantFrom(...layouts), fc.boolean(), (each, layout, replaces) => {
    const pdf = opened(buildPdf({ layout, pages: ['One', 'Two'] }))
    const number = replaces ? numbersOf.font : pdf.nextNumber
    const chunks = taken(appendRevision(pdf, [{ number, value: each }])).chunks
    const after = opened(Buffer.concat(chunks))
    assert.ok(sameValue(after.latest.object(number), each))
    for (const other of pdf.latest.numbers()) {
      if (other !== number) assert.ok(sameValue(after.latest.object(other), pdf.latest.object(other)), `object ${other}`)
      assert.ok(sameValue(after.at(0).object(other), pdf.latest.object(other)), `object ${other} as it was`)
    }
    assert.ok(Buffer.concat(chunks).subarray(0, pdf.bytes.length).equals(pdf.bytes))
  }), { numRuns: 60 })
})

const spelt: readonly (readonly [string, PdfValue])[] = [
  ['(a\\(b\\)c (nested) \\\\)', string(Buffer.from('a(b)c (nested) \\'))],
  ['(one\\\r\ntwo\rthree\\n\\101\\7x\\q)', string(Buffer.from('onetwo\nthree\nA\x07xq'))],
  ['<48 65 6C6c 6>', string(Buffer.from('Hell`'))],
  ['/A#20B#2f', name('A B/')],
  ['/', name('')],
  ['+17', 17], ['-.5', -0.5], ['4.', 4], ['00012', 12],
  ['[1 0 R 2 3 4 0 R%end\n]', [reference(1), 2, 3, reference(4)]],
  ['[12 0 RG]', []],
  ['<</A<</B[true false null]>>/C/D>>', dictionary({ A: dictionary({ B: [true, false, null] }), C: name('D') })],
]

for (const [text, expected] of spelt) {
  test(`${JSON.stringify(text)} is read as the standard says`, () => {
    const result = reading(() => read(text))
    if (text === '[12 0 RG]') assert.deepEqual(result, { ok: false, refusal: 'malformed-object' })
    else assert.ok(result.ok && sameValue(result.value, expected), JSON.stringify(result))
  })
}

for (const text of ['', '(', '<', '<0g>', '<<', '<</A>>', '<</A 1', '[1', '1e5', '--5', '5-', '..', 'nul', '<</A 1 2>>', 'R', '1 0 obj', '<</A 1>']) {
  test(`${JSON.stringify(text)} is ${text === '1 0 obj' ? 'the number it begins with' : 'no value'}`, () => {
    const result = reading(() => read(text))
    if (text === '1 0 obj') assert.deepEqual(result, { ok: true, value: 1 })
    else assert.deepEqual(result, { ok: false, refusal: 'malformed-object' })
  })
}

test('text strings: any text survives, and all four encodings are read', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => readText(textString(text).bytes) === text.replaceAll(/\u{1b}[^\u{1b}]{1,8}\u{1b}/gu, '')))
  assert.equal(readText(textString('Krajský úřad, Žižkov').bytes), 'Krajský úřad, Žižkov')
  assert.equal(readText(Buffer.from([0xef, 0xbb, 0xbf, 0xc5, 0x99])), 'ř')
  assert.equal(readText(Buffer.from([0xff, 0xfe, 0x59, 0x01])), 'ř')
  assert.equal(readText(Buffer.from([0x8d, 0x9e, 0xa0, 0xe1])), '“ž€á')
})

test('dates: what is written is read, at any distance from UTC, to the second', () => {
  const seconds = fc.integer({ min: -60_000_000_000, max: 250_000_000_000 })
  fc.assert(fc.property(seconds, fc.integer({ min: -840, max: 840 }), (at, offset) => {
    const date = new Date(at * 1000)
    assert.deepEqual(readDate(writeDate(date, offset)), date)
  }))
  assert.equal(writeDate(new Date('2026-11-28T12:00:05Z'), 60), "D:20261128130005+01'00'")
})

for (const [text, expected] of [
  ["D:20191127131422+01'00'", '2019-11-27T12:14:22.000Z'], ["D:20191127131422+01'00", '2019-11-27T12:14:22.000Z'], ['D:20191127131422Z', '2019-11-27T13:14:22.000Z'],
  ["D:20191127131422Z00'00'", '2019-11-27T13:14:22.000Z'], ['D:2019', '2019-01-01T00:00:00.000Z'], ['20191127131422-0500', '2019-11-27T18:14:22.000Z'],
  ['D:20190231000000Z', undefined], ['yesterday', undefined], ['', undefined],
] as const) {
  test(`the date ${JSON.stringify(text)} is ${expected ?? 'none'}`, () => assert.equal(readDate(text)?.toISOString(), expected))
}
