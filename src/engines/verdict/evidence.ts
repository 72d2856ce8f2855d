import { hash } from 'node:crypto'
import type { Result } from '../../kernel/result.ts'
import { indexServices, type TrustedList, type TrustIndex } from '../trust/index.ts'
import { readCertificate, readCrl, readOcspResponse, type Certificate, type Crl, type OcspResponse } from '../x509/index.ts'

/** What a verdict is given to judge by, as bytes: nothing else is asked, no network, no clock. */
export interface GivenEvidence {
  /** DER of certificates that are trusted whatever lists say. */
  readonly anchors?: readonly Uint8Array[]
  readonly lists?: readonly TrustedList[]
  readonly certificates?: readonly Uint8Array[]
  readonly crls?: readonly Uint8Array[]
  readonly ocsps?: readonly Uint8Array[]
  /** The time of the verdict: evidence of later is not believed. */
  readonly at: Date
}

/** The same, read once for any number of documents; what was found out about a chain is kept with it. */
export interface Evidence {
  readonly given: readonly Certificate[]
  readonly index: TrustIndex
  readonly certificates: readonly Certificate[]
  readonly crls: readonly Crl[]
  readonly ocsps: readonly OcspResponse[]
  readonly at: Date
  readonly known: Map<string, unknown>
}

export function readEvidence({ anchors = [], lists = [], certificates = [], crls = [], ocsps = [], at }: GivenEvidence): Evidence {
  const known = new Map<string, unknown>()
  return {
    given: certificatesOf(anchors, known), index: indexServices(lists), certificates: certificatesOf(certificates, known), at, known, ...revocationsOf(crls, ocsps, known),
  }
}

/**
 * Foreign certificates of which some may be broken: those that can be read, each once. With `known` those of other documents are not read
 * again, and their keys not either.
 */
export const certificatesOf = (ders: readonly Uint8Array[], known?: Evidence['known']): Certificate[] => eachOnce('certificate', ders, readCertificate, known)

/** The same of certificate revocation lists and OCSP responses. */
export function revocationsOf(crls: readonly Uint8Array[], ocsps: readonly Uint8Array[], known?: Evidence['known']): { readonly crls: readonly Crl[]; readonly ocsps: readonly OcspResponse[] } {
  return { crls: eachOnce('crl', crls, readCrl, known), ocsps: eachOnce('ocsp', ocsps, readOcspResponse, known) }
}

/** Lists of revocations may be of megabytes: those are read again rather than kept. */
const longestRemembered = 65_536

function eachOnce<Value extends object>(kind: string, items: readonly Uint8Array[], read: (bytes: Uint8Array) => Result<Value, string>, known: Evidence['known'] | undefined): Value[] {
  const found = new Map<string, Value | undefined>()
  for (const bytes of items) {
    const key = `${kind} ${hashOf(bytes)}`
    if (found.has(key)) continue
    const before = known?.get(key) as Value | undefined
    const isKept = !before && known !== undefined && bytes.length <= longestRemembered
    // A copy is kept, or the whole file in which it stood would be.
    const fresh = before ? undefined : read(isKept ? new Uint8Array(bytes) : bytes)
    const value = before ?? (fresh?.ok ? fresh.value : undefined)
    found.set(key, value)
    if (value) fingerprints.set(value, key)
    if (isKept && value) remember(known, key, value)
  }
  return [...found.values()].filter((value) => value !== undefined)
}

const fingerprints = new WeakMap<object, string>()

/** What tells apart what was read by its content; nothing for what was read elsewhere. */
export const fingerprintOf = (value: object): string | undefined => fingerprints.get(value)

const mostKnown = 20_000

/** Who judges for years must not remember every signer there ever was. */
export function remember(known: Evidence['known'] | undefined, key: string, value: unknown): void {
  if (!known) return
  if (known.size >= mostKnown) known.clear()
  known.set(key, value)
}

export const hashOf = (bytes: Uint8Array): string => hash('sha256', bytes, 'base64')
