import { childrenOf, fail, inner, isContext, isText, isUniversal, octetsOf, oidOf, sequenceOf, textOf, timeOf, type Element } from '../asn1/index.ts'
import { readDigest, type Digest } from '../x509/index.ts'
import { onlyValueOf, valuesOf, type Attribute } from './attributes.ts'
import { decodedOr } from './lenient.ts'
import { attributeOids, commitments, type Commitment } from './oids.ts'

type Attributes = readonly Attribute[] | undefined

/** What decodes the one value of an attribute; a malformed or repeated one says nothing. */
const said = <Value>(attributes: Attributes, oid: string, decode: (value: Element) => Value): Value | undefined => {
  const value = onlyValueOf(attributes, oid)
  return value && value !== 'several' ? decodedOr(undefined, () => decode(value)) : undefined
}

/** The time the signer claims, which nobody else vouches for. */
export const signingTimeOf = (attributes: Attributes): Date | undefined => said(attributes, attributeOids.signingTime, timeOf)

export const mimeTypeOf = (attributes: Attributes): string | undefined => said(attributes, attributeOids.mimeType, textOf)

/** The policy a signature was made under (EN 319 122-1 § 5.2.9); `implied` is the empty one. */
export interface SignaturePolicy {
  readonly oid: string | 'implied'
  readonly digest: Digest | undefined
  readonly hash: Uint8Array
}

export function policyOf(attributes: Attributes): SignaturePolicy | undefined {
  return said(attributes, attributeOids.signaturePolicy, (value) => {
    if (isUniversal(value, 'null')) return { oid: 'implied', digest: undefined, hash: new Uint8Array() }
    const [identifier, named] = sequenceOf(value)
    const [algorithm, hash] = named ? sequenceOf(named) : []
    return { oid: oidOf(identifier), digest: algorithm && readDigest(algorithm), hash: hash ? octetsOf(hash) : new Uint8Array() }
  })
}

/** What the signer commits to by signing: words of the standard, else dotted numbers. */
export function commitmentsOf(attributes: Attributes): readonly (Commitment | string)[] {
  const names = new Map<string, Commitment>(Object.entries(commitments).map(([name, oid]) => [oid, name as Commitment]))
  return valuesOf(attributes, attributeOids.commitment).flatMap((value) => {
    const oid = decodedOr(undefined, () => oidOf(sequenceOf(value)[0]))
    return oid === undefined ? [] : [names.get(oid) ?? oid]
  })
}

/** Where the signer claims to have signed: country, place, lines of an address. */
export function signerLocationOf(attributes: Attributes): readonly string[] {
  return said(attributes, attributeOids.signerLocation, (value) => sequenceOf(value).flatMap((field) => childrenOf(field)).flatMap((part) => isText(part) ? [textOf(part)] : [])) ?? []
}

/** Roles the signer claims, where they are texts; certified ones are another matter. */
export function claimedRolesOf(attributes: Attributes): readonly string[] {
  const holder = [attributeOids.signerAttributesV2, attributeOids.signerAttributes].map((oid) => said(attributes, oid, sequenceOf)).find((fields) => fields !== undefined) ?? []
  return holder.filter((field) => isContext(field, 0)).flatMap((field) => decodedOr([], () => textsIn(field, 6)))
}

function textsIn(element: Element, depth: number): string[] {
  if (depth === 0) return fail('nested too deeply')
  if (isText(element)) return [textOf(element)]
  return element.isConstructed ? childrenOf(element).flatMap((child) => textsIn(child, depth - 1)) : []
}

/** What kind of content the signer says it is; without a description it is nothing. */
export function contentHintsOf(attributes: Attributes): { readonly description: string | undefined; readonly type: string } | undefined {
  return said(attributes, attributeOids.contentHints, (value) => {
    const [first, second] = sequenceOf(value)
    return second ? { description: first && textOf(first), type: oidOf(second) } : { description: undefined, type: oidOf(first) }
  })
}

/** Certificates, lists and OCSP answers in attributes: of CAdES (RFC 5126 § 6.3) and of Adobe. Bytes as they stand. */
export interface CarriedEvidence {
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly ocsps: readonly Uint8Array[]
}

export function carriedEvidence(signed: Attributes, unsigned: Attributes): CarriedEvidence {
  const holders = [...valuesOf(unsigned, attributeOids.revocationValues), ...valuesOf(signed, attributeOids.adobeRevocation), ...valuesOf(unsigned, attributeOids.adobeRevocation)]
  const listed = (tag: number) => holders.flatMap((holder) => decodedOr([], () => sequenceOf(holder).filter((field) => isContext(field, tag)).flatMap((field) => sequenceOf(inner(field)))))
  return {
    certificates: valuesOf(unsigned, attributeOids.certificateValues).flatMap((value) => decodedOr([], () => sequenceOf(value))).map(({ whole }) => whole),
    crls: listed(0).map(({ whole }) => whole), ocsps: listed(1).map(({ whole }) => whole),
  }
}

