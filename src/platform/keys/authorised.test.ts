import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { authorisedKey, forecast, type SigningKey, type ToSign } from './index.ts'

const document = (name: string): ToSign => {
  const bytes = Buffer.from(name)
  return { bytes, digest: createHash('sha256').update(bytes).digest(), hash: 'sha256' }
}
const confirmedAt = new Date('2026-11-23T10:00:00Z')

/** Signs by giving the digest back, at most so many at once. */
const key = (most = Infinity) => {
  const signed: string[] = []
  const itself: SigningKey = {
    sign: async (list) => {
      await Promise.resolve()
      const part = list.slice(0, most)
      signed.push(...part.map(({ bytes }) => Buffer.from(bytes).toString()))
      return { signatures: part.map(({ digest }) => digest), trouble: part.length < list.length ? { code: 'service-unreachable', again: true } : null }
    },
    close: () => Promise.resolve(),
  }
  return { signed, itself }
}
const names = (...all: string[]) => all.map(document)
const allow = (inner: SigningKey, list: readonly ToSign[], more: { hasBegun?: boolean } = {}, now = confirmedAt) => authorisedKey(inner, { digests: list.map(({ digest }) => digest), confirmedAt, ...more }, () => now)

describe('a key that was confirmed', () => {
  it('signs what was confirmed, and of a list with anything else nothing', async () => {
    const { signed, itself } = key()
    const allowed = allow(itself, names('a', 'b', 'c'))
    assert.equal((await allowed.sign(names('a', 'x'))).trouble?.code, 'not-authorised')
    assert.deepEqual([(await allowed.sign(names('c', 'a'))).signatures.length, signed], [2, ['c', 'a']])
    assert.equal((await allowed.sign(names('a'))).trouble?.code, 'not-authorised')
  })

  it('signs each digest as often as it was confirmed, whatever is asked, in pieces, at once or again after trouble', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }), fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 4 }), { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), async (confirmed, asked, most) => {
      const { signed, itself } = key(most)
      const allowed = allow(itself, names(...confirmed))
      await Promise.all(asked.map((list) => allowed.sign(names(...list))))
      for (const name of ['a', 'b', 'c', 'd']) assert.ok(signed.filter((each) => each === name).length <= confirmed.filter((each) => each === name).length)
      for (const name of confirmed) await allowed.sign(names(name))
      assert.deepEqual(signed.toSorted(), confirmed.toSorted())
    }), { numRuns: 50 })
  })

  it('has to begin within ten minutes; what had begun goes on', async () => {
    const late = new Date(confirmedAt.getTime() + 600_001)
    const list = names('a')
    assert.equal((await allow(key().itself, list, {}, late).sign(list)).trouble?.code, 'authorisation-expired')
    assert.equal((await allow(key().itself, list, { hasBegun: true }, late).sign(list)).trouble, null)
    assert.equal((await allow(key().itself, list, {}, new Date(confirmedAt.getTime() + 600_000)).sign(list)).trouble, null)
  })

  it('says before the start how many confirmations there will be', () => {
    assert.deepEqual([forecast({ perConfirmation: 1, secondsEach: 5 }, 12), forecast({ perConfirmation: 200, secondsEach: 0.5 }, 401), forecast({ perConfirmation: null, secondsEach: 0 }, 1000), forecast({ perConfirmation: 5, secondsEach: 1 }, 0)],
      [{ confirmations: 12, seconds: 60 }, { confirmations: 3, seconds: 200.5 }, { confirmations: 1, seconds: 0 }, { confirmations: 0, seconds: 0 }])
  })
})
