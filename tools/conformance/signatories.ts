import { X509Certificate, createHash, type KeyObject } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { signerOf, signWith, type Signer } from '../../src/engines/pades/index.ts'
import { at, holder, timestampBy } from '../../src/engines/pades/testing.ts'
import { taken } from '../../src/engines/pdf/testing.ts'
import { openAuthority, type Authority, type IssuedKey } from '../../src/platform/pki/index.ts'

export interface OwnEvidence {
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly ocsps: readonly Uint8Array[]
}

/** Somebody who signs, under an authority that stamps and tells who is revoked. */
export interface Signatory {
  readonly name: string
  readonly signer: Signer
  /** The trust anchor, a PEM file. */
  readonly anchor: string
  now(): Date
  sign(bytes: Uint8Array): Uint8Array
  /** A time stamp over the SHA-256 digest of this. */
  stamp(bytes: Uint8Array): Uint8Array
  stampDigest(digest: Uint8Array): Uint8Array
  evidence(): OwnEvidence
}

/** A clock that moves by a second whenever it is read, so that nothing happens at the same time; it can be set forward. */
export function ownClock(): { now(): Date; forward(ms: number): void } {
  let ms = at.getTime()
  return { now: () => new Date(ms += 1000), forward: (by) => { ms += by } }
}

function writeAnchor(folder: string, name: string, der: Uint8Array): string {
  const path = join(folder, `${name}-root.pem`)
  writeFileSync(path, new X509Certificate(der).toString())
  return path
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** RSA, under an authority made on the spot, at which it is always the same moment. */
export function rsaSignatory(folder: string): Signatory {
  const who = holder('RSA-2048')
  const { signer, key, chain, authority } = who
  return {
    name: 'RSA-2048', signer, anchor: writeAnchor(folder, 'RSA-2048', authority.root.certificate.der), now: () => at,
    sign: (bytes) => signWith(key, signer, bytes), stamp: (bytes) => timestampBy(who, sha256(bytes)), stampDigest: (digest) => timestampBy(who, digest),
    evidence: () => ({ certificates: chain, crls: [authority.crl().der], ocsps: [authority.ocspBytes(authority.authority.certificate)] }),
  }
}

export interface DemoOffice {
  readonly authority: Authority
  readonly clock: ReturnType<typeof ownClock>
  readonly signatory: (name: string) => Signatory & { readonly issued: IssuedKey }
}

/** The authority that a demonstration signs under. */
export async function demoOffice(folder: string): Promise<DemoOffice> {
  const clock = ownClock()
  const authority = await openAuthority(join(folder, 'pki'), clock.now)
  const anchor = writeAnchor(folder, 'P-256', authority.root.der)
  return { authority, clock, signatory: (name) => signatoryOf(authority, authority.issueSigner(name), anchor, clock.now) }
}

function signatoryOf(authority: Authority, issued: IssuedKey, anchor: string, now: () => Date): Signatory & { readonly issued: IssuedKey } {
  const chain = [issued.certificate, ...issued.chain].map(({ der }) => der)
  const signer = taken(signerOf(chain))
  const key: KeyObject = issued.key
  return {
    name: 'P-256', signer, anchor, now, issued, sign: (bytes) => signWith(key, signer, bytes), stamp: (bytes) => authority.stamp(sha256(bytes)), stampDigest: (digest) => authority.stamp(digest),
    evidence: () => ({ certificates: chain, crls: [authority.crl(), authority.crl('root')], ocsps: [authority.ocsp(issued.certificate)] }),
  }
}
