import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { test } from 'node:test'
import { der } from '../asn1/index.ts'
import { testAuthority } from '../x509/testing.ts'
import { contentOf, readableCertificates, readSignedData, verifySigner } from './index.ts'

const { signer } = testAuthority()
const text = Buffer.from('Rozhodnutí o povolení')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const sha256Id = der.sequence(der.oid('2.16.840.1.101.3.4.2.1'))
const attribute = (oid: string, ...values: readonly Uint8Array[]) => der.sequence(der.oid(oid), der.element(0x31, ...values))
const type = attribute('1.2.840.113549.1.9.3', der.oid('1.2.840.113549.1.7.1'))
const digest = attribute('1.2.840.113549.1.9.4', der.octets(sha256(text)))
const named = attribute('1.2.840.113549.1.9.16.2.47', der.sequence(der.sequence(der.sequence(der.octets(sha256(signer.certificate.der))))))

interface Odd {
  readonly attributes?: readonly Uint8Array[]
  /** What is signed when it is not the set of the attributes. */
  readonly over?: Uint8Array
  readonly digestId?: Uint8Array
  readonly contentType?: string
}

/** A SignedData as no honest program makes it. */
function odd({ attributes, over, digestId = sha256Id, contentType = '1.2.840.113549.1.7.1' }: Odd): Uint8Array {
  const signature = sign('sha256', over ?? der.set(...attributes ?? []), signer.key)
  const { issuer, serial } = signer.certificate
  const info = der.sequence(
    der.integer(1), der.sequence(issuer.der, der.element(2, serial)), digestId, ...attributes ? [der.element(0xa0, ...attributes)] : [], der.sequence(der.oid('1.2.840.10045.4.3.2')), der.octets(signature),
  )
  const data = der.sequence(der.integer(1), der.set(digestId), der.sequence(der.oid(contentType)), der.tagged(0, signer.certificate.der), der.element(0x31, info))
  return der.sequence(der.oid('1.2.840.113549.1.7.2'), der.tagged(0, data))
}

function faultsOf(bytes: Uint8Array, content: Uint8Array = text): string[] {
  const data = readSignedData(bytes)
  if (!data.ok) return [data.refusal]
  const [first] = data.value.signers
  assert.ok(first)
  return verifySigner(data.value, first, contentOf(content), readableCertificates(data.value.certificates)).failures.map(({ fault }) => fault)
}

test('a signature as it should be has no fault', () => {
  assert.deepEqual(faultsOf(odd({ attributes: [type, digest, named] })), [])
  assert.deepEqual(faultsOf(odd({ over: text })), [])
})

test('signed attributes passed off as content are not a signature over it', () => {
  const attributes = der.set(type, digest, named)
  assert.deepEqual(faultsOf(odd({ over: attributes }), attributes), ['attributes-as-content'])
})

test('without attributes only plain data can be signed', () => {
  assert.deepEqual(faultsOf(odd({ over: text, contentType: '1.2.840.113549.1.9.16.1.4' })), ['attribute-missing'])
})

test('attributes signed in another order than that of DER are told', () => {
  const unsorted = [named, digest, type]
  assert.deepEqual(faultsOf(odd({ attributes: unsorted, over: der.element(0x31, ...unsorted) })), ['not-der'])
  assert.deepEqual(faultsOf(odd({ attributes: unsorted, over: der.set(...unsorted) })), [], 'only their order in the file differs')
})

test('attributes that are missing, doubled or of another type are told', () => {
  assert.deepEqual(faultsOf(odd({ attributes: [type, named] })), ['attribute-missing', 'hash-differs'])
  assert.deepEqual(faultsOf(odd({ attributes: [digest, named] })), ['attribute-missing'])
  assert.deepEqual(faultsOf(odd({ attributes: [type, digest, digest, named] })), ['attribute-repeated', 'hash-differs'])
  assert.deepEqual(faultsOf(odd({ attributes: [type, digest, named, named] })), ['certificate-named-twice'])
  const twice = attribute('1.2.840.113549.1.9.4', der.octets(sha256(text)), der.octets(sha256(Buffer.from('jiný'))))
  assert.deepEqual(faultsOf(odd({ attributes: [type, twice, named] })), ['attribute-repeated', 'hash-differs'])
  const other = attribute('1.2.840.113549.1.9.3', der.oid('1.2.840.113549.1.9.16.1.4'))
  assert.deepEqual(faultsOf(odd({ attributes: [other, digest, named] })), ['other-content-type'])
})

test('two digests that disagree are told, as is one that is not known', () => {
  const sha1 = attribute('1.2.840.113549.1.9.4', der.octets(createHash('sha1').update(text).digest()))
  assert.deepEqual(faultsOf(odd({ attributes: [type, sha1, named], digestId: der.sequence(der.oid('1.3.14.3.2.26')) })), ['algorithms-disagree'])
  assert.ok(faultsOf(odd({ attributes: [type, digest, named], digestId: der.sequence(der.oid('1.2.3')) })).includes('unknown-algorithm'))
})

test('algorithms other than those signed along are told', () => {
  const protection = (digest: Uint8Array, algorithm: string) => attribute('1.2.840.113549.1.9.52', der.sequence(digest, der.tagged(1, der.oid(algorithm))))
  assert.deepEqual(faultsOf(odd({ attributes: [type, digest, named, protection(sha256Id, '1.2.840.10045.4.3.2')] })), [])
  assert.deepEqual(faultsOf(odd({ attributes: [type, digest, named, protection(sha256Id, '1.2.840.10045.4.3.3')] })), ['algorithms-disagree'])
  assert.deepEqual(faultsOf(odd({ attributes: [type, digest, named, protection(der.sequence(der.oid('1.3.14.3.2.26')), '1.2.840.10045.4.3.2')] })), ['algorithms-disagree'])
})

test('what is not SignedData, has parts too many or lacks some is malformed', () => {
  const whole = odd({ attributes: [type, digest, named] })
  for (const bytes of [new Uint8Array(), text, whole.subarray(0, -1), der.sequence(der.oid('1.2.840.113549.1.7.1'), der.tagged(0, der.octets(text)))]) assert.deepEqual(faultsOf(bytes), ['malformed'])
})
