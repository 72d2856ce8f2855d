import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aPdf } from './a-pdf.ts'
import { openPdf } from './pdfium.ts'

test('a picture has the colours of the page, on white, with what is in its form', async () => {
  const field = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /F 4 /Rect [100 0 200 100] /MK << /BG [0 0 1] >> /DA (/Helv 0 Tf) >>'
  const file = aPdf({
    content: Buffer.from('1 0 0 rg 0 0 100 50 re f'), catalog: '/AcroForm << /Fields [5 0 R] >>', page: '/Annots [5 0 R]', fifth: [field],
  })
  const pdf = await openPdf(file, 256)
  assert.ok(pdf.ok)
  const pixels = pdf.value.pixelsOf(0, 200, 100) ?? new Uint8Array()
  const at = (x: number, y: number) => [...pixels.subarray(4 * (200 * y + x), 4 * (200 * y + x) + 3)]
  assert.deepEqual([at(50, 25), at(50, 75), at(150, 50)], [[255, 255, 255], [255, 0, 0], [0, 0, 255]])
})

test('a page that is not there has no size, text or picture', async () => {
  const pdf = await openPdf(aPdf({}), 256)
  assert.ok(pdf.ok)
  assert.deepEqual([pdf.value.sizeOf(7), pdf.value.textOf(7), pdf.value.pixelsOf(7, 10, 10)], [[0, 0], '', undefined])
})

test('memory beyond the ceiling is refused to the library', async () => {
  const pdf = await openPdf(aPdf({}), 32)
  assert.ok(pdf.ok)
  assert.ok(pdf.value.pixelsOf(0, 1000, 1000))
  assert.throws(() => pdf.value.pixelsOf(0, 4000, 4000), /no memory/)
})
