import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import fc from 'fast-check'
import { der, integerOf, readElement } from '../asn1/index.ts'
import { attributeOf, describeName, isSignedBy, publicKeyOf, readCertificate } from './index.ts'

const folder = fileURLToPath(new URL('../../../../shared/cases/signatures/nist_pkits/certs/', import.meta.url))
const skip = existsSync(folder) ? false : 'the cases are not here: ../shared'

test('certificates of the public test suite are read as OpenSSL reads them', { skip }, () => {
  const refused: string[] = []
  for (const file of readdirSync(folder)) {
    const bytes = readFileSync(`${folder}${file}`)
    const certificate = readCertificate(bytes)
    if (!certificate.ok) {
      refused.push(file)
      continue
    }
    const theirs = new X509Certificate(bytes)
    assert.equal(integerOf(readElement(der.element(2, certificate.value.serial))), numberOf(theirs.serialNumber), file)
    assert.deepEqual([certificate.value.notBefore, certificate.value.notAfter], [new Date(theirs.validFrom), new Date(theirs.validTo)], file)
    // A key whose parameters are its issuer's has none of its own.
    const key = publicKeyOf(certificate.value)
    if (key || !file.includes('DSA')) assert.deepEqual(key?.export({ type: 'spki', format: 'der' }), theirs.publicKey.export({ type: 'spki', format: 'der' }), file)
    assert.equal(attributeOf(certificate.value.subject, 'CN'), /CN=(.*)/.exec(theirs.subject)?.[1], file)
  }
  assert.deepEqual(refused, [])
})

const numberOf = (hex: string) => (hex.startsWith('-') ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex}`))

test('a signature belongs to its issuer alone', { skip }, () => {
  const of = (name: string) => {
    const certificate = readCertificate(readFileSync(`${folder}${name}.crt`))
    assert.ok(certificate.ok)
    return certificate.value
  }
  const [root, good, leaf] = [of('TrustAnchorRootCertificate'), of('GoodCACert'), of('ValidCertificatePathTest1EE')]
  assert.deepEqual([isSignedBy(root, root), isSignedBy(good, root), isSignedBy(leaf, good), isSignedBy(leaf, root), isSignedBy(root, good)], [true, true, true, false, false])
  assert.equal(describeName(leaf.subject), 'CN=Valid EE Certificate Test1,O=Test Certificates 2011,C=US')
})

test('whatever the bytes are, a certificate or a refusal comes out', { skip }, () => {
  const bytes = readFileSync(`${folder}ValidPolicyMappingTest12EE.crt`)
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }), (changes) => {
    const changed = Uint8Array.from(bytes)
    for (const [at, octet] of changes) changed[at] = octet
    const read = readCertificate(changed)
    assert.ok(read.ok || read.refusal === 'malformed')
  }), { numRuns: 1_000 })
})
