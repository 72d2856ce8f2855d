import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { aLetter } from './a-letter.ts'
import { aPdf } from './a-pdf.ts'
import { renderLetter } from './render-letter.ts'
import { pdfPagePng, pdfPages, pdfText } from './reading.ts'

test('a PDF tells its pages, its text and its looks', async () => {
  const letter = await renderLetter(aLetter({ body: 'Nejneobhospodařovávatelnějšími způsoby\n\n'.repeat(60) }))
  const [pages, text, png] = await Promise.all([pdfPages(letter), pdfText(letter), pdfPagePng(letter, 2, { widthPx: 300 })])
  assert.ok(pages.ok && text.ok && png.ok)
  assert.equal(pages.value.pages, 3)
  assert.deepEqual(pages.value.sizes.map(size => [Math.round(size.widthPt), Math.round(size.heightPt)]), Array(3).fill([595, 842]))
  assert.match(text.value[1] ?? '', /^Krajský úřad Podhorského kraje[^]*Nejneobhospodařovávatelnějšími způsoby[^]*Strana 2 z 3/)
  const header = Buffer.from(png.value)
  assert.deepEqual([header.readUInt32BE(16), header.readUInt32BE(20)], [300, 424])
  assert.ok(header.length > 3_000, 'a page with words is not a blank picture')
})

test('a word parted at the end of a line is one word again', async () => {
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
  const content = Buffer.from('BT /F 12 Tf 14 TL 20 80 Td (The authori-) Tj T* (ty decides) Tj ET')
  const file = aPdf({ content, resources: `/Font << /F ${font} >>` })
  const text = await pdfText(file)
  assert.ok(text.ok)
  assert.equal(text.value[0]?.trim(), 'The authority decides')
})

test('what is no PDF, is broken or is locked is refused by its reason', async () => {
  const said = async (bytes: Uint8Array) => {
    const pages = await pdfPages(bytes)
    return pages.ok ? pages.value.pages : pages.refusal
  }
  const hash = `<${'00'.repeat(32)}>`
  const standard = `/Filter /Standard /V 1 /R 2 /O ${hash} /U ${hash} /P -4`
  assert.equal(await said(new Uint8Array()), 'not-a-pdf')
  assert.equal(await said(Buffer.from('PK\u0003\u0004 not a document')), 'not-a-pdf')
  assert.equal(await said(Buffer.from('%PDF-1.7\nnothing else')), 'damaged')
  assert.equal(await said(aPdf({})), 1)
  assert.equal(await said(aPdf({ trailer: `/ID [<01> <01>] /Encrypt << ${standard} >>` })), 'encrypted')
  assert.equal(await said(aPdf({ trailer: '/ID [<01> <01>] /Encrypt << /Filter /Unknown /V 1 >>' })), 'encrypted')
})

test('only pages there are can be pictured, and only in a size that can be shown', async () => {
  const picture = async (page: number, widthPx: number, mediaBox = '0 0 200 100') => {
    const png = await pdfPagePng(aPdf({ mediaBox }), page, { widthPx })
    return png.ok ? [Buffer.from(png.value).readUInt32BE(16), Buffer.from(png.value).readUInt32BE(20)] : png.refusal
  }
  assert.deepEqual(await picture(1, 400), [400, 200])
  for (const page of [0, 2, -1, 1.5, NaN]) assert.equal(await picture(page, 400), 'no-such-page')
  for (const width of [100_000, Infinity, NaN]) assert.equal(await picture(1, width), 'too-large')
  assert.equal(await picture(1, 400, '0 0 1 14400'), 'too-large')
})

test('an image that unpacks to gigabytes ends in a refusal or a picture, never in the server', async () => {
  const side = 40_000
  const packed = deflateSync(deflateSync(Buffer.alloc(side * side / 8), { level: 9 }))
  const image = `<< /Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceRGB /BitsPerComponent 8`
    + ` /Filter [/FlateDecode /FlateDecode] /Length ${packed.length} >>`
  const before = process.memoryUsage.rss()
  const bomb = aPdf({ content: Buffer.from('200 0 0 100 0 0 cm /I Do'), resources: '/XObject << /I 5 0 R >>', fifth: [image, packed] })
  const png = await pdfPagePng(bomb, 1, { widthPx: 800 })
  assert.ok(png.ok || ['out-of-memory', 'crashed', 'timed-out'].includes(png.refusal))
  assert.ok(process.memoryUsage.rss() - before < 300 * 2 ** 20)
})

const cases = join(process.env['OBEH_SHARED'] ?? fileURLToPath(new URL('../../../../shared', import.meta.url)), 'cases/pdf/test/pdfs')

test('hostile files give a result or a reason, and never end the process that reads them',
  { skip: !existsSync(cases) && `no cases in ${cases}` }, async () => {
    const refused: Record<string, string> = {}
    for (const name of readdirSync(cases)) {
      const file = readFileSync(join(cases, name))
      const results = await Promise.all([pdfText(file), pdfPagePng(file, 1, { widthPx: 500 })])
      const reasons = results.flatMap(result => (result.ok ? [] : [result.refusal]))
      if (reasons.length > 0) refused[name] = reasons.join(', ')
    }
    // Its page is said to be 2^31 points high.
    assert.deepEqual(refused, { 'poppler-85140-0.pdf': 'too-large' })
  })
