import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { decode } from './filters.ts'
import { dictionary, name, reading, stream, type PdfValue } from './index.ts'
import { Budget, defaultLimits } from './limits.ts'
import { noise } from './testing.ts'

const decoded = (filter: PdfValue, raw: Uint8Array, parameters: PdfValue = null, limits = defaultLimits) => reading(() => {
  const { bytes, left } = decode(new Budget(limits), stream({ Filter: filter, DecodeParms: parameters }, raw), (value) => value)
  return { text: Buffer.from(bytes).toString('latin1'), left }
})
const gives = (text: string, left: readonly string[] = []) => ({ ok: true, value: { text, left } })

test('the examples of the standard and the well-known ones', () => {
  assert.deepEqual(decoded(name('LZWDecode'), Buffer.from('800b6050220c0c8501', 'hex')), gives('-----A---B'))
  assert.deepEqual(decoded(name('ASCIIHexDecode'), Buffer.from('48 65 6c6C 6F7>')), gives('Hellop'))
  assert.deepEqual(decoded(name('ASCII85Decode'), Buffer.from('87cURD]i,"Ebo80~>')), gives('Hello World!'))
  assert.deepEqual(decoded(name('RunLengthDecode'), Buffer.from([2, 65, 66, 67, 254, 68, 128, 99])), gives('ABCDDD'))
  assert.deepEqual(decoded([name('ASCIIHexDecode'), name('FlateDecode')], Buffer.from(`${deflateSync('twice').toString('hex')}>`)), gives('twice'))
  assert.deepEqual(decoded([name('FlateDecode'), name('DCTDecode')], deflateSync('picture')), gives('picture', ['DCTDecode']))
})

test('LZW of any bytes, however long, through all widths of its codes', () => {
  fc.assert(fc.property(fc.nat(12_000), fc.nat(255), fc.boolean(), (length, mask, early) => {
    const bytes = noise(length, mask + 1).map((byte) => byte & mask)
    assert.deepEqual(decoded(name('LZWDecode'), lzw(bytes, early), early ? null : dictionary({ EarlyChange: 0 })), gives(Buffer.from(bytes).toString('latin1')))
  }), { numRuns: 40 })
})

test('all PNG predictors and that of TIFF are undone', () => {
  const rows = [[1, 2, 3, 4, 5, 6], [10, 20, 30, 40, 50, 60], [7, 7, 7, 9, 9, 9], [0, 255, 1, 254, 2, 253], [9, 8, 7, 6, 5, 4]]
  const left = (row: readonly number[], index: number) => (index >= 3 ? row[index - 3] ?? 0 : 0)
  const filtered = rows.flatMap((row, line) => {
    const above = rows[line - 1] ?? row.map(() => 0)
    return [line, ...row.map((byte, index) => {
      const [a, b, c] = [left(row, index), above[index] ?? 0, left(above, index)]
      const estimate = [0, a, b, (a + b) >> 1, nearest(a, b, c)][line] ?? 0
      return (byte - estimate) & 0xff
    })]
  })
  const wanted = gives(Buffer.from(rows.flat()).toString('latin1'))
  const parameters = (predictor: number) => dictionary({ Predictor: predictor, Colors: 3, Columns: 2 })
  assert.deepEqual(decoded(name('FlateDecode'), deflateSync(Buffer.from(filtered)), parameters(15)), wanted)
  const tiff = rows.flatMap((row) => row.map((byte, index) => (byte - left(row, index)) & 0xff))
  assert.deepEqual(decoded(name('FlateDecode'), deflateSync(Buffer.from(tiff)), parameters(2)), wanted)
})

test('a stream that grows beyond its allowance, broken data and unknown filters are refused', () => {
  const bomb = deflateSync(Buffer.alloc(8 * 2 ** 20))
  assert.deepEqual(decoded(name('FlateDecode'), bomb, null, { ...defaultLimits, ratio: 10 }), { ok: false, refusal: 'inflates-too-much' })
  assert.deepEqual(decoded(name('FlateDecode'), bomb, null, { ...defaultLimits, inflated: 2 ** 20 }), { ok: false, refusal: 'inflates-too-much' })
  assert.deepEqual(decoded(name('FlateDecode'), Buffer.from('no zlib')), { ok: false, refusal: 'malformed-stream' })
  assert.deepEqual(decoded(name('LZWDecode'), Buffer.from([0xff, 0xff])), { ok: false, refusal: 'malformed-stream' })
  assert.deepEqual(decoded(name('BrotliDecode'), Buffer.from('x')), { ok: false, refusal: 'unsupported-filter' })
  assert.deepEqual(decoded(name('ASCIIHexDecode'), Buffer.from('xy')), { ok: false, refusal: 'malformed-stream' })
})

test('all streams of a file together are bounded, not only each of them', () => {
  const budget = new Budget({ ...defaultLimits, inflated: 100_000 })
  const again = () => reading(() => decode(budget, stream({ Filter: name('FlateDecode') }, deflateSync(Buffer.alloc(40_000))), (value) => value).bytes.length)
  assert.deepEqual([again(), again(), again()], [{ ok: true, value: 40_000 }, { ok: true, value: 40_000 }, { ok: false, refusal: 'inflates-too-much' }])
})

test('data without their checksum, or cut off, give what they hold', () => {
  const whole = deflateSync(noise(1000))
  assert.deepEqual(decoded(name('FlateDecode'), whole.subarray(0, -4)), gives(noise(1000).toString('latin1')))
  const wrong = Buffer.from(whole)
  wrong[wrong.length - 1] = (wrong[wrong.length - 1] ?? 0) ^ 1
  assert.deepEqual(decoded(name('FlateDecode'), wrong), gives(noise(1000).toString('latin1')))
})

function nearest(a: number, b: number, c: number): number {
  const [one, two, three] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return one <= two && one <= three ? a : two <= three ? b : c
}

/** A plain encoder, written from the standard. */
function lzw(bytes: Uint8Array, early: boolean): Buffer {
  const bits: string[] = []
  let table = new Map<string, number>()
  let next = 258
  let width = 9
  const put = (code: number) => bits.push(code.toString(2).padStart(width, '0'))
  const restart = () => {
    table = new Map(Array.from({ length: 256 }, (_, code) => [String.fromCharCode(code), code]))
    next = 258
    width = 9
  }
  restart()
  put(256)
  let prefix = ''
  for (const byte of bytes) {
    const longer = prefix + String.fromCharCode(byte)
    if (table.has(longer)) { prefix = longer; continue }
    put(table.get(prefix) ?? 0)
    table.set(longer, next++)
    const limit = next - 1 + (early ? 1 : 0)
    width = limit >= 2048 ? 12 : limit >= 1024 ? 11 : limit >= 512 ? 10 : 9
    if (next >= 4094) { put(256); restart() }
    prefix = String.fromCharCode(byte)
  }
  if (prefix !== '') {
    put(table.get(prefix) ?? 0)
    const limit = next + (early ? 1 : 0)
    width = limit >= 2048 ? 12 : limit >= 1024 ? 11 : limit >= 512 ? 10 : 9
  }
  put(257)
  const all = bits.join('')
  return Buffer.from(Array.from({ length: Math.ceil(all.length / 8) }, (_, index) => Number.parseInt(all.slice(index * 8, index * 8 + 8).padEnd(8, '0'), 2)))
}
