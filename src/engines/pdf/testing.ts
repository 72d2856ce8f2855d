import { deflateSync } from 'node:zlib'
import type { Result } from '../../kernel/result.ts'
import { openPdf, type Pdf } from './open.ts'
import { ByteWriter, writeIndirect, writeValue, type Writable } from './serialise.ts'
import { dictionary, name, reference, stream, string, type PdfValue } from './values.ts'
import { writeTableSection, type Listed } from './write-xref.ts'

/** How a file keeps its objects: a table; a stream; a stream with most objects packed; a table with a hidden, packed part. */
export type Layout = 'table' | 'stream' | 'packed' | 'hybrid'
export const layouts: readonly Layout[] = ['table', 'stream', 'packed', 'hybrid']

export type Plan = {
  readonly layout?: Layout
  /** The text of each page, in Latin letters. */
  readonly pages?: readonly string[]
  /** Further objects, numbered from `first` on, and what the catalogue and the first page say of them. */
  readonly extra?: (first: number) => Extra
  /** Bytes of an attachment nobody reads, to make the file as large as real ones. */
  readonly ballast?: number
}

export type Extra = {
  readonly objects?: readonly Writable[]
  readonly catalog?: Readonly<Record<string, Writable>>
  readonly page?: Readonly<Record<string, Writable>>
}

/** The numbers a built file gives its objects. */
export const numbersOf = { catalog: 1, pages: 2, font: 3, page: (index: number) => 4 + index * 2, content: (index: number) => 5 + index * 2 }

/** Builds a whole file. The same plan gives the same bytes. */
export function buildPdf(plan: Plan = {}): Buffer {
  const objects = objectsOf(plan)
  const out = new ByteWriter(16384)
  out.text('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n')
  const write = { table: writeWithTable, stream: writeWithStream, packed: writePacked, hybrid: writeHybrid }[plan.layout ?? 'table']
  write(out, objects)
  return Buffer.from(out.written())
}

/** Opens what must open. */
export function opened(bytes: Uint8Array): Pdf {
  return taken(openPdf(bytes))
}

/** The value of a result that must be one. */
export function taken<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`refused: ${result.refusal}`)
  return result.value
}

/** An empty signature field shown on the first page: the extra of a plan. */
export const withSignatureField = (title: string) => (first: number): Extra => ({
  objects: [entries({
    FT: name('Sig'), T: text(title), Type: name('Annot'), Subtype: name('Widget'), Rect: [0, 0, 0, 0], F: 132, P: reference(numbersOf.page(0)),
  })],
  catalog: { AcroForm: entries({ Fields: [reference(first)], SigFlags: 3 }) },
  page: { Annots: [reference(first)] },
})

export const text = (latin: string) => string(Buffer.from(latin, 'latin1'))
const entries = (all: Readonly<Record<string, PdfValue>>) => dictionary(all)

function objectsOf({ pages = ['Hello'], extra, ballast = 0 }: Plan): readonly Writable[] {
  const first = numbersOf.page(pages.length)
  const more = extra?.(first) ?? {}
  const leaves = pages.flatMap((words, index): Writable[] => [
    { kind: 'dictionary', entries: new Map<string, Writable>(Object.entries({
      Type: name('Page'), Parent: reference(numbersOf.pages), MediaBox: [0, 0, 595, 842], Contents: reference(numbersOf.content(index)),
      Resources: entries({ Font: entries({ F1: reference(numbersOf.font) }) }), ...index === 0 ? more.page : {},
    })) },
    stream({ Filter: name('FlateDecode') }, deflateSync(`BT /F1 18 Tf 50 750 Td (${words}) Tj ET`)),
  ])
  return [
    { kind: 'dictionary', entries: new Map<string, Writable>(Object.entries({ Type: name('Catalog'), Pages: reference(numbersOf.pages), ...more.catalog })) },
    entries({ Type: name('Pages'), Count: pages.length, Kids: pages.map((_, index) => reference(numbersOf.page(index))) }),
    entries({ Type: name('Font'), Subtype: name('Type1'), BaseFont: name('Helvetica') }),
    ...leaves, ...more.objects ?? [], ...ballast > 0 ? [stream({}, noise(ballast))] : [],
  ]
}

/** Bytes that look random, always the same. */
export function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}

const id = string(Buffer.from('0123456789abcdef', 'latin1'), true)
const trailerFor = (size: number, more: readonly (readonly [string, PdfValue])[] = []) =>
  new Map<string, PdfValue>([['Size', size], ['Root', reference(numbersOf.catalog)], ['ID', [id, id]], ...more])

const isStream = (value: Writable) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'stream'

function writePlain(out: ByteWriter, objects: readonly Writable[], wanted: (value: Writable, number: number) => boolean): Listed[] {
  const listed: Listed[] = []
  for (const [index, value] of objects.entries()) {
    if (!wanted(value, index + 1)) continue
    listed.push({ number: index + 1, generation: 0, offset: out.length })
    writeIndirect(out, index + 1, 0, value)
  }
  return listed
}

const head: Listed = { number: 0, generation: 65535, offset: undefined }
const close = (out: ByteWriter, startxref: number) => out.text(`startxref\n${startxref}\n%%EOF\n`)

function writeWithTable(out: ByteWriter, objects: readonly Writable[]): void {
  const listed = writePlain(out, objects, () => true)
  const startxref = out.length
  writeTableSection(out, [head, ...listed], trailerFor(objects.length + 1))
  close(out, startxref)
}

/** Type, offset or container, generation or index. */
type Row = readonly [number: number, type: number, second: number, third: number]

function writeRows(out: ByteWriter, number: number, rows: readonly Row[], trailer: ReadonlyMap<string, PdfValue>): void {
  const sorted = rows.toSorted(([one], [other]) => one - other)
  const raw = Buffer.alloc(sorted.length * 6)
  for (const [index, [, type, second, third]] of sorted.entries()) {
    raw[index * 6] = type
    raw.writeUInt32BE(second, index * 6 + 1)
    raw[index * 6 + 5] = third
  }
  // As real writers do it: the PNG predictor "up" under Flate.
  const predicted = Buffer.concat(sorted.map((_, index) => Buffer.from([2, ...Array.from({ length: 6 }, (__, column) =>
    ((raw[index * 6 + column] ?? 0) - (index > 0 ? raw[index * 6 - 6 + column] ?? 0 : 0)) & 0xff)])))
  writeIndirect(out, number, 0, stream(new Map<string, PdfValue>([
    ['Type', name('XRef')], ...trailer, ['W', [1, 4, 1]], ['Index', sorted.flatMap(([row]) => [row, 1])], ['Filter', name('FlateDecode')],
    ['DecodeParms', dictionary({ Predictor: 12, Columns: 6 })],
  ]), deflateSync(predicted)))
}

function writeWithStream(out: ByteWriter, objects: readonly Writable[]): void {
  const listed = writePlain(out, objects, () => true)
  const number = objects.length + 1
  const startxref = out.length
  const rows = [...listed.map(({ number: row, offset = 0 }): Row => [row, 1, offset, 0]), [number, 1, startxref, 0] as const]
  writeRows(out, number, [[0, 0, 0, 255], ...rows], trailerFor(number + 1))
  close(out, startxref)
}

/** Puts objects into an object stream; gives their rows and that of the container. */
function pack(out: ByteWriter, number: number, objects: readonly Writable[], wanted: (value: Writable, number: number) => boolean): readonly Row[] {
  const numbers = objects.map((_, index) => index + 1).filter((each) => wanted(objects[each - 1] ?? null, each))
  const heading = new ByteWriter()
  const values = new ByteWriter()
  for (const each of numbers) {
    heading.text(`${each} ${values.length} `)
    writeValue(values, objects[each - 1] ?? null)
    values.text('\n')
  }
  const offset = out.length
  const all = Buffer.concat([heading.written(), values.written()])
  const container = { Type: name('ObjStm'), N: numbers.length, First: heading.length, Filter: name('FlateDecode') }
  writeIndirect(out, number, 0, stream(container, deflateSync(all)))
  return [[number, 1, offset, 0], ...numbers.map((each, index): Row => [each, 2, number, index])]
}

function writePacked(out: ByteWriter, objects: readonly Writable[]): void {
  const listed = writePlain(out, objects, isStream)
  const packed = pack(out, objects.length + 1, objects, (value) => !isStream(value))
  const number = objects.length + 2
  const startxref = out.length
  const rows = [...listed.map(({ number: row, offset = 0 }): Row => [row, 1, offset, 0]), ...packed, [number, 1, startxref, 0] as const]
  writeRows(out, number, [[0, 0, 0, 255], ...rows], trailerFor(number + 1))
  close(out, startxref)
}

/** The font is what old readers do not see, and the object stream that holds it. */
function writeHybrid(out: ByteWriter, objects: readonly Writable[]): void {
  const hidden = (_: Writable, number: number) => number === numbersOf.font
  const listed = writePlain(out, objects, (value, number) => !hidden(value, number))
  const rows = pack(out, objects.length + 1, objects, hidden)
  const hiddenAt = out.length
  const size = objects.length + 3
  writeRows(out, size - 1, [...rows, [size - 1, 1, hiddenAt, 0]], trailerFor(size))
  const startxref = out.length
  const free = [numbersOf.font, objects.length + 1, size - 1].map((number): Listed => ({ number, generation: 0, offset: undefined }))
  const all = [head, ...listed, ...free].toSorted((one, other) => one.number - other.number)
  writeTableSection(out, all, trailerFor(size, [['XRefStm', hiddenAt]]))
  close(out, startxref)
}
