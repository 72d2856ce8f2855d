import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readAsic, type Asic } from './index.ts'

const folder = fileURLToPath(new URL('../../../../shared/cases/signatures/', import.meta.url))
const skip = existsSync(folder) ? false : 'the cases are not here: ../shared'

function read(file: string): Asic {
  const asic = readAsic(readFileSync(folder + file))
  return asic.ok ? asic.value : assert.fail(`${file}: ${asic.refusal}`)
}
const coverageOf = (file: string) => read(file).signatures.map(({ covers, leaves, faults }) => [covers.map(({ name, state }) => `${name} ${state}`).join(', '), leaves.join(', '), faults.join(', ')])

test('every container of the cases is read, quickly, or refused for its reason', { skip }, () => {
  const files = ['dss-asic-cades', 'dss-asic-xades', 'libdigidocpp', 'siva'].flatMap((name) => readdirSync(folder + name, { recursive: true, encoding: 'utf8' }).map((file) => `${name}/${file}`))
    .filter((file) => /\.(asic[se](_\.zip)?|sc[se]|odt|zip)$/.test(file))
  assert.ok(files.length > 100)
  const refused = files.flatMap((file) => {
    const start = performance.now()
    const asic = readAsic(readFileSync(folder + file))
    assert.ok(performance.now() - start < 1_000, file)
    return asic.ok ? [] : [`${file} ${asic.refusal}`]
  })
  assert.deepEqual(refused.toSorted(), ['dss-asic-xades/validation/malformed-container.asice ambiguous', 'libdigidocpp/dot.asice unsafe-names'])
})

test('what a signature covers is told file by file', { skip }, () => {
  const of = (name: string) => coverageOf(`dss-asic-cades/validation/${name}`)
  assert.deepEqual(of('onefile-ok.asics'), [['test.text intact', '', '']])
  assert.deepEqual(of('multifiles-ok.asice'), [['test.text intact, test2.text intact', '', '']])
  assert.deepEqual(of('brokenReference.asice'), [['test.text changed, test2.text intact', '', '']])
  assert.deepEqual(of('brokenReferenceAndAlteredManifest.asice'), [['', 'test.text, test2.text', 'malformed-manifest']])
  assert.deepEqual(of('nonConformantManifest.asice'), [['toBeSigned.txt intact, toBeSigned.pdf intact', '', '']])
  assert.deepEqual(of('cp852encoded_signature.asice'), [['test.text intact', 'éáéőúűhatározat.pdf', '']])
  assert.equal(of('evidencerecord/cades-lt-two-sigs.sce').length, 2)
})

test('time stamps over time stamps stand in their order, and each tells what it covers', { skip }, () => {
  const names = (file: string) => read(file).timestamps.map(({ name, covers, leaves }) => `${name.slice(9)}: ${covers.map((entry) => `${entry.name} ${entry.state}`).join(', ')}${leaves.length > 0 ? `, not ${leaves.join()}` : ''}`)
  assert.deepEqual(names('siva/2xTST-text-data-file-1st-tst-invalid-2nd-tst-no-coverage.asics'), ['timestamp.tst: test.txt intact', 'timestamp002.tst: META-INF/timestamp.tst intact, not test.txt'])
  assert.deepEqual(names('dss-asic-cades/validation/dss1421-broken.asice'), ['timestamp001.tst: META-INF/signature001.p7s changed, TEST-DOC.txt intact, META-INF/ASiCManifest.xml intact'])
  assert.deepEqual(read('siva/3xTST-text-data-file.asics').timestamps.map(({ name }) => name.slice(9)), ['timestamp.tst', 'timestamp002.tst', 'timestamp003.tst'])
  assert.deepEqual(read('siva/timestamptoken-two-data-files.asics').timestamps.map(({ faults }) => faults), [['not-one-file']])
})

test('XAdES and evidence records are recognised, and no CAdES', { skip }, () => {
  const asic = read('dss-asic-xades/validation/evidencerecord/xades-lt-with-er.sce')
  assert.deepEqual([asic.kind, asic.signatures, asic.xades, asic.evidenceRecords.map(({ name }) => name)], ['asic-e', [], ['META-INF/signatures001.xml'], ['META-INF/evidencerecord.xml']])
  assert.deepEqual([read('dss-asic-xades/validation/open-document-signed.odt').kind, read('dss-asic-cades/signable/test.zip').kind], ['opendocument', 'other'])
})
