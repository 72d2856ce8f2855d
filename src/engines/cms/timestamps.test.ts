import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testAuthority } from '../x509/testing.ts'
import {
  archiveImprint, archiveTimestamp, attributeOids, contentOf, contentTypes, noContent, readableCertificates, readSignedData, readSigner, signatureBuilder, signatureTimestamp, signerRecords, timestampInfo, timestampsOf, valuesOf, verifyCountersigner,
  verifySigner, verifyTimestamp, withEvidence, withSigners, withUnsigned, type SignedData,
} from './index.ts'

const pki = testAuthority()
const text = Buffer.from('Smlouva o dílo')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const folder = fileURLToPath(new URL('../../../../shared/cases/signatures/dss-cades/validation/', import.meta.url))
const skip = existsSync(folder) ? false : 'the cases are not here: ../shared'

function signedBy({ certificate, key }: typeof pki.signer, content: Uint8Array, contentType: string = contentTypes.data, within = false): Uint8Array {
  const builder = signatureBuilder({ certificate, algorithm: { scheme: 'ecdsa', digest: 'sha256' }, contentType })
  const toSign = builder.prepare(sha256(content), new Date('2026-11-23T10:00:00Z'))
  return builder.finish(toSign, sign('sha256', toSign.bytes, key), within ? { content } : {})
}

function read(bytes: Uint8Array): SignedData {
  const data = readSignedData(bytes)
  return data.ok ? data.value : assert.fail('malformed')
}

const tokenOver = (imprint: Uint8Array, hour = 11) =>
  signedBy(pki.timestamper, timestampInfo({ digest: 'sha256', imprint, policy: '1.2.3', serial: 1n, time: new Date(Date.UTC(2026, 10, 23, hour)) }), contentTypes.timestampInfo, true)

/** From B-B to B-LTA, as it is done in the life of a document. */
function archived(): Uint8Array {
  const plain = read(signedBy(pki.signer, text))
  const stamped = read(withUnsigned(plain, 0, [signatureTimestamp(tokenOver(sha256(plain.signers[0]?.signature ?? text)))]))
  return withArchive(read(withEvidence(stamped, { certificates: [pki.authority.certificate.der, pki.root.certificate.der], crls: [pki.crl().der], ocsps: [pki.ocspBytes(pki.signer.certificate)] })), 12)
}

function withArchive(data: SignedData, hour: number): Uint8Array {
  const [signer] = data.signers
  const imprint = signer && archiveImprint(data, signer, contentOf(text), 'sha256')
  const attribute = imprint && archiveTimestamp(tokenOver(imprint.hash, hour), imprint)
  return attribute ? withUnsigned(data, 0, [attribute]) : assert.fail()
}

function told(data: SignedData, content = contentOf(text)): string[] {
  const [signer] = data.signers
  assert.ok(signer)
  return timestampsOf(data, signer, content).stamps.map(({ kind, token, stamped, isIndexBroken, isContentMissing }) => {
    const faults = verifyTimestamp(token, stamped, readableCertificates(data.certificates)).failures.map(({ fault }) => fault)
    return [kind, ...isIndexBroken ? ['broken index'] : [], ...isContentMissing ? ['no content'] : [], ...faults].join(' ')
  })
}

test('a signature with evidence and an archive time stamp holds, and again with a second one over the first', () => {
  assert.deepEqual(told(read(archived())), ['signature', 'archive'])
  assert.deepEqual(told(read(withArchive(read(archived()), 13))), ['signature', 'archive', 'archive'])
  assert.deepEqual(told(read(archived()), noContent), ['signature', 'archive no content stamped-data-missing'])
  assert.deepEqual(told(read(archived()), contentOf(Buffer.from('jiná'))), ['signature', 'archive imprint-differs'])
})

test('what an archive time stamp covers cannot be taken away; what is added later it does not cover', () => {
  const bytes = archived()
  const data = read(bytes)
  const place = Buffer.from(bytes).indexOf((data.crls[0] ?? assert.fail()).subarray(-40))
  assert.ok(place > 0)
  const changed = bytes.map((octet, index) => index === place + 30 ? octet ^ 1 : octet)
  assert.deepEqual(told(read(changed)), ['signature', 'archive broken index'])
  assert.deepEqual(told(read(withEvidence(data, { certificates: [pki.seal.certificate.der], crls: [], ocsps: [] }))), ['signature', 'archive'])
})

test('a second signer joins over the same content, each holds, and each certificate stands once', () => {
  const together = withSigners(read(signedBy(pki.signer, text)), signedBy(pki.seal, text))
  const data = read(together ?? assert.fail())
  assert.deepEqual(data.signers.map((signer) => verifySigner(data, signer, contentOf(text), readableCertificates(data.certificates)).failures), [[], []])
  assert.deepEqual([data.certificates.length, read(withSigners(data, signedBy(pki.seal, text)) ?? assert.fail()).certificates.length], [2, 2])
  assert.equal(withSigners(data, tokenOver(sha256(text))), undefined)
})

test('time stamps of the public suite are over what their authors say', { skip }, () => {
  const of = (file: string) => told(read(readFileSync(folder + file)), undefined)
  const ofOwn = (file: string) => {
    const data = read(readFileSync(folder + file))
    return told(data, data.content ? contentOf(data.content) : noContent)
  }
  assert.deepEqual(ofOwn('CAdESDoubleLTA.p7m'), ['signature', 'archive', 'archive'])
  assert.deepEqual(ofOwn('Signature-C-A-XL-1.p7m'), ['signature', 'references', 'archive'])
  assert.deepEqual(ofOwn('Signature-C-HU_POL-3.p7m'), ['signature', 'archive'])
  assert.deepEqual(ofOwn('dss-1469/cadesLTAwithATv2expired.p7s'), ['signature', 'archive'])
  assert.deepEqual(ofOwn('cades-dss1997.p7m'), ['signature', 'references', 'archive broken index'], 'the values of certificates were changed since')
  assert.deepEqual(ofOwn('cades-ats-v3-wrong-cert.p7m'), ['signature', 'archive broken index'])
  assert.deepEqual(ofOwn('dss-1220/CAdES-BpLTA_modified_ats_hash_element.p7m'), ['signature', 'archive broken index imprint-differs'])
  assert.deepEqual(ofOwn('dss-1220/CAdES-BpT_modified_ts_hash.p7m'), ['signature imprint-differs hash-differs'])
  assert.deepEqual(ofOwn('cms-wrong-sign-cert-ref.p7m'), ['signature other-certificate-named signature-wrong'])
  assert.deepEqual(of('dss-2011/cades-tstv2-detached.p7s'), ['signature', 'archive imprint-differs'], 'of another content')
})

test('a countersignature is over the signature it stands in, and over no other', { skip }, () => {
  const data = read(readFileSync(`${folder}counterSig.p7m`))
  const [signer] = data.signers
  const [value] = valuesOf(signer?.unsigned, attributeOids.counterSignature)
  assert.ok(signer && value)
  const counter = readSigner(value)
  assert.deepEqual(verifyCountersigner(counter, signer, readableCertificates(data.certificates)).failures, [])
  assert.deepEqual(verifyCountersigner(counter, { ...signer, signature: text }, readableCertificates(data.certificates)).failures.map(({ fault }) => fault), ['hash-differs'])
})

test('evidence records in signatures of the public suite hold, or are told', { skip }, () => {
  const of = (file: string) => {
    const data = read(readFileSync(`${folder}evidence-record/${file}`))
    const [signer] = data.signers
    assert.ok(signer)
    const { stamps, unverified } = signerRecords(data, signer, data.content ? contentOf(data.content) : noContent)
    return [stamps.map(({ token, stamped }) => verifyTimestamp(token, stamped).failures.length === 0), unverified]
  }
  assert.deepEqual(of('C-E-ERS.p7m'), [[true], 0])
  assert.deepEqual(of('C-E-ERS-two-er.p7m'), [[true, true], 0])
  assert.deepEqual(of('C-E-ERS_renewed_hashtree_invalid.p7m'), [[true, true, false], 0])
  assert.deepEqual(of('C-E-ERS-detached.p7s'), [[], 1], 'its content is not at hand')
})
