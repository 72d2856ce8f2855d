import { createHash } from 'node:crypto'
import { childrenOf, isUniversal, octetsOf, sequenceOf, type Element } from '../asn1/index.ts'
import { readDigest, type Digest } from '../x509/index.ts'
import { onlyValueOf, type Attribute } from './attributes.ts'
import { attributeOids } from './oids.ts'
import type { SignedData, SignerInfo } from './signed-data.ts'
import type { TimestampToken } from './timestamp.ts'

/** What an archive time stamp of the third version lists, by hashes, of certificates, lists and unsigned attributes (EN 319 122-1 § 5.5.2). */
export interface HashIndex {
  readonly element: Element
  readonly digest: Digest | undefined
  /** The third version of the list hashes values of attributes one by one, the earlier ones whole attributes. */
  readonly byValue: boolean
  readonly certificates: ReadonlySet<string>
  readonly revocations: ReadonlySet<string>
  readonly attributes: ReadonlySet<string>
}

const versions = [attributeOids.hashIndexV3, attributeOids.hashIndexV2, attributeOids.hashIndexV1] as const

/** The list in the unsigned attributes of the token; nothing when there is none, or more than one. */
export function hashIndexOf({ data }: TimestampToken): HashIndex | undefined {
  const unsigned = data.signers[0]?.unsigned
  const found = versions.flatMap((oid) => {
    const value = onlyValueOf(unsigned, oid)
    return value ? [{ oid, value }] : []
  })
  const [only, ...more] = found
  if (!only || only.value === 'several' || more.length > 0) return undefined
  const fields = [...sequenceOf(only.value)]
  // Only the algorithm begins with an identifier; the lists hold octets.
  const hasAlgorithm = fields.length > 3
  const digest = hasAlgorithm && fields[0] ? readDigest(fields[0]) : 'sha256'
  const [certificates, revocations, attributes] = (hasAlgorithm ? fields.slice(1) : fields).map(hashesIn)
  const none: ReadonlySet<string> = new Set()
  return { element: only.value, digest, byValue: only.oid === attributeOids.hashIndexV3, certificates: certificates ?? none, revocations: revocations ?? none, attributes: attributes ?? none }
}

const hashesIn = (list: Element): ReadonlySet<string> => new Set(sequenceOf(list).filter((each) => isUniversal(each, 'octetString')).map((each) => hex(octetsOf(each))))

/** Whether everything that is listed is there: a hash of something gone would prove it never was what it is said to be. */
export function isIndexMet({ digest, byValue, certificates, revocations, attributes }: HashIndex, { parts }: SignedData, { unsigned }: SignerInfo): boolean {
  if (!digest) return false
  const hashed = (...pieces: readonly Uint8Array[]) => {
    const hash = createHash(digest)
    for (const piece of pieces) hash.update(piece)
    return hash.digest('hex')
  }
  const childHashes = (field: Element | undefined) => new Set((field ? childrenOf(field) : []).map(({ whole }) => hashed(whole)))
  const ofAttribute = (attribute: Attribute) => byValue ? attribute.values.map((value) => hashed(typeOf(attribute), value.whole)) : [hashed(attribute.element.whole)]
  return certificates.isSubsetOf(childHashes(parts.certificates)) && revocations.isSubsetOf(childHashes(parts.revocations)) && attributes.isSubsetOf(new Set(unsigned.flatMap(ofAttribute)))
}

const typeOf = ({ element }: Attribute) => childrenOf(element)[0]?.whole ?? new Uint8Array()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
