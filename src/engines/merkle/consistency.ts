import { emptyRoot, isHash, nodeHash, sameHash, type Hash } from './hash.ts'
import { completeNodes, isSize, middle, spanHash, type NodeAt, type NodeId, type Span } from './subtree.ts'

/** The complete subtrees whose hashes a proof of consistency is made of. */
export const consistencyNodes = (from: number, to: number): NodeId[] => proofSpans(from, to).flatMap(completeNodes)

/**
 * Proof that the first `from` of `to` leaves were left as they were (RFC 6962 § 2.1.2).
 * Empty when nothing was there before or nothing was added since.
 */
export const consistencyProof = (from: number, to: number, nodeAt: NodeAt): Hash[] =>
  proofSpans(from, to).map(span => spanHash(span, nodeAt))

/** Whether a tree of `to` leaves only adds to an earlier tree of `from` leaves (RFC 9162 § 2.1.4.2). */
export function verifyConsistency(from: number, to: number, proof: readonly Hash[], oldRoot: Hash, newRoot: Hash): boolean {
  if (!isSize(from) || !isSize(to) || from > to || ![oldRoot, newRoot, ...proof].every(isHash)) return false
  if (from === to) return proof.length === 0 && sameHash(oldRoot, newRoot)
  if (from === 0) return proof.length === 0 && sameHash(oldRoot, emptyRoot)

  let node = from - 1
  let last = to - 1
  const rise = () => {
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  while (node % 2 === 1) rise()
  // An old tree that is itself one complete subtree starts the way: the verifier has its hash, so the proof leaves it out.
  const [start, ...rest] = node === 0 ? [oldRoot, ...proof] : proof
  if (start === undefined) return false
  let oldHash = start
  let newHash = start
  for (const sibling of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      oldHash = nodeHash(sibling, oldHash)
      newHash = nodeHash(sibling, newHash)
      while (node % 2 === 0 && node !== 0) rise()
    } else {
      newHash = nodeHash(newHash, sibling)
    }
    rise()
  }
  return last === 0 && sameHash(oldHash, oldRoot) && sameHash(newHash, newRoot)
}

/** What lies beside the way from the new root down to the right end of the old tree, listed from that end up. */
function proofSpans(from: number, to: number): Span[] {
  if (!isSize(from) || !isSize(to) || from > to) throw new RangeError(`a tree of ${to} cannot follow one of ${from}`)
  if (from === 0) return []
  const spans: Span[] = []
  let { start, end } = { start: 0, end: to }
  while (from !== end) {
    const cut = middle({ start, end })
    if (from <= cut) {
      spans.push({ start: cut, end })
      end = cut
    } else {
      spans.push({ start, end: cut })
      start = cut
    }
  }
  if (start !== 0) spans.push({ start, end })
  return spans.reverse()
}
