import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { ambiguities, openPdf, reading } from './index.ts'

const root = join(process.env['OBEH_SHARED'] ?? join(import.meta.dirname, '../../../../shared'), 'cases')
const skip = !existsSync(root) && 'the collection of cases is not here'

test('every file we find unambiguous has as many pages for pdfium as for us', { skip }, async () => {
  const pdfium = await PDFiumLibrary.init()
  const differ: string[] = []
  let seen = 0
  for (const path of filesIn(root)) {
    const bytes = readFileSync(join(root, path))
    const pdf = openPdf(bytes)
    if (!pdf.ok || pdf.value.encryption !== undefined || ambiguities(pdf.value).length > 0) continue
    const ours = reading(() => pdf.value.latest.pages.length)
    if (!ours.ok) continue
    const document = await pdfium.loadDocument(bytes).catch(() => undefined)
    const theirs = document?.getPageCount()
    document?.destroy()
    seen++
    if (theirs !== ours.value) differ.push(`${path}: ${ours.value} here, ${theirs ?? 'refused'} there`)
  }
  assert.deepEqual(differ, [])
  assert.ok(seen > 150, `${seen} files`)
})

test('every unambiguous file has its objects for qpdf where it has them for us', { skip: skip || (!hasQpdf() && 'qpdf is not installed') }, () => {
  const differ: string[] = []
  let seen = 0
  // Each file is a run of another program: every third will do.
  for (const path of filesIn(root).filter((_, index) => index % 3 === 0)) {
    const pdf = openPdf(readFileSync(join(root, path)))
    if (!pdf.ok || pdf.value.encryption !== undefined || ambiguities(pdf.value).length > 0) continue
    const { latest, base } = pdf.value
    const ours = latest.numbers().map((number) => {
      const entry = latest.entry(number)
      const place = entry?.kind === 'packed' ? `compressed; stream = ${entry.container}, index = ${entry.index}` : `uncompressed; offset = ${entry?.kind === 'plain' ? entry.offset - base : 0}`
      return `${number}/${entry?.generation ?? 0}: ${place}`
    })
    const theirs = spawnSync('qpdf', ['--show-xref', join(root, path)], { encoding: 'utf8' }).stdout.split('\n').filter((line) => /^\d/.test(line) && !line.endsWith('offset = 0'))
    seen++
    if (theirs.join('\n') !== ours.join('\n')) differ.push(`${path}: ${theirs.filter((line) => !ours.includes(line)).slice(0, 3).join()} | ${ours.filter((line) => !theirs.includes(line)).slice(0, 3).join()}`)
  }
  assert.deepEqual(differ, [])
  assert.ok(seen > 50, `${seen} files`)
})

const filesIn = (folder: string): readonly string[] =>
  ['signatures', 'pdf'].flatMap((part) => readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.pdf')).map((path) => join(part, path)))

function hasQpdf(): boolean {
  return spawnSync('qpdf', ['--version']).status === 0
}
