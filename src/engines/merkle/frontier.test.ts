import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { blankLeaf, blankLogExcept, buildLog, markedLeaf, naiveRoot } from './builders.ts'
import { append, appendAll, decodeFrontier, emptyFrontier, encodeFrontier, root } from './frontier.ts'
import { leafHash, nodeHash } from './hash.ts'
import { completeNodes } from './subtree.ts'

const sizes = fc.oneof(fc.nat(70), fc.nat(3000))
const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex')

test('an empty log has the root of an empty string, and a leaf is not hashed like a node', () => {
  assert.equal(hex(root(emptyFrontier)), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  assert.equal(hex(leafHash(Buffer.alloc(0))), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  const [left, right] = [leafHash(Buffer.of(1)), leafHash(Buffer.of(2))]
  assert.notDeepEqual(leafHash(Buffer.concat([left, right])), nodeHash(left, right))
  assert.throws(() => nodeHash(left, right.subarray(1)), TypeError)
  assert.throws(() => nodeHash(left.subarray(1), right), TypeError)
})

test('appending one by one gives the root that the definition gives', () => {
  let frontier = emptyFrontier
  const { leaves } = buildLog(200)
  for (const [index, leaf] of leaves.entries()) {
    frontier = append(frontier, leaf).frontier
    assert.equal(frontier.size, index + 1)
    assert.deepEqual(root(frontier), naiveRoot(leaves.slice(0, index + 1)))
  }
})

test('appending leaves the earlier frontier as it was', () => {
  const { frontier } = buildLog(7)
  const before = encodeFrontier(frontier)
  append(frontier, leafHash(Buffer.of(1)))
  assert.deepEqual(encodeFrontier(frontier), before)
})

test('every complete subtree of two leaves or more is told exactly once, by the append that finishes it', () => {
  fc.assert(fc.property(sizes, fc.nat(3000), (size, part) => {
    const { leaves, frontier } = buildLog(size)
    const first = appendAll(emptyFrontier, leaves.slice(0, part))
    const second = appendAll(first.frontier, leaves.slice(part))
    assert.deepEqual(second.frontier, frontier)
    const told = [...first.completed, ...second.completed]
    const due = leaves.flatMap((_, leaf) => subtreesEndingAt(leaf))
    assert.deepEqual(told.map(({ level, index }) => [level, index]), due)
    for (const { level, index, hash } of told) assert.deepEqual(hash, naiveRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)))
  }), { numRuns: 40 })
})

test('grows past 2^32 leaves without losing count', () => {
  for (const size of [2 ** 31 - 1, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 5, 2 ** 40 - 1, 2 ** 52 - 1, 2 ** 53 - 2]) {
    const { nodeAt, rootOf } = blankLogExcept(size)
    const peaks = completeNodes({ start: 0, end: size }).map(({ level, index }) => nodeAt(level, index))
    const { frontier, completed } = append({ size, peaks }, markedLeaf)
    assert.deepEqual(root(frontier), rootOf(size + 1))
    assert.deepEqual(completed.map(({ level, index }) => [level, index]), subtreesEndingAt(size))
    for (const { level, index, hash } of completed) assert.deepEqual(hash, nodeAt(level, index))
  }
})

test('a full log, a hash of a wrong length and a frontier that lost a peak stop the append', () => {
  const size = Number.MAX_SAFE_INTEGER
  const peaks = Array.from({ length: 53 }, () => blankLeaf)
  assert.throws(() => append({ size, peaks }, blankLeaf), RangeError)
  assert.throws(() => append(emptyFrontier, Buffer.alloc(31)), TypeError)
  assert.throws(() => append({ size: 3, peaks: [blankLeaf] }, blankLeaf), /peaks/)
})

test('a frontier survives being stored, at any size', () => {
  for (const size of [0, 1, 255, 256, 3000]) {
    const { frontier } = buildLog(size)
    assert.deepEqual(decodeFrontier(encodeFrontier(frontier)), { ok: true, value: frontier })
  }
  const large = { size: 2 ** 33 + 2 ** 32 + 1, peaks: [blankLeaf, markedLeaf, blankLeaf] }
  assert.deepEqual(decodeFrontier(encodeFrontier(large)), { ok: true, value: large })
})

test('a stored frontier of a wrong length is refused', () => {
  const refused = { ok: false, refusal: 'malformed-frontier' }
  fc.assert(fc.property(sizes, fc.integer({ min: 1, max: 40 }), (size, change) => {
    const bytes = encodeFrontier(buildLog(size).frontier)
    assert.deepEqual(decodeFrontier(Buffer.concat([bytes, Buffer.alloc(change)])), refused)
    assert.deepEqual(decodeFrontier(bytes.subarray(0, Math.max(0, bytes.length - change))), refused)
  }))
  const beyond = Buffer.concat([Buffer.from('0020000000000000', 'hex'), blankLeaf])
  assert.deepEqual(decodeFrontier(beyond), refused)
})

/** The subtrees whose last leaf this is, smallest first. */
function subtreesEndingAt(leaf: number): [number, number][] {
  const ending: [number, number][] = []
  for (let level = 1; level <= 53 && (leaf + 1) % 2 ** level === 0; level += 1) ending.push([level, (leaf + 1) / 2 ** level - 1])
  return ending
}
