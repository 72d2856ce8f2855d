import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { finishAsic, prepareAsic, readAsic, withParts } from '../asic/index.ts'
import { archiveImprint, archiveTimestamp, contentOf, contentTypes, readSignedData, signatureBuilder, signatureTimestamp, timestampInfo, withEvidence, withUnsigned, type SignedData } from '../cms/index.ts'
import { testAuthority } from '../x509/testing.ts'
import { judgeFile, readEvidence, type GivenEvidence } from './index.ts'

const at = new Date('2026-11-28T10:00:00Z')
const later = (years: number, hours = 0) => new Date(at.getTime() + years * 365.25 * 86_400_000 + hours * 3_600_000)
const pki = testAuthority({ now: at })
/** A unit whose certificate outlives those of signers. */
const unit = pki.issue('Razítko', { uses: ['digitalSignature'], purposes: ['1.3.6.1.5.5.7.3.8'], notAfter: later(8) })
const text = Buffer.from('Smlouva o dílo')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

const evidenceAt = (when: Date): GivenEvidence => ({
  anchors: [pki.root.certificate.der], certificates: [pki.authority.certificate.der], crls: [pki.crl([], when).der], ocsps: [pki.ocspBytes(pki.authority.certificate, undefined, when)], at: when,
})

function cms(content: Uint8Array, { certificate, key } = pki.signer, contentType: string = contentTypes.data, within = false): Uint8Array {
  const builder = signatureBuilder({ certificate, algorithm: { scheme: 'ecdsa', digest: 'sha256' }, contentType })
  const toSign = builder.prepare(sha256(content), at)
  return builder.finish(toSign, sign('sha256', toSign.bytes, key), within ? { content } : {})
}

const tokenOver = (imprint: Uint8Array, time: Date) => cms(timestampInfo({ digest: 'sha256', imprint, policy: '1.2.3', serial: 1n, time }), unit, contentTypes.timestampInfo, true)

function read(bytes: Uint8Array): SignedData {
  const data = readSignedData(bytes)
  return data.ok ? data.value : assert.fail()
}

/** Signed and stamped today, kept with its evidence, stamped for the archive an hour later. */
function archived(): Uint8Array {
  const plain = read(cms(text))
  const stamped = read(withUnsigned(plain, 0, [signatureTimestamp(tokenOver(sha256(plain.signers[0]?.signature ?? text), at))]))
  const kept = read(withEvidence(stamped, { certificates: [pki.authority.certificate.der], crls: [pki.crl([], later(0, 1)).der], ocsps: [pki.ocspBytes(pki.authority.certificate, undefined, later(0, 1))] }))
  const [signer] = kept.signers
  const imprint = signer && archiveImprint(kept, signer, contentOf(text), 'sha256')
  const attribute = imprint && archiveTimestamp(tokenOver(imprint.hash, later(0, 2)), imprint)
  return attribute ? withUnsigned(kept, 0, [attribute]) : assert.fail()
}

const told = (bytes: Uint8Array, when: Date, content?: Uint8Array) => judgeFile(bytes, readEvidence(evidenceAt(when)), content).signatures.map(({ indication, subIndication, level, timestamps }) =>
  [subIndication ?? indication, level, ...timestamps.map((stamp) => `${stamp.kind} ${stamp.subIndication ?? stamp.indication}`)].join(', '))

test('a CMS signature that was archived holds years after its certificate ended, by stamps that hold', () => {
  const bytes = archived()
  assert.deepEqual(told(bytes, later(2), text), ['TOTAL_PASSED, CAdES_BASELINE_LTA, signature TOTAL_PASSED, archive TOTAL_PASSED'])
  assert.deepEqual(told(cms(text), later(2), text).map((one) => one.startsWith('TOTAL_PASSED')), [false], 'without stamps it does not')
  assert.deepEqual(told(bytes, later(2), Buffer.from('jiná')), ['HASH_FAILURE, CAdES_BASELINE_LTA, signature TOTAL_PASSED, archive HASH_FAILURE'])
})

test('an archive stamp is no proof when what it lists was taken away', () => {
  const bytes = archived()
  const place = Buffer.from(bytes).indexOf((read(bytes).crls[0] ?? assert.fail()).subarray(-20))
  const changed = bytes.map((octet, index) => index === place + 10 ? octet ^ 1 : octet)
  assert.deepEqual(told(changed, later(0, 3), text).map((one) => one.split(', ').at(-1)), ['archive FORMAT_FAILURE'])
})

test('a container holds as a whole: its signature, and every file as it was signed', () => {
  const prepared = prepareAsic('asic-e', [{ name: 'smlouva.txt', bytes: text }, { name: 'příloha.txt', bytes: Buffer.from('1') }])
  assert.ok(prepared.ok)
  const bytes = finishAsic(prepared.value, cms(prepared.value.signs), at)
  const withFile = (name: string, content: string) => {
    const asic = readAsic(bytes)
    return asic.ok ? withParts(asic.value, new Map([[name, Buffer.from(content)]]), at) : assert.fail()
  }
  assert.deepEqual(told(bytes, at), ['TOTAL_PASSED, CAdES_BASELINE_B'])
  assert.deepEqual(told(withFile('příloha.txt', '2'), at), ['HASH_FAILURE, CAdES_BASELINE_B'])
  const report = judgeFile(withFile('navíc.txt', '3'), readEvidence(evidenceAt(at)))
  const beside = [{ code: 'file-not-signed', about: 'navíc.txt' }]
  assert.deepEqual([report.signatures.map(({ indication, problems }) => [indication, problems]), report.verdict, report.problems], [[['TOTAL_PASSED', beside]], 'INDETERMINATE', beside])
  assert.deepEqual([bytes].map((whole) => judgeFile(whole, readEvidence(evidenceAt(at)))).map(({ verdict, problems }) => [verdict, problems]), [['TOTAL_PASSED', []]])
})

const folder = fileURLToPath(new URL('../../../../shared/cases/signatures/dss-asic-cades/validation/evidencerecord/', import.meta.url))

test('evidence records of containers are judged by their stamps', { skip: existsSync(folder) ? false : 'the cases are not here: ../shared' }, () => {
  const of = (file: string) => {
    const { verdict, timestamps, problems } = judgeFile(readFileSync(folder + file), readEvidence(evidenceAt(at)))
    return [verdict, timestamps.map(({ intact }) => intact), problems.map(({ code }) => code)]
  }
  assert.deepEqual(of('er-asn1-one-file.asice'), ['NO_SIGNATURE_FOUND', [true, true], []])
  assert.deepEqual(of('er-asn1-incorrect-hash.asice'), ['TOTAL_FAILED', [true, false, false], []])
  assert.deepEqual(of('er-asn1-no-hashtree-wrong-manifest-file.sce'), ['TOTAL_FAILED', [false], []])
  assert.deepEqual(of('er-asn1-no-hashtree-wrong-digest.sce')[0], 'TOTAL_FAILED', 'its manifest says otherwise')
  assert.deepEqual(of('er-no-hashtree-xml.sce'), ['NO_SIGNATURE_FOUND', [], ['evidence-record-not-verified']])
})
