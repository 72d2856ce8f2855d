import { PdfProblem } from './problem.ts'

const clear = 256
const done = 257

/** The LZW of ISO 32000-2 § 7.4.4: codes of 9 to 12 bits, the high bit first. */
export function decodeLzw(bytes: Uint8Array, early: boolean, most: number, at: number): Uint8Array {
  const prefix = new Int32Array(4096)
  const suffix = new Uint8Array(4096)
  const lengths = new Int32Array(4096).fill(1)
  for (let code = 0; code < 256; code++) suffix[code] = code
  let out = Buffer.alloc(Math.min(most, Math.max(1024, bytes.length * 4)))
  let length = 0
  let next = 258
  let width = 9
  let previous = -1
  const bits = bitReader(bytes)
  for (let code = bits(width); code >= 0 && code !== done; code = bits(width)) {
    if (code === clear) { next = 258; width = 9; previous = -1; continue }
    if (code >= next && !(code === next && previous >= 0)) throw new PdfProblem('malformed-stream', at)
    const repeats = code === next
    const size = repeats ? (lengths[previous] ?? 0) + 1 : lengths[code] ?? 0
    if (length + size > most) throw new PdfProblem('inflates-too-much', at)
    if (length + size > out.length) out = Buffer.concat([out], Math.min(most, Math.max(out.length * 2, length + size)))
    let place = length + size - (repeats ? 2 : 1)
    let first = 0
    for (let walk = repeats ? previous : code; ; walk = prefix[walk] ?? 0) {
      first = suffix[walk] ?? 0
      out[place--] = first
      if (walk < 256) break
    }
    if (repeats) out[length + size - 1] = first
    length += size
    if (previous >= 0 && next < 4096) {
      prefix[next] = previous
      suffix[next] = first
      lengths[next] = (lengths[previous] ?? 0) + 1
      next++
    }
    previous = code
    width = widthFor(next + (early ? 1 : 0))
  }
  return out.subarray(0, length)
}

const widthFor = (next: number): number => (next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9)

/** Gives −1 when the bits run out. */
function bitReader(bytes: Uint8Array): (width: number) => number {
  let at = 0
  let held = 0
  let buffer = 0
  return (width) => {
    while (held < width) {
      const byte = bytes[at++]
      if (byte === undefined) return -1
      buffer = ((buffer << 8) | byte) & 0xfffff
      held += 8
    }
    held -= width
    return (buffer >> held) & ((1 << width) - 1)
  }
}
