import { hash as digestOf } from 'node:crypto'
import { der } from '../asn1/index.ts'
import { keyOctetsOf, type Certificate, type Digest, type SignatureAlgorithm } from '../x509/index.ts'
import { attributeOids, commitments, contentTypes, type Commitment } from './oids.ts'
import { oidOfDigest } from './timestamp-exchange.ts'

/** How a key signs: what its algorithm is called, and with which digest. */
export interface SigningAlgorithm {
  readonly scheme: Exclude<SignatureAlgorithm['scheme'], 'plain-ecdsa' | 'dsa' | 'ed448'>
  readonly digest: Digest
}

export interface SignerSettings {
  readonly certificate: Certificate
  /** Other certificates to go along, from the issuer up. */
  readonly chain?: readonly Certificate[]
  readonly algorithm: SigningAlgorithm
  /** What is signed; data unless said otherwise. */
  readonly contentType?: string
  /** What is committed to by signing, dotted numbers or a word of the standard. */
  readonly commitment?: Commitment | (string & {})
  /** What kind of file the content is; in ASiC with one file and in plain CAdES. */
  readonly mimeType?: string
}

/** What is to be signed for one content: by `crypto.sign` over `bytes`, or by a device over the digest of them. */
export interface ToSign {
  readonly bytes: Uint8Array
  readonly digest: Uint8Array
}

/**
 * Builds CAdES signatures (EN 319 122-1 level B-B: ESS signing-certificate-v2) of one key over many contents: what is the same for all is
 * written once. First `prepare`, then whoever has the key signs, then `finish`.
 */
export interface SignatureBuilder {
  /** `signingTime` not in PDF, where the dictionary has it (EN 319 142-1 § 5.3). */
  prepare(messageDigest: Uint8Array, signingTime?: Date): ToSign
  /** The whole SignedData; with `content` it is within, else apart. */
  finish(toSign: ToSign, signature: Uint8Array, options?: { readonly unsigned?: readonly Uint8Array[]; readonly content?: Uint8Array }): Uint8Array
  /** Octets of the result without unsigned attributes and content, at most: RSA signatures have one length, those of curves a few. */
  readonly estimate: number
}

const schemeOids: Readonly<Record<SigningAlgorithm['scheme'], (digest: Digest) => Uint8Array>> = {
  'rsa': () => der.sequence(der.oid('1.2.840.113549.1.1.1'), der.nothing),
  'rsa-pss': (digest) => der.sequence(der.oid('1.2.840.113549.1.1.10'), der.sequence(
    der.tagged(0, digestId(digest)), der.tagged(1, der.sequence(der.oid('1.2.840.113549.1.1.8'), digestId(digest))), der.tagged(2, der.integer(saltLengths[digest] ?? 32)),
  )),
  'ecdsa': (digest) => der.sequence(der.oid(ecdsaOids[digest] ?? '1.2.840.10045.4.3.2')),
  'ed25519': () => der.sequence(der.oid('1.3.101.112')),
}
const ecdsaOids: Partial<Record<Digest, string>> = { sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' }
const saltLengths: Partial<Record<Digest, number>> = { sha256: 32, sha384: 48, sha512: 64 }
const digestId = (digest: Digest) => der.sequence(der.oid(oidOfDigest(digest)), der.nothing)

export function signatureBuilder({ certificate, chain = [], algorithm, contentType = contentTypes.data, commitment, mimeType }: SignerSettings): SignatureBuilder {
  const { digest, scheme } = algorithm
  const fixed = [
    attribute(attributeOids.contentType, der.oid(contentType)),
    attribute(attributeOids.signingCertificateV2, der.sequence(der.sequence(der.sequence(...(digest === 'sha256' ? [] : [digestId(digest)]), der.octets(digestOf(digest, certificate.der, 'buffer')))))),
    ...(commitment ? [attribute(attributeOids.commitment, der.sequence(der.oid(commitmentOid(commitment))))] : []),
    ...(mimeType ? [attribute(attributeOids.mimeType, der.utf8(mimeType))] : []),
  ]
  const head = [der.integer(contentType === contentTypes.data ? 1 : 3), der.set(digestId(digest))] as const
  const detached = der.sequence(der.oid(contentType))
  const certificates = der.retagged(0xa0, der.set(...[certificate, ...chain].map((each) => each.der)))
  const signerHead = [der.integer(1), der.sequence(certificate.issuer.der, der.element(0x02, certificate.serial)), digestId(digest)] as const
  const signatureId = schemeOids[scheme](digest)
  const empty = new Uint8Array(digestOf(digest, '', 'buffer').length)
  const template = der.set(...fixed, attribute(attributeOids.messageDigest, der.octets(empty)))
  const place = messageDigestPlace(template, empty.length)
  return {
    estimate: certificates.length + certificate.issuer.der.length + 700 + (scheme === 'rsa' || scheme === 'rsa-pss' ? keyOctetsOf(certificate).length : 160),
    prepare(messageDigest, signingTime) {
      if (messageDigest.length !== empty.length) throw new TypeError(`a hash of ${messageDigest.length} octets is not ${digest}`)
      if (signingTime) return toSign(digest, der.set(...fixed, attribute(attributeOids.messageDigest, der.octets(messageDigest)), attribute(attributeOids.signingTime, der.time(signingTime))))
      const bytes = template.slice()
      bytes.set(messageDigest, place)
      return toSign(digest, bytes)
    },
    finish({ bytes }, signature, { unsigned = [], content } = {}) {
      const encapsulated = content ? der.sequence(der.oid(contentType), der.tagged(0, der.octets(content))) : detached
      // The signed attributes were hashed as a SET; inside they stand under [0] (RFC 5652 § 5.4).
      const signer = [...signerHead, attributesTag, bytes.subarray(1), signatureId, ...nested(0x04, [signature]), ...(unsigned.length > 0 ? [der.retagged(0xa1, der.set(...unsigned))] : [])]
      const data = [...head, encapsulated, certificates, ...nested(0x31, nested(0x30, signer))]
      return Buffer.concat(nested(0x30, [der.oid(contentTypes.signedData), ...nested(0xa0, nested(0x30, data))]))
    },
  }
}

const attributesTag = Uint8Array.of(0xa0)

/** The digest of what is to be signed is of use to devices alone, so that it is made when asked for. */
const toSign = (digest: Digest, bytes: Uint8Array): ToSign => ({ bytes, get digest() { return digestOf(digest, bytes, 'buffer') } })

/** An element as the pieces it is made of: they are put together once, at the end. */
function nested(identifier: number, pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  let length = 0
  for (const piece of pieces) length += piece.length
  return [Uint8Array.from(der.headOf(identifier, length)), ...pieces]
}

/** Where in the attributes the digest of the content stands: behind the identifier of its attribute and the heads of a SET and the octets. */
function messageDigestPlace(attributes: Uint8Array, length: number): number {
  const identifier = der.oid(attributeOids.messageDigest)
  const at = Buffer.from(attributes).indexOf(identifier) + identifier.length + 4
  if (attributes[at - 1] !== length) throw new Error('the digest of the content is not where it should be')
  return at
}

export const attribute = (oid: string, ...values: readonly Uint8Array[]): Uint8Array => der.sequence(der.oid(oid), der.set(...values))

const commitmentOid = (commitment: string): string => Object.entries(commitments).find(([name]) => name === commitment)?.[1] ?? commitment
