import { hash as digestOf, sign, type KeyObject } from 'node:crypto'
import { der, readElement, sequenceOf } from '../asn1/index.ts'
import { readCertificate, type Certificate } from './certificate.ts'
import { extensionOids, purposes, qcOids } from './oids.ts'
import { hashOf, keyOctetsOf } from './ocsp.ts'
import type { KeyUse } from './extensions.ts'

/** Who issues: a certificate and its private key. */
export interface Issuer {
  readonly certificate: Certificate
  readonly key: KeyObject
}

/** Parts of a name from the most general on; short words as in `attributeNames`. */
export type NameParts = readonly (readonly [type: 'C' | 'O' | 'OU' | 'CN' | 'SN' | 'GN' | 'serialNumber' | 'organizationIdentifier' | 'title', value: string])[]

export interface CertificateRequest {
  readonly subject: NameParts
  readonly publicKey: KeyObject
  readonly serial: bigint
  readonly notBefore: Date
  readonly notAfter: Date
  /** An authority, with how many others may stand below it. */
  readonly authority?: { readonly pathLength?: number }
  readonly uses: readonly KeyUse[]
  /** Extended key usage; time stamping is written as critical and must be alone (RFC 3161 § 2.3). */
  readonly purposes?: readonly string[]
  readonly policies?: readonly string[]
  /** Statements of a qualified certificate. To be set by who may: a certificate that says so is qualified only by a trusted list. */
  readonly qc?: 'signature' | 'seal'
  readonly ocspUrl?: string
  readonly issuerUrl?: string
  readonly crlUrl?: string
  /** Nobody need ask whether this responder is revoked. */
  readonly noCheck?: boolean
}

/** Signs a certificate: by itself when `issuer` is the private key alone. */
export function issueCertificate(request: CertificateRequest, issuer: Issuer | KeyObject): Certificate {
  const spki = request.publicKey.export({ type: 'spki', format: 'der' })
  const [key, issuerName] = 'certificate' in issuer ? [issuer.key, issuer.certificate.subject.der] : [issuer, nameOf(request.subject)]
  const issuerKey = 'certificate' in issuer ? keyOctetsOf(issuer.certificate) : keyOctets(spki)
  const algorithm = algorithmOf(key)
  const tbs = der.sequence(
    der.tagged(0, der.integer(2)), der.integer(request.serial), algorithm.id, issuerName, der.sequence(der.time(request.notBefore), der.time(request.notAfter)), nameOf(request.subject), spki,
    der.tagged(3, der.sequence(...extensionsOf(request, spki, issuerKey))),
  )
  const read = readCertificate(der.sequence(tbs, algorithm.id, der.bitOctets(algorithm.sign(tbs))))
  if (!read.ok) throw new Error('a certificate was issued that cannot be read')
  return read.value
}

const keyOctets = (spki: Uint8Array): Uint8Array => sequenceOf(readElement(spki))[1]?.content.subarray(1) ?? new Uint8Array()

function extensionsOf(request: CertificateRequest, spki: Uint8Array, issuerKey: Uint8Array): Uint8Array[] {
  const { authority, uses, policies, qc, ocspUrl, issuerUrl, crlUrl, noCheck } = request
  const bits = uses.map((use) => keyUseBits.indexOf(use))
  const access = [...location('1.3.6.1.5.5.7.48.1', ocspUrl), ...location('1.3.6.1.5.5.7.48.2', issuerUrl)]
  return [
    extension(extensionOids.keyUsage, der.bits(...bits), true),
    ...(authority ? [extension(extensionOids.basicConstraints, der.sequence(der.boolean(true), ...(authority.pathLength === undefined ? [] : [der.integer(authority.pathLength)])), true)] : []),
    extension(extensionOids.subjectKeyId, der.octets(hashOf('sha1', keyOctets(spki)))), extension(extensionOids.authorityKeyId, der.sequence(der.taggedPrimitive(0, hashOf('sha1', issuerKey)))),
    ...(request.purposes ? [extension(extensionOids.extendedKeyUsage, der.sequence(...request.purposes.map(der.oid)), request.purposes.includes(purposes.timeStamping))] : []),
    ...(policies ? [extension(extensionOids.policies, der.sequence(...policies.map((policy) => der.sequence(der.oid(policy)))))] : []),
    ...(access.length > 0 ? [extension(extensionOids.authorityInfo, der.sequence(...access))] : []),
    ...(crlUrl ? [extension(extensionOids.crlPoints, der.sequence(der.sequence(der.tagged(0, der.tagged(0, der.taggedPrimitive(6, Buffer.from(crlUrl)))))))] : []),
    ...(qc ? [extension(extensionOids.qcStatements, der.sequence(der.sequence(der.oid(qcOids.compliance)), der.sequence(der.oid(qcOids.type), der.sequence(der.oid(qc === 'seal' ? qcOids.typeSeal : qcOids.typeSignature)))))] : []),
    ...(noCheck ? [extension(extensionOids.ocspNoCheck, der.nothing)] : []),
  ]
}

const keyUseBits: readonly KeyUse[] = ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly']

const location = (method: string, url: string | undefined) => (url ? [der.sequence(der.oid(method), der.taggedPrimitive(6, Buffer.from(url)))] : [])

const extension = (oid: string, value: Uint8Array, isCritical = false) => der.sequence(der.oid(oid), ...(isCritical ? [der.boolean(true)] : []), der.octets(value))

const nameOids: Readonly<Record<NameParts[number][0], string>> = {
  C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3', SN: '2.5.4.4', GN: '2.5.4.42', serialNumber: '2.5.4.5', organizationIdentifier: '2.5.4.97', title: '2.5.4.12',
}

const nameOf = (parts: NameParts): Uint8Array => der.sequence(...parts.map(([type, value]) => der.set(der.sequence(der.oid(nameOids[type]), type === 'C' || type === 'serialNumber' ? der.printable(value) : der.utf8(value)))))

/** How an authority's key signs: its identifier and the deed. */
function algorithmOf(key: KeyObject): { readonly id: Uint8Array; sign(bytes: Uint8Array): Uint8Array } {
  const kind = key.asymmetricKeyType
  if (kind === 'ed25519') return { id: der.sequence(der.oid('1.3.101.112')), sign: (bytes) => sign(null, bytes, key) }
  const id = kind === 'rsa' ? der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing) : der.sequence(der.oid('1.2.840.10045.4.3.2'))
  return { id, sign: (bytes) => sign('sha256', bytes, key) }
}

export interface RevokedCertificate { readonly serial: bigint; readonly at: Date; readonly reason?: number }

/** A whole list of revoked certificates, DER. */
export function issueCrl(issuer: Issuer, about: { readonly number: bigint; readonly thisUpdate: Date; readonly nextUpdate: Date; readonly revoked: readonly RevokedCertificate[] }): Uint8Array {
  const algorithm = algorithmOf(issuer.key)
  const entries = about.revoked.map(({ serial, at, reason }) => der.sequence(
    der.integer(serial), der.time(at), ...(reason ? [der.sequence(extension(extensionOids.reasonCode, der.enumerated(reason)))] : []),
  ))
  const tbs = der.sequence(
    der.integer(1), algorithm.id, issuer.certificate.subject.der, der.time(about.thisUpdate), der.time(about.nextUpdate), ...(entries.length > 0 ? [der.sequence(...entries)] : []),
    der.tagged(0, der.sequence(
      extension(extensionOids.authorityKeyId, der.sequence(der.taggedPrimitive(0, hashOf('sha1', keyOctetsOf(issuer.certificate))))), extension(extensionOids.crlNumber, der.integer(about.number)),
    )),
  )
  return der.sequence(tbs, algorithm.id, der.bitOctets(algorithm.sign(tbs)))
}

export interface OcspAnswer {
  /** The issuer of the certificate asked about. */
  readonly issuer: Certificate
  readonly serial: Uint8Array
  readonly revoked?: { readonly at: Date; readonly reason: number } | undefined
  readonly at: Date
  readonly nextUpdate: Date
  /** As it was asked, with its tag. */
  readonly nonce?: Uint8Array
}

/** An OCSPResponse about one certificate, signed by the responder, which goes along. */
export function issueOcspResponse(responder: Issuer, { issuer, serial, revoked, at, nextUpdate, nonce }: OcspAnswer): Uint8Array {
  const algorithm = algorithmOf(responder.key)
  const id = der.sequence(der.sequence(der.oid('1.3.14.3.2.26'), der.nothing), der.octets(hashOf('sha1', issuer.subject.der)), der.octets(hashOf('sha1', keyOctetsOf(issuer))), der.element(0x02, serial))
  const status = revoked ? der.tagged(1, der.generalizedTime(revoked.at), der.tagged(0, der.enumerated(revoked.reason))) : der.taggedPrimitive(0, new Uint8Array())
  const tbs = der.sequence(
    der.tagged(2, der.octets(digestOf('sha1', keyOctetsOf(responder.certificate), 'buffer'))), der.generalizedTime(at),
    der.sequence(der.sequence(id, status, der.generalizedTime(at), der.tagged(0, der.generalizedTime(nextUpdate)))),
    ...(nonce ? [der.tagged(1, der.sequence(extension('1.3.6.1.5.5.7.48.1.2', nonce)))] : []),
  )
  const basic = der.sequence(tbs, algorithm.id, der.bitOctets(algorithm.sign(tbs)), der.tagged(0, der.sequence(responder.certificate.der)))
  return der.sequence(der.enumerated(0), der.tagged(0, der.sequence(der.oid('1.3.6.1.5.5.7.48.1.1'), der.octets(basic))))
}

