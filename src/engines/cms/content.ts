import { createHash } from 'node:crypto'
import { childrenOf, decoding, isUniversal, readElement } from '../asn1/index.ts'
import type { Digest } from '../x509/index.ts'
import { readAttributes } from './attributes.ts'
import { attributeOids } from './oids.ts'

/** What a signature or a time stamp is over. */
export interface Content {
  /** Nothing when it is not at hand, or the digest is switched off here. */
  digest(digest: Digest): Uint8Array | undefined
  /** Whole; asked for only by signatures without signed attributes. */
  bytes(): Uint8Array | undefined
}

/** Content in pieces, as the two that a signature in PDF leaves around itself; hashed once for each digest. */
export function contentOf(...pieces: readonly Uint8Array[]): Content {
  const known = new Map<Digest, Uint8Array | undefined>()
  return {
    digest(digest) {
      if (!known.has(digest)) known.set(digest, hashOfPieces(digest, pieces))
      return known.get(digest)
    },
    bytes: () => pieces.length === 1 ? pieces[0] : Buffer.concat(pieces),
  }
}

function hashOfPieces(digest: Digest, pieces: readonly Uint8Array[]): Uint8Array | undefined {
  try {
    const hash = createHash(digest)
    for (const piece of pieces) hash.update(piece)
    return hash.digest()
  } catch {
    return undefined
  }
}

/** Content of which one hash alone is at hand, as of a large file. */
export const contentByHash = (digest: Digest, hash: Uint8Array): Content => ({ digest: (asked) => asked === digest ? hash : undefined, bytes: () => undefined })

/** A detached content that nobody brought. */
export const noContent: Content = { digest: () => undefined, bytes: () => undefined }

/**
 * Whether content is itself a set of signed attributes: then a signature over attributes, with these taken away and put as content, would
 * seem to be one over that content. RFC 5652 does not notice it.
 */
export function looksLikeAttributes(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x31) return false
  const read = decoding(() => {
    const set = readElement(bytes, { ber: true })
    return isUniversal(set, 'set') && childrenOf(set).length > 0 ? readAttributes(set).map(({ oid }) => oid) : []
  })
  return read.ok && read.value.includes(attributeOids.messageDigest)
}
