import { accept, refuse, type Result } from '../../kernel/result.ts'
import { hashLength, isHash, nodeHash, type Hash } from './hash.ts'
import { completeNodes, foldPeaks, isSize, type NodeId } from './subtree.ts'

/** All a log must remember to grow: its size and the roots of its complete subtrees, left to right, largest first. */
export type Frontier = { readonly size: number; readonly peaks: readonly Hash[] }

/** A complete subtree of two leaves or more, finished by the leaf just appended. It will never change again. */
export type CompletedNode = NodeId & { readonly hash: Hash }

export type Grown = { readonly frontier: Frontier; readonly completed: readonly CompletedNode[] }

export const emptyFrontier: Frontier = { size: 0, peaks: [] }

export const append = (frontier: Frontier, leaf: Hash): Grown => appendAll(frontier, [leaf])

/** Appends leaf hashes in order; `completed` comes in the order in which the subtrees were finished. */
export function appendAll({ size, peaks }: Frontier, leaves: Iterable<Hash>): Grown {
  const grown = [...peaks]
  const completed: CompletedNode[] = []
  let count = size
  for (const leaf of leaves) {
    if (!isHash(leaf)) throw new TypeError('a leaf hash has 32 bytes')
    if (!isSize(count + 1)) throw new RangeError('the log is full')
    grown.push(leaf)
    mergePeaks(grown, count, completed)
    count += 1
  }
  return { frontier: { size: count, peaks: grown }, completed }
}

/** The Merkle tree hash of all leaves so far (RFC 6962 § 2.1). */
export const root = ({ peaks }: Frontier): Hash => foldPeaks(peaks)

/** The size as 8 bytes, big-endian, then the peaks. */
export function encodeFrontier({ size, peaks }: Frontier): Buffer {
  const head = Buffer.alloc(sizeLength)
  head.writeBigUInt64BE(BigInt(size))
  return Buffer.concat([head, ...peaks])
}

/** Refuses bytes whose length is not the one their size calls for. */
export function decodeFrontier(bytes: Uint8Array): Result<Frontier, 'malformed-frontier'> {
  if (bytes.length < sizeLength) return refuse('malformed-frontier')
  const copy = Buffer.from(bytes)
  const size = Number(copy.readBigUInt64BE())
  if (!isSize(size)) return refuse('malformed-frontier')
  const peaks = completeNodes({ start: 0, end: size }).map((_, place) => {
    const from = sizeLength + place * hashLength
    return copy.subarray(from, from + hashLength)
  })
  if (copy.length !== sizeLength + peaks.length * hashLength) return refuse('malformed-frontier')
  return accept({ size, peaks })
}

const sizeLength = 8

/** Joins the last two peaks while they are of one size, as carrying does when one is added to a binary number. */
function mergePeaks(peaks: Hash[], leafIndex: number, completed: CompletedNode[]): void {
  for (let level = 1, index = leafIndex; index % 2 === 1; level += 1) {
    index = (index - 1) / 2
    const right = peaks.pop()
    const left = peaks.pop()
    if (left === undefined || right === undefined) throw new Error('the peaks do not match the size')
    const hash = nodeHash(left, right)
    peaks.push(hash)
    completed.push({ level, index, hash })
  }
}
