import { isSpace, nibbleOf } from './characters.ts'
import { PdfProblem } from './problem.ts'

export function decodeAsciiHex(bytes: Uint8Array, at: number): Uint8Array {
  const out = new Uint8Array((bytes.length + 1) >> 1)
  let digits = 0
  for (const code of bytes) {
    if (code === 0x3e) break
    if (isSpace(code)) continue
    const nibble = nibbleOf(code)
    if (nibble < 0) throw new PdfProblem('malformed-stream', at)
    out[digits >> 1] = (out[digits >> 1] ?? 0) | (digits % 2 === 0 ? nibble << 4 : nibble)
    digits++
  }
  return out.subarray(0, (digits + 1) >> 1)
}

export function decodeAscii85(bytes: Uint8Array, at: number): Uint8Array {
  const zeros = bytes.reduce((count, code) => (code === 0x7a ? count + 1 : count), 0)
  const out = new Uint8Array(zeros * 4 + Math.ceil((bytes.length - zeros) * 0.8) + 4)
  let length = 0
  let group: number[] = []
  const flush = (digits: readonly number[], count: number) => {
    const value = digits.reduce((sum, digit) => sum * 85 + digit, 0)
    if (value > 0xffffffff) throw new PdfProblem('malformed-stream', at)
    for (let index = 0; index < count; index++) out[length++] = Math.floor(value / 256 ** (3 - index)) % 256
  }
  for (const code of bytes) {
    if (code === 0x7e) break
    if (isSpace(code)) continue
    if (code === 0x7a && group.length === 0) { flush([0], 4); continue }
    if (code < 0x21 || code > 0x75) throw new PdfProblem('malformed-stream', at)
    group.push(code - 0x21)
    if (group.length === 5) { flush(group, 4); group = [] }
  }
  if (group.length > 1) flush([...group, 84, 84, 84, 84].slice(0, 5), group.length - 1)
  return out.subarray(0, length)
}

export function decodeRunLength(bytes: Uint8Array, most: number, at: number): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  for (let place = 0; place < bytes.length;) {
    const code = bytes[place++] ?? 128
    if (code === 128) break
    const part = code < 128 ? bytes.subarray(place, place + code + 1) : new Uint8Array(257 - code).fill(bytes[place] ?? 0)
    place += code < 128 ? code + 1 : 1
    length += part.length
    if (length > most) throw new PdfProblem('inflates-too-much', at)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
