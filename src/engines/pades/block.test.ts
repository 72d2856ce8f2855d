import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import fc from 'fast-check'
import { assessSignatures } from '../pdf-changes/index.ts'
import { isKind, isName, name, reference, dictionary, signatureFields, stream, type Pdf } from '../pdf/index.ts'
import { buildPdf, opened, taken, text } from '../pdf/testing.ts'
import { readFont } from './font-file.ts'
import { subsetOf } from './font-subset.ts'
import { finish, freePlace, prepareSignature, prepareTimestamp, type Block, type Rectangle } from './index.ts'
import { at, holder, signed } from './testing.ts'

const font = readFileSync(fileURLToPath(import.meta.resolve('@expo-google-fonts/roboto/400Regular/Roboto_400Regular.ttf')))
const lines = ['Mgr. Jana Nováková', 'Elektronicky podepsáno']
const place: Block['place'] = { page: 1, rectangle: [300, 50, 500, 100] }
const who = holder()
const pages = ['One', 'Two']

test('a block stands where it was put, the file grows by a few kilobytes, and the signature covers it', () => {
  const before = buildPdf({ pages })
  const bytes = signed(before, who, { block: { lines, font, place } })
  assert.ok(bytes.length - before.length < 20_000)
  const pdf = opened(bytes)
  const field = signatureFields(pdf.latest)[0]
  assert.deepEqual(field?.dictionary.entries.get('Rect'), place.rectangle)
  const second = pdf.latest.pages[1]
  assert.deepEqual(second && pdf.latest.array(second.dictionary, 'Annots'), [field?.reference])
  const look = field && pdf.latest.dictionary(field.dictionary, 'AP')
  const form = look && pdf.latest.get(look, 'N')
  assert.ok(isKind(form, 'stream'))
  assert.match(Buffer.from(pdf.latest.decoded(form).bytes).toString('latin1'), /^q\n.*re S\n0 g\nBT\n\/F1 9 Tf\n.*Tj T\*\n.*ET\nQ\n$/s)
  assert.deepEqual(taken(assessSignatures(pdf)).map(({ ok, coverage }) => [ok, coverage]), [[true, 'WHOLE_FILE']])
})

test('in PDF/A-1 every field has a look, also one that nobody sees and that of a time stamp, and the letters of a block are listed', () => {
  const claim = Buffer.from('<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>1</pdfaid:part></rdf:Description>')
  const ofPart1 = buildPdf({ pages, extra: (first) => ({ objects: [stream({ Type: name('Metadata'), Subtype: name('XML') }, claim)], catalog: { Metadata: reference(first) } }) })
  const once = signed(ofPart1, who)
  const prepared = taken(prepareTimestamp(once))
  const pdf = opened(Buffer.concat(taken(finish(prepared, Buffer.from('3000', 'hex')))))
  const looks = signatureFields(pdf.latest).map((field) => {
    const look = pdf.latest.dictionary(field.dictionary, 'AP')
    const form = look && pdf.latest.get(look, 'N')
    return isKind(form, 'stream') ? [field.dictionary.entries.get('Rect'), form.dictionary.entries.get('BBox'), pdf.latest.decoded(form).bytes.length] : undefined
  })
  assert.deepEqual(looks, [[[0, 0, 0, 0], [0, 0, 0, 0], 0], [[0, 0, 0, 0], [0, 0, 0, 0], 0]])
  assert.deepEqual(taken(assessSignatures(pdf)).map(({ ok, level }) => [ok, level]), [[true, 'LTA_UPDATES'], [true, 'NONE']])
  const elsewhere = signatureFields(opened(signed(buildPdf({ pages }), who)).latest)
  assert.deepEqual(elsewhere.map(({ dictionary }) => dictionary.entries.has('AP')), [false])
  const shown = opened(signed(buildPdf({ pages }), who, { block: { lines: ['abcdefgh'], font, place } }))
  const descriptor = shown.latest.resolve(reference(numberOf(shown, 'FontDescriptor')))
  const set = isKind(descriptor, 'dictionary') ? shown.latest.get(descriptor, 'CIDSet') : undefined
  assert.deepEqual(isKind(set, 'stream') && [...shown.latest.decoded(set).bytes], [0b11111111, 0b10000000])
})

/** The number of the one dictionary of a type. */
function numberOf({ latest, nextNumber }: Pdf, type: string): number {
  const found = Array.from({ length: nextNumber }, (_, number) => number).find((number) => {
    const value = latest.resolve(reference(number))
    return isKind(value, 'dictionary') && isName(value.entries.get('Type'), type)
  })
  return found ?? assert.fail(type)
}

test('the place counts from the corner of what is visible of the page', () => {
  const cropped = buildPdf({ extra: () => ({ page: { CropBox: [100, 200, 500, 700] } }) })
  const bytes = signed(cropped, who, { block: { lines, font, place: { page: 0, rectangle: [10, 20, 210, 60] } } })
  assert.deepEqual(signatureFields(opened(bytes).latest)[0]?.dictionary.entries.get('Rect'), [110, 220, 310, 260])
})

test('a field that is there shows the block in its own place, also after a certification; nothing else may bring one then', () => {
  const fields = (first: number) => ({
    objects: ['A', 'B'].map((title, index) => dictionary({
      FT: name('Sig'), T: text(title), Type: name('Annot'), Subtype: name('Widget'), Rect: [50, 100 + index * 200, 250, 160 + index * 200], F: 4, P: reference(4),
    })),
    catalog: { AcroForm: dictionary({ Fields: [reference(first), reference(first + 1)] }) }, page: { Annots: [reference(first), reference(first + 1)] },
  })
  const once = signed(buildPdf({ extra: fields }), who, { field: 'A', block: { lines, font } })
  const twice = signed(once, who, { field: 'B', block: { lines, font } })
  assert.deepEqual(taken(assessSignatures(opened(twice))).map(({ ok, level }) => [ok, level]), [[true, 'FORM_FILLING'], [true, 'NONE']])
  const tried = prepareSignature(twice, { signedAt: at, block: { lines, font, place: { page: 0, rectangle: [300, 300, 500, 360] } } }, who.signer, false)
  assert.deepEqual(tried, { ok: false, refusal: 'block-after-certification' })
})

test('a block that cannot be shown as it should is refused: off the page, too small, without its letters, without a place', () => {
  const tried = (block: Block) => { const ready = prepareSignature(buildPdf({ pages }), { signedAt: at, block }, who.signer, false); return ready.ok ? 'ready' : ready.refusal }
  assert.equal(tried({ lines, font, place }), 'ready')
  assert.equal(tried({ lines, font, place: { page: 1, rectangle: [500, 50, 700, 100] } }), 'block-off-page')
  assert.equal(tried({ lines, font, place: { page: 2, rectangle: [300, 50, 500, 100] } }), 'no-such-page')
  assert.equal(tried({ lines, font, place: { page: 1, rectangle: [300, 50, 320, 55] } }), 'block-too-small')
  assert.equal(tried({ lines: ['漢字'], font, place }), 'letters-missing')
  assert.equal(tried({ lines, font }), 'block-without-place')
})

test('a subset draws and measures its letters as the font does, accents put together from parts too', () => {
  const whole = readFont(font)
  const words = 'Příliš žluťoučký kůň úpěl ďábelské ódy, Å'
  const subset = subsetOf(whole, words)
  const small = readFont(withMap(subset.file, font))
  for (const character of new Set(words)) {
    const code = character.codePointAt(0) ?? 0
    const [was, now] = [whole.glyph(code), subset.number(code)]
    assert.equal(small.width(now), whole.width(was), character)
    assert.deepEqual(small.outline(now).subarray(0, 10), whole.outline(was).length > 0 ? whole.outline(was).subarray(0, 10) : Buffer.alloc(0), character)
  }
  assert.ok(subset.file.length < 15_000)
})

/** The subset leaves the map of characters out, as its numbers stand in the page; to be read here it borrows one. */
function withMap(subset: Buffer, from: Buffer): Buffer {
  const count = subset.readUInt16BE(4)
  const map = readFont(from).table('cmap')
  const shifted = Buffer.concat([subset.subarray(0, 12 + count * 16), Buffer.alloc(16), subset.subarray(12 + count * 16), map])
  shifted.writeUInt16BE(count + 1, 4)
  for (let record = 12; record < 12 + count * 16; record += 16) shifted.writeUInt32BE(shifted.readUInt32BE(record + 8) + 16, record + 8)
  shifted.write('cmap', 12 + count * 16, 'latin1')
  shifted.writeUInt32BE(subset.length + 16, 12 + count * 16 + 8)
  shifted.writeUInt32BE(map.length, 12 + count * 16 + 12)
  return shifted
}

test('a free place covers nothing, lies within the margins, and is found whenever there is one on the grid', () => {
  const page: Rectangle = [0, 0, 300, 400]
  const box = fc.tuple(fc.integer({ min: 0, max: 290 }), fc.integer({ min: 0, max: 390 }), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }))
    .map(([left, bottom, width, height]): Rectangle => [left, bottom, left + width, bottom + height])
  fc.assert(fc.property(fc.array(box, { maxLength: 12 }), (occupied) => {
    const found = freePlace(page, occupied, { width: 120, height: 40 })
    if (found === undefined) return assert.ok(occupied.length > 0)
    assert.ok(found[0] >= 36 && found[1] >= 36 && found[2] <= 264 && found[3] <= 364)
    assert.ok(occupied.every((other) => found[2] <= other[0] || other[2] <= found[0] || found[3] <= other[1] || other[3] <= found[1]))
  }))
  assert.deepEqual(freePlace(page, [], { width: 120, height: 40 }), [144, 36, 264, 76])
  assert.equal(freePlace(page, [[0, 0, 300, 400]], { width: 120, height: 40 }), undefined)
})
