import {
  bitNumbersOf, booleanOf, childrenOf, decoding, fail, isContext, isUniversal, octetsOf, octetsOfContent, oidOf, readElement, sequenceOf, smallIntegerOf, smallIntegerOfContent,
  type Element,
} from '../asn1/index.ts'
import { readGeneralNames, readPoints, type DistributionPoint, type GeneralName } from './general-name.ts'
import { extensionOids, qcOids } from './oids.ts'

export interface Extension {
  readonly oid: string
  readonly isCritical: boolean
  /** The DER within. */
  readonly value: Uint8Array
}

export type Extensions = ReadonlyMap<string, Extension>

/** Extensions by their identifier; one that comes twice is malformed (RFC 5280 § 4.2). */
export function readExtensions(element: Element): Extensions {
  const found = new Map<string, Extension>()
  for (const each of sequenceOf(element)) {
    const [identifier, ...rest] = sequenceOf(each)
    const oid = oidOf(identifier)
    if (found.has(oid)) fail(`an extension twice: ${oid}`)
    found.set(oid, { oid, isCritical: rest.length > 1 && booleanOf(rest[0]), value: octetsOf(rest.at(-1)) })
  }
  return found
}

const keyUses = ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly'] as const
export type KeyUse = (typeof keyUses)[number]

export interface PolicyMapping { readonly issuer: string; readonly subject: string }

export interface NameSubtrees {
  readonly permitted: readonly GeneralName[]
  readonly excluded: readonly GeneralName[]
}

const read = <Value>(extensions: Extensions, oid: string, decode: (value: Element) => Value): Value | undefined => {
  const extension = extensions.get(oid)
  return extension && decode(readElement(extension.value))
}

export function keyUsageOf(extensions: Extensions): ReadonlySet<KeyUse> | undefined {
  return read(extensions, extensionOids.keyUsage, (value) => new Set([...bitNumbersOf(value)].flatMap((bit) => keyUses[bit] ?? [])))
}

export const purposesOf = (extensions: Extensions): readonly string[] | undefined => read(extensions, extensionOids.extendedKeyUsage, (value) => sequenceOf(value).map(oidOf))

export function basicConstraintsOf(extensions: Extensions): { readonly isAuthority: boolean; readonly pathLength: number | undefined } | undefined {
  return read(extensions, extensionOids.basicConstraints, (value) => {
    const [first, second] = sequenceOf(value)
    const isAuthority = isUniversal(first, 'boolean') && booleanOf(first)
    const length = isUniversal(first, 'integer') ? first : second
    return { isAuthority, pathLength: length && smallIntegerOf(length) }
  })
}

export const subjectKeyIdOf = (extensions: Extensions): Uint8Array | undefined => read(extensions, extensionOids.subjectKeyId, octetsOf)

export function authorityKeyIdOf(extensions: Extensions): Uint8Array | undefined {
  return read(extensions, extensionOids.authorityKeyId, (value) => {
    const key = sequenceOf(value).find((field) => isContext(field, 0))
    return key && octetsOfContent(key)
  })
}

export const altNamesOf = (extensions: Extensions): readonly GeneralName[] => read(extensions, extensionOids.subjectAltName, (value) => readGeneralNames(sequenceOf(value))) ?? []

/** Policies by their identifier, without their qualifiers. */
export const policiesOf = (extensions: Extensions): readonly string[] | undefined =>
  read(extensions, extensionOids.policies, (value) => sequenceOf(value).map((policy) => oidOf(sequenceOf(policy)[0])))

export const policyMappingsOf = (extensions: Extensions): readonly PolicyMapping[] => read(extensions, extensionOids.policyMappings, (value) => sequenceOf(value).map((mapping) => {
  const [issuer, subject] = sequenceOf(mapping)
  return { issuer: oidOf(issuer), subject: oidOf(subject) }
})) ?? []

export function policyConstraintsOf(extensions: Extensions): { readonly requireExplicit: number | undefined; readonly inhibitMapping: number | undefined } {
  const fields = read(extensions, extensionOids.policyConstraints, sequenceOf) ?? []
  const number = (tag: number) => {
    const field = fields.find((each) => isContext(each, tag))
    return field && smallIntegerOfContent(field)
  }
  return { requireExplicit: number(0), inhibitMapping: number(1) }
}

export const inhibitAnyPolicyOf = (extensions: Extensions): number | undefined => read(extensions, extensionOids.inhibitAnyPolicy, smallIntegerOf)

export function nameConstraintsOf(extensions: Extensions): NameSubtrees | undefined {
  return read(extensions, extensionOids.nameConstraints, (value) => {
    const fields = sequenceOf(value)
    const subtrees = (tag: number) => {
      const field = fields.find((each) => isContext(each, tag))
      return field ? childrenOf(field).flatMap((subtree) => readGeneralNames(sequenceOf(subtree).slice(0, 1))) : []
    }
    return { permitted: subtrees(0), excluded: subtrees(1) }
  })
}

export const crlPointsOf = (extensions: Extensions): readonly DistributionPoint[] => read(extensions, extensionOids.crlPoints, readPoints) ?? []
export const freshestPointsOf = (extensions: Extensions): readonly DistributionPoint[] => read(extensions, extensionOids.freshestCrl, readPoints) ?? []

/** Addresses of OCSP responders and of the issuer's certificate (RFC 5280 § 4.2.2.1). */
export function authorityInfoOf(extensions: Extensions): { readonly ocsp: readonly string[]; readonly issuers: readonly string[] } {
  const entries = (read(extensions, extensionOids.authorityInfo, sequenceOf) ?? []).map((entry) => {
    const [method, location] = sequenceOf(entry)
    return { method: oidOf(method), url: location && isContext(location, 6) ? Buffer.from(location.content).toString('latin1') : '' }
  })
  const urls = (method: string) => entries.filter((entry) => entry.method === method && entry.url !== '').map(({ url }) => url)
  return { ocsp: urls('1.3.6.1.5.5.7.48.1'), issuers: urls('1.3.6.1.5.5.7.48.2') }
}

/** What a certificate says of its own quality (EN 319 412-5). Whether it is true is for a trusted list to say. */
export interface QcStatements {
  readonly isQualified: boolean
  readonly isOnDevice: boolean
  readonly types: readonly ('signature' | 'seal' | 'web')[]
}

const qcTypes: Readonly<Record<string, QcStatements['types'][number]>> = { [qcOids.typeSignature]: 'signature', [qcOids.typeSeal]: 'seal', [qcOids.typeWeb]: 'web' }

export function qcStatementsOf(extensions: Extensions): QcStatements {
  const decoded = decoding(() => read(extensions, extensionOids.qcStatements, (value) => sequenceOf(value).map(sequenceOf)) ?? [])
  const statements = decoded.ok ? decoded.value.map(([identifier, info]) => ({ oid: oidOf(identifier), info })) : []
  const types = statements.find(({ oid }) => oid === qcOids.type)?.info
  return {
    isQualified: statements.some(({ oid }) => oid === qcOids.compliance), isOnDevice: statements.some(({ oid }) => oid === qcOids.sscd),
    types: types ? sequenceOf(types).flatMap((type) => qcTypes[oidOf(type)] ?? []) : [],
  }
}

