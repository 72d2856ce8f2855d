import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { pngOf } from './png.ts'

test('a PNG holds exactly the pixels it was made of, in chunks whose checksums hold', () => {
  const size = fc.integer({ min: 1, max: 12 })
  const picture = fc.tuple(size, size).chain(([width, height]) =>
    fc.tuple(fc.constant(width), fc.constant(height), fc.uint8Array({ minLength: 4 * width * height, maxLength: 4 * width * height })))
  fc.assert(fc.property(picture, ([width, height, pixels]) => {
    const read = readPng(Buffer.from(pngOf(pixels, width, height)))
    assert.deepEqual([read.width, read.height], [width, height])
    assert.deepEqual(read.pixels, [...pixels].filter((_, at) => at % 4 !== 3))
  }))
})

function readPng(file: Buffer) {
  assert.equal(file.toString('latin1', 1, 4), 'PNG')
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const end = at + 8 + file.readUInt32BE(at)
    assert.equal(crc32(file.subarray(at + 4, end)), file.readUInt32BE(end))
    chunks.set(file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, end))
  }
  assert.deepEqual([...chunks.keys()], ['IHDR', 'IDAT', 'IEND'])
  const header = chunks.get('IHDR') ?? Buffer.alloc(13)
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))
  return { width, height, pixels: [...rows].filter((_, at) => at % (1 + 3 * width) !== 0) }
}
