import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { testAuthority, type KeyKind } from '../x509/testing.ts'
import { publicKeyOf, type Issuer } from '../x509/index.ts'
import {
  contentOf, contentTypes, readSignedData, readTimestampRequest, readTimestampResponse, readTimestampToken, signatureBuilder, signatureTimestamp, signingTimeOf, timestampInfo, timestampRequest, timestampResponse,
  readableCertificates, valuesOf, attributeOids, verifySigner, verifyTimestamp, withEvidence, withUnsigned, type SignedData, type SigningAlgorithm,
} from './index.ts'

const now = new Date('2026-11-23T10:00:00Z')
const pki = testAuthority({ now })
const text = Buffer.from('Rozhodnutí o povolení zvláštního užívání silnice.')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const schemes: Readonly<Record<KeyKind, SigningAlgorithm['scheme']>> = { 'P-256': 'ecdsa', 'P-384': 'ecdsa', 'RSA-2048': 'rsa', 'Ed25519': 'ed25519' }

function signed(bytes: Uint8Array, signer: Issuer, { kind = 'P-256' as KeyKind, attached = false, contentType = contentTypes.data as string, time = now as Date | undefined } = {}): Uint8Array {
  const digest = ({ 'P-256': 'sha256', 'P-384': 'sha384', 'RSA-2048': 'sha256', 'Ed25519': 'sha512' } as const)[kind]
  const builder = signatureBuilder({ certificate: signer.certificate, chain: [pki.authority.certificate], algorithm: { scheme: schemes[kind], digest }, contentType })
  const toSign = builder.prepare(createHash(digest).update(bytes).digest(), time)
  return builder.finish(toSign, sign(kind === 'Ed25519' ? null : digest, toSign.bytes, signer.key), attached ? { content: bytes } : {})
}

const tokenFor = (bytes: Uint8Array, nonce?: Uint8Array) => signed(
  timestampInfo({ digest: 'sha256', imprint: sha256(bytes), policy: '1.2.3.4', serial: 7n, time: now, accuracyMs: 1500, ...(nonce ? { nonce } : {}) }), pki.timestamper,
  { attached: true, contentType: contentTypes.timestampInfo },
)

function read(bytes: Uint8Array): SignedData {
  const data = readSignedData(bytes)
  assert.ok(data.ok)
  return data.value
}

function judged(der: Uint8Array, content: Uint8Array = text) {
  const data = read(der)
  const [signer] = data.signers
  assert.ok(signer)
  return verifySigner(data, signer, contentOf(content), readableCertificates(data.certificates))
}

const failuresOf = ({ failures }: { readonly failures: readonly { readonly subIndication: string; readonly fault: string }[] }) => failures.map(({ subIndication, fault }) => `${subIndication} ${fault}`)

describe('a CMS signature', () => {
  const folder = mkdtempSync(join(tmpdir(), 'obeh-cms-'))
  after(() => rmSync(folder, { recursive: true }))
  const hasOpenssl = (() => {
    try {
      return execFileSync('openssl', ['version']).length > 0
    } catch {
      return false
    }
  })()
  const file = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const pem = (der: Uint8Array) => Buffer.from(`-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`)

  it('of every kind of key is right over its content, with the certificate named by what is signed', () => {
    for (const kind of ['P-256', 'P-384', 'RSA-2048', 'Ed25519'] as const) {
      const signer = pki.issue('Petr Malý', {}, kind)
      const verdict = judged(signed(text, signer, { kind }))
      assert.deepEqual([verdict.failures, verdict.intact, verdict.valid, verdict.isNamed, verdict.certificate?.subject.key], [[], true, true, true, signer.certificate.subject.key], kind)
    }
    const data = read(signed(text, pki.signer))
    assert.deepEqual(data.signers[0] && signingTimeOf(data.signers[0].signed), now)
  })

  it('is one that OpenSSL takes for CAdES, apart and within', { skip: hasOpenssl ? false : 'no openssl here' }, () => {
    const roots = file('roots.pem', Buffer.concat([pem(pki.root.certificate.der)]))
    const content = file('content', text)
    for (const kind of ['P-256', 'P-384', 'RSA-2048'] as const) {
      const signer = pki.issue('Petr Malý', {}, kind)
      const common = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-CAfile', roots, '-purpose', 'any', '-attime', String(now.getTime() / 1000), '-out', join(folder, 'out')]
      execFileSync('openssl', [...common, '-in', file('apart', signed(text, signer, { kind })), '-content', content], { stdio: 'pipe' })
      execFileSync('openssl', [...common, '-in', file('within', signed(text, signer, { kind, attached: true }))], { stdio: 'pipe' })
      const stamped = withUnsigned(read(signed(text, signer, { kind })), 0, [signatureTimestamp(tokenFor(text))])
      execFileSync('openssl', [...common, '-in', file('stamped', stamped), '-content', content], { stdio: 'pipe' })
    }
  })

  it('is not right over other content, by another key, or under another certificate', () => {
    assert.deepEqual(failuresOf(judged(signed(text, pki.signer), Buffer.from('jiné'))), ['HASH_FAILURE hash-differs'])
    assert.deepEqual(failuresOf(judged(signed(text, { certificate: pki.signer.certificate, key: pki.seal.key }))), ['SIG_CRYPTO_FAILURE signature-wrong'])
    const twin = pki.issue('Jana Veselá', { publicKey: pki.signer.certificate.spki.length > 0 ? publicOf(pki.signer) : publicOf(pki.seal) })
    const data = read(signed(text, pki.signer))
    const [signer] = data.signers
    assert.ok(signer)
    assert.deepEqual(failuresOf(verifySigner(data, signer, contentOf(text), [twin.certificate])), ['NO_SIGNING_CERTIFICATE_FOUND no-signing-certificate'])
    const namesake = pki.issue('Jana Veselá', { publicKey: publicOf(pki.signer), serial: BigInt(`0x${Buffer.from(pki.signer.certificate.serial).toString('hex')}`) })
    assert.deepEqual(failuresOf(verifySigner(data, signer, contentOf(text), [namesake.certificate])), ['NO_SIGNING_CERTIFICATE_FOUND other-certificate-named'])
  })

  it('holds no longer when any byte of it is changed, but for those nobody signed', () => {
    const der = signed(text, pki.signer)
    const data = read(der)
    const [signer] = data.signers
    assert.ok(signer?.signedBytes)
    const where = Buffer.from(der)
    const attributesAt = where.indexOf(Buffer.from(signer.signedBytes.subarray(4)))
    const signatureAt = where.lastIndexOf(Buffer.from(signer.signature))
    const spots = [...Array.from({ length: signer.signedBytes.length - 4 }, (_, index) => attributesAt + index), ...Array.from({ length: signer.signature.length }, (_, index) => signatureAt + index)]
    fc.assert(fc.property(fc.constantFrom(...spots), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const changed = Uint8Array.from(der)
      changed[at] = (changed[at] ?? 0) ^ mask
      const again = readSignedData(changed)
      const [one] = again.ok ? again.value.signers : []
      assert.ok(!again.ok || !one || verifySigner(again.value, one, contentOf(text), [pki.signer.certificate]).failures.length > 0, `byte ${at}`)
    }), { numRuns: 400 })
  })

  it('is read to an end or refused, whatever the bytes are', () => {
    const der = withUnsigned(read(signed(text, pki.signer, { attached: true })), 0, [signatureTimestamp(tokenFor(text))])
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(der.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), (changes) => {
      const changed = Uint8Array.from(der)
      for (const [at, octet] of changes) changed[at] = octet
      const again = readSignedData(changed)
      if (again.ok) for (const one of again.value.signers) verifySigner(again.value, one, contentOf(text), readableCertificates(again.value.certificates))
    }), { numRuns: 500 })
  })

  it('is cut from what follows it, as in the padding of a PDF', () => {
    const der = signed(text, pki.signer)
    assert.deepEqual(Buffer.from(read(Buffer.concat([der, Buffer.alloc(900)])).whole), Buffer.from(der))
  })

  it('keeps what it signed when evidence and time stamps are added', () => {
    const plain = read(signed(text, pki.signer))
    const kept = withEvidence(plain, { certificates: [pki.root.certificate.der, pki.authority.certificate.der], crls: [pki.crl().der], ocsps: [pki.ocsp(pki.signer.certificate).basic] })
    const again = read(withUnsigned(read(kept), 0, [signatureTimestamp(tokenFor(plain.signers[0]?.signature ?? text))]))
    assert.deepEqual([again.certificates.length, again.crls.length, again.ocsps.length, judged(again.whole).failures], [3, 1, 1, []])
    assert.equal(again.signers[0] && valuesOf(again.signers[0].unsigned, attributeOids.signatureTimestamp).length, 1)
  })
})

const publicOf = ({ certificate }: Issuer) => {
  const key = publicKeyOf(certificate)
  assert.ok(key)
  return key
}

describe('a time stamp', () => {
  it('answers its request and is about its bytes alone', () => {
    const nonce = randomBytes(8)
    nonce[0] = 0x41
    const asked = readTimestampRequest(timestampRequest({ digest: 'sha256', imprint: sha256(text), nonce }))
    assert.ok(asked.ok)
    assert.deepEqual([asked.value.digest, Buffer.from(asked.value.imprint), asked.value.nonce && Buffer.from(asked.value.nonce)], ['sha256', sha256(text), nonce])
    const answer = readTimestampResponse(timestampResponse(tokenFor(text, asked.value.nonce)))
    assert.ok(answer.ok && 'token' in answer.value)
    const token = readTimestampToken(answer.value.token)
    assert.ok(token.ok)
    assert.deepEqual([token.value.time, token.value.accuracyMs, token.value.nonce && Buffer.from(token.value.nonce)], [now, 1500, nonce])
    assert.deepEqual(verifyTimestamp(token.value, contentOf(text), [], asked.value.nonce).failures, [])
    assert.deepEqual(failuresOf(verifyTimestamp(token.value, contentOf(Buffer.from('jiné')))), ['HASH_FAILURE imprint-differs'])
    assert.deepEqual(failuresOf(verifyTimestamp(token.value, contentOf(text), [], Uint8Array.of(1))), ['SIG_CONSTRAINTS_FAILURE other-nonce'])
  })

  it('by a certificate made for something else is none', () => {
    const info = timestampInfo({ digest: 'sha256', imprint: sha256(text), policy: '1.2.3.4', serial: 7n, time: now })
    const token = readTimestampToken(signed(info, pki.signer, { attached: true, contentType: contentTypes.timestampInfo }))
    assert.ok(token.ok)
    assert.deepEqual(failuresOf(verifyTimestamp(token.value, contentOf(text))), ['CHAIN_CONSTRAINTS_FAILURE not-for-time-stamping'])
  })
})
