import { refuse, type Result } from '../../kernel/result.ts'
import { isUniversal, type Element } from '../asn1/index.ts'
import { valuesOf, type Attribute } from './attributes.ts'
import { contentOf, noContent, type Content } from './content.ts'
import { hashIndexOf, isIndexMet, type HashIndex } from './hash-index.ts'
import { decodedOr } from './lenient.ts'
import { attributeOids } from './oids.ts'
import type { SignedData, SignerInfo } from './signed-data.ts'
import { archivedByIndex, archivedWhole, referencesStamped, stampedOf, type Readings } from './timestamped.ts'
import { readTimestampToken, type TimestampToken } from './timestamp.ts'

/** `references`: those of CAdES-X, over references to evidence. */
export type StampKind = 'content' | 'signature' | 'references' | 'archive'

/** A time stamp in the attributes of a signer, with what it is to be over. */
export interface SignerTimestamp {
  readonly kind: StampKind
  readonly token: TimestampToken
  /** For `verifyTimestamp`. */
  readonly stamped: Content
  /** The signed content is wanted and not at hand. */
  readonly isContentMissing: boolean
  /** An archive time stamp whose list of hashes is missing, or lists what is not there: it proves nothing. */
  readonly isIndexBroken: boolean
}

export interface SignerTimestamps {
  /** In the order of their times within a kind: contents, signatures, references, archives. */
  readonly stamps: readonly SignerTimestamp[]
  /** How many are no time stamps at all. */
  readonly malformed: number
}

const kinds: readonly { readonly kind: StampKind; readonly oids: readonly string[] }[] = [
  { kind: 'content', oids: [attributeOids.contentTimestamp] }, { kind: 'signature', oids: [attributeOids.signatureTimestamp] },
  { kind: 'references', oids: [attributeOids.escTimestamp, attributeOids.refsTimestamp] }, { kind: 'archive', oids: [attributeOids.archiveTimestampV2, attributeOids.archiveTimestampV3] },
]

/** More than a signature renewed every few years for a century has; each hashes the whole content. */
const mostOfAKind = 24

/** All time stamps of a signer. Whether they hold is for `verifyTimestamp` with `stamped`. */
export function timestampsOf(data: SignedData, signer: SignerInfo, content: Content): SignerTimestamps {
  const found = kinds.flatMap(({ kind, oids }) => oids.flatMap((oid) => valuesOf(kind === 'content' ? signer.signed : signer.unsigned, oid).map((value) => ({ kind, oid, value })))
    .map((one, index) => ({ ...one, token: index < mostOfAKind ? tokenIn(one.value) : refuse('malformed') })))
  const read = found.flatMap(({ kind, oid, token }) => token.ok ? [{ kind, oid, token: token.value }] : [])
  const stamps = read.map((one) => decodedOr(undefined, () => stampOf(data, signer, content, one))).filter((stamp) => stamp !== undefined)
  const inOrder = stamps.toSorted((one, other) => order(one.kind) - order(other.kind) || one.token.time.getTime() - other.token.time.getTime())
  return { stamps: inOrder, malformed: found.length - stamps.length }
}

const order = (kind: StampKind) => kinds.findIndex((each) => each.kind === kind)

interface Read { readonly kind: StampKind; readonly oid: string; readonly token: TimestampToken }

function stampOf(data: SignedData, signer: SignerInfo, content: Content, read: Read): SignerTimestamp {
  const { kind, oid, token } = read
  if (kind === 'content') return { kind, token, stamped: content, isContentMissing: !isAtHand(content, token), isIndexBroken: false }
  if (kind === 'signature') return { kind, token, stamped: contentOf(signer.signature), isContentMissing: false, isIndexBroken: false }
  const index = oid === attributeOids.archiveTimestampV3 ? hashIndexOf(token) : undefined
  const readings = readingsOf(data, signer, content, read, index)
  const isIndexBroken = oid === attributeOids.archiveTimestampV3 && !(index && isIndexMet(index, data, signer))
  return { kind, token, stamped: readings ? stampedOf(readings, token) : noContent, isContentMissing: kind === 'archive' && !isAtHand(content, token), isIndexBroken }
}

const isAtHand = (content: Content, { digest }: TimestampToken) => digest !== undefined && content.digest(digest) !== undefined

function readingsOf(data: SignedData, signer: SignerInfo, content: Content, { oid, token }: Read, index: HashIndex | undefined): Readings | undefined {
  if (oid === attributeOids.archiveTimestampV3) return index && archivedByIndex(data, signer, token, content, index)
  if (oid === attributeOids.archiveTimestampV2) return archivedWhole(data, signer, content, (attribute) => isEarlier(attribute, token))
  return referencesStamped(signer, oid === attributeOids.escTimestamp)
}

/** Whether an attribute stood there when an archive time stamp was made: all but archive time stamps of the same or a later time. */
function isEarlier({ oid, values }: Attribute, { time }: TimestampToken): boolean {
  if (oid !== attributeOids.archiveTimestampV2 && oid !== attributeOids.archiveTimestampV3) return true
  return values.every((value) => timeOfToken(value) < time.getTime())
}

/** Some programs wrap the token in an OCTET STRING. */
function tokenIn(value: Element): Result<TimestampToken, 'malformed'> {
  const known = tokens.get(value)
  if (known) return known
  const { content, whole } = value
  const token = readTimestampToken(isUniversal(value, 'octetString') ? content : whole)
  tokens.set(value, token)
  return token
}

/** Every archive time stamp asks the times of all others. */
const tokens = new WeakMap<Element, Result<TimestampToken, 'malformed'>>()

function timeOfToken(value: Element): number {
  const token = tokenIn(value)
  return token.ok ? token.value.time.getTime() : 0
}
