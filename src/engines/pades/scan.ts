import { isKind, type Pdf, type Span } from '../pdf/index.ts'

/**
 * A quick sieve over the bytes that can hold dictionaries: false means that no object of the file runs a script or starts a program, true that
 * somebody has to look. Large streams hold no dictionaries and are left out, object streams are looked through as they are unpacked.
 */
export function mayAct(pdf: Pdf): boolean {
  const { buffer, byteOffset, length } = pdf.bytes
  const bytes = Buffer.from(buffer, byteOffset, length)
  let from = 0
  for (const { start, end } of largeStreams(pdf)) {
    if (isSuspicious(bytes.subarray(from, start))) return true
    from = end
  }
  return isSuspicious(bytes.subarray(from)) || containers(pdf).some((packed) => isSuspicious(Buffer.from(packed.buffer, packed.byteOffset, packed.length)))
}

/** A script has its text under /JS; up to six bytes are searched for several times faster than longer words. */
const words = ['/JS', '/Launc'].map((word) => Buffer.from(word))
const escape = 0x23

function isSuspicious(bytes: Buffer): boolean {
  if (words.some((word) => bytes.includes(word))) return true
  // A name may be spelt with #xx, such as /J#53.
  for (let at = bytes.indexOf(escape); at >= 0; at = bytes.indexOf(escape, at + 1)) if (isHex(bytes[at + 1]) && isHex(bytes[at + 2])) return true
  return false
}

const isHex = (code = 0): boolean => (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66)

const large = 1024
/** Place and number in one, so that they sort as numbers do: there are at most a million objects. */
const numbers = 2 ** 20

function largeStreams(pdf: Pdf): readonly Span[] {
  const keys: number[] = []
  for (const { entries } of pdf.revisions) for (const entry of entries.values()) if (entry.kind === 'plain') keys.push(entry.offset * numbers + entry.number)
  const sorted = Float64Array.from(keys).sort()
  const spans: Span[] = []
  for (const [index, key] of sorted.entries()) {
    const offset = Math.floor(key / numbers)
    const next = index + 1 < sorted.length ? Math.floor((sorted[index + 1] ?? 0) / numbers) : pdf.bytes.length
    if (next - offset < large) continue
    const value = pdf.latest.object(key % numbers)
    if (!isKind(value, 'stream')) continue
    if (value.start > offset && value.start + value.raw.length <= next) spans.push({ start: value.start, end: value.start + value.raw.length })
  }
  return spans
}

function containers(pdf: Pdf): readonly Uint8Array[] {
  const found = new Set<number>()
  for (const { entries } of pdf.revisions) for (const entry of entries.values()) if (entry.kind === 'packed') found.add(entry.container)
  return [...found].flatMap((number) => {
    const entry = pdf.latest.entry(number)
    return entry?.kind === 'plain' ? [pdf.store.unpackedBytes(entry, pdf.latest.entry)] : []
  })
}
