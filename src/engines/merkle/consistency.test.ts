import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { blankLogExcept, buildLog, flipped, found, naiveRoot } from './builders.ts'
import { consistencyNodes, consistencyProof, verifyConsistency } from './consistency.ts'
import { emptyRoot, nodeHash, type Hash } from './hash.ts'

const log = buildLog(1500)
const rootOf = (size: number) => naiveRoot(log.leaves.slice(0, size))
const roots = Array.from({ length: 65 }, (_, size) => rootOf(size))
const proofOf = (from: number, to: number) => consistencyProof(from, to, log.nodeAt)

const growth = fc.integer({ min: 2, max: 1500 }).chain(to => fc.record({ to: fc.constant(to), from: fc.integer({ min: 1, max: to - 1 }) }))

test('every growth between sizes up to 64 is proved, and no other root of those sizes fits', () => {
  for (let to = 0; to <= 64; to += 1) {
    for (let from = 0; from <= to; from += 1) {
      const proof = proofOf(from, to)
      assert.ok(verifyConsistency(from, to, proof, found(roots[from]), found(roots[to])), `${from} to ${to}`)
      for (const other of [from - 1, from + 1]) {
        const root = roots[other]
        assert.ok(root === undefined || !verifyConsistency(from, to, proof, root, found(roots[to])), `${from} to ${to}, root of ${other}`)
      }
    }
  }
})

test('random larger growth is proved; a flipped bit, a lost or an added hash is refused', () => {
  fc.assert(fc.property(growth, fc.nat(255), fc.nat(), ({ from, to }, bit, which) => {
    const [proof, before, after] = [proofOf(from, to), rootOf(from), rootOf(to)]
    const at = which % proof.length
    assert.ok(verifyConsistency(from, to, proof, before, after))
    assert.ok(!verifyConsistency(from, to, proof, flipped(before, bit), after))
    assert.ok(!verifyConsistency(from, to, proof, before, flipped(after, bit)))
    assert.ok(!verifyConsistency(from, to, proof.map((hash, place) => place === at ? flipped(hash, bit) : hash), before, after))
    assert.ok(!verifyConsistency(from, to, proof.filter((_, place) => place !== at), before, after))
    assert.ok(!verifyConsistency(from, to, [...proof, before], before, after))
    assert.ok(!verifyConsistency(from, to, [before, ...proof], before, after))
  }), { numRuns: 200 })
})

test('a log that changed or dropped an earlier entry cannot prove its growth', () => {
  fc.assert(fc.property(growth, fc.nat(), ({ from, to }, which) => {
    const forged = log.leaves.slice(0, to)
    forged[which % from] = flipped(found(forged[which % from]))
    assert.ok(!verifyConsistency(from, to, proofFrom(forged, from), rootOf(from), naiveRoot(forged)), 'changed')
    forged.splice(which % from, 1)
    assert.ok(!verifyConsistency(from, to - 1, proofFrom(forged, from), rootOf(from), naiveRoot(forged)), 'dropped')
  }), { numRuns: 100 })
})

test('a proof of one growth does not pass for another', () => {
  for (let to = 2; to <= 24; to += 1) {
    for (let from = 1; from < to; from += 1) {
      const passesAs = (one: number, two: number) => verifyConsistency(one, two, proofOf(from, to), found(roots[one]), found(roots[two]))
      for (let other = 0; other <= 26; other += 1) {
        assert.equal(passesAs(other, to), other === from, `${from} to ${to} as ${other} to ${to}`)
        assert.equal(passesAs(from, other), other === to, `${from} to ${to} as ${from} to ${other}`)
      }
    }
  }
})

test('a proof too short or too long for its sizes is refused whatever roots come with it', () => {
  const [three, four] = [found(roots[3]), found(roots[4])]
  assert.ok(!verifyConsistency(3, 4, [], three, four))
  assert.ok(!verifyConsistency(3, 8, proofOf(3, 4), three, four), 'ends below the root')
  assert.ok(!verifyConsistency(3, 4, [...proofOf(3, 4), four], nodeHash(four, three), nodeHash(four, four)), 'goes on above the root')
  assert.ok(!verifyConsistency(2, 1, [], three, three), 'a log that shrank')
})

test('an empty log is a beginning of every log, and nothing but an empty root stands for it', () => {
  assert.ok(verifyConsistency(0, 5, [], emptyRoot, found(roots[5])))
  assert.ok(!verifyConsistency(0, 5, [], found(roots[1]), found(roots[5])))
  assert.ok(!verifyConsistency(0, 5, [emptyRoot], emptyRoot, found(roots[5])))
  assert.ok(!verifyConsistency(5, 5, [emptyRoot], found(roots[5]), found(roots[5])))
  assert.ok(!verifyConsistency(5, 5, [], found(roots[4]), found(roots[5])))
})

test('numbers that are no sizes and bytes that are no hashes are refused without throwing', () => {
  const root = found(roots[5])
  for (const [from, to] of [[6, 5], [-1, 5], [1.5, 5], [Number.NaN, 5], [5, Infinity], [5, 2 ** 53]] as const) {
    assert.ok(!verifyConsistency(from, to, [root], root, root), `${from} to ${to}`)
  }
  assert.ok(!verifyConsistency(4, 5, [root.subarray(1)], root, root))
  assert.ok(!verifyConsistency(5, 5, [], root.subarray(1), root.subarray(1)))
  assert.throws(() => consistencyNodes(6, 5), RangeError)
  assert.throws(() => consistencyProof(-1, 5, log.nodeAt), RangeError)
})

test('a proof asks for exactly the complete subtrees named beforehand', () => {
  fc.assert(fc.property(growth, ({ from, to }) => {
    const asked: { level: number; index: number }[] = []
    consistencyProof(from, to, (level, index) => {
      asked.push({ level, index })
      return log.nodeAt(level, index)
    })
    assert.deepEqual(asked, consistencyNodes(from, to))
  }))
})

test('growth beyond 2^32 is proved and not taken for growth 2^32 smaller', () => {
  const far = 2 ** 32
  for (const [from = 0, to = 0] of [[far - 1, far + 3], [far, 2 * far], [far + 5, 3 * far + 1], [7, far + 1], [2 ** 52 + 3, 2 ** 53 - 1]]) {
    const { nodeAt, rootOf: hugeRootOf } = blankLogExcept(from - 1)
    const proof = consistencyProof(from, to, nodeAt)
    assert.ok(verifyConsistency(from, to, proof, hugeRootOf(from), hugeRootOf(to)), `${from} to ${to}`)
    for (const wrong of [from % far, from - far, from - 1, from + 1]) {
      assert.ok(wrong === from || !verifyConsistency(wrong, to, proof, hugeRootOf(from), hugeRootOf(to)), `${from} as ${wrong} to ${to}`)
    }
  }
})

/** What a forger would send: the honest way of building a proof, over the forged leaves. */
function proofFrom(leaves: readonly Hash[], from: number): Hash[] {
  return consistencyProof(from, leaves.length, (level, index) => naiveRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)))
}
