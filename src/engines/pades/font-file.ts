/** What a page needs of a TrueType file (OpenType 1.9): widths and outlines of characters. */
export type FontFile = {
  readonly unitsPerEm: number
  readonly ascent: number
  readonly descent: number
  readonly box: readonly [number, number, number, number]
  /** The number of the outline of a character; 0 when there is none. */
  readonly glyph: (code: number) => number
  readonly width: (glyph: number) => number
  readonly outline: (glyph: number) => Buffer
  readonly table: (tag: string) => Buffer
}

export function readFont(bytes: Uint8Array): FontFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const table = (tag: string): Buffer => {
    for (let record = 12; record < 12 + 16 * file.readUInt16BE(4); record += 16) {
      if (file.toString('latin1', record, record + 4) === tag) return file.subarray(file.readUInt32BE(record + 8), file.readUInt32BE(record + 8) + file.readUInt32BE(record + 12))
    }
    throw new Error(`the font has no ${tag} table`)
  }
  const [head, hhea, hmtx, loca, glyf] = [table('head'), table('hhea'), table('hmtx'), table('loca'), table('glyf')]
  const isLong = head.readInt16BE(50) === 1
  const place = (glyph: number) => (isLong ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2)
  const metrics = hhea.readUInt16BE(34)
  const codes = characterMap(table('cmap'))
  return {
    unitsPerEm: head.readUInt16BE(18), ascent: hhea.readInt16BE(4), descent: hhea.readInt16BE(6),
    box: [head.readInt16BE(36), head.readInt16BE(38), head.readInt16BE(40), head.readInt16BE(42)],
    glyph: (code) => codes.get(code) ?? 0, width: (glyph) => hmtx.readUInt16BE(Math.min(glyph, metrics - 1) * 4),
    outline: (glyph) => glyf.subarray(place(glyph), place(glyph + 1)), table,
  }
}

/** The subtables of format 4, which have all characters below U+FFFF. */
function characterMap(cmap: Buffer): ReadonlyMap<number, number> {
  const codes = new Map<number, number>()
  for (let record = 0; record < cmap.readUInt16BE(2); record++) {
    const start = cmap.readUInt32BE(8 + 8 * record)
    if (cmap.readUInt16BE(start) !== 4) continue
    const segments = cmap.readUInt16BE(start + 6)
    for (let at = 0; at < segments; at += 2) {
      const [last, first] = [cmap.readUInt16BE(start + 14 + at), cmap.readUInt16BE(start + 16 + segments + at)]
      const delta = cmap.readUInt16BE(start + 16 + 2 * segments + at)
      const rangeAt = start + 16 + 3 * segments + at
      const range = cmap.readUInt16BE(rangeAt)
      for (let code = first; code <= last && code < 0xffff; code++) {
        const glyph = range === 0 ? code + delta : cmap.readUInt16BE(rangeAt + range + 2 * (code - first))
        if ((glyph & 0xffff) !== 0) codes.set(code, glyph & 0xffff)
      }
    }
  }
  return codes
}
