import type { Result } from '../../kernel/result.ts'
import {
  bitNumbersOfContent, bitOctetsOf, booleanOfContent, childrenOf, decoding, enumeratedOf, fail, integerOctets, integerOf, isContext, isUniversal, readElement, sequenceOf, smallIntegerOf, timeOf, inner,
  type Element,
} from '../asn1/index.ts'
import { readSignatureAlgorithm, type SignatureAlgorithm } from './algorithms.ts'
import { authorityKeyIdOf, readExtensions, type Extensions } from './extensions.ts'
import { readGeneralNames, readPointName, type DistributionPoint } from './general-name.ts'
import { readName, type Name } from './name.ts'
import { extensionOids } from './oids.ts'

/** A list of revoked certificates as it was read; whether to believe it is for `revocationByCrl`. */
export interface Crl {
  readonly der: Uint8Array
  readonly tbs: Uint8Array
  readonly issuer: Name
  readonly thisUpdate: Date
  readonly nextUpdate: Date | undefined
  readonly extensions: Extensions
  readonly algorithm: SignatureAlgorithm | undefined
  readonly signature: Uint8Array
  readonly revoked: Element | undefined
}

export interface Revocation {
  readonly at: Date
  /** The number of the reason (RFC 5280 § 5.3.1); 0 when none is given. */
  readonly reason: number
}

/** What a list is about (issuingDistributionPoint, RFC 5280 § 5.2.5). */
export interface Scope {
  readonly point: Pick<DistributionPoint, 'names' | 'relative'>
  readonly hasPoint: boolean
  readonly only: 'users' | 'authorities' | 'attributes' | undefined
  /** Numbers of reason flags; `undefined`: all. */
  readonly reasons: ReadonlySet<number> | undefined
  readonly isIndirect: boolean
}

/** A revoked certificate of a large authority costs some five elements. */
const limits = { elements: 10_000_000 }

export function readCrl(bytes: Uint8Array): Result<Crl, 'malformed'> {
  return decoding(() => {
    const root = readElement(bytes, { ber: true, limits })
    const [tbs, outer, signature] = sequenceOf(root)
    if (!tbs || !outer) return fail('no list')
    const fields = [...sequenceOf(tbs)]
    if (isUniversal(fields[0], 'integer') && smallIntegerOf(fields.shift()) > 1) return fail('a list of an unknown version')
    const [algorithm, issuer, thisUpdate, ...rest] = fields
    if (!algorithm || !issuer || Buffer.compare(algorithm.whole, outer.whole) !== 0) return fail('two algorithms that are not one')
    const [next] = rest
    const hasNext = isUniversal(next, 'utcTime') || isUniversal(next, 'generalizedTime')
    const extensions = rest.find((field) => isContext(field, 0))
    return {
      der: root.whole, tbs: tbs.whole, issuer: readName(issuer), thisUpdate: timeOf(thisUpdate), nextUpdate: hasNext ? timeOf(next) : undefined,
      extensions: extensions ? readExtensions(inner(extensions)) : new Map(), algorithm: readSignatureAlgorithm(outer), signature: bitOctetsOf(signature),
      revoked: rest.find((field) => isUniversal(field, 'sequence')),
    }
  })
}

export const crlNumberOf = ({ extensions }: Crl): bigint | undefined => numberOf(extensions, extensionOids.crlNumber)

/** The number of the list that a delta list adds to; `undefined` when it is a whole list. */
export const baseNumberOf = ({ extensions }: Crl): bigint | undefined => numberOf(extensions, extensionOids.deltaCrl)

function numberOf(extensions: Extensions, oid: string): bigint | undefined {
  const extension = extensions.get(oid)
  return extension && integerOf(readElement(extension.value))
}

export const crlAuthorityKeyId = ({ extensions }: Crl): Uint8Array | undefined => authorityKeyIdOf(extensions)

const whole: Scope = { point: { names: [], relative: undefined }, hasPoint: false, only: undefined, reasons: undefined, isIndirect: false }

export function scopeOf({ extensions }: Crl): Scope {
  const extension = extensions.get(extensionOids.issuingPoint)
  if (!extension) return whole
  const fields = sequenceOf(readElement(extension.value))
  const flag = (tag: number) => {
    const field = fields.find((each) => isContext(each, tag))
    return field !== undefined && booleanOfContent(field)
  }
  const [point, reasons] = [fields.find((each) => isContext(each, 0)), fields.find((each) => isContext(each, 3))]
  return {
    point: readPointName(point), hasPoint: point !== undefined, only: flag(1) ? 'users' : flag(2) ? 'authorities' : flag(5) ? 'attributes' : undefined,
    reasons: reasons && bitNumbersOfContent(reasons), isIndirect: flag(4),
  }
}

interface Entry extends Revocation {
  readonly serial: string
  /** Whose certificate it is: the issuer's of the list, unless the list is indirect. */
  readonly issuer: string
  readonly hasUnknownCritical: boolean
}

const entries = new WeakMap<Crl, ReadonlyMap<string, Entry>>()

/** Whether the list has the certificate; `removeFromCRL` (8) of a delta list is an entry as well. Entries are read once. */
export function entryOf(crl: Crl, issuer: Name, serial: Uint8Array): Entry | undefined {
  let known = entries.get(crl)
  if (!known) {
    known = readEntries(crl)
    entries.set(crl, known)
  }
  return known.get(keyOf(issuer.key, hex(serial)))
}

const keyOf = (issuer: string, serial: string) => `${serial} ${issuer}`
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

function readEntries(crl: Crl): Map<string, Entry> {
  const found = new Map<string, Entry>()
  let issuer = crl.issuer.key
  for (const element of crl.revoked ? childrenOf(crl.revoked) : []) {
    const [serial, at, rest] = sequenceOf(element)
    const extensions = rest ? readExtensions(rest) : undefined
    const [reason, owner] = [extensions?.get(extensionOids.reasonCode), extensions?.get(extensionOids.certificateIssuer)]
    if (owner) issuer = ownerOf(owner.value) ?? issuer
    const entry: Entry = {
      serial: hex(integerOctets(serial)), issuer, at: timeOf(at), reason: reason ? enumeratedOf(readElement(reason.value)) : 0,
      hasUnknownCritical: extensions !== undefined && [...extensions.values()].some(({ oid, isCritical }) => isCritical && !understood.has(oid)),
    }
    found.set(keyOf(issuer, entry.serial), entry)
  }
  return found
}

function ownerOf(value: Uint8Array): string | undefined {
  return readGeneralNames(sequenceOf(readElement(value))).flatMap((name) => (name.kind === 'directory' ? [name.name.key] : []))[0]
}

const understood: ReadonlySet<string> = new Set([extensionOids.reasonCode, extensionOids.certificateIssuer, extensionOids.invalidityDate])
const understoodOfList: ReadonlySet<string> = new Set([
  extensionOids.crlNumber, extensionOids.authorityKeyId, extensionOids.issuingPoint, extensionOids.deltaCrl, extensionOids.freshestCrl, extensionOids.expiredCertsOnCrl, extensionOids.issuerAltName,
])

/** Critical extensions of the list that nobody here understands: then nothing of it may be used (RFC 5280 § 5.2). */
export const hasUnknownCritical = ({ extensions }: Crl): boolean => [...extensions.values()].some(({ oid, isCritical }) => isCritical && !understoodOfList.has(oid))
