import assert from 'node:assert/strict'
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

const filesIn = (folder: string): readonly string[] =>
  ['signatures', 'pdf'].flatMap((part) => readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.pdf')).map((path) => join(part, path)))
