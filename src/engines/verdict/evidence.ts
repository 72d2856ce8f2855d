import { createHash } from 'node:crypto'
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
  return {
    given: certificatesOf(anchors), index: indexServices(lists), certificates: certificatesOf(certificates), at, known: new Map(), ...revocationsOf(crls, ocsps),
  }
}

/**
 * Foreign certificates of which some may be broken: those that can be read, each once. With `known` those of other documents are not read
 * again, and their keys not either.
 */
export function certificatesOf(ders: readonly Uint8Array[], known?: Evidence['known']): Certificate[] {
  const found = new Map<string, Certificate | undefined>()
  for (const der of ders) {
    const hash = `certificate ${hashOf([der])}`
    if (found.has(hash)) continue
    const before = known?.get(hash) as Certificate | undefined
    const read = before ? undefined : readCertificate(der)
    const certificate = before ?? (read?.ok ? read.value : undefined)
    found.set(hash, certificate)
    if (certificate && !before) remember(known, hash, certificate)
  }
  return [...found.values()].filter((certificate) => certificate !== undefined)
}

const mostKnown = 20_000

/** Who judges for years must not remember every signer there ever was. */
export function remember(known: Evidence['known'] | undefined, key: string, value: unknown): void {
  if (!known) return
  if (known.size >= mostKnown) known.clear()
  known.set(key, value)
}

export function revocationsOf(crls: readonly Uint8Array[], ocsps: readonly Uint8Array[]): { readonly crls: readonly Crl[]; readonly ocsps: readonly OcspResponse[] } {
  return {
    crls: unique(crls).flatMap((bytes) => { const read = readCrl(bytes); return read.ok ? [read.value] : [] }),
    ocsps: unique(ocsps).flatMap((bytes) => { const read = readOcspResponse(bytes); return read.ok ? [read.value] : [] }),
  }
}

function unique(items: readonly Uint8Array[]): Uint8Array[] {
  const seen = new Map<string, Uint8Array>()
  for (const item of items) seen.set(hashOf([item]), item)
  return [...seen.values()]
}

export function hashOf(items: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const item of items) hash.update(item)
  return hash.digest('base64')
}
