import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isLocked, stageOf, type Answer, type Consignment } from './answer.ts'

const consignment = (state: Consignment['state']): Consignment => ({ id: 'c', email: 'a@b.cz', state, askedAt: '2026-11-23T10:00:00Z', sentAt: null, response: null, tries: 1 })
const answer = (more: Partial<Answer> = {}): Answer => ({ subject: 's', body: 'b', ready: true, approved: false, dispatch: null, ...more })

describe('an answer', () => {
  it('goes from writing over approval to sending, and ends when it has left', () => {
    assert.equal(stageOf(answer({ ready: false })), 'writing')
    assert.equal(stageOf(answer()), 'approving')
    assert.equal(stageOf(answer({ approved: true })), 'sending')
    assert.equal(stageOf(answer({ approved: true, dispatch: consignment('nevypraveno') })), 'sending')
    assert.equal(stageOf(answer({ approved: true, dispatch: consignment('vypraveno') })), 'sent')
  })

  it('can be rewritten and sent elsewhere when it could not be delivered, and only then', () => {
    assert.ok(!isLocked(answer()))
    assert.ok(isLocked(answer({ dispatch: consignment('nevypraveno') })))
    assert.ok(isLocked(answer({ dispatch: consignment('vypraveno') })))
    const returned = answer({ approved: true, dispatch: consignment('nedoruceno-zpracovano') })
    assert.ok(!isLocked(returned))
    assert.equal(stageOf(returned), 'sending')
  })
})
