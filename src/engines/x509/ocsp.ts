import { createHash } from 'node:crypto'
import type { Result } from '../../kernel/result.ts'
import {
  bitOctetsOf, childrenOf, decoding, der, enumeratedOf, fail, generalizedTimeOf, inner, integerOctets, isContext, isUniversal, octetsOf, oidOf, readElement, sequenceOf, timeOf,
  type Element,
} from '../asn1/index.ts'
import { digestOids, readDigest, readSignatureAlgorithm, type Digest, type SignatureAlgorithm } from './algorithms.ts'
import { readCertificate, sameBytes, type Certificate } from './certificate.ts'
import { readExtensions } from './extensions.ts'
import { readName, type Name } from './name.ts'

/** A basic OCSP response (RFC 6960) as it was read; whether to believe it is for `revocationByOcsp`. */
export interface OcspResponse {
  /** The BasicOCSPResponse: what the DSS of a PDF holds in an OCSPResponse, and CAdES bare. */
  readonly basic: Uint8Array
  readonly tbs: Uint8Array
  readonly responder: { readonly name: Name } | { readonly keyHash: Uint8Array }
  readonly producedAt: Date
  readonly singles: readonly OcspSingle[]
  readonly nonce: Uint8Array | undefined
  readonly algorithm: SignatureAlgorithm | undefined
  readonly signature: Uint8Array
  readonly certificates: readonly Certificate[]
}

export interface OcspSingle {
  readonly digest: Digest | undefined
  readonly nameHash: Uint8Array
  readonly keyHash: Uint8Array
  readonly serial: Uint8Array
  readonly status: 'good' | 'revoked' | 'unknown'
  readonly revokedAt: Date | undefined
  readonly reason: number
  readonly thisUpdate: Date
  readonly nextUpdate: Date | undefined
  readonly archiveCutoff: Date | undefined
}

const basicType = '1.3.6.1.5.5.7.48.1.1'
const nonceOid = '1.3.6.1.5.5.7.48.1.2'
const cutoffOid = '1.3.6.1.5.5.7.48.1.6'

/** Reads an OCSPResponse, or the BasicOCSPResponse within one. A responder that answers `tryLater` and the like is `unsuccessful`. */
export function readOcspResponse(bytes: Uint8Array): Result<OcspResponse, 'malformed' | 'unsuccessful'> {
  const read = decoding(() => {
    const root = readElement(bytes, { ber: true })
    const [first, second] = sequenceOf(root)
    if (!isUniversal(first, 'enumerated')) return readBasic(root)
    if (enumeratedOf(first) !== 0 || !second) return null
    const [type, response] = sequenceOf(inner(second))
    return oidOf(type) === basicType ? readBasic(readElement(octetsOf(response), { ber: true })) : fail('not a basic response')
  })
  if (!read.ok) return read
  return read.value ? { ok: true, value: read.value } : { ok: false, refusal: 'unsuccessful' }
}

function readBasic(root: Element): OcspResponse {
  const [tbs, algorithm, signature, certificates] = sequenceOf(root)
  if (!tbs || !algorithm) return fail('no response')
  const fields = sequenceOf(tbs).filter((field) => !isContext(field, 0))
  const [responder, producedAt, singles, extensions] = fields
  if (!responder) return fail('no responder')
  const isByName = isContext(responder, 1)
  const given = extensions && isContext(extensions, 1) ? readExtensions(inner(extensions)) : undefined
  return {
    basic: root.whole, tbs: tbs.whole, responder: isByName ? { name: readName(inner(responder)) } : { keyHash: octetsOf(inner(responder)) }, producedAt: timeOf(producedAt),
    singles: sequenceOf(singles).map(readSingle), nonce: given?.get(nonceOid)?.value, algorithm: readSignatureAlgorithm(algorithm), signature: bitOctetsOf(signature),
    certificates: certificates ? sequenceOf(inner(certificates)).flatMap((element) => {
      const certificate = readCertificate(element.whole)
      return certificate.ok ? [certificate.value] : []
    }) : [],
  }
}

function readSingle(element: Element): OcspSingle {
  const [id, status, thisUpdate, ...rest] = sequenceOf(element)
  const [algorithm, nameHash, keyHash, serial] = sequenceOf(id)
  if (!algorithm || !status) return fail('no status')
  const [next, extensions] = [rest.find((field) => isContext(field, 0)), rest.find((field) => isContext(field, 1))]
  const revoked = isContext(status, 1) ? childrenOf(status) : undefined
  const reason = revoked?.find((field) => isContext(field, 0))
  const cutoff = extensions && readExtensions(inner(extensions)).get(cutoffOid)
  return {
    digest: readDigest(algorithm), nameHash: octetsOf(nameHash), keyHash: octetsOf(keyHash), serial: integerOctets(serial),
    status: isContext(status, 0) ? 'good' : revoked ? 'revoked' : 'unknown', revokedAt: revoked && timeOf(revoked[0]), reason: reason ? enumeratedOf(inner(reason)) : 0,
    thisUpdate: timeOf(thisUpdate), nextUpdate: next && timeOf(inner(next)), archiveCutoff: cutoff && generalizedTimeOf(readElement(cutoff.value)),
  }
}

/** Whether an answer is about this certificate of this issuer. */
export function isAbout(single: OcspSingle, certificate: Certificate, issuer: Certificate): boolean {
  if (!single.digest || !sameBytes(single.serial, certificate.serial)) return false
  return sameBytes(single.nameHash, hashOf(single.digest, issuer.subject.der)) && sameBytes(single.keyHash, hashOf(single.digest, keyOctetsOf(issuer)))
}

/** Octets of the key as OCSP and key identifiers hash them: the bit string of SubjectPublicKeyInfo without its tag. */
export const keyOctetsOf = ({ spki }: Certificate): Uint8Array => bitOctetsOf(sequenceOf(readElement(spki, { ber: true }))[1])

export const hashOf = (digest: Digest, bytes: Uint8Array): Uint8Array => createHash(digest).update(bytes).digest()

const sha1Oid = Object.entries(digestOids).find(([, digest]) => digest === 'sha1')?.[0] ?? ''

/** A request about one certificate (RFC 6960 § 4.1); SHA-1 in the identifier, which every responder knows. */
export function ocspRequest(certificate: Certificate, issuer: Certificate, nonce?: Uint8Array): Uint8Array {
  const id = der.sequence(
    der.sequence(der.oid(sha1Oid), der.nothing), der.octets(hashOf('sha1', issuer.subject.der)), der.octets(hashOf('sha1', keyOctetsOf(issuer))), der.element(0x02, certificate.serial),
  )
  const extensions = nonce ? [der.tagged(2, der.sequence(der.sequence(der.oid(nonceOid), der.octets(der.octets(nonce)))))] : []
  return der.sequence(der.sequence(der.sequence(der.sequence(id)), ...extensions))
}
