import { createHash } from 'node:crypto'
import type { Result } from '../../kernel/result.ts'
import { childrenOf, decoding, der, fail, isContext, octetsOf, oidOf, readElement, sequenceOf, smallIntegerOf, type Element } from '../asn1/index.ts'
import { digestOids, type Digest } from '../x509/index.ts'
import type { Content } from './content.ts'
import { readTimestampToken, type TimestampToken } from './timestamp.ts'

/** One time stamp of an evidence record, over the root of a tree of hashes. */
interface ArchiveStamp {
  readonly digest: Digest
  /** Lists of hashes from the leaves to the root; none when the leaf itself is stamped. */
  readonly groups: readonly (readonly Buffer[])[]
  readonly token: TimestampToken
  readonly stamp: Element
}

/** An evidence record (RFC 4998): chains of time stamps, each over the one before, each chain over all before it. */
export interface EvidenceRecord {
  readonly chains: readonly { readonly element: Element; readonly stamps: readonly ArchiveStamp[] }[]
}

const limits = { depth: 60, elements: 200_000 }
const mostStamps = 50

export function readEvidenceRecord(bytes: Uint8Array): Result<EvidenceRecord, 'malformed'> {
  return decoding(() => {
    const [version, , ...rest] = sequenceOf(readElement(bytes, { ber: true, limits }))
    if (smallIntegerOf(version) !== 1) fail('an evidence record of an unknown version')
    const chains = sequenceOf(rest.at(-1)).map((element) => ({ element, stamps: sequenceOf(element).map(readStamp) }))
    const count = chains.reduce((sum, { stamps }) => sum + stamps.length, 0)
    return count === 0 || count > mostStamps || chains.some(({ stamps }) => stamps.length === 0) ? fail('an evidence record of no or too many time stamps') : { chains }
  })
}

function readStamp(element: Element): ArchiveStamp {
  const fields = sequenceOf(element)
  const stamp = fields.at(-1) ?? fail('no time stamp')
  const token = readTimestampToken(stamp.whole)
  if (!token.ok) return fail('no time stamp')
  const [algorithm, tree] = [0, 2].map((tag) => fields.find((field) => isContext(field, tag)))
  const named = algorithm ? digestOids[oidOf(childrenOf(algorithm)[0])] : token.value.digest
  const groups = tree ? childrenOf(tree).map((group) => sequenceOf(group).map((hash) => Buffer.from(octetsOf(hash)))) : []
  return { digest: named ?? fail('a digest that is not known'), groups, token: token.value, stamp }
}

/** No hash equals it. */
const nothing = new Uint8Array()

/** A time stamp of a record with what it is to be over, for `verifyTimestamp`. */
export interface RecordTimestamp {
  readonly token: TimestampToken
  readonly stamped: Content
}

/** All time stamps of a record over these data objects, the earliest first. Each must hold for the record to hold; data it does not list make it fail. */
export function recordTimestamps({ chains }: EvidenceRecord, data: readonly Content[]): readonly RecordTimestamp[] {
  return chains.flatMap(({ stamps }, chain) => stamps.map((one, index): RecordTimestamp => {
    const before = stamps[index - 1]
    const sequence = der.sequence(...chains.slice(0, chain).map(({ element }) => element.whole))
    const leaves = before ? [hashOf(one.digest, before.stamp.whole)] : data.map((each) => leafOf(each, one.digest, chain > 0 ? sequence : undefined))
    return { token: one.token, stamped: { digest: (asked) => asked === one.digest ? rootOf(one, leaves) : nothing, bytes: () => undefined } }
  }))
}

/** Of the first chain the hash of the data; of a later one, of that with the hash of all earlier chains (RFC 4998 § 5.2). */
function leafOf(data: Content, digest: Digest, earlier: Uint8Array | undefined): Buffer {
  const hash = data.digest(digest) ?? new Uint8Array()
  return earlier ? hashOf(digest, hash, hashOf(digest, earlier)) : Buffer.from(hash)
}

/** The root the leaves lead to; of other leaves than are listed nothing that could have been stamped. A group of one is its hash, hashed again by some. */
function rootOf({ digest, groups, token }: ArchiveStamp, leaves: readonly Buffer[]): Uint8Array {
  const [first, ...others] = groups
  if (!first) return leaves.length === 1 ? leaves[0] ?? nothing : nothing
  if (leaves.length === 0 || !leaves.every((leaf) => leaf.length > 0 && first.some((hash) => hash.equals(leaf)))) return nothing
  const roots = [false, true].map((again) => others.reduce((root, group) => joined(digest, [...group, root], again), joined(digest, first, again)))
  return roots.find((root) => root.equals(token.imprint)) ?? roots[0] ?? nothing
}

function joined(digest: Digest, hashes: readonly Buffer[], again: boolean): Buffer {
  const [only, ...more] = hashes
  return only && more.length === 0 && !again ? only : hashOf(digest, ...hashes.toSorted(Buffer.compare))
}

function hashOf(digest: Digest, ...pieces: readonly Uint8Array[]): Buffer {
  const hash = createHash(digest)
  for (const piece of pieces) hash.update(piece)
  return hash.digest()
}
