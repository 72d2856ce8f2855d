import { createHash } from 'node:crypto'
import { childrenOf, der, type Element } from '../asn1/index.ts'
import type { Digest } from '../x509/index.ts'
import { attribute } from './build.ts'
import type { Content } from './content.ts'
import { withUnsigned } from './extend.ts'
import { attributeOids } from './oids.ts'
import { readSignedData, type SignedData, type SignerInfo } from './signed-data.ts'
import { archivedPieces } from './timestamped.ts'
import { oidOfDigest } from './timestamp-exchange.ts'

/** What an authority is asked to stamp for the archive, and the list that goes into its token. */
export interface ArchiveImprint {
  readonly hash: Uint8Array
  /** ATSHashIndexV3 (EN 319 122-1 § 5.5.2). */
  readonly index: Uint8Array
}

/** Everything of a signature as it is now, with its evidence: what `archiveTimestamp` then holds. Nothing when the content is not at hand. */
export function archiveImprint(data: SignedData, signer: SignerInfo, content: Content, digest: Digest): ArchiveImprint | undefined {
  const hashed = content.digest(digest)
  if (!hashed) return undefined
  const octets = (...pieces: readonly Uint8Array[]) => der.octets(createHash(digest).update(Buffer.concat(pieces)).digest())
  const listed = (field: Element | undefined) => der.sequence(...(field ? childrenOf(field) : []).map(({ whole }) => octets(whole)))
  const values = signer.unsigned.flatMap((each) => each.values.map((value) => octets(childrenOf(each.element)[0]?.whole ?? der.nothing, value.whole)))
  const index = der.sequence(der.sequence(der.oid(oidOfDigest(digest))), listed(data.parts.certificates), listed(data.parts.revocations), der.sequence(...values))
  return { index, hash: createHash(digest).update(Buffer.concat(archivedPieces(data, signer, hashed, index))).digest() }
}

/** The unsigned attribute of the archive time stamp, its list put into the token. Nothing when the token is none. */
export function archiveTimestamp(token: Uint8Array, { index }: ArchiveImprint): Uint8Array | undefined {
  const read = readSignedData(token)
  return read.ok ? attribute(attributeOids.archiveTimestampV3, withUnsigned(read.value, 0, [attribute(attributeOids.hashIndexV3, index)])) : undefined
}
