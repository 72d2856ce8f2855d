import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { childrenOf, der, readElement, type Element } from '../asn1/index.ts'
import { testAuthority } from '../x509/testing.ts'
import { attributeOids, contentOf, contentTypes, readableCertificates, readSignedData, signatureBuilder, timestampInfo, timestampsOf, verifySigner, verifyTimestamp, withUnsigned, type SignedData } from './index.ts'
import { definite } from './re-encode.ts'

const { signer, timestamper } = testAuthority()
const text = Buffer.from('obsah')
const read = (bytes: Uint8Array): SignedData => {
  const data = readSignedData(bytes)
  return data.ok ? data.value : assert.fail()
}

function signedOver(content: Uint8Array, { certificate, key } = signer, contentType: string = contentTypes.data): Uint8Array {
  const builder = signatureBuilder({ certificate, algorithm: { scheme: 'ecdsa', digest: 'sha256' }, contentType })
  const toSign = builder.prepare(createHash('sha256').update(content).digest())
  return builder.finish(toSign, sign('sha256', toSign.bytes, key), { content })
}

/** All that can be asked of a file. */
function asked(bytes: Uint8Array): string {
  const data = readSignedData(bytes)
  if (!data.ok) return data.refusal
  const certificates = readableCertificates(data.value.certificates)
  return data.value.signers.map((one) => {
    const content = contentOf(data.value.content ?? text)
    const { stamps, malformed } = timestampsOf(data.value, one, content)
    return [verifySigner(data.value, one, content, certificates).failures.length, stamps.map(({ token, stamped }) => verifyTimestamp(token, stamped, certificates).failures.length).length, malformed].join()
  }).join(' ')
}

const attributes = (count: number) => Buffer.concat(Array.from({ length: count }, () => der.sequence(der.oid('1.2.3'), der.set())))

test('attributes beyond all reason are malformed, at once', () => {
  const fields = childrenOf(read(signedOver(text)).signers[0]?.element ?? assert.fail()).map(({ whole }) => whole)
  const around = (signers: Uint8Array) => {
    const { version, digests, encapsulated } = read(signedOver(text)).parts
    return der.sequence(der.oid('1.2.840.113549.1.7.2'), der.tagged(0, der.sequence(version.whole, digests.whole, encapsulated.whole, der.element(0x31, signers))))
  }
  assert.equal(asked(around(der.sequence(...fields))), '1,0,0')
  assert.equal(asked(around(der.sequence(...fields.slice(0, 3), der.element(0xa0, attributes(150_000)), ...fields.slice(4)))), 'malformed')
  assert.equal(asked(around(der.sequence(...fields, der.element(0xa1, attributes(150_000))))), 'malformed')
})

test('time stamps without end over a large content are bounded', () => {
  const info = timestampInfo({ digest: 'sha256', imprint: new Uint8Array(32), policy: '1.2.3', serial: 1n, time: new Date('2026-11-23T10:00:00Z') })
  const token = signedOver(info, timestamper, contentTypes.timestampInfo)
  const stamps = Array.from({ length: 300 }, () => der.sequence(der.oid(attributeOids.archiveTimestampV2), der.set(token)))
  const large = read(signedOver(Buffer.alloc(4_000_000)))
  const start = performance.now()
  assert.equal(asked(withUnsigned(large, 0, stamps)), '0,24,276')
  assert.ok(performance.now() - start < 3_000)
})

test('a value in BER is written as the DER it stands for, whatever its length', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 4 }), (parts) => {
    const whole = der.sequence(...parts.map((part) => der.octets(part)))
    assert.deepEqual(Buffer.from(definite(readElement(whole))), Buffer.from(whole))
    const open = Buffer.concat([Buffer.of(0x30, 0x80), ...parts.map((part) => Buffer.concat([Buffer.of(0x24, 0x80), der.octets(part.subarray(0, 3)), der.octets(part.subarray(3)), Buffer.alloc(2)])), Buffer.alloc(2)])
    const element: Element = readElement(open, { ber: true })
    assert.deepEqual(Buffer.from(definite(element)), Buffer.from(whole))
  }))
})
