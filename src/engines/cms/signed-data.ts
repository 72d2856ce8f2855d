import type { Result } from '../../kernel/result.ts'
import {
  childrenOf, decoding, der, fail, inner, integerOctets, isContext, isUniversal, octetsOf, octetsOfContent, oidOf, readFirst, sequenceOf, smallIntegerOf,
  type Deviation, type Element,
} from '../asn1/index.ts'
import { readDigest, readName, readSignatureAlgorithm, type Digest, type Name, type SignatureAlgorithm } from '../x509/index.ts'
import { readAttributes, type Attribute } from './attributes.ts'
import { contentTypes, otherRevocation } from './oids.ts'
import { definite } from './re-encode.ts'

/** A CMS SignedData (RFC 5652) as read; nothing is verified. */
export interface SignedData {
  readonly contentType: string
  /** What it carries itself; nothing when it is detached. */
  readonly content: Uint8Array | undefined
  /** X.509 alone; certificates of attributes and other kinds are left out. */
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  /** OCSP responses among the revocation information (RFC 5940), whole or the basic part alone. */
  readonly ocsps: readonly Uint8Array[]
  /** Digests it announces, by their numbers. */
  readonly digestOids: readonly string[]
  readonly signers: readonly SignerInfo[]
  /** Whole bytes, without the padding behind. */
  readonly whole: Uint8Array
  /** Bytes that follow, as padding of zeros in a PDF. */
  readonly behind: Uint8Array
  /** What of BER was met so far, as elements are read when asked for. */
  readonly deviations: ReadonlySet<Deviation>
  readonly parts: Parts
}

/** The fields as elements: for archive time stamps, which hash them, and for adding to them. */
export interface Parts {
  readonly version: Element
  readonly digests: Element
  readonly encapsulated: Element
  readonly certificates: Element | undefined
  readonly revocations: Element | undefined
  readonly signers: Element
}

export type SignerId =
  | { readonly kind: 'serial'; readonly issuer: Name; readonly serial: Uint8Array }
  | { readonly kind: 'key'; readonly ski: Uint8Array }

export interface SignerInfo {
  readonly version: number
  readonly id: SignerId
  /** `undefined` for one that is not known. */
  readonly digest: Digest | undefined
  readonly digestOid: string
  readonly algorithm: SignatureAlgorithm | undefined
  readonly algorithmOid: string
  readonly signature: Uint8Array
  /** Nothing when the content itself was signed. */
  readonly signed: readonly Attribute[] | undefined
  /** What RFC 5652 § 5.4 hashes for the signature: the attributes as a DER set. */
  readonly signedBytes: Uint8Array | undefined
  /** The attributes as a set in the order in which they stand; the same bytes as `signedBytes` in honest files. */
  readonly writtenBytes: Uint8Array | undefined
  readonly unsigned: readonly Attribute[]
  readonly element: Element
}

const limits = { depth: 60, elements: 600_000 }
const mostSigners = 1_000

/** Reads DER or BER; what follows the value is left alone. */
export function readSignedData(bytes: Uint8Array): Result<SignedData, 'malformed'> {
  return decoding(() => {
    const root = readFirst(bytes, { ber: true, limits })
    const [type, wrapped, ...more] = sequenceOf(root)
    if (oidOf(type) !== contentTypes.signedData || !wrapped || !isContext(wrapped, 0) || more.length > 0) return fail('no signed data')
    const parts = partsOf(inner(wrapped))
    const [contentType, content] = sequenceOf(parts.encapsulated)
    const revocations = parts.revocations ? childrenOf(parts.revocations) : []
    return {
      contentType: oidOf(contentType), content: content && contentOf(inner(content)), whole: root.whole, behind: bytes.subarray(root.whole.length), parts,
      certificates: parts.certificates ? sequencesOf(childrenOf(parts.certificates)) : [],
      crls: sequencesOf(revocations), ocsps: revocations.flatMap(ocspIn),
      digestOids: childrenOf(parts.digests).map((each) => oidOf(sequenceOf(each)[0])),
      signers: childrenOf(parts.signers).slice(0, mostSigners + 1).map(readSigner), deviations: root.source.deviations,
    }
  })
}

function partsOf(signedData: Element): Parts {
  const [version, digests, encapsulated, ...rest] = sequenceOf(signedData)
  const signers = rest.pop()
  if (!version || !isUniversal(digests, 'set') || !encapsulated || !isUniversal(signers, 'set')) return fail('signed data with parts missing')
  const certificates = isContext(rest[0], 0) ? rest.shift() : undefined
  const revocations = isContext(rest[0], 1) ? rest.shift() : undefined
  if (rest.length > 0) return fail('signed data with parts that are not known')
  if (childrenOf(signers).length > mostSigners) return fail('too many signers')
  return { version, digests, encapsulated, certificates, revocations, signers }
}

const sequencesOf = (elements: readonly Element[]) => elements.filter((element) => isUniversal(element, 'sequence')).map(({ whole }) => whole)

/** An OCTET STRING; in PKCS #7 it may be any value, of which the content octets are signed. */
function contentOf(element: Element): Uint8Array {
  const { content } = element
  return isUniversal(element, 'octetString') ? octetsOf(element) : content
}

const ocspFormats: readonly string[] = Object.values(otherRevocation)

function ocspIn(element: Element): Uint8Array[] {
  if (!isContext(element, 1)) return []
  const [format, value] = childrenOf(element)
  return value && ocspFormats.includes(oidOf(format)) ? [value.whole] : []
}

/** One SignerInfo; a countersignature is one too. */
export function readSigner(element: Element): SignerInfo {
  const [version, sid, digest, ...rest] = sequenceOf(element)
  const attributes = isContext(rest[0], 0) ? rest.shift() : undefined
  const [algorithm, signature, unsigned, ...more] = rest
  if (!sid || !digest || !algorithm || more.length > 0 || (unsigned && !isContext(unsigned, 1))) return fail('a signer with parts missing or not known')
  const signed = attributes && readAttributes(attributes)
  const encoded = signed && signed.map((each) => definite(each.element))
  return {
    version: smallIntegerOf(version), id: readId(sid), digest: readDigest(digest), digestOid: oidOf(sequenceOf(digest)[0]),
    algorithm: readSignatureAlgorithm(algorithm), algorithmOid: oidOf(sequenceOf(algorithm)[0]), signature: octetsOf(signature),
    signed, signedBytes: encoded && der.set(...encoded), writtenBytes: encoded && der.element(0x31, ...encoded),
    unsigned: unsigned ? readAttributes(unsigned) : [], element,
  }
}

function readId(element: Element): SignerId {
  if (isContext(element, 0)) return { kind: 'key', ski: octetsOfContent(element) }
  const [issuer, serial] = sequenceOf(element)
  return issuer ? { kind: 'serial', issuer: readName(issuer), serial: integerOctets(serial) } : fail('a signer without an issuer')
}
