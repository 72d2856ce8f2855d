import type { FontFile } from './font-file.ts'

/** A font of a few characters: those of a text and what they are put together from, numbered anew from 0. */
export type Subset = {
  readonly file: Buffer
  /** The new number of a character of the text. */
  readonly number: (code: number) => number
  /** In thousandths of the size, by new numbers. */
  readonly widths: readonly number[]
  readonly codes: readonly number[]
}

/** Writes the subset without hints, which a page that is drawn at any size does not need. */
export function subsetOf(font: FontFile, text: string): Subset {
  const codes = [...new Set([...text].map((character) => character.codePointAt(0) ?? 0))]
  const kept = [0]
  const numbers = new Map([[0, 0]])
  const numberOf = (glyph: number): number => {
    const known = numbers.get(glyph)
    if (known !== undefined) return known
    numbers.set(glyph, kept.length)
    return kept.push(glyph) - 1
  }
  for (const code of codes) numberOf(font.glyph(code))
  const outlines: Buffer[] = []
  // Those put together from others add these behind themselves.
  for (let index = 0; index < kept.length; index++) outlines.push(plainOutline(font.outline(kept[index] ?? 0), numberOf))
  return {
    file: writeFont(font, kept, outlines), number: (code) => numbers.get(font.glyph(code)) ?? 0,
    widths: kept.map((glyph) => Math.round((font.width(glyph) * 1000) / font.unitsPerEm)), codes,
  }
}

/** An outline without its instructions, and with the new numbers of what it is put together from. */
function plainOutline(outline: Buffer, numberOf: (glyph: number) => number): Buffer {
  if (outline.length < 10) return Buffer.alloc(0)
  const contours = outline.readInt16BE(0)
  if (contours >= 0) {
    const at = 10 + contours * 2
    return padded(Buffer.concat([outline.subarray(0, at), Buffer.alloc(2), outline.subarray(at + 2 + outline.readUInt16BE(at))]))
  }
  const copy = Buffer.from(outline)
  let at = 10
  for (let isMore = true; isMore;) {
    const flags = copy.readUInt16BE(at)
    copy.writeUInt16BE(flags & ~0x100, at)
    copy.writeUInt16BE(numberOf(copy.readUInt16BE(at + 2)), at + 2)
    at += 4 + ((flags & 1) !== 0 ? 4 : 2) + ((flags & 8) !== 0 ? 2 : (flags & 0x40) !== 0 ? 4 : (flags & 0x80) !== 0 ? 8 : 0)
    isMore = (flags & 0x20) !== 0
  }
  return padded(copy.subarray(0, at))
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])

function writeFont(font: FontFile, kept: readonly number[], outlines: readonly Buffer[]): Buffer {
  const [head, hhea, maxp] = [Buffer.from(font.table('head')), Buffer.from(font.table('hhea')), Buffer.from(font.table('maxp'))]
  head.writeUInt32BE(0, 8)
  head.writeInt16BE(1, 50)
  hhea.writeUInt16BE(kept.length, 34)
  maxp.writeUInt16BE(kept.length, 4)
  const hmtx = Buffer.alloc(kept.length * 4)
  const loca = Buffer.alloc((kept.length + 1) * 4)
  let place = 0
  for (const [index, glyph] of kept.entries()) {
    hmtx.writeUInt16BE(font.width(glyph), index * 4)
    const outline = outlines[index] ?? Buffer.alloc(0)
    if (outline.length > 0) hmtx.writeInt16BE(outline.readInt16BE(2), index * 4 + 2)
    place += outline.length
    loca.writeUInt32BE(place, (index + 1) * 4)
  }
  return writeTables({ glyf: Buffer.concat(outlines), head, hhea, hmtx, loca, maxp })
}

function writeTables(tables: Readonly<Record<string, Buffer>>): Buffer {
  const all = Object.entries(tables)
  const heading = Buffer.alloc(12 + all.length * 16)
  heading.writeUInt32BE(0x00010000, 0)
  heading.writeUInt16BE(all.length, 4)
  const power = Math.floor(Math.log2(all.length))
  heading.writeUInt16BE(2 ** power * 16, 6)
  heading.writeUInt16BE(power, 8)
  heading.writeUInt16BE(all.length * 16 - 2 ** power * 16, 10)
  let at = heading.length
  for (const [index, [tag, bytes]] of all.entries()) {
    heading.write(tag, 12 + index * 16, 'latin1')
    heading.writeUInt32BE(checksum(padded(bytes)), 16 + index * 16)
    heading.writeUInt32BE(at, 20 + index * 16)
    heading.writeUInt32BE(bytes.length, 24 + index * 16)
    at += padded(bytes).length
  }
  return Buffer.concat([heading, ...all.map(([, bytes]) => padded(bytes))])
}

function checksum(bytes: Buffer): number {
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0
  return sum
}
