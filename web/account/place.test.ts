import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { placeOf } from './place.ts'

describe('the place of an address', () => {
  it('is this machine, a network of the office, or the internet', () => {
    assert.deepEqual(['127.0.0.1', '::1', '::ffff:127.0.0.1'].map(placeOf), ['here', 'here', 'here'])
    assert.deepEqual(['10.1.2.3', '192.168.0.4', '172.16.0.1', '172.31.255.1', 'fd12:3456::1', 'fe80::1', '::ffff:10.0.0.1'].map(placeOf), Array(7).fill('inside'))
    assert.deepEqual(['172.15.0.1', '172.32.0.1', '8.8.8.8', '2001:db8::1', '11.0.0.1', '192.169.0.1', ''].map(placeOf), Array(7).fill('outside'))
  })
})
