import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { newId } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { afterTry, isLive, mostTries, type Consignment, type TryOutcome } from './model.ts'

const at = new Date('2026-11-23T08:00:00Z')
const waiting: Consignment = {
  id: newId(), documentId: newId(), channel: 'EPodatelnaMail', partyId: null, recipient: 'Jana', email: 'a@b.example', address: [],
  content: 'a'.repeat(64) as Sha256, askedBy: newId(), askedAt: at, state: 'nevypraveno', sentAt: null, deliveredAt: null, response: null,
  tries: 0, postingNumber: null, settles: false, resolvedAt: null,
}
const sent: TryOutcome = { outcome: 'sent', response: '250 OK' }
const later: TryOutcome = { outcome: 'failed', response: 'no answer', temporary: true }
const never: TryOutcome = { outcome: 'refused', response: '550 unknown', temporary: false }

describe('a consignment', () => {
  it('leaves at most once, counts every try and is never tried after its end', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(sent, later, never), { maxLength: 40 }), (outcomes) => {
      let now = waiting
      let left = 0
      for (const [i, outcome] of outcomes.entries()) {
        const result = afterTry(now, outcome, at)
        assert.equal(result.ok, now.state === 'nevypraveno')
        if (!result.ok) continue
        now = result.value
        if (now.state === 'vypraveno') left++
        assert.deepEqual(
          [now.tries, now.sentAt !== null, isLive(now)], [i + 1, now.state === 'vypraveno', now.state !== 'nedoruceno-zpracovano']
        )
      }
      assert.ok(left <= 1 && now.tries <= mostTries)
    }))
  })

  it('waits for another try as long as one makes sense', () => {
    const state = (tries: number, outcome: TryOutcome) => {
      const result = afterTry({ ...waiting, tries }, outcome, at)
      return result.ok && result.value.state
    }
    assert.deepEqual(
      [state(0, later), state(mostTries - 2, later), state(mostTries - 1, later)], ['nevypraveno', 'nevypraveno', 'nedoruceno-zpracovano']
    )
    assert.deepEqual([state(0, never), state(mostTries - 1, sent)], ['nedoruceno-zpracovano', 'vypraveno'])
  })
})
