import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { detectFormat } from '../formats/index.ts'
import type { Picture } from './scale.ts'

/** Throws when the picture is damaged. */
type Decode = (bytes: Uint8Array) => Picture | 'too-large' | Promise<Picture | 'too-large'>

const mostPixels = 40_000_000
const isTooLarge = (width: number, height: number) => !(width > 0 && height > 0 && width * height <= mostPixels)

/** How a picture of this kind is decoded. Each decoder is loaded only when it is needed: a sandbox lives for one picture. */
export function decoderOf(bytes: Uint8Array): Decode | undefined {
  return decoders[detectFormat(bytes)]
}

const decoders: Readonly<Record<string, Decode>> = {
  async png(bytes) {
    const view = bufferOf(bytes)
    if (isTooLarge(view.readUInt32BE(16), view.readUInt32BE(20))) return 'too-large'
    const { PNG } = await import('pngjs')
    const { data, width, height } = PNG.sync.read(untilEnd(view))
    return { pixels: data, width, height }
  },
  async jpeg(bytes) {
    const { decode } = await import('jpeg-js')
    try {
      const { data, width, height } = decode(bytes, { useTArray: true, maxResolutionInMP: mostPixels / 1e6, maxMemoryUsageInMB: 700 })
      return { pixels: data, width, height }
    } catch (error) {
      if (/maxResolution|maxMemory/.test(String(error))) return 'too-large'
      throw error
    }
  },
  async tiff(bytes) {
    const utif = (await import('utif2')).default
    const buffer = bufferOf(bytes)
    const [page] = utif.decode(buffer)
    if (!page) throw new Error('no page')
    if (isTooLarge(Number([page['t256']].flat()[0]), Number([page['t257']].flat()[0]))) return 'too-large'
    utif.decodeImage(buffer, page)
    return { pixels: utif.toRGBA8(page), width: page.width, height: page.height }
  },
  async bmp(bytes) {
    const view = bufferOf(bytes)
    if (isTooLarge(Math.abs(view.readInt32LE(18)), Math.abs(view.readInt32LE(22)))) return 'too-large'
    const { decode } = await import('bmp-ts')
    const { data, width, height } = decode(view, { toRGBA: true })
    // The fourth byte of such a picture is mostly empty and means nothing.
    for (let at = 3; at < data.length; at += 4) data[at] = 255
    return { pixels: data, width, height }
  },
  async webp(bytes) {
    Object.assign(globalThis, { ImageData: PlainImage })
    const { default: decode, init } = await import(import.meta.resolve('@jsquash/webp/decode.js')) as WebpDecoder
    await init(new WebAssembly.Module(readFileSync(fileURLToPath(import.meta.resolve('@jsquash/webp/codec/dec/webp_dec.wasm')))))
    const { data, width, height } = await decode(new Uint8Array(bytes).buffer)
    return isTooLarge(width, height) ? 'too-large' : { pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height }
  },
}

/** Without what was hung behind the last chunk: no picture is there. */
function untilEnd(png: Buffer): Buffer {
  for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IEND') return png.subarray(0, at + 12)
  }
  return png
}

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** The types the library brings change what every other file knows of WebAssembly, so they are not read. */
interface WebpDecoder { readonly init: (wasm: object) => Promise<void>; readonly default: (bytes: ArrayBuffer) => Promise<PlainImage> }

/** What a browser has under this name and the decoder makes. */
class PlainImage {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data
    this.width = width
    this.height = height
  }
}

/** The little of WebAssembly used here; Node has it, its types do not. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object }
