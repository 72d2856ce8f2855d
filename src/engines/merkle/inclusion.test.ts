import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { blankLeaf, blankLogExcept, buildLog, flipped, found, markedLeaf, naiveRoot } from './builders.ts'
import { root } from './frontier.ts'
import { nodeHash } from './hash.ts'
import { inclusionNodes, inclusionProof, verifyInclusion } from './inclusion.ts'

const log = buildLog(300)
const roots = Array.from({ length: 301 }, (_, size) => naiveRoot(log.leaves.slice(0, size)))
const proofOf = (index: number, size: number) => inclusionProof(index, size, log.nodeAt)
const verify = (index: number, size: number, proof = proofOf(index, size), leaf = found(log.leaves[index]), top = found(roots[size])) =>
  verifyInclusion(leaf, index, size, proof, top)

const place = fc.integer({ min: 1, max: 300 }).chain(size => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }))

test('every entry of every log of up to 130 entries is proved', () => {
  for (let size = 1; size <= 130; size += 1) {
    for (let index = 0; index < size; index += 1) assert.ok(verify(index, size), `${index} of ${size}`)
  }
})

test('every entry of logs of random sizes is proved', () => {
  fc.assert(fc.property(fc.integer({ min: 131, max: 2000 }), size => {
    const { leaves, frontier, nodeAt } = buildLog(size)
    for (const [index, leaf] of leaves.entries()) {
      assert.ok(verifyInclusion(leaf, index, size, inclusionProof(index, size, nodeAt), root(frontier)), `${index} of ${size}`)
    }
  }), { numRuns: 5 })
})

test('one flipped bit in the leaf, the proof or the root proves nothing', () => {
  fc.assert(fc.property(place, fc.nat(255), fc.nat(), ({ index, size }, bit, which) => {
    const proof = proofOf(index, size)
    const leaf = found(log.leaves[index])
    const top = found(roots[size])
    assert.ok(!verify(index, size, proof, flipped(leaf, bit), top))
    assert.ok(!verify(index, size, proof, leaf, flipped(top, bit)))
    const wrong = proof.map((hash, at) => at === which % proof.length ? flipped(hash, bit) : hash)
    assert.ok(proof.length === 0 || !verify(index, size, wrong, leaf, top))
  }), { numRuns: 500 })
})

test('a proof of one place does not pass for another', () => {
  for (let size = 1; size <= 40; size += 1) {
    for (let index = 0; index < size; index += 1) {
      for (let other = 0; other < size + 3; other += 1) {
        const passes = verifyInclusion(found(log.leaves[index]), other, size, proofOf(index, size), found(roots[size]))
        assert.equal(passes, other === index, `${index} as ${other} of ${size}`)
      }
    }
  }
})

test('a proof for one size does not lead to the root of another', () => {
  for (let size = 1; size <= 40; size += 1) {
    for (let other = 0; other <= 40; other += 1) {
      for (let index = 0; index < Math.min(size, other); index += 1) {
        assert.equal(verify(index, other, proofOf(index, size)), other === size, `${index} of ${size} as of ${other}`)
      }
    }
  }
})

test('a shortened, lengthened or reordered proof is refused', () => {
  fc.assert(fc.property(place, ({ index, size }) => {
    const proof = proofOf(index, size)
    assert.ok(!verify(index, size, [...proof, found(roots[1])]))
    assert.ok(!verify(index, size, [found(roots[1]), ...proof]))
    assert.ok(proof.length === 0 || !verify(index, size, proof.slice(0, -1)))
    assert.ok(proof.length === 0 || !verify(index, size, proof.slice(1)))
    assert.ok(proof.length < 2 || !verify(index, size, [...proof].reverse()))
    const whole = nodeHash(found(roots[size]), found(roots[1]))
    assert.ok(!verify(index, size, [...proof, found(roots[1])], found(log.leaves[index]), whole), 'an extra level above the root')
  }))
})

test('numbers that are no places and bytes that are no hashes are refused without throwing', () => {
  const [leaf, top] = [found(log.leaves[0]), found(roots[1])]
  for (const [index, size] of [[0, 0], [-1, 1], [1, 1], [0.5, 1], [Number.NaN, 1], [0, Infinity], [0, 2 ** 53]] as const) {
    assert.ok(!verifyInclusion(leaf, index, size, [], top), `${index} of ${size}`)
  }
  assert.ok(!verifyInclusion(leaf.subarray(1), 0, 1, [], leaf.subarray(1)))
  assert.ok(!verifyInclusion(leaf.subarray(1), 0, 2, [leaf], top))
  assert.ok(!verifyInclusion(leaf, 0, 2, [leaf.subarray(1)], top))
  assert.ok(!verifyInclusion(leaf, 0, 1.5, [leaf], nodeHash(leaf, leaf)), 'a size between two sizes')
  assert.throws(() => inclusionNodes(3, 3), RangeError)
  assert.throws(() => inclusionProof(-1, 3, log.nodeAt), RangeError)
})

test('a proof asks for exactly the complete subtrees named beforehand', () => {
  fc.assert(fc.property(place, ({ index, size }) => {
    const asked: [number, number][] = []
    inclusionProof(index, size, (level, at) => {
      asked.push([level, at])
      return log.nodeAt(level, at)
    })
    assert.deepEqual(asked, inclusionNodes(index, size).map(node => [node.level, node.index]))
    for (const [level, at] of asked) assert.ok((at + 1) * 2 ** level <= size, 'complete')
    assert.ok(asked.length <= 2 * Math.ceil(Math.log2(size)))
  }))
})

test('places beyond 2^32 are proved and not taken for those 2^32 earlier', () => {
  const far = 2 ** 32
  const places = [
    [far, far + 1], [far - 1, far], [far + 5, far + 7], [3 * far + 9, 4 * far], [2 ** 50 + 1, 2 ** 51 - 1], [2 ** 53 - 2, 2 ** 53 - 1]
  ]
  for (const [index = 0, size = 0] of places) {
    const { nodeAt, rootOf } = blankLogExcept(index)
    const proof = inclusionProof(index, size, nodeAt)
    assert.ok(verifyInclusion(markedLeaf, index, size, proof, rootOf(size)), `${index} of ${size}`)
    for (const other of [index % far, index - far, index - 1, index + 1]) {
      assert.ok(other === index || !verifyInclusion(markedLeaf, other, size, proof, rootOf(size)), `${index} as ${other} of ${size}`)
    }
    assert.ok(verifyInclusion(blankLeaf, 2, size, inclusionProof(2, size, nodeAt), rootOf(size)), `2 of ${size}`)
  }
})
