import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { finishAsic, prepareAsic } from '../asic/index.ts'
import { signatureBuilder, type SigningAlgorithm } from '../cms/index.ts'
import { taken } from '../pdf/testing.ts'
import { testAuthority, type KeyKind } from '../x509/testing.ts'
import { judgeFile, readEvidence } from './index.ts'

const ends = new Date('2032-01-01T00:00:00Z')

/** A fresh signature whose chain and revocations are all in order at that time. */
function verdictAt(now: Date, kind: KeyKind, scheme: SigningAlgorithm['scheme'], container: boolean) {
  const pki = testAuthority({ now })
  const { certificate, key } = pki.issue('Jana Veselá', {}, kind)
  const builder = signatureBuilder({ certificate, chain: [pki.authority.certificate], algorithm: { scheme, digest: 'sha256' } })
  const signed = (content: Uint8Array, within: boolean) => {
    const toSign = builder.prepare(createHash('sha256').update(content).digest(), now)
    return builder.finish(toSign, sign('sha256', toSign.bytes, key), within ? { content } : {})
  }
  const prepared = taken(prepareAsic('asic-e', [{ name: 'a', bytes: Buffer.from('a') }]))
  const bytes = container ? finishAsic(prepared, signed(prepared.signs, false), now) : signed(Buffer.from('a'), true)
  const evidence = readEvidence({ anchors: [pki.root.certificate.der], certificates: [], crls: [pki.crl([], now).der], ocsps: [pki.ocspBytes(pki.authority.certificate, undefined, now)], at: now })
  const { verdict, signatures: [one] } = judgeFile(bytes, evidence)
  return [verdict, one?.subIndication ?? null, one?.problems.map(({ code, about }) => `${code} ${about ?? ''}`) ?? []]
}

describe('the end of the table of algorithms', () => {
  const before = new Date(ends.getTime() - 1000)

  it('is no silent pass: what was good the second before is indeterminate for want of a proof of existence', () => {
    for (const container of [false, true]) {
      assert.deepEqual(verdictAt(before, 'P-256', 'ecdsa', container), ['TOTAL_PASSED', null, []])
      assert.deepEqual(verdictAt(ends, 'P-256', 'ecdsa', container), ['INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', ['weak-algorithm sha256']])
    }
  })

  it('came earlier to shorter keys of RSA', () => {
    assert.deepEqual(verdictAt(new Date('2028-12-31T23:59:59Z'), 'RSA-2048', 'rsa', false), ['TOTAL_PASSED', null, []])
    assert.deepEqual(verdictAt(new Date('2029-01-01T00:00:00Z'), 'RSA-2048', 'rsa', false), ['INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', ['weak-algorithm rsa-2048']])
  })
})
