import { createPrivateKey } from 'node:crypto'
import { appendAll, emptyFrontier, type Frontier } from './frontier.ts'
import { emptyRoot, leafHash, nodeHash, type Hash } from './hash.ts'
import { noteSigner, type NoteSigner } from './key.ts'
import type { NodeAt } from './subtree.ts'

/** For tests: a log of the distinct entries 'entry 0', 'entry 1', … and its complete subtrees, as a caller would store them. */
export type BuiltLog = { readonly leaves: readonly Hash[]; readonly frontier: Frontier; readonly nodeAt: NodeAt }

export const buildLog = (size: number): BuiltLog => buildLogOf(Array.from({ length: size }, (_, index) => leafHash(entry(index))))

export function buildLogOf(leaves: readonly Hash[]): BuiltLog {
  const { frontier, completed } = appendAll(emptyFrontier, leaves)
  const nodes = new Map(completed.map(({ level, index, hash }) => [`${level}/${index}`, hash]))
  const nodeAt: NodeAt = (level, index) => found(level === 0 ? leaves[index] : nodes.get(`${level}/${index}`))
  return { leaves, frontier, nodeAt }
}

export const entry = (index: number): Buffer => Buffer.from(`entry ${index}`)

/** The definition of RFC 6962 § 2.1 word for word: the oracle of everything else. */
export function naiveRoot(leaves: readonly Hash[]): Hash {
  if (leaves.length <= 1) return leaves[0] ?? emptyRoot
  let cut = 1
  while (cut * 2 < leaves.length) cut *= 2
  return nodeHash(naiveRoot(leaves.slice(0, cut)), naiveRoot(leaves.slice(cut)))
}

/**
 * A log too large to be stored, whose entries are all blank but the one at `mark`: its root by the definition, any node on demand.
 */
export function blankLogExcept(mark: number): { readonly rootOf: (size: number) => Hash; readonly nodeAt: NodeAt } {
  const blanks: Hash[] = [blankLeaf]
  for (let level = 1; level <= 53; level += 1) blanks.push(nodeHash(found(blanks[level - 1]), found(blanks[level - 1])))

  const spanRoot = (start: number, length: number): Hash => {
    const level = Math.round(Math.log2(length))
    if ((mark < start || mark - start >= length) && 2 ** level === length) return found(blanks[level])
    if (length === 1) return markedLeaf
    let cut = 1
    while (cut * 2 < length) cut *= 2
    return nodeHash(spanRoot(start, cut), spanRoot(start + cut, length - cut))
  }
  return { rootOf: size => spanRoot(0, size), nodeAt: (level, index) => spanRoot(index * 2 ** level, 2 ** level) }
}

export const blankLeaf = leafHash(Buffer.from('blank'))
export const markedLeaf = leafHash(Buffer.from('marked'))

/** A signer whose key is made of one repeated byte. */
export function signerOf(name: string, seed = 7): NoteSigner {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)])
  return noteSigner(name, createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
}

/** A copy that differs in one bit. */
export function flipped(bytes: Uint8Array, bit = 0): Buffer {
  const copy = Buffer.from(bytes)
  const place = Math.floor(bit / 8) % copy.length
  copy.writeUInt8(copy.readUInt8(place) ^ (1 << bit % 8), place)
  return copy
}

export function found<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('asked for something outside the tree')
  return thing
}
