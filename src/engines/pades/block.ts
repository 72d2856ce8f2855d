import { deflateSync } from 'node:zlib'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { dictionary, name, reference, stream, string, type Change, type PdfReference, type PdfValue } from '../pdf/index.ts'
import { readFont, type FontFile } from './font-file.ts'
import { subsetOf, type Subset } from './font-subset.ts'
import type { Block, Rectangle } from './model.ts'

/** The look of a visible signature: lines of text in a thin frame, with the few letters they need embedded, as PDF/A wants it. */
export type Look = { readonly appearance: PdfReference; readonly changes: readonly Change[] }

export type BlockRefusal = 'letters-missing' | 'block-too-small'

const smallestSize = 4
const largestSize = 9
const lineHeight = 1.3
const padding = 4

export function lookOf({ lines, font }: Pick<Block, 'lines' | 'font'>, [left, bottom, right, top]: Rectangle, free: () => number): Result<Look, BlockRefusal> {
  const file = fontOf(font)
  const text = lines.join('')
  if ([...text].some((character) => file.glyph(character.codePointAt(0) ?? 0) === 0)) return refuse('letters-missing')
  const subset = subsetOf(file, text)
  const [width, height] = [right - left, top - bottom]
  const longest = Math.max(1, ...lines.map((line) => widthOf(line, subset)))
  const size = Math.min(largestSize, ((width - 2 * padding) * 1000) / longest, (height - 2 * padding) / (Math.max(1, lines.length) * lineHeight))
  if (!(size >= smallestSize)) return refuse('block-too-small')
  const [appearance, fontAt] = [reference(free()), reference(free())]
  const content = Buffer.from(drawn(lines, subset, { width, height, size }))
  const form = stream({
    Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, width, height], Resources: dictionary({ Font: dictionary({ F1: fontAt }) }), Filter: name('FlateDecode'),
  }, deflateSync(content))
  return accept({ appearance, changes: [{ number: appearance.number, value: form }, ...fontObjects(file, subset, fontAt, free)] })
}

const known = new WeakMap<Uint8Array, FontFile>()

/** A batch is set in one font, which is read once. */
function fontOf(bytes: Uint8Array): FontFile {
  const before = known.get(bytes)
  if (before !== undefined) return before
  const read = readFont(bytes)
  known.set(bytes, read)
  return read
}

const widthOf = (line: string, { number, widths }: Subset): number => [...line].reduce((sum, character) => sum + (widths[number(character.codePointAt(0) ?? 0)] ?? 0), 0)

function drawn(lines: readonly string[], { number }: Subset, { width, height, size }: { readonly width: number; readonly height: number; readonly size: number }): string {
  const rounded = (value: number) => String(Math.round(value * 100) / 100)
  const hex = (line: string) => [...line].map((character) => number(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('')
  const shown = lines.map((line) => `<${hex(line)}> Tj T*`).join('\n')
  const frame = `0.5 w 0.5 G 0.25 0.25 ${rounded(width - 0.5)} ${rounded(height - 0.5)} re S`
  return `q\n${frame}\n0 g\nBT\n/F1 ${rounded(size)} Tf\n${rounded(size * lineHeight)} TL\n${padding} ${rounded(height - padding - size)} Td\n${shown}\nET\nQ\n`
}

function fontObjects(font: FontFile, subset: Subset, own: PdfReference, free: () => number): readonly Change[] {
  const [descendant, descriptor, file, unicode, set] = [reference(free()), reference(free()), reference(free()), reference(free()), reference(free())]
  const scaled = (value: number) => Math.round((value * 1000) / font.unitsPerEm)
  const base = name('OBEHSB+Roboto-Regular')
  const values: readonly (readonly [PdfReference, PdfValue])[] = [
    [own, dictionary({ Type: name('Font'), Subtype: name('Type0'), BaseFont: base, Encoding: name('Identity-H'), DescendantFonts: [descendant], ToUnicode: unicode })],
    [descendant, dictionary({
      Type: name('Font'), Subtype: name('CIDFontType2'), BaseFont: base, CIDToGIDMap: name('Identity'), FontDescriptor: descriptor, DW: 0, W: [0, subset.widths],
      CIDSystemInfo: dictionary({ Registry: string(Buffer.from('Adobe')), Ordering: string(Buffer.from('Identity')), Supplement: 0 }),
    })],
    [descriptor, dictionary({
      Type: name('FontDescriptor'), FontName: base, Flags: 4, FontBBox: font.box.map(scaled), ItalicAngle: 0, Ascent: scaled(font.ascent), Descent: scaled(font.descent),
      CapHeight: scaled(font.ascent), StemV: 80, FontFile2: file, CIDSet: set,
    })],
    [file, stream({ Length1: subset.file.length, Filter: name('FlateDecode') }, deflateSync(subset.file))],
    [set, stream({}, letterSet(subset.widths.length))],
    [unicode, stream({ Filter: name('FlateDecode') }, deflateSync(toUnicode(subset)))],
  ]
  return values.map(([{ number }, value]) => ({ number, value }))
}

/** One bit for each letter that is there, the first one highest: all of a subset are (ISO 19005-1 § 6.3.5, ISO 32000-1 § 9.8.3.2). */
function letterSet(count: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8)).fill(0xff)
  if (count % 8 !== 0) bits[bits.length - 1] = 0xff << (8 - count % 8)
  return bits
}

/** So that the words of the block can be read out and searched. */
function toUnicode({ codes, number }: Subset): string {
  const hex = (value: number) => value.toString(16).padStart(4, '0')
  const lines = codes.map((code) => `<${hex(number(code))}> <${hex(code)}>`)
  const parts = Array.from({ length: Math.ceil(lines.length / 100) }, (_, index) => lines.slice(index * 100, index * 100 + 100))
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Obeh def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${parts.map((part) => `${part.length} beginbfchar\n${part.join('\n')}\nendbfchar`).join('\n')}
endcmap CMapName currentdict /CMap defineresource pop end end`
}
