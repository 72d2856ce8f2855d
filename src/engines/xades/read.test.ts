import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { listSigner } from '../trust/lists.testing.ts'
import { canonicalise, parseXml, transforms, xmldsig } from '../xml/index.ts'
import { readXades } from './index.ts'

const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const digestOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('base64')
const files = new Map([['smlouva č. 1.txt', Buffer.from('Dohodli se.')]])

function rootOf(text: string) {
  const parsed = parseXml(Buffer.from(text))
  assert.ok(parsed.ok)
  return parsed.value.documentElement
}

const properties = `<x:SignedProperties xmlns:x="http://uri.etsi.org/01903/v1.3.2#" Id="P"><x:SignedSignatureProperties><x:SigningTime>2026-01-02T03:04:05Z</x:SigningTime><x:SigningCertificateV2><x:Cert><x:CertDigest>`
  + `<DigestMethod xmlns="${xmldsig}" Algorithm="${sha256}"></DigestMethod><DigestValue xmlns="${xmldsig}">${digestOf(listSigner)}</DigestValue></x:CertDigest></x:Cert></x:SigningCertificateV2></x:SignedSignatureProperties></x:SignedProperties>`
const reference = (uri: string, digest: string, transform = '') =>
  `<Reference URI="${uri}">${transform && `<Transforms><Transform Algorithm="${transform}"/></Transforms>`}<DigestMethod Algorithm="${sha256}"/><DigestValue>${digest}</DigestValue></Reference>`

function signatureText({ file = digestOf('Dohodli se.'), uri = 'smlouva%20%C4%8D.%201.txt', transform = '', signsProperties = true } = {}) {
  const own = signsProperties ? reference('#P', digestOf(canonicalise(rootOf(properties), transforms.exclusive)), transforms.exclusive) : ''
  return `<s:XAdESSignatures xmlns:s="http://uri.etsi.org/02918/v1.2.1#"><Signature xmlns="${xmldsig}" Id="S"><SignedInfo><CanonicalizationMethod Algorithm="${transforms.exclusive}"/>`
    + `<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>${reference(uri, file, transform)}${own}</SignedInfo><SignatureValue>AAAA</SignatureValue>`
    + `<KeyInfo><X509Data><X509Certificate>${listSigner.toString('base64')}</X509Certificate></X509Data></KeyInfo><Object><x:QualifyingProperties xmlns:x="http://uri.etsi.org/01903/v1.3.2#">${properties}</x:QualifyingProperties></Object></Signature></s:XAdESSignatures>`
}

function readOne(text: string) {
  const read = readXades(Buffer.from(text), files)
  assert.ok(read.ok)
  const [one] = read.value
  assert.ok(one)
  return one
}

describe('reading XAdES', () => {
  it('hashes the files it names, whatever they are called, and finds the certificate it names', () => {
    const one = readOne(signatureText())
    assert.ok(one.ok)
    assert.deepEqual([one.value.references.map(({ intact }) => intact), one.value.files, one.value.arePropertiesSigned, one.value.claimedAt?.toISOString()], [[true, true], ['smlouva č. 1.txt'], true, '2026-01-02T03:04:05.000Z'])
    assert.ok(Buffer.from(one.value.signer ?? []).equals(listSigner))
  })

  it('tells a changed file from one that is missing', () => {
    const changed = readOne(signatureText({ file: digestOf('Nedohodli se.') }))
    const missing = readOne(signatureText({ uri: 'jina.txt' }))
    assert.deepEqual([changed.ok && changed.value.references[0], missing.ok && missing.value.references[0]],
      [{ uri: 'smlouva%20%C4%8D.%201.txt', found: true, intact: false }, { uri: 'jina.txt', found: false, intact: false }])
  })

  it('does not believe properties that are not signed, or that stand there twice', () => {
    const unsigned = readOne(signatureText({ signsProperties: false }))
    const twice = readOne(signatureText().replace('<SignatureValue>', `<Object>${properties}</Object><SignatureValue>`))
    assert.deepEqual([unsigned.ok && unsigned.value.arePropertiesSigned, twice.ok && twice.value.arePropertiesSigned], [false, false])
  })

  it('refuses transforms it does not know', () => {
    assert.deepEqual(readOne(signatureText({ transform: 'http://www.w3.org/TR/1999/REC-xpath-19991116' })), { ok: false, refusal: 'algorithm' })
  })
})
