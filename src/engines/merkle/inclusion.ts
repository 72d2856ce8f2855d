import { isHash, nodeHash, sameHash, type Hash } from './hash.ts'
import { completeNodes, isSize, middle, spanHash, type NodeAt, type NodeId, type Span } from './subtree.ts'

/** The complete subtrees whose hashes a proof of inclusion is made of; fetch these, then build it by `inclusionProof`. */
export const inclusionNodes = (index: number, size: number): NodeId[] => siblings(index, size).flatMap(completeNodes)

/** The hashes that lead from a leaf to the root of the first `size` leaves (RFC 6962 § 2.1.1), from the leaf's sibling upwards. */
export const inclusionProof = (index: number, size: number, nodeAt: NodeAt): Hash[] =>
  siblings(index, size).map(span => spanHash(span, nodeAt))

/**
 * Whether the proof leads from the leaf at `index` to the root of a tree of `size` leaves (RFC 9162 § 2.1.3.2).
 * The size only gives the path its shape: take size and root together from one signed checkpoint.
 */
export function verifyInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || ![leaf, root, ...proof].every(isHash)) return false
  let hash = leaf
  let node = index
  let last = size - 1
  for (const sibling of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash)
      // A right edge without a sibling rises unchanged, so the levels it skips have no hash in the proof.
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && sameHash(hash, root)
}

/** What lies beside the way from the root down to the leaf, listed from the leaf up. */
function siblings(index: number, size: number): Span[] {
  if (!isSize(index) || !isSize(size) || index >= size) throw new RangeError(`leaf ${index} is not in a tree of ${size}`)
  const beside: Span[] = []
  let span: Span = { start: 0, end: size }
  while (span.end - span.start > 1) {
    const cut = middle(span)
    const left = { start: span.start, end: cut }
    const right = { start: cut, end: span.end }
    beside.push(index < cut ? right : left)
    span = index < cut ? left : right
  }
  return beside.reverse()
}
