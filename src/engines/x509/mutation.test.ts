import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { judgePath, readCertificate, readCrl, readOcspResponse, type Evidence } from './index.ts'
import { testAuthority } from './testing.ts'

const now = new Date('2026-11-23T10:00:00Z')
const own = testAuthority({ now })
const { certificate } = own.signer
const list = own.crl()
const above: Evidence = { certificates: [own.authority.certificate, own.responder.certificate], crls: [], ocsps: [own.ocsp(own.authority.certificate)] }
const answer = own.ocspBytes(certificate)

const judge = (evidence: Partial<Evidence>, about = certificate) => judgePath({
  certificate: about, anchors: [own.root.certificate], at: now, now, evidence: { ...above, ...evidence },
}).failure?.problem

/** One to three octets that are others than they were, between two places. */
const changed = (bytes: Uint8Array, from = 0, to = bytes.length) => fc.array(fc.tuple(fc.integer({ min: from, max: to - 1 }), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 })
  .map((changes) => {
    const copy = Uint8Array.from(bytes)
    for (const [at, by] of changes) copy[at] = (copy[at] ?? 0) ^ by
    return copy
  }).filter((copy) => Buffer.compare(copy, bytes) !== 0)

const within = (whole: Uint8Array, part: Uint8Array) => {
  const from = Buffer.from(whole).indexOf(part)
  return [from, from + part.length] as const
}

test('what was not changed is believed: the path holds by the list and by the answer', () => {
  assert.deepEqual([judge({ crls: [list] }), judge({ ocsps: [...above.ocsps, own.ocsp(certificate)] }), judge({})], [undefined, undefined, 'no-revocation-evidence'])
})

test('a list of the revoked with any signed octet changed never makes a path hold', () => {
  fc.assert(fc.property(changed(list.der, ...within(list.der, list.tbs)), (bytes) => {
    const read = readCrl(bytes)
    if (read.ok) assert.notEqual(judge({ crls: [read.value] }), undefined)
  }), { numRuns: 500 })
})

test('a certificate with any signed octet changed never has a path that holds', () => {
  fc.assert(fc.property(changed(certificate.der, ...within(certificate.der, certificate.tbs)), (bytes) => {
    const read = readCertificate(bytes)
    if (read.ok) assert.notEqual(judge({ crls: [list] }, read.value), undefined)
  }), { numRuns: 500 })
})

test('an answer of OCSP with any octets changed is read or refused, and judged without a crash', () => {
  fc.assert(fc.property(changed(answer), (bytes) => {
    const read = readOcspResponse(bytes)
    if (read.ok) judge({ ocsps: [...above.ocsps, read.value] })
    else assert.match(read.refusal, /^(malformed|unsuccessful)$/)
  }), { numRuns: 500 })
})

test('a list that turns out to be unreadable takes no good one along', () => {
  const flaws = Array.from({ length: list.der.length }, (_, at) => {
    const copy = Uint8Array.from(list.der)
    copy[at] = (copy[at] ?? 0) ^ 1
    return copy
  }).flatMap((bytes) => {
    const read = readCrl(bytes)
    return read.ok ? [read.value] : []
  })
  for (const flawed of flaws) assert.deepEqual([judge({ crls: [flawed, list] }), judge({ crls: [list, flawed] })], [undefined, undefined])
})
