import { childrenOf, der, isContext, sequenceOf, type Element } from '../asn1/index.ts'
import type { Attribute } from './attributes.ts'
import { contentOf, type Content } from './content.ts'
import type { HashIndex } from './hash-index.ts'
import { sameBytes } from '../x509/index.ts'
import { decodedOr } from './lenient.ts'
import { attributeOids } from './oids.ts'
import { definite } from './re-encode.ts'
import type { SignedData, SignerInfo } from './signed-data.ts'
import type { TimestampToken } from './timestamp.ts'

/** Bytes hashed one after another; several where programs differ in how they wrote the same values. Made when asked for: they are as long as the content. */
export type Readings = readonly (() => readonly Uint8Array[])[]

/** What an archive time stamp of the third version hashes (EN 319 122-1 § 5.5.3); nothing when the content is not at hand. */
export function archivedByIndex(data: SignedData, signer: SignerInfo, token: TimestampToken, content: Content, { element }: HashIndex): Readings | undefined {
  const hash = token.digest && content.digest(token.digest)
  return hash && [wholeFields, definiteFields].map((fieldsOf) => () => archivedPieces(data, signer, hash, element.whole, fieldsOf))
}

export function archivedPieces({ parts }: SignedData, signer: SignerInfo, hash: Uint8Array, index: Uint8Array, fieldsOf = wholeFields): readonly Uint8Array[] {
  const [type] = childrenOf(parts.encapsulated)
  return [type?.whole ?? new Uint8Array(), hash, ...fieldsOf(signedFields(signer)), index]
}

/** Everything of a signer but the unsigned attributes. */
function signedFields({ element }: SignerInfo): readonly Element[] {
  const fields = sequenceOf(element)
  return isContext(fields.at(-1), 1) ? fields.slice(0, -1) : fields
}

const wholeFields = (fields: readonly Element[]): readonly Uint8Array[] => fields.map(({ whole }) => whole)
const definiteFields = (fields: readonly Element[]): readonly Uint8Array[] => fields.map(definite)

/** What an archive time stamp of the second version hashes (RFC 5126 § 6.4.1): everything there was before it. */
export function archivedWhole(data: SignedData, signer: SignerInfo, content: Content, isEarlier: (attribute: Attribute) => boolean): Readings | undefined {
  const { encapsulated, certificates, revocations } = data.parts
  const beside = data.content === undefined ? content.bytes() : new Uint8Array()
  if (!beside) return undefined
  const evidence = [certificates, revocations].flatMap((field) => field ? [field] : [])
  const unsigned = signer.unsigned.filter(isEarlier).map(({ element }) => element)
  const inPlace = (elements: readonly Uint8Array[]) => elements.length > 0 ? [der.element(0xa1, ...elements)] : []
  const sorted = (elements: readonly Uint8Array[]) => inPlace(elements.toSorted((one, other) => Buffer.compare(one, other)))
  return [wholeFields, definiteFields].flatMap((of) => [inPlace, sorted].map((ordered) => () =>
    [...of([encapsulated]), beside, ...of(evidence), ...of(signedFields(signer)), ...ordered(of(unsigned))]))
}

/** What the time stamps of CAdES-X hash: references, and for the first type the signature and its time stamp before them (RFC 5126 § 6.3.5, § 6.3.6). */
export function referencesStamped(signer: SignerInfo, withSignature: boolean): Readings {
  const of = (oid: string) => signer.unsigned.filter((attribute) => attribute.oid === oid).flatMap(({ element }) => wholeFields(childrenOf(element)))
  const references = [...of(attributeOids.certificateRefs), ...of(attributeOids.revocationRefs)]
  return [() => withSignature ? [signer.signature, ...of(attributeOids.signatureTimestamp), ...references] : references]
}

/** Of several readings the one that was stamped; where none is, the first. Readings that say the same are hashed once. */
export function stampedOf(readings: Readings, { digest, imprint }: TimestampToken): Content {
  let before: readonly Uint8Array[] | undefined
  let first: Content | undefined
  for (const reading of readings) {
    const pieces = decodedOr([], reading)
    if (before && isSame(before, pieces)) continue
    before = pieces
    const content = contentOf(...pieces)
    first ??= content
    if (digest && Buffer.from(content.digest(digest) ?? []).equals(imprint)) return content
  }
  return first ?? contentOf()
}

const isSame = (one: readonly Uint8Array[], other: readonly Uint8Array[]) => one.length === other.length && one.every((piece, index) => piece === other[index] || sameBytes(piece, other[index] ?? new Uint8Array()))
