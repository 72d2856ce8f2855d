import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leftOut } from './lock/left-out.mjs'

test('an optional package that npm left out of the lock file is named with its platform', () => {
  const packages = { 'node_modules/painter': { optionalDependencies: { '@painter/linux-arm64-musl': '1.2.3' } } }
  assert.deepEqual(leftOut(packages), [{
    at: 'node_modules/@painter/linux-arm64-musl', version: '1.2.3', optional: true, os: ['linux'], cpu: ['arm64'], libc: ['musl'] }])
})

test('one that is there is left alone, beside the package that asks, above it or at the top', () => {
  const asks = { optionalDependencies: { brush: '1.0.0' } }
  for (const at of ['node_modules/a/node_modules/b/node_modules/brush', 'node_modules/a/node_modules/brush', 'node_modules/brush']) {
    assert.deepEqual(leftOut({ 'node_modules/a/node_modules/b': asks, [at]: {} }), [])
  }
})

test('one whose platform cannot be told is refused rather than guessed', () => {
  assert.throws(() => leftOut({ 'node_modules/a': { optionalDependencies: { brush: '1.0.0' } } }), /brush does not say its platform/)
})
