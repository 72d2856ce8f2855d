import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { altNamesOf, attributeOf, authorityInfoOf, crlPointsOf, judgePath, qcStatementsOf, type Certificate } from './index.ts'
import { testAuthority, type KeyKind } from './testing.ts'

const kinds: readonly KeyKind[] = ['P-256', 'P-384', 'RSA-2048', 'Ed25519']

describe('what is issued', () => {
  const folder = mkdtempSync(join(tmpdir(), 'obeh-issue-'))
  after(() => rmSync(folder, { recursive: true }))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const skip = (() => {
    try {
      return openssl('version').startsWith('OpenSSL 3') ? false : 'no OpenSSL 3 here'
    } catch {
      return 'no OpenSSL here'
    }
  })()
  const file = (name: string, bytes: Uint8Array) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return path
  }
  const pem = (name: string, ...certificates: readonly Certificate[]) =>
    file(name, Buffer.from(certificates.map(({ der }) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`).join('')))

  it('holds by the judgement of OpenSSL, whatever the kind of the keys and the purpose', { skip }, () => {
    for (const keys of kinds) {
      const pki = testAuthority({ now: new Date(), keys })
      const [root, issuer] = [pem('root.pem', pki.root.certificate), pem('issuer.pem', pki.authority.certificate)]
      const verify = (...args: string[]) => openssl('verify', '-x509_strict', '-CAfile', root, '-untrusted', issuer, ...args)
      for (const { certificate } of [pki.signer, pki.seal, pki.responder]) assert.match(verify(pem('one.pem', certificate)), /: OK/, keys)
      assert.match(verify('-purpose', 'timestampsign', pem('tsa.pem', pki.timestamper.certificate)), /: OK/, keys)
      assert.throws(() => verify('-purpose', 'timestampsign', pem('signer.pem', pki.signer.certificate)))
      assert.throws(() => openssl('verify', '-CAfile', root, '-untrusted', pem('signer-as-issuer.pem', pki.signer.certificate), pem('other.pem', testAuthority({ now: new Date() }).signer.certificate)))
    }
  })

  it('is said to be revoked to OpenSSL as to us', { skip }, () => {
    const now = new Date()
    const pki = testAuthority({ now })
    const { certificate } = pki.signer
    const revoked = [{ certificate, at: new Date(now.getTime() - 3_600_000) }]
    const crl = file('list.crl', pki.crl(revoked, now).der)
    openssl('crl', '-inform', 'DER', '-in', crl, '-out', join(folder, 'list.pem'))
    const check = (one: Certificate) => openssl('verify', '-crl_check', '-CRLfile', join(folder, 'list.pem'), '-CAfile', pem('root.pem', pki.root.certificate), '-untrusted', pem('issuer.pem', pki.authority.certificate), pem('one.pem', one))
    assert.throws(() => check(certificate), /revoked/)
    assert.match(check(pki.seal.certificate), /: OK/)
    const faultOf = (one: Certificate) => judgePath({ certificate: one, anchors: [pki.authority.certificate], evidence: { certificates: [], crls: [pki.crl(revoked, now)], ocsps: [] }, at: now, now }).failure?.problem
    assert.deepEqual([faultOf(certificate), faultOf(pki.seal.certificate)], ['revoked', undefined])
    const response = file('answer.der', pki.ocspBytes(certificate, revoked[0]?.at, now))
    assert.match(openssl('ocsp', '-respin', response, '-issuer', pem('issuer.pem', pki.authority.certificate), '-cert', pem('one.pem', certificate), '-CAfile', pem('root.pem', pki.root.certificate), '-no_nonce'), /: revoked/)
  })

  it('says what was asked for: whose it is, what it is for, and where to ask', () => {
    const pki = testAuthority()
    const qualities = [pki.signer, pki.seal, pki.timestamper].map(({ certificate: { extensions } }) => qcStatementsOf(extensions))
    assert.deepEqual(qualities.map(({ isQualified, types }) => [isQualified, ...types]), [[true, 'signature'], [true, 'seal'], [false]])
    const { certificate } = pki.issue('Jana Veselá', { ocspUrl: 'http://a.example/ocsp', issuerUrl: 'http://a.example/a.cer', crlUrl: 'http://a.example/a.crl' })
    assert.deepEqual(authorityInfoOf(certificate.extensions), { ocsp: ['http://a.example/ocsp'], issuers: ['http://a.example/a.cer'] })
    assert.deepEqual(crlPointsOf(certificate.extensions).flatMap(({ names }) => names), [{ kind: 'uri', text: 'http://a.example/a.crl' }])
    assert.deepEqual(altNamesOf(certificate.extensions), [])
    assert.equal(attributeOf(certificate.subject, 'CN'), 'Jana Veselá')
  })
})
