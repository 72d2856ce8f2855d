import { childrenOf, fail, inner, integerOctets, isContext, isUniversal, octetsOf, oidOf, sequenceOf, timeOf, type Element } from '../../asn1/index.ts'
import { readDigest, readName, type Digest, type Name } from '../../x509/index.ts'

export interface Attribute {
  readonly oid: string
  readonly values: readonly Element[]
}

export const attributeOids = {
  contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4', signingTime: '1.2.840.113549.1.9.5', counterSignature: '1.2.840.113549.1.9.6',
  signingCertificate: '1.2.840.113549.1.9.16.2.12', signingCertificateV2: '1.2.840.113549.1.9.16.2.47', signaturePolicy: '1.2.840.113549.1.9.16.2.15',
  signatureTimestamp: '1.2.840.113549.1.9.16.2.14', contentTimestamp: '1.2.840.113549.1.9.16.2.20', certificateRefs: '1.2.840.113549.1.9.16.2.21', revocationRefs: '1.2.840.113549.1.9.16.2.22',
  certificateValues: '1.2.840.113549.1.9.16.2.23', revocationValues: '1.2.840.113549.1.9.16.2.24', escTimestamp: '1.2.840.113549.1.9.16.2.25', refsTimestamp: '1.2.840.113549.1.9.16.2.26',
  archiveTimestampV2: '1.2.840.113549.1.9.16.2.48', archiveTimestampV3: '0.4.0.1733.2.4', atsHashIndexV3: '0.4.0.19122.1.5', atsHashIndex: '0.4.0.1733.2.5',
  adobeRevocation: '1.2.840.113583.1.1.8', cmsAlgorithmProtection: '1.2.840.113549.1.9.52',
  evidenceRecord: '1.2.840.113549.1.9.16.2.49', evidenceRecordExternal: '1.2.840.113549.1.9.16.2.50', mimeType: '0.4.0.1733.2.1', contentHints: '1.2.840.113549.1.9.16.2.4',
} as const

/** A SET of attributes, under whatever implicit tag it stands. */
export function readAttributes(element: Element): readonly Attribute[] {
  return childrenOf(element).map((attribute) => {
    const [type, values] = sequenceOf(attribute)
    if (!values) return fail('an attribute without values')
    return { oid: oidOf(type), values: childrenOf(values) }
  })
}

export const attributesOf = (attributes: readonly Attribute[] | undefined, oid: string): readonly Element[] =>
  (attributes ?? []).filter((attribute) => attribute.oid === oid).flatMap(({ values }) => values)

/** The one value of an attribute that may stand once with one value; `several` when it does otherwise. */
export function onlyValueOf(attributes: readonly Attribute[] | undefined, oid: string): Element | 'several' | undefined {
  const values = attributesOf(attributes, oid)
  const times = (attributes ?? []).filter((attribute) => attribute.oid === oid).length
  return values.length > 1 || times > 1 ? 'several' : values[0]
}

/** The certificate a signer names by its hash (ESS, RFC 5035), the first alone: the others are of its path. */
export interface NamedCertificate {
  readonly digest: Digest | undefined
  readonly hash: Uint8Array
  /** Who issued it and its number, where that is said as well. */
  readonly issued: { readonly issuer: Name | undefined; readonly serial: Uint8Array } | undefined
}

export function namedCertificateOf(attributes: readonly Attribute[] | undefined): NamedCertificate | 'several' | undefined {
  const v2 = onlyValueOf(attributes, attributeOids.signingCertificateV2)
  const v1 = onlyValueOf(attributes, attributeOids.signingCertificate)
  if (v1 === 'several' || v2 === 'several') return 'several'
  const value = v2 ?? v1
  const first = value && sequenceOf(sequenceOf(value)[0])[0]
  if (!first) return undefined
  const fields = [...sequenceOf(first)]
  const digest = v2 && isUniversal(fields[0], 'sequence') ? readDigest(fields.shift() ?? fail('no digest')) : v2 ? 'sha256' : 'sha1'
  const [hash, issuerSerial] = fields
  return { digest, hash: octetsOf(hash), issued: issuerSerial && issuedOf(issuerSerial) }
}

function issuedOf(element: Element) {
  const [names, serial] = sequenceOf(element)
  const directory = sequenceOf(names).find((name) => isContext(name, 4))
  return { issuer: directory && readName(inner(directory)), serial: integerOctets(serial) }
}

export function signingTimeOf(attributes: readonly Attribute[] | undefined): Date | undefined {
  const value = onlyValueOf(attributes, attributeOids.signingTime)
  return value && value !== 'several' ? timeOf(value) : undefined
}

/** CRLs and OCSP responses that a signature carries in its attributes, of CAdES or of Adobe. */
export function evidenceIn(signed: readonly Attribute[] | undefined, unsigned: readonly Attribute[]): { readonly certificates: readonly Uint8Array[]; readonly crls: readonly Uint8Array[]; readonly ocsps: readonly Uint8Array[] } {
  const holders = [...attributesOf(unsigned, attributeOids.revocationValues), ...attributesOf(signed, attributeOids.adobeRevocation), ...attributesOf(unsigned, attributeOids.adobeRevocation)]
  const listed = (tag: number) => holders.flatMap((holder) => childrenOf(holder).filter((field) => field.tagClass === 'context' && field.tag === tag))
    .flatMap((field) => childrenOf(field)).flatMap((list) => isUniversal(list, 'sequence') ? childrenOf(list) : [])
  return {
    certificates: attributesOf(unsigned, attributeOids.certificateValues).flatMap((value) => childrenOf(value)).map(({ whole }) => whole),
    crls: listed(0).map(({ whole }) => whole), ocsps: listed(1).map(({ whole }) => whole),
  }
}


