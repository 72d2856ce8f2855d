import { publicKeyOf, type Certificate } from './certificate.ts'
import { verifies } from './algorithms.ts'
import { baseNumberOf, crlNumberOf, entryOf, hasUnknownCritical, scopeOf, type Crl, type Revocation, type Scope } from './crl.ts'
import { basicConstraintsOf, crlPointsOf, keyUsageOf } from './extensions.ts'
import type { DistributionPoint, GeneralName } from './general-name.ts'
import { readName, type Name } from './name.ts'
import { remembered } from './remembered.ts'
import { decoding, der, readElement } from '../asn1/index.ts'

/** What lists say of a certificate: its revocation, that it is not revoked, or nothing (`null`), because they do not cover it. */
export interface ListedStatus {
  readonly revocation: Revocation | undefined
  readonly thisUpdate: Date
  readonly nextUpdate: Date | undefined
}

export interface CrlSearch {
  readonly certificate: Certificate
  readonly crls: readonly Crl[]
  /** Whether the list may be used at the time in question. */
  isCurrent(crl: Crl): boolean
  /** Certificates that may have signed the list and are themselves to be believed. */
  signersOf(crl: Crl): readonly Certificate[]
}

/** RFC 5280 § 6.3, with delta lists, indirect lists and lists of some reasons. */
export function statusByCrl(search: CrlSearch): ListedStatus | null {
  const { certificate } = search
  const current = search.crls.filter((crl) => isReadable(crl, certificate) && search.isCurrent(crl) && !hasUnknownCritical(crl))
  let covered: ReadonlySet<number> = new Set()
  let oldest: ListedStatus | undefined
  for (const point of pointsOf(certificate)) {
    for (const crl of current.filter((each) => baseNumberOf(each) === undefined)) {
      const scope = scopeOf(crl)
      const reasons = reasonsOf(point, scope)
      if (!isFor(certificate, point, crl, scope) || [...reasons].every((reason) => covered.has(reason)) || !isAuthentic(search, crl)) continue
      const delta = deltaOf(search, current, crl, scope)
      const entry = statusIn(certificate, crl, delta)
      if (entry === 'unusable') continue
      const said: ListedStatus = { revocation: entry, thisUpdate: (delta ?? crl).thisUpdate, nextUpdate: (delta ?? crl).nextUpdate }
      if (entry) return said
      covered = covered.union(reasons)
      oldest = oldest && oldest.thisUpdate <= said.thisUpdate ? oldest : said
      if (covered.size === allReasons.size) return oldest
    }
  }
  return null
}

/** What is asked of a list can be read: one that cannot is as if it were not there, and takes none of the others along. */
const isReadable = (crl: Crl, { issuer, serial }: Certificate): boolean => decoding(() => [scopeOf(crl), baseNumberOf(crl), crlNumberOf(crl), entryOf(crl, issuer, serial)]).ok

/** Numbers 1 to 8 of ReasonFlags; bit 0 is not used. */
const allReasons: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8])

const reasonsOf = (point: DistributionPoint, scope: Scope): ReadonlySet<number> => allReasons.intersection(point.reasons ?? allReasons).intersection(scope.reasons ?? allReasons)

/** Where a certificate says its status is to be found; without a word it is with its issuer. */
function pointsOf({ extensions, issuer }: Certificate): readonly DistributionPoint[] {
  const points = crlPointsOf(extensions)
  const own: DistributionPoint = { names: [{ kind: 'directory', name: issuer }], relative: undefined, reasons: undefined, issuers: [] }
  return [...points, own]
}

function isFor(certificate: Certificate, point: DistributionPoint, crl: Crl, scope: Scope): boolean {
  const foreign = point.issuers.flatMap((name) => (name.kind === 'directory' ? [name.name.key] : []))
  if (foreign.length > 0 ? !foreign.includes(crl.issuer.key) || (!scope.isIndirect && crl.issuer.key !== certificate.issuer.key) : crl.issuer.key !== certificate.issuer.key) return false
  const isAuthority = basicConstraintsOf(certificate.extensions)?.isAuthority ?? false
  if (scope.only === 'attributes' || (scope.only === 'users' && isAuthority) || (scope.only === 'authorities' && !isAuthority)) return false
  return !scope.hasPoint || samePlace(point, scope, certificate.issuer, crl.issuer)
}

/** Whether one of the names of a point of the certificate is one of the list's. */
function samePlace(point: DistributionPoint, scope: Scope, issuer: Name, crlIssuer: Name): boolean {
  const names = point.names.length > 0 || point.relative ? [...point.names.map(keyOf), ...relativeKey(point, point.issuers.length > 0 ? crlIssuer : issuer)] : point.issuers.map(keyOf)
  const places = new Set([...scope.point.names.map(keyOf), ...relativeKey(scope.point, crlIssuer)])
  return names.some((name) => places.has(name))
}

const keyOf = (name: GeneralName): string => {
  if (name.kind === 'directory') return `directory ${name.name.key}`
  return 'text' in name ? `${name.kind} ${name.text}` : `${name.kind} ${Buffer.from('der' in name ? name.der : name.octets).toString('hex')}`
}

/** A name relative to the issuer of the list is that issuer's name with one part more. */
function relativeKey({ relative }: Pick<DistributionPoint, 'relative'>, issuer: Name): string[] {
  if (!relative) return []
  const part = decoding(() => readName(readElement(der.sequence(der.element(0x31, relative.content)), { ber: true })))
  return part.ok ? [`directory ${issuer.key}${part.value.key}`] : []
}

function isAuthentic({ signersOf }: CrlSearch, crl: Crl): boolean {
  return signersOf(crl).some((signer) => {
    const uses = keyUsageOf(signer.extensions)
    return (!uses || uses.has('cRLSign')) && isCrlSignedBy(crl, signer)
  })
}

/** Once checked, it is known: one list serves many certificates. */
export const isCrlSignedBy = remembered((crl: Crl, signer: Certificate): boolean => {
  const key = publicKeyOf(signer)
  return key !== undefined && crl.algorithm !== undefined && verifies(crl.algorithm, key, crl.tbs, crl.signature)
})

/** The newest delta list that adds to this one. */
function deltaOf(search: CrlSearch, current: readonly Crl[], complete: Crl, scope: Scope): Crl | undefined {
  const number = crlNumberOf(complete)
  if (number === undefined) return undefined
  return current
    .filter((crl) => {
      const [base, own] = [baseNumberOf(crl), crlNumberOf(crl)]
      return base !== undefined && own !== undefined && base <= number && own >= number && crl.issuer.key === complete.issuer.key && sameScope(scopeOf(crl), scope) && isAuthentic(search, crl)
    })
    .toSorted((one, other) => other.thisUpdate.getTime() - one.thisUpdate.getTime())[0]
}

const sameScope = (one: Scope, other: Scope) => {
  const words = ({ point, only, reasons, isIndirect }: Scope) => JSON.stringify([point.names.map(keyOf), point.relative && Buffer.from(point.relative.whole).toString('hex'), only, [...(reasons ?? allReasons)], isIndirect])
  return words(one) === words(other)
}

const removed = 8

function statusIn({ issuer, serial }: Certificate, complete: Crl, delta: Crl | undefined): Revocation | undefined | 'unusable' {
  const changed = delta && entryOf(delta, issuer, serial)
  const entry = changed ?? entryOf(complete, issuer, serial)
  if (!entry || (changed && changed.reason === removed)) return undefined
  return entry.hasUnknownCritical ? 'unusable' : entry
}
