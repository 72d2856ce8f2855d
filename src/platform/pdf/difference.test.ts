import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aLetter } from './a-letter.ts'
import { aPdf } from './a-pdf.ts'
import { differingBoxes } from './differing-boxes.ts'
import { isSame, pdfDifference } from './difference.ts'
import { renderLetter } from './render-letter.ts'

test('two wordings are shown page by page: what reads and looks the same is said to be', async () => {
  const long = (word: string) => `${'Úvodní odstavec beze změny.\n\n'.repeat(40)}${word}`
  const [before, after] = await Promise.all(['Lhůta je 15 dnů.', 'Lhůta je 30 dnů.'].map((word) => renderLetter(aLetter({ body: long(word) }))))
  const found = await pdfDifference(before!, after!)
  assert.ok(found.ok)
  assert.ok(found.value.length > 1 && found.value.every((page) => page.before === page.after))
  const changed = found.value.filter((page) => !isSame(page))
  assert.equal(changed.length, 1)
  const [page] = changed
  assert.ok(page?.boxes)
  assert.match(page.textBefore, /15 dnů/)
  assert.match(page.textAfter, /30 dnů/)
  assert.ok(page.boxes.length > 0 && page.boxes.every(({ width, height }) => width < 0.5 && height < 0.1), JSON.stringify(page.boxes))
})

test('a change nobody can read is still seen: another colour, a picture laid over', async () => {
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
  const drawn = (extra: string) => aPdf({ content: Buffer.from(`BT /F 12 Tf 20 80 Td (Castka 1000 Kc) Tj ET ${extra}`), resources: `/Font << /F ${font} >>` })
  const found = await pdfDifference(drawn(''), drawn('1 1 1 rg 60 70 30 25 re f'))
  assert.ok(found.ok)
  assert.deepEqual(found.value.map(({ textBefore, textAfter }) => textBefore === textAfter), [true])
  assert.ok(found.value.every((page) => !isSame(page) && page.boxes?.every(({ left, width }) => left > 0.05 && left + width < 0.6)))
})

test('a page that came or went is told apart from one that changed', async () => {
  const letter = (pages: number) => renderLetter(aLetter({ body: Array.from({ length: pages * 22 }, (_, line) => `Odstavec číslo ${line}.`).join('\n\n'), attachments: [] }))
  const [short, long] = [await letter(1), await letter(3)]
  const [grown, shrunk] = [await pdfDifference(short, long), await pdfDifference(long, short)]
  assert.ok(grown.ok && shrunk.ok)
  assert.ok(grown.value.some(({ before }) => before === null) && !grown.value.some(({ after }) => after === null))
  assert.ok(shrunk.value.some(({ after }) => after === null) && !shrunk.value.some(({ before }) => before === null))
})

test('what is no PDF, is locked or broken says so', async () => {
  const said = async (before: Uint8Array, after: Uint8Array) => {
    const found = await pdfDifference(before, after)
    return found.ok ? found.value.length : found.refusal
  }
  assert.equal(await said(aPdf({}), aPdf({})), 1)
  assert.equal(await said(aPdf({}), Buffer.from('text')), 'not-a-pdf')
  assert.equal(await said(Buffer.from('%PDF-1.7\nnothing else'), aPdf({})), 'damaged')
})

test('every pixel that differs lies in a box, and pictures that are the same have none', () => {
  const [width, height] = [60, 44]
  const spot = fc.record({ x: fc.nat(width - 1), y: fc.nat(height - 1) })
  fc.assert(fc.property(fc.array(spot, { maxLength: 120 }), (spots) => {
    const [one, other] = [new Uint8Array(4 * width * height).fill(255), new Uint8Array(4 * width * height).fill(255)]
    for (const { x, y } of spots) other[4 * (y * width + x) + 1] = 0
    const boxes = differingBoxes(one, other, width, height)
    assert.equal(boxes.length === 0, spots.length === 0)
    for (const { x, y } of spots) {
      const [across, down] = [(x + 0.5) / width, (y + 0.5) / height]
      assert.ok(boxes.some((box) => across > box.left && across < box.left + box.width && down > box.top && down < box.top + box.height))
    }
    assert.ok(boxes.every((box) => box.left >= 0 && box.top >= 0 && box.left + box.width <= 1.000001 && box.top + box.height <= 1.000001))
  }))
})
