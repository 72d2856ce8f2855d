import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { appendRevision, dictionary, isKind, name, reference, signatures, signatureFields, string, withEntries } from './index.ts'
import { buildPdf, layouts, numbersOf, opened, taken, text, withSignatureField } from './testing.ts'

for (const layout of layouts) {
  test(`a file of the layout "${layout}" is read: revisions, catalogue, pages in order with their content`, () => {
    const pdf = opened(buildPdf({ layout, pages: ['One', 'Two', 'Three'] }))
    assert.deepEqual(pdf.revisions.map(({ kind, end }) => [kind, end]), [[layout === 'packed' ? 'stream' : layout, pdf.bytes.length]])
    assert.deepEqual(pdf.latest.pages.map(({ reference: { number } }) => number), [0, 1, 2].map(numbersOf.page))
    const contents = pdf.latest.pages.map((page) => pdf.latest.get(page.dictionary, 'Contents'))
    assert.deepEqual(contents.map((content) => isKind(content, 'stream') && Buffer.from(pdf.latest.decoded(content).bytes).toString()),
      ['One', 'Two', 'Three'].map((words) => `BT /F1 18 Tf 50 750 Td (${words}) Tj ET`))
    assert.ok(isKind(pdf.latest.object(numbersOf.font), 'dictionary'))
    assert.deepEqual(pdf.deviations, [])
  })

  test(`a revision appended to the layout "${layout}" changes what it says and not a byte before it`, () => {
    const bytes = buildPdf({ layout, pages: ['One', 'Two'], extra: withSignatureField('Signature1') })
    const before = opened(bytes)
    const font = before.latest.object(numbersOf.font)
    assert.ok(isKind(font, 'dictionary'))
    const next = before.nextNumber
    const { chunks, length } = taken(appendRevision(before, [
      { number: next, value: dictionary({ Made: true }) }, { number: numbersOf.font, value: withEntries(font, { Next: reference(next) }) },
    ]))
    const whole = Buffer.concat(chunks)
    assert.equal(chunks[0], bytes)
    assert.equal(length, whole.length)
    const after = opened(whole)
    assert.equal(after.revisions.length, 2)
    assert.equal(after.revisions[0]?.end, bytes.length)
    assert.deepEqual(after.latest.object(next), { ...dictionary({ Made: true }), start: whole.indexOf('<</Made'), end: whole.indexOf('<</Made') + 14 })
    assert.ok(isKind(after.at(0).object(numbersOf.font), 'dictionary'))
    assert.equal(after.at(0).object(next), null)
    const changed = after.latest.object(numbersOf.font)
    assert.deepEqual(isKind(changed, 'dictionary') && changed.entries.get('Next'), reference(next))
    assert.equal(after.latest.object(numbersOf.page(1)), after.at(0).object(numbersOf.page(1)), 'what nobody touched is the same value')
    assert.deepEqual(after.deviations, [])
    assert.equal(signatureFields(after.latest)[0]?.name, 'Signature1')
    assert.equal(signatures(after).length, 0)
  })
}

test('what is appended is clean to an independent reader, on every layout and three times over', { skip: !hasQpdf() && 'qpdf is not installed' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'obeh-pdf-'))
  try {
    for (const layout of layouts) {
      let bytes: Uint8Array = buildPdf({ layout, pages: ['One', 'Two'] })
      for (let turn = 0; turn < 3; turn++) {
        const pdf = opened(bytes)
        bytes = Buffer.concat(taken(appendRevision(pdf, [
          { number: pdf.nextNumber, value: text(`turn ${turn}`) },
          { number: numbersOf.font, value: dictionary({ Type: name('Font'), Subtype: name('Type1'), BaseFont: name('Courier') }) },
        ])).chunks)
      }
      const path = join(folder, `${layout}.pdf`)
      writeFileSync(path, bytes)
      assert.match(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' }), /No syntax or stream encoding errors found/)
      assert.match(execFileSync('qpdf', ['--show-object=3', path], { encoding: 'utf8' }), /Courier/)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the two parts of /ID: the first stays, the second is another and always the same for the same change', () => {
  const pdf = opened(buildPdf())
  const again = () => opened(Buffer.concat(taken(appendRevision(pdf, [{ number: pdf.nextNumber, value: 1 }])).chunks)).latest.trailer.entries.get('ID')
  const born = string(Buffer.from('0123456789abcdef'), true)
  const [first, second] = again() as [unknown, unknown]
  assert.deepEqual(first, born)
  assert.notDeepEqual(second, born)
  assert.deepEqual(again(), [first, second])
})

function hasQpdf(): boolean {
  return spawnSync('qpdf', ['--version']).status === 0
}
