import assert from 'node:assert/strict'
import { test } from 'node:test'
import { issueOcspResponse, judgePath, purposes, readOcspResponse, type PathQuestion } from './index.ts'
import { testAuthority } from './testing.ts'

const now = new Date('2026-11-28T10:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const pki = testAuthority({ now })

/** What is found wrong with a certificate, by an answer that holds for a day and a responder that ends in ten minutes. */
function faultAt(at: Date, more: Partial<PathQuestion> = {}, purpose: string = purposes.ocspSigning): string | undefined {
  const { certificate } = pki.issue('Jana Veselá')
  const responder = pki.issue('Krátký OCSP', { uses: ['digitalSignature'], purposes: [purpose], noCheck: true, notAfter: minutes(10) })
  const answer = readOcspResponse(issueOcspResponse(responder, { issuer: pki.authority.certificate, serial: certificate.serial, at: now, nextUpdate: minutes(1440) }))
  assert.ok(answer.ok)
  return judgePath({ certificate, anchors: [pki.authority.certificate], evidence: { certificates: [responder.certificate], crls: [], ocsps: [answer.value] }, at, now: minutes(2000), ...more }).failure?.problem
}

test('an answer is worth something as long as the certificate of its responder, however long it holds', () => {
  assert.deepEqual([0, 5, 10, 11, 60].map((count) => faultAt(minutes(count))), [undefined, undefined, undefined, 'no-revocation-evidence', 'no-revocation-evidence'])
})

test('so is that of a responder whom others appointed', () => {
  const appointed = { appoints: () => true }
  assert.deepEqual([5, 11].map((count) => faultAt(minutes(count), appointed, purposes.timeStamping)), [undefined, 'no-revocation-evidence'])
})

test('an answer given later than the time in question serves for it', () => {
  assert.equal(faultAt(minutes(-600)), undefined)
})
