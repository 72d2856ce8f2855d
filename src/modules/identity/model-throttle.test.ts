import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { failureLimit, mustWait, networkOf, originLimit, startsWaiting } from './model-throttle.ts'

describe('waiting after failed sign-ins', () => {
  const failures = fc.record({ known: fc.boolean(), ofPerson: fc.nat(2 * failureLimit), ofOrigin: fc.nat(2 * originLimit) })

  it('never falls on a browser its person uses because of what happens elsewhere', () => {
    fc.assert(fc.property(fc.nat(failureLimit - 1), fc.nat(10_000), (ofPerson, ofOrigin) => !mustWait({ known: true, ofPerson, ofOrigin })))
  })

  it('is said once, by the failure that brings it about', () => {
    fc.assert(fc.property(failures, (before) => {
      const after = { ...before, ofPerson: before.ofPerson + 1, ofOrigin: before.ofOrigin + (before.known ? 0 : 1) }
      assert.equal(startsWaiting(before), mustWait(after) && !mustWait(before))
      assert.ok(!startsWaiting(after) || !startsWaiting(before))
    }))
  })

  it('takes for one address all that its holder has: an IPv4 address, the network half of an IPv6 one', () => {
    assert.deepEqual(['10.0.0.1', '::ffff:10.0.0.1', '2001:db8:0:1::1', '2001:DB8::1:2:3:4:5', '2001:db8:0000:0001:aaaa:bbbb:cccc:dddd', '::1'].map(networkOf),
      ['10.0.0.1', '10.0.0.1', '2001:db8:0:1', '2001:db8:0:1', '2001:db8:0:1', '0:0:0:0'])
    assert.notEqual(networkOf('2001:db8:0:1::1'), networkOf('2001:db8:0:2::1'))
  })
})
