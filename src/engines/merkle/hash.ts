import { hash } from 'node:crypto'

/** A SHA-256 digest, exactly 32 bytes. */
export type Hash = Uint8Array

export const hashLength = 32

/** The root of a tree without leaves (RFC 6962 § 2.1). */
export const emptyRoot: Hash = hash('sha256', Buffer.alloc(0), 'buffer')

/** Hash of one log entry. The prefixes 0 and 1 keep an entry from ever passing for an inner node (RFC 6962 § 2.1). */
export function leafHash(data: Uint8Array): Hash {
  return hash('sha256', Buffer.concat([leafPrefix, data]), 'buffer')
}

/** Hash of an inner node over its two children. */
export function nodeHash(left: Hash, right: Hash): Hash {
  if (!isHash(left) || !isHash(right)) throw new TypeError('a node has two children of 32 bytes')
  nodeInput.set(left, 1)
  nodeInput.set(right, 1 + hashLength)
  return hash('sha256', nodeInput, 'buffer')
}

export const isHash = (bytes: Uint8Array) => bytes.length === hashLength

export const sameHash = (one: Hash, other: Hash) => Buffer.compare(one, other) === 0

const leafPrefix = Buffer.of(0)
// One buffer for every node: it is filled and hashed within a single synchronous call, so nobody else can see it between.
const nodeInput = Buffer.alloc(1 + 2 * hashLength, 1)
