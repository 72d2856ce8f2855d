import { childrenOf, decoding, isContext, isUniversal, octetsOf, oidOf, sequenceOf, setOf, timeOf, type Element } from '../asn1/index.ts'
import { readCrl, readDigest, readOcspResponse, type Crl, type Digest, type OcspResponse } from '../x509/index.ts'
import { attributeOids } from './oids.ts'

/** Values of attributes by their identifier, in their order; an attribute that came twice has the values of both and is named in `repeated`. */
export interface Attributes {
  readonly values: ReadonlyMap<string, readonly Element[]>
  readonly repeated: ReadonlySet<string>
}

export const noAttributes: Attributes = { values: new Map(), repeated: new Set() }

export function readAttributes(members: readonly Element[]): Attributes {
  const values = new Map<string, readonly Element[]>()
  const repeated = new Set<string>()
  for (const member of members) {
    const [identifier, set] = sequenceOf(member)
    const oid = oidOf(identifier)
    const before = values.get(oid)
    if (before) repeated.add(oid)
    values.set(oid, [...(before ?? []), ...setOf(set)])
  }
  return { values, repeated }
}

export const valuesOf = ({ values }: Attributes, oid: string): readonly Element[] => values.get(oid) ?? []

/** The one value of an attribute that must have exactly one. */
export function onlyValue(attributes: Attributes, oid: string): Element | undefined {
  const found = valuesOf(attributes, oid)
  return found.length === 1 && !attributes.repeated.has(oid) ? found[0] : undefined
}

/** What names the certificate a signature was made with (ESS, RFC 5035): the hash of its bytes, in most with issuer and number. */
export interface CertificateRef {
  readonly digest: Digest | undefined
  readonly hash: Uint8Array
  readonly issuerSerial: Element | undefined
}

/** References of both versions; the first of each is the signer's. */
export function certificateRefs(attributes: Attributes): readonly CertificateRef[] {
  const second = onlyValue(attributes, attributeOids.signingCertificateV2)
  const first = onlyValue(attributes, attributeOids.signingCertificate)
  const refsOf = (value: Element, read: (ref: readonly Element[]) => CertificateRef) => sequenceOf(sequenceOf(value)[0]).slice(0, 1).map((ref) => read(sequenceOf(ref)))
  return [
    ...(second ? refsOf(second, (fields) => {
      const named = isUniversal(fields[0], 'sequence')
      const [hash, issuerSerial] = named ? fields.slice(1) : fields
      return { digest: named && fields[0] ? readDigest(fields[0]) : 'sha256', hash: octetsOf(hash), issuerSerial }
    }) : []),
    ...(first ? refsOf(first, ([hash, issuerSerial]) => ({ digest: 'sha1', hash: octetsOf(hash), issuerSerial })) : []),
  ]
}

export function signingTimeOf(attributes: Attributes): Date | undefined {
  const value = onlyValue(attributes, attributeOids.signingTime)
  const time = value && decoding(() => timeOf(value))
  return time?.ok ? time.value : undefined
}

/** The policy a signature was made under (EPES); `implied` is the empty one. */
export interface SignaturePolicy {
  readonly oid: string | 'implied'
  readonly digest: Digest | undefined
  readonly hash: Uint8Array
}

export function policyOf(attributes: Attributes): SignaturePolicy | undefined {
  const value = onlyValue(attributes, attributeOids.policy)
  if (!value) return undefined
  if (isUniversal(value, 'null')) return { oid: 'implied', digest: undefined, hash: new Uint8Array() }
  const [identifier, hash] = sequenceOf(value)
  const [algorithm, bytes] = hash ? sequenceOf(hash) : []
  return { oid: oidOf(identifier), digest: algorithm && readDigest(algorithm), hash: bytes ? octetsOf(bytes) : new Uint8Array() }
}

export interface RevocationValues {
  readonly crls: readonly Crl[]
  readonly ocsps: readonly OcspResponse[]
}

/** Lists and answers kept in a signature: by CAdES among the unsigned attributes, by Adobe among the signed. Such as cannot be read are left out. */
export function revocationValues(signed: Attributes, unsigned: Attributes): RevocationValues {
  const fields = [...valuesOf(unsigned, attributeOids.revocationValues), ...valuesOf(signed, attributeOids.adobeRevocation)].flatMap((value) => {
    const read = decoding(() => sequenceOf(value))
    return read.ok ? read.value : []
  })
  const within = (tag: number) => fields.filter((field) => isContext(field, tag)).flatMap((field) => childrenOf(field)).flatMap((list) => childrenOf(list))
  return { crls: crlsIn(within(0)), ocsps: ocspsIn(within(1)) }
}

export const crlsIn = (elements: readonly Element[]): Crl[] => elements.flatMap(({ whole }) => {
  const crl = readCrl(whole)
  return crl.ok ? [crl.value] : []
})

export const ocspsIn = (elements: readonly Element[]): OcspResponse[] => elements.flatMap(({ whole }) => {
  const response = readOcspResponse(whole)
  return response.ok ? [response.value] : []
})

