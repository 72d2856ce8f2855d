import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { roles } from '../../kernel/actor.ts'
import { counterGrows, isLeader, lackOf, mayProveByPassword, mayRemoveKey, needsSecondFactor, type SignInPolicy } from './model-proof.ts'

const person = fc.record({ roles: fc.subarray([...roles], { minLength: 1 }) })
const policy: fc.Arbitrary<SignInPolicy> = fc.record({ secondFactor: fc.constantFrom('none', 'leaders', 'everybody'), boundKeys: fc.boolean() })
const keys = fc.array(fc.record({ bound: fc.boolean() }), { maxLength: 4 })
const now = new Date('2026-11-23T08:00:00Z')

describe('what a sensitive act needs', () => {
  const proof = fc.record({ at: fc.integer({ min: 0, max: 60 }).map((minutes) => new Date(now.getTime() - minutes * 60_000)), by: fc.constantFrom('password' as const, 'passkey' as const), bound: fc.boolean() })

  it('is never met by a proof as old as the limit, whoever and however', () => {
    fc.assert(fc.property(proof, person, policy, fc.constantFrom('strong' as const, 'any' as const), fc.integer({ min: 1, max: 60 }), (given, who, asked, fresh, limit) => {
      const lack = lackOf(given, fresh, who, asked, { now, limitMs: limit * 60_000 })
      assert.equal(lack === 'reauthentication-needed', now.getTime() - given.at.getTime() >= limit * 60_000)
      assert.equal(lack === 'device-key-needed', lack !== 'reauthentication-needed' && fresh === 'strong' && asked.boundKeys && isLeader(who) && !given.bound)
    }))
  })

  it('is never a password alone of somebody who has a key and must have one', () => {
    fc.assert(fc.property(person, policy, fc.nat(5), (who, asked, count) => mayProveByPassword(asked, who, count) === !(count > 0 && needsSecondFactor(asked, who))))
  })
})

describe('keys', () => {
  it('that somebody must have are never all removed, however they go about it', () => {
    fc.assert(fc.property(person, policy, keys.filter((all) => all.length > 0), fc.array(fc.nat(10)), (who, asked, all, order) => {
      let left = [...all]
      for (const turn of order) {
        const key = left[turn % Math.max(1, left.length)]
        if (key && mayRemoveKey(asked, who, left.filter((one) => one !== key), key).ok) left = left.filter((one) => one !== key)
      }
      if (needsSecondFactor(asked, who)) assert.ok(left.length > 0)
      if (asked.boundKeys && isLeader(who) && all.some(({ bound }) => bound)) assert.ok(left.some(({ bound }) => bound))
    }))
  })

  it('count upwards or not at all', () => {
    fc.assert(fc.property(fc.nat(), fc.nat(), (stored, given) => counterGrows(stored, given) === (given > stored || (stored === 0 && given === 0))))
  })
})
