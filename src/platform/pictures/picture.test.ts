import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { encode as jpegOf } from 'jpeg-js'
import { PNG } from 'pngjs'
import { encode as bmpOf } from 'bmp-ts'
import utif from 'utif2'
import drawInside from './draw-inside.ts'
import { pictureAsPng } from './index.ts'

const [width, height] = [6, 4]
/** Red above, blue below. */
const pixels = Buffer.from(Array.from({ length: width * height }, (_, at) => at < (width * height) / 2 ? [255, 0, 0, 255] : [0, 0, 255, 255]).flat())
const png = () => PNG.sync.write(Object.assign(new PNG({ width, height }), { data: pixels }))

interface WebpEncoder { readonly init: (wasm: object) => Promise<void>; readonly default: (picture: object, options: object) => Promise<ArrayBuffer> }
async function webp(): Promise<Uint8Array> {
  Object.assign(globalThis, { ImageData: class {} })
  const { default: encode, init } = await import(import.meta.resolve('@jsquash/webp/encode.js')) as WebpEncoder
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('@jsquash/webp/codec/enc/webp_enc.wasm')))
  await init(new (globalThis as unknown as { WebAssembly: { Module: new (bytes: Uint8Array) => object } }).WebAssembly.Module(wasm))
  return new Uint8Array(await encode({ data: new Uint8ClampedArray(pixels), width, height }, { lossless: 1 }))
}


const cornersOf = (bytes: Uint8Array) => {
  const read = PNG.sync.read(Buffer.from(bytes))
  return { size: [read.width, read.height], top: [...read.data.subarray(0, 3)], bottom: [...read.data.subarray(read.data.length - 4, read.data.length - 1)] }
}
const isAbout = (got: readonly number[], wanted: readonly number[]) => got.every((value, i) => Math.abs(value - (wanted[i] ?? 0)) < 12)

describe('a foreign picture is drawn anew', async () => {
  const samples: [string, Uint8Array][] = [
    ['png', png()], ['webp', await webp()], ['jpeg', jpegOf({ data: pixels, width, height }, 100).data], ['tiff', Buffer.from(utif.encodeImage(new Uint8Array(pixels), width, height))],
    ['bmp', bmpOf({ data: Buffer.from(Array.from({ length: width * height }, (_, at) => at < (width * height) / 2 ? [255, 0, 0, 255] : [255, 255, 0, 0]).flat()), width, height }).data],
  ]
  for (const [kind, bytes] of samples) {
    it(`from ${kind}, in the sandbox`, async () => {
      const drawn = await pictureAsPng(bytes, { widthPx: 100 })
      assert.ok(drawn.ok, drawn.ok ? '' : drawn.refusal)
      const { size, top, bottom } = cornersOf(drawn.value)
      assert.deepEqual(size, [width, height])
      assert.ok(isAbout(top, [255, 0, 0]) && isAbout(bottom, [0, 0, 255]), `${top} ${bottom}`)
    })
  }
  it('no wider than asked', async () => {
    const drawn = await drawInside({ bytes: png(), widthPx: 3 })
    assert.ok(drawn.ok)
    assert.deepEqual(cornersOf(drawn.value).size, [3, 2])
  })

  it('without anything that hid behind it', async () => {
    const drawn = await drawInside({ bytes: Buffer.concat([png(), Buffer.from('<script>alert(1)</script>PK\x05\x06')]), widthPx: 100 })
    assert.ok(drawn.ok && !Buffer.from(drawn.value).includes('script'))
  })

  it('or refused when it is none, broken, or would be larger than a wall', async () => {
    assert.deepEqual(await drawInside({ bytes: Buffer.from('Dobrý den'), widthPx: 100 }), { ok: false, refusal: 'not-a-picture' })
    assert.deepEqual(await drawInside({ bytes: png().subarray(0, 40), widthPx: 100 }), { ok: false, refusal: 'damaged' })
    const huge = Buffer.from(png())
    huge.writeUInt32BE(100_000, 16)
    huge.writeUInt32BE(100_000, 20)
    assert.deepEqual(await drawInside({ bytes: huge, widthPx: 100 }), { ok: false, refusal: 'too-large' })
  })

  it('whatever the bytes after an honest beginning', async () => {
    const starts = samples.map(([, bytes]) => Buffer.from(bytes).subarray(0, 30))
    await fc.assert(fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 100 }), async (start, rest) => {
      const drawn = await drawInside({ bytes: Buffer.concat([start, rest]), widthPx: 10 })
      assert.ok(drawn.ok || drawn.refusal !== undefined)
    }), { numRuns: 60 })
  })
})
