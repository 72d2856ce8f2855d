import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { issueCertificate, issueCrl, issueOcspResponse, type CertificateRequest, type Issuer, type NameParts } from './issue.ts'
import { readCrl, type Crl } from './crl.ts'
import type { Certificate } from './certificate.ts'
import { readOcspResponse, type OcspResponse } from './ocsp.ts'
import { purposes } from './oids.ts'

/** A whole authority of one's own: everybody's keys are made anew, on the curve P-256 unless RSA is asked for. */
export interface TestAuthority {
  readonly root: Issuer
  readonly authority: Issuer
  readonly signer: Issuer
  readonly seal: Issuer
  readonly timestamper: Issuer
  readonly responder: Issuer
  /** Another signer, by default valid for two years around `now`. */
  issue(name: string, change?: Partial<CertificateRequest>, keys?: KeyKind): Issuer
  crl(revoked?: readonly { readonly certificate: Certificate; readonly at: Date }[], at?: Date): Crl
  ocsp(certificate: Certificate, revokedAt?: Date, at?: Date): OcspResponse
  /** The bytes of the same. */
  ocspBytes(certificate: Certificate, revokedAt?: Date, at?: Date): Uint8Array
}

export type KeyKind = 'P-256' | 'P-384' | 'RSA-2048' | 'Ed25519'

function newKey(kind: KeyKind): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  if (kind === 'RSA-2048') return generateKeyPairSync('rsa', { modulusLength: 2048 })
  return kind === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: kind })
}

const yearMs = 365.25 * 86_400_000

export function testAuthority({ now = new Date('2026-11-23T10:00:00Z'), keys = 'P-256' as KeyKind } = {}): TestAuthority {
  const around = { notBefore: new Date(now.getTime() - yearMs), notAfter: new Date(now.getTime() + yearMs) }
  let serial = 1000n
  const make = (subject: NameParts, issuer: Issuer | undefined, change: Partial<CertificateRequest>, kind: KeyKind = keys): Issuer => {
    const { publicKey, privateKey } = newKey(kind)
    const certificate = issueCertificate({ subject, publicKey, serial: (serial += 1n), ...around, uses: ['nonRepudiation'], ...change }, issuer ?? privateKey)
    return { certificate, key: privateKey }
  }
  const of = (...parts: NameParts): NameParts => [['C', 'CZ'], ...parts]
  const ten = { notBefore: new Date(now.getTime() - 5 * yearMs), notAfter: new Date(now.getTime() + 10 * yearMs) }
  const root = make(of(['O', 'Zkušební autorita'], ['CN', 'Zkušební kořen']), undefined, { ...ten, authority: {}, uses: ['keyCertSign', 'cRLSign'] })
  const authority = make(of(['O', 'Zkušební autorita'], ['CN', 'Zkušební autorita 1']), root, { ...ten, authority: { pathLength: 0 }, uses: ['keyCertSign', 'cRLSign'] })
  const responder = make(of(['CN', 'Zkušební OCSP']), authority, { uses: ['digitalSignature'], purposes: [purposes.ocspSigning], noCheck: true })
  const dayMs = 86_400_000
  const answer = (certificate: Certificate, revokedAt?: Date, at = now) => issueOcspResponse(certificate.issuer.key === root.certificate.subject.key ? root : responder, {
    issuer: certificate.issuer.key === root.certificate.subject.key ? root.certificate : authority.certificate, serial: certificate.serial, at, nextUpdate: new Date(at.getTime() + dayMs),
    revoked: revokedAt && { at: revokedAt, reason: 1 },
  })
  return {
    root, authority, responder,
    signer: make(of(['CN', 'Jana Veselá'], ['serialNumber', 'ICA-10000001']), authority, { qc: 'signature' }),
    seal: make(of(['O', 'Krajský úřad Zkušebního kraje'], ['organizationIdentifier', 'NTRCZ-00000019'], ['CN', 'Pečeť krajského úřadu']), authority, { qc: 'seal' }),
    timestamper: make(of(['CN', 'Zkušební časové razítko']), authority, { uses: ['digitalSignature'], purposes: [purposes.timeStamping] }),
    issue: (name, change = {}, kind = keys) => make(of(['CN', name]), authority, change, kind),
    crl: (revoked = [], at = now) => sure(readCrl(issueCrl(authority, {
      number: 1n, thisUpdate: at, nextUpdate: new Date(at.getTime() + dayMs), revoked: revoked.map(({ certificate, at: since }) => ({ serial: BigInt(`0x${Buffer.from(certificate.serial).toString('hex')}`), at: since, reason: 1 })),
    }))),
    ocsp: (certificate, revokedAt, at) => sure(readOcspResponse(answer(certificate, revokedAt, at))),
    ocspBytes: answer,
  }
}

function sure<Value>(read: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value {
  if (!read.ok) throw new Error('what was issued cannot be read')
  return read.value
}
