import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { buildLogOf, found } from './builders.ts'
import { consistencyProof, verifyConsistency } from './consistency.ts'
import { root } from './frontier.ts'
import { leafHash, type Hash } from './hash.ts'
import { inclusionProof, verifyInclusion } from './inclusion.ts'

// The eight entries and roots with which certificate transparency logs test each other.
const wellKnown = {
  leaves: ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'],
  roots: [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'
  ]
}

type Vectors = {
  leaves_hex: string[]
  roots: string[]
  inclusion: { index: number; size: number; proof: string[] }[]
  consistency: { from: number; to: number; proof: string[] }[]
}

const shared = process.env['OBEH_SHARED'] ?? join(import.meta.dirname, '../../../../shared')
const path = join(shared, 'cases/golden/rfc6962_vectors.json')
const skip = existsSync(path) ? false : `the shared cases are not here: ${path}`

test('gives the well-known roots of the well-known entries', () => {
  for (const [size, expected] of wellKnown.roots.entries()) {
    assert.equal(hex(root(logOf(wellKnown.leaves.slice(0, size)).frontier)), expected)
  }
})

test('gives and accepts every golden root and proof', { skip }, () => {
  const golden = JSON.parse(readFileSync(path, 'utf8')) as Vectors
  const { leaves, nodeAt } = logOf(golden.leaves_hex)
  const roots = golden.roots.map(bytes)
  for (const [size, expected] of roots.entries()) assert.deepEqual(root(logOf(golden.leaves_hex.slice(0, size)).frontier), expected)
  for (const { index, size, proof } of golden.inclusion) {
    assert.deepEqual(inclusionProof(index, size, nodeAt).map(hex), proof)
    assert.ok(verifyInclusion(found(leaves[index]), index, size, proof.map(bytes), found(roots[size])))
  }
  for (const { from, to, proof } of golden.consistency) {
    assert.deepEqual(consistencyProof(from, to, nodeAt).map(hex), proof)
    assert.ok(verifyConsistency(from, to, proof.map(bytes), found(roots[from]), found(roots[to])))
  }
  assert.deepEqual([golden.roots.length, golden.inclusion.length, golden.consistency.length], [9, 36, 28])
})

const hex = (hash: Hash) => Buffer.from(hash).toString('hex')
const bytes = (text: string) => Buffer.from(text, 'hex')
const logOf = (entries: readonly string[]) => buildLogOf(entries.map(text => leafHash(bytes(text))))
