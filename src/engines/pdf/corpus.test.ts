import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ambiguities, openPdf, reading, signatures, type PdfRefusal } from './index.ts'

const root = join(process.env['OBEH_SHARED'] ?? join(import.meta.dirname, '../../../../shared'), 'cases')
const skip = !existsSync(root) && 'the collection of cases is not here'

/** Files of the collection that are not read, each for its reason. */
const refused: Readonly<Record<string, PdfRefusal>> = {
  'dss-pades/EmptyPage-corrupted.pdf': 'malformed-xref', // its revision was cut off: startxref 0
  'dss-pades/EmptyPage-corrupted2.pdf': 'malformed-xref',
  'dss-pades/validation/pades_opposite_infinite_loop.pdf': 'malformed-xref', // startxref behind the end
  'dss-pades/validation/pdf-signed-corrupted.pdf': 'malformed-xref', // ten bytes were cut out
  'pyhanko/malformed-encrypt-dict2.pdf': 'encrypted', // /Encrypt is no dictionary
  'pyhanko/minimal-startxref-hopeless2.pdf': 'startxref-disagrees',
  'pyhanko/minimal-startxref-hopeless3.pdf': 'startxref-disagrees',
  'pyhanko/minimal-startxref-obo2.pdf': 'malformed-xref', // startxref off by one, into the middle of a word
  'pyhanko/minimal-startxref-obo4.pdf': 'malformed-xref',
  'pyhanko/minimal-startxref-obo5.pdf': 'malformed-xref',
  'pyhanko/minimal-startxref-obo6.pdf': 'malformed-xref',
}

/** Signed files that can be read and yet say two things; their signatures can still be verified. */
const ambiguous: Readonly<Record<string, readonly PdfRefusal[]>> = {
  'dss-pades/validation/dss-818/Signature-P-SK-1 (HASH_FAILURE).pdf': ['repeated-key'], // /Type twice, Sig and DocTimeStamp
  'dss-pades/validation/malformed-pades.pdf': ['not-a-pdf', 'unreadable-bytes'],
  'dss-pades/validation/pades-5-signatures-and-1-document-timestamp.pdf': ['repeated-object', 'unreadable-bytes'], // /Prev 0 cuts off five revisions
  'pyhanko/minimal-annotless.pdf': ['entry-mismatch'],
  'rub-shadow/hide/variant-1_hide-via-referenced-object/4_original-document-shadowed-signed-manipulated_v2.pdf':
    ['entry-mismatch', 'stream-length-disagrees', 'unreadable-bytes'],
  'rub-shadow/hide/variant-2_hide-via-referenced-object/hide-form-via-form/4_original-document-shadowed-signed-manipulated.pdf':
    ['entry-beyond-revision', 'entry-mismatch', 'repeated-object'],
  'rub-shadow/hide-and-replace/variant-1_change_object_references/3_original-document-shadowed-signed.pdf': ['entry-mismatch', 'repeated-object'],
  'rub-shadow/hide-and-replace/variant-1_change_object_references/4_original-document-shadowed-signed-manipulated.pdf':
    ['entry-before-revision', 'entry-mismatch'],
  'rub-shadow/hide-and-replace/variant-2_change_objects_usage/3_original-document-shadowed-signed.pdf': ['hidden-object'],
  'rub-shadow/hide-and-replace/variant-2_change_objects_usage/4_original-document-shadowed-signed-manipulated.pdf': ['entry-before-revision'],
}

test('every signed file of the collection is read as expected, with its signatures where an independent reader sees them, fast', { skip }, () => {
  const wrong: string[] = []
  for (const { path, fields } of cases()) {
    const started = process.cpuUsage()
    const opened = openPdf(readFileSync(join(root, 'signatures', path)))
    const expected = refused[path]
    if (!opened.ok || expected !== undefined) {
      if (opened.ok || opened.refusal !== expected) wrong.push(`${path}: ${opened.ok ? 'is read' : opened.refusal}`)
      continue
    }
    const pdf = opened.value
    const found = reading(() => signatures(pdf).length)
    const told = [...new Set(ambiguities(pdf).map(({ refusal }) => refusal))].toSorted()
    if (pdf.locked) continue
    if (fields > 0 && told.join() !== (ambiguous[path] ?? []).join()) wrong.push(`${path}: ${told.join()}`)
    if (fields > 0 && ambiguous[path] === undefined && !found.ok && path !== 'pyhanko/form-tree-circular-ref-input.pdf') wrong.push(`${path}: ${found.refusal}`)
    const took = process.cpuUsage(started).user / 1_000_000
    if (took > 1.5) wrong.push(`${path}: took ${took} s`)
  }
  assert.deepEqual(wrong, [])
})

test('each signature of the collection that pdfsig verifies has its /Contents in the gap its /ByteRange leaves', { skip }, () => {
  let seen = 0
  for (const { path, verdict } of cases()) {
    if (refused[path] !== undefined || !verdict.startsWith('CRYPTO_OK')) continue
    const opened = openPdf(readFileSync(join(root, 'signatures', path)))
    assert.ok(opened.ok, path)
    for (const { contents, byteRange } of signatures(opened.value)) {
      assert.ok(contents !== undefined && byteRange !== undefined, path)
      const [, first = 0, second = 0] = byteRange.value
      // Some sign the brackets of the string too.
      const inner = contents.start + 1 === first && contents.end - 1 === second
      assert.ok(inner || (contents.start === first && contents.end === second), path)
      seen++
    }
  }
  assert.ok(seen > 40, `${seen} signatures`)
})

/** The PDF files of the index, what is expected of them and how many signature fields pdfsig counted. */
function cases(): readonly { readonly path: string; readonly verdict: string; readonly fields: number }[] {
  const rows = readFileSync(join(root, 'signatures/index.tsv'), 'utf8').split('\n').slice(1).map((line) => line.split('\t'))
  return rows.filter(([path]) => path?.endsWith('.pdf')).map(([path = '', , , verdict = '', , , pdfsig = '']) =>
    ({ path, verdict, fields: Number(/n=(\d+) \S/.exec(pdfsig)?.[1] ?? 0) }))
}

test('files never meant to be signed are read or refused, quickly and without a crash', { skip }, () => {
  const folder = join(root, 'pdf/test/pdfs')
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.pdf'))) {
    const started = process.cpuUsage()
    const opened = openPdf(readFileSync(join(folder, file)))
    if (opened.ok) ambiguities(opened.value)
    assert.ok(process.cpuUsage(started).user < 1_500_000, file)
  }
})
