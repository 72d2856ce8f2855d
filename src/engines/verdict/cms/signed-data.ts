import { decoding, der, fail, inner, integerOctets, isContext, isUniversal, octetsOf, octetsOfContent, oidOf, readFirst, sequenceOf, childrenOf, type Element } from '../../asn1/index.ts'
import { readDigest, readName, readSignatureAlgorithm, type Digest, type Name, type SignatureAlgorithm } from '../../x509/index.ts'
import type { Result } from '../../../kernel/result.ts'
import { readAttributes, type Attribute } from './attributes.ts'

/** A CMS SignedData (RFC 5652) as read; nothing is verified. */
export interface SignedData {
  readonly contentType: string
  /** What it carries itself; nothing when it is detached. */
  readonly content: Uint8Array | undefined
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  /** OCSP responses among the revocation data (RFC 5940). */
  readonly ocsps: readonly Uint8Array[]
  readonly signers: readonly SignerInfo[]
  /** Whole bytes, without padding behind. */
  readonly whole: Uint8Array
}

export type SignerId =
  | { readonly kind: 'serial'; readonly issuer: Name; readonly serial: Uint8Array }
  | { readonly kind: 'key'; readonly ski: Uint8Array }

export interface SignerInfo {
  readonly id: SignerId
  readonly digest: Digest | undefined
  readonly digestOid: string
  readonly algorithm: SignatureAlgorithm | undefined
  readonly algorithmOid: string
  readonly signature: Uint8Array
  /** Nothing when the content itself was signed. */
  readonly signed: readonly Attribute[] | undefined
  /** What is hashed for the signature: the attributes as a DER set. */
  readonly signedBytes: Uint8Array | undefined
  /** The same as they stand, which many old programs hashed instead. */
  readonly writtenBytes: Uint8Array | undefined
  readonly unsigned: readonly Attribute[]
}

const oids = { signedData: '1.2.840.113549.1.7.2', ocspResponse: '1.3.6.1.5.5.7.16.2' } as const

/** Reads DER or BER; what follows the value, as padding in a PDF, is left alone. */
export function readSignedData(bytes: Uint8Array): Result<SignedData, 'malformed'> {
  return decoding(() => {
    const root = readFirst(bytes, { ber: true, limits: { depth: 60, elements: 400_000 } })
    const [type, wrapped] = sequenceOf(root)
    if (oidOf(type) !== oids.signedData || !wrapped || !isContext(wrapped, 0)) return fail('no signed data')
    const [, , encapsulated, ...rest] = sequenceOf(inner(wrapped))
    const [contentType, content] = sequenceOf(encapsulated)
    const tagged = (tag: number) => rest.filter((element) => isContext(element, tag)).flatMap((element) => childrenOf(element))
    const signers = rest.find((element) => isUniversal(element, 'set'))
    if (!signers) return fail('no set of signers')
    const revocations = tagged(1)
    return {
      contentType: oidOf(contentType), content: content && contentOf(inner(content)), whole: root.whole,
      certificates: tagged(0).filter((element) => isUniversal(element, 'sequence')).map(({ whole }) => whole),
      crls: revocations.filter((element) => isUniversal(element, 'sequence')).map(({ whole }) => whole),
      ocsps: revocations.filter((element) => isContext(element, 1)).flatMap(otherRevocation),
      signers: childrenOf(signers).map(readSigner),
    }
  })
}

/** An OCTET STRING; in PKCS #7 of old it may be any value, of which the content octets are signed. */
function contentOf(element: Element): Uint8Array {
  const { content } = element
  return isUniversal(element, 'octetString') ? octetsOf(element) : content
}

function otherRevocation(element: Element): Uint8Array[] {
  const [format, value] = childrenOf(element)
  return oidOf(format) === oids.ocspResponse && value ? [value.whole] : []
}

function readSigner(element: Element): SignerInfo {
  const [, sid, digest, ...rest] = sequenceOf(element)
  const attributes = isContext(rest[0], 0) ? rest.shift() : undefined
  const [algorithm, signature, unsigned] = rest
  if (!sid || !digest || !algorithm) return fail('a signer with parts missing')
  return {
    id: readId(sid), digest: readDigest(digest), digestOid: oidOf(sequenceOf(digest)[0]),
    algorithm: readSignatureAlgorithm(algorithm), algorithmOid: oidOf(sequenceOf(algorithm)[0]), signature: octetsOf(signature),
    signed: attributes && readAttributes(attributes), signedBytes: attributes && der.set(...childrenOf(attributes).map((one) => derOf(one))),
    writtenBytes: attributes && der.retagged(0x31, attributes.whole),
    unsigned: unsigned && isContext(unsigned, 1) ? readAttributes(unsigned) : [],
  }
}

function readId(element: Element): SignerId {
  if (isContext(element, 0)) return { kind: 'key', ski: octetsOfContent(element) }
  const [issuer, serial] = sequenceOf(element)
  return issuer ? { kind: 'serial', issuer: readName(issuer), serial: integerOctets(serial) } : fail('a signer without an issuer')
}

/** The same value with definite lengths and whole strings: what a signer in BER hashed as DER. */
function derOf(element: Element): Uint8Array {
  const identifier = element.whole[0] ?? 0
  if (!element.isConstructed) return der.element(identifier, element.content)
  if (isUniversal(element, 'octetString')) return der.octets(octetsOf(element))
  return der.element(identifier, ...childrenOf(element).map(derOf))
}

