import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { canonicalJson, type Json } from './json.ts'

describe('the canonical form of a value', () => {
  it('does not depend on the order in which keys were written', () => {
    assert.equal(canonicalJson({ b: [1, { z: null, a: 'č' }], a: true }), '{"a":true,"b":[1,{"a":"č","z":null}]}')
  })

  it('reads back as the same value, and is the same again', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value as Json)
      const back = JSON.parse(text) as Json
      assert.equal(canonicalJson(back), text)
      assert.equal(JSON.stringify(back) === undefined, false)
      assert.deepEqual(back, JSON.parse(JSON.stringify(value)))
    }))
  })

  it('refuses what JSON cannot carry', () => {
    assert.throws(() => canonicalJson(Number.NaN), TypeError)
    assert.throws(() => canonicalJson(undefined), TypeError)
  })
})
