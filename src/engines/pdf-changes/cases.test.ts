import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openPdf, reading } from '../pdf/index.ts'
import { assessSignatures, preparations, type Assessment } from './index.ts'
import { attacksOn } from './testing-attacks.ts'

const cases = join(process.env['OBEH_SHARED'] ?? join(import.meta.dirname, '../../../../shared'), 'cases/signatures')

function outcomeOf(file: string): string | readonly Assessment[] {
  const pdf = openPdf(readFileSync(join(cases, file)))
  const assessed = pdf.ok ? assessSignatures(pdf.value) : pdf
  return assessed.ok ? assessed.value : assessed.refusal
}

/** One line a signature: what it covers, the class of what was changed after it, and whether that is in order. */
function linesOf(file: string): readonly string[] {
  const outcome = outcomeOf(file)
  if (typeof outcome === 'string') return [`refused: ${outcome}`]
  return outcome.map(({ coverage, level, ok }) => `${coverage} ${level} ${ok ? 'ok' : 'failed'}`)
}

/** What the authors of the files state of them, in our words. */
const stated: Readonly<Record<string, readonly string[]>> = {
  'dss-pades/validation/pades-signed-annot-added.pdf': ['WHOLE_REVISION ANNOTATIONS failed'],
  'dss-pades/validation/dss-2236/replace.pdf': ['WHOLE_REVISION OTHER failed'],
  'pyhanko/form-update-no-override-appearance-stream-ap-indirect-sneaky.pdf': ['WHOLE_REVISION OTHER failed', 'WHOLE_FILE NONE ok'],
  'pyhanko/form-update-no-override-appearance-stream-ap-indirect.pdf': ['WHOLE_REVISION FORM_FILLING ok', 'WHOLE_FILE NONE ok'],
  'pyhanko/form-update-override-appearance-stream-ap-indirect.pdf': ['WHOLE_REVISION FORM_FILLING ok', 'WHOLE_FILE NONE ok'],
  'pyhanko/form-update-override-appearance-stream-sneaky.pdf': ['WHOLE_REVISION OTHER failed', 'WHOLE_FILE NONE ok'],
  'pyhanko/minimal-signed-twice-second-created.pdf': ['WHOLE_REVISION FORM_FILLING ok', 'WHOLE_FILE NONE ok'],
  'pyhanko/pades-lta-dss-indirect-arrs-test.pdf': ['WHOLE_REVISION LTA_UPDATES ok', 'WHOLE_REVISION LTA_UPDATES ok'],
  'pyhanko/coverage-anomalies/one-byterange.pdf': ['UNCLEAR LTA_UPDATES failed'],
  'pyhanko/coverage-anomalies/signature-gap-too-big.pdf': ['UNCLEAR LTA_UPDATES failed'],
  'pyhanko/coverage-anomalies/tail-uncovered.pdf': ['PREFIX LTA_UPDATES failed'],
  'pyhanko/extensions-indirect.pdf': ['WHOLE_REVISION FORM_FILLING ok', 'WHOLE_FILE NONE ok'],
  'pyhanko/extensions-update-indirect.pdf': ['WHOLE_REVISION FORM_FILLING ok', 'WHOLE_FILE NONE ok'],
  'pyhanko/separate-annots-kids-indir.pdf': ['WHOLE_REVISION FORM_FILLING ok', 'WHOLE_FILE NONE ok'],
  'dss-pades/validation/pades-spoofing-replaced-reason.pdf': ['UNCLEAR OTHER failed'],
  'dss-pades/validation/pdf-spoofing-attack.pdf': ['UNCLEAR OTHER failed'],
  'dss-pades/validation/pdf-signed-added-page.pdf': ['WHOLE_REVISION OTHER failed'],
  'dss-pades/validation/pdf-removed-pages.pdf': ['UNCLEAR OTHER failed'],
  'dss-pades/validation/pdf-signed-out-of-byteRange.pdf': ['UNCLEAR NONE failed'],
  'dss-pades/validation/pdf-eof.pdf': ['UNCLEAR NONE failed'],
  'dss-pades/validation/pdf-signed-original.pdf': ['WHOLE_FILE NONE ok'],
  'dss-pades/validation/Signature-P-HU_POL-3.pdf': ['WHOLE_REVISION LTA_UPDATES ok', 'WHOLE_FILE NONE ok'],
  'dss-pades/validation/dss-2236/annotation-and-visible-change.pdf': [
    'WHOLE_REVISION OTHER failed', 'WHOLE_REVISION FORM_FILLING failed', 'WHOLE_FILE NONE ok',
  ],
  // The time stamp can be seen.
  'dss-pades/validation/timestamped-fields.pdf': ['WHOLE_REVISION FORM_FILLING ok', 'WHOLE_FILE NONE ok'],
  'dss-pades/validation/timestamped_and_signed.pdf': ['WHOLE_REVISION FORM_FILLING ok', 'WHOLE_FILE NONE ok'],
  'dss-pades/validation/pdf-structtreeroot-changes.pdf': ['WHOLE_REVISION FORM_FILLING ok', 'WHOLE_FILE NONE ok'],
}

describe('real files', { skip: !existsSync(cases) && 'no ../shared' }, () => {
  it('are classified as their authors state', () => {
    assert.deepEqual(Object.fromEntries(Object.keys(stated).map((file) => [file, linesOf(file)])), stated)
  })

  it('of shadow attacks fail after the attack and are whole before it', () => {
    for (const file of globSync('rub-shadow/**/4_*.pdf', { cwd: cases })) {
      const outcome = outcomeOf(file)
      if (typeof outcome === 'string') continue
      assert.deepEqual(outcome.map(({ level, ok }) => [level, ok]), [['OTHER', false]], file)
    }
    for (const file of globSync('rub-shadow/**/3_*.pdf', { cwd: cases })) assert.deepEqual(linesOf(file), ['WHOLE_FILE NONE ok'], file)
  })

  it('of shadow attacks show before they are signed what was prepared, unless it lies within a font', () => {
    const found = [...globSync('rub-shadow/**/2_*.pdf', { cwd: cases }), ...globSync('rub-shadow/**/3_*.pdf', { cwd: cases })].toSorted().map((file) => {
      const pdf = openPdf(readFileSync(join(cases, file)))
      const prepared = pdf.ok ? reading(() => preparations(pdf.value.latest)) : pdf
      return prepared.ok ? prepared.value.map(({ kind }) => kind).filter((kind) => kind !== 'font-not-embedded').join() : prepared.refusal
    })
    assert.deepEqual(found, [
      'entry-mismatch', 'entry-mismatch', 'missing-object', 'missing-object', 'stream-length-disagrees', 'fields-over-each-other', 'fields-over-each-other',
      'field-over-text', '',
    ])
    const overlay = openPdf(readFileSync(join(cases, 'rub-shadow/replace/variant-1_replace-via-overlay/4_original-document-shadowed-signed-manipulated.pdf')))
    assert.ok(overlay.ok)
    assert.ok(preparations(overlay.value.at(1)).some(({ kind, field }) => kind === 'value-not-shown' && field === 'texfield1'))
  })

  it('of many producers fall to no published attack', () => {
    const survivors = (bytes: Uint8Array): number => {
      const pdf = openPdf(bytes)
      const assessed = pdf.ok ? assessSignatures(pdf.value) : pdf
      return assessed.ok ? assessed.value.filter(({ ok }) => ok).length : 0
    }
    const files = ['nsp/signed.pdf', 'pdfjs/signed_verified.pdf', 'pyhanko/extensions-indirect.pdf', 'siva/hellopades-pades-lt-sha256-sign.pdf',
      ...['pades-ltv', 'pkcs7', 'Signature-P-HU_POL-7', 'Signature-P-FR_CS-5', 'wrong-digest-algo', 'pdf-structtreeroot-changes'].map((name) => `dss-pades/validation/${name}.pdf`)]
    for (const file of files) {
      const bytes = readFileSync(join(cases, file))
      const whole = survivors(bytes)
      assert.ok(whole > 0, file)
      // Those on the bytes of one signature leave earlier ones as they were.
      const missed = attacksOn(bytes).filter(({ family, bytes: attacked }) => survivors(attacked) > (family === 'usf' || family === 'swa' ? whole - 1 : 0))
      assert.deepEqual(missed.map(({ family, title }) => `${family}: ${title}`), [], file)
    }
  })

  it('that their authors take for whole are in order', () => {
    const whole = readFileSync(join(cases, 'index.tsv'), 'utf8').split('\n').map((line) => line.split('\t'))
      .filter(([file = '', , , verdict = '']) => file.endsWith('.pdf') && /^CRYPTO_OK( \(DSS|$)/u.test(verdict)).map(([file = '']) => file)
    assert.ok(whole.length > 10)
    assert.deepEqual(whole.filter((file) => linesOf(file).some((line) => !line.endsWith(' ok'))), [])
  })
})
