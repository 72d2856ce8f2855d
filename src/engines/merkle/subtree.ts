import { emptyRoot, nodeHash, type Hash } from './hash.ts'

/** The complete subtree over the leaves from index·2^level up to, not including, (index+1)·2^level. A leaf has level 0. */
export type NodeId = { readonly level: number; readonly index: number }

/** Gives the hash of a complete subtree; asked only for those inside the tree in question. */
export type NodeAt = (level: number, index: number) => Hash

/** Leaves from `start` up to, not including, `end`. */
export type Span = { readonly start: number; readonly end: number }

/** The fewest complete subtrees that cover a span, left to right. The span starts where the tree splits, as all of RFC 6962 do. */
export function completeNodes({ start, end }: Span): NodeId[] {
  const nodes: NodeId[] = []
  for (let from = start; from < end;) {
    const level = wholeLog2(end - from)
    nodes.push({ level, index: from / 2 ** level })
    from += 2 ** level
  }
  return nodes
}

/** Where RFC 6962 divides a span of two leaves or more: its left part is the largest complete subtree that leaves something over. */
export const middle = ({ start, end }: Span): number => start + 2 ** wholeLog2(end - start - 1)

export const spanHash = (span: Span, nodeAt: NodeAt): Hash =>
  foldPeaks(completeNodes(span).map(({ level, index }) => nodeAt(level, index)))

/** Joins complete subtrees of falling size, left to right, into the hash of the span they cover. */
export function foldPeaks(peaks: readonly Hash[]): Hash {
  return peaks.length === 0 ? emptyRoot : peaks.reduceRight((right, left) => nodeHash(left, right))
}

/** Whether a number may count leaves. Above 2^53 − 1 JavaScript numbers skip integers, so a log ends there. */
export const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/** Counts up instead of asking Math.log2, which rounds numbers just below a high power of two up to it. */
function wholeLog2(value: number): number {
  let level = 0
  while (2 ** (level + 1) <= value) level += 1
  return level
}
