import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { softKey, unwrapKey, wrapKey } from './index.ts'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const [secret, certificate] = [randomBytes(32), Buffer.from('certificate')]

test('a soft key signs each of a list, in order', async () => {
  const list = ['jedna', 'dvě', 'tři'].map((text) => ({ bytes: Buffer.from(text), digest: createHash('sha256').update(text).digest(), hash: 'sha256' as const }))
  const { signatures, trouble } = await softKey(pair.privateKey).sign(list)
  assert.equal(trouble, null)
  assert.deepEqual(list.map(({ bytes }, index) => verify('sha256', bytes, pair.publicKey, signatures[index] ?? new Uint8Array())), [true, true, true])
})

test('a wrapped key opens by its secret beside its certificate, and by nothing else', () => {
  const wrapped = wrapKey(pair.privateKey, certificate, secret)
  assert.ok(unwrapKey(wrapped, certificate, secret)?.equals(pair.privateKey))
  assert.equal(unwrapKey(wrapped, Buffer.from('another'), secret), undefined)
  assert.equal(unwrapKey(wrapped, certificate, randomBytes(32)), undefined)
  fc.assert(fc.property(fc.nat(wrapped.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
    const changed = Uint8Array.from(wrapped)
    changed[at] = (changed[at] ?? 0) ^ mask
    assert.equal(unwrapKey(changed, certificate, secret), undefined)
  }))
  assert.equal(unwrapKey(wrapped.subarray(0, 20), certificate, secret), undefined)
})
