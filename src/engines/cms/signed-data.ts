import type { Result } from '../../kernel/result.ts'
import {
  childrenOf, decoding, der, fail, inner, integerOctets, isContext, isUniversal, octetsOf, octetsOfContent, oidOf, readFirst, sequenceOf, setOf, smallIntegerOf,
  type Deviation, type Element,
} from '../asn1/index.ts'
import { readCertificate, readDigest, readName, readSignatureAlgorithm, type Certificate, type Crl, type Digest, type OcspResponse, type SignatureAlgorithm } from '../x509/index.ts'
import { crlsIn, noAttributes, ocspsIn, readAttributes, type Attributes } from './attributes.ts'
import { contentTypes, otherRevocation } from './oids.ts'

/** A CMS SignedData (RFC 5652) as it was read; whether its signatures hold is for `verifySigner`. */
export interface SignedData {
  /** The ContentInfo without what follows it, as the padding of a signature in PDF. */
  readonly der: Uint8Array
  readonly contentType: string
  /** What is signed when it is within; `undefined` when it is apart. */
  readonly content: Uint8Array | undefined
  /** Digests that are announced for all signers. */
  readonly digests: readonly (Digest | undefined)[]
  readonly certificates: readonly Certificate[]
  readonly crls: readonly Crl[]
  readonly ocsps: readonly OcspResponse[]
  readonly signers: readonly Signer[]
  /** Where it is BER and not DER. */
  readonly deviations: ReadonlySet<Deviation>
  readonly root: Element
}

export interface Signer {
  readonly element: Element
  readonly id: { readonly issuer: string; readonly serial: Uint8Array } | { readonly keyId: Uint8Array }
  readonly digest: Digest | undefined
  readonly algorithm: SignatureAlgorithm | undefined
  /** The signed attributes as they are signed: a SET, not the tag they stand under. `undefined`: the content itself is signed. */
  readonly signedBytes: Uint8Array | undefined
  /** Whether the signed attributes stand in the order DER wants. */
  readonly isOrdered: boolean
  readonly signed: Attributes
  readonly unsigned: Attributes
  readonly signature: Uint8Array
}

/** Reads the ContentInfo that the bytes begin with. BER is read, and told: old programs write it into PDF. */
export function readSignedData(bytes: Uint8Array): Result<SignedData, 'malformed'> {
  return decoding(() => {
    const root = readFirst(bytes, { ber: true })
    const [type, wrapped] = sequenceOf(root)
    if (oidOf(type) !== contentTypes.signedData || !wrapped) return fail('no SignedData')
    const [, digests, encapsulated, ...rest] = sequenceOf(inner(wrapped))
    const [contentType, wrappedContent] = sequenceOf(encapsulated)
    const [certificates, revocation] = [rest.find((field) => isContext(field, 0)), rest.find((field) => isContext(field, 1))]
    const lists = revocation ? childrenOf(revocation) : []
    const signers = rest.findLast((field) => isUniversal(field, 'set'))
    return {
      der: root.whole, root, contentType: oidOf(contentType), content: wrappedContent && contentOf(inner(wrappedContent)), digests: setOf(digests).map(readDigest),
      certificates: (certificates ? childrenOf(certificates) : []).flatMap(certificateIn), crls: crlsIn(lists.filter((list) => isUniversal(list, 'sequence'))),
      ocsps: ocspsIn(lists.filter((list) => isContext(list, 1)).flatMap(ocspOf)), signers: setOf(signers).map(readSigner), deviations: root.source.deviations,
    }
  })
}

/** Old SignedData of PKCS#7 may hold anything; a time stamp and data hold octets. */
const contentOf = (element: Element): Uint8Array => (element.tagClass === 'universal' && element.tag === 4 ? octetsOf(element) : element.content)

/** Attribute certificates and the like stand here too and are left out. */
const certificateIn = (element: Element): Certificate[] => {
  const certificate = isUniversal(element, 'sequence') ? readCertificate(element.whole) : undefined
  return certificate?.ok ? [certificate.value] : []
}

function ocspOf(list: Element): Element[] {
  const [format, value] = childrenOf(list)
  const known: readonly string[] = Object.values(otherRevocation)
  return value && known.includes(oidOf(format)) ? [value] : []
}

function readSigner(element: Element): Signer {
  const [version, id, digest, ...rest] = sequenceOf(element)
  if (smallIntegerOf(version) > 5 || !id || !digest) return fail('a signer of an unknown version')
  const signed = isContext(rest[0], 0) ? rest.shift() : undefined
  const [algorithm, signature, unsigned] = rest
  if (!algorithm) return fail('a signer without an algorithm')
  const members = signed ? childrenOf(signed) : []
  return {
    element, id: readId(id), digest: readDigest(digest), algorithm: readSignatureAlgorithm(algorithm), signedBytes: signed && der.element(0x31, signed.content), isOrdered: isSorted(members),
    signed: readAttributes(members), unsigned: unsigned && isContext(unsigned, 1) ? readAttributes(childrenOf(unsigned)) : noAttributes, signature: octetsOf(signature),
  }
}

const isSorted = (members: readonly Element[]) => members.every((member, index) => index === 0 || Buffer.compare(members[index - 1]?.whole ?? member.whole, member.whole) <= 0)

function readId(id: Element): Signer['id'] {
  if (isContext(id, 0)) return { keyId: octetsOfContent(id) }
  const [issuer, serial] = sequenceOf(id)
  return { issuer: readName(issuer ?? fail('no issuer')).key, serial: integerOctets(serial) }
}

