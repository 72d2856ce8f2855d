import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isLocked, isMoving, stageOf, type Answer, type Consignment } from './answer.ts'

const consignment = (state: Consignment['state'], channel: Consignment['channel'] = 'EPodatelnaMail'): Consignment => ({
  id: 'c', channel, partyId: null, recipient: 'A', email: null, address: [], state, askedAt: '2026-11-23T10:00:00Z', sentAt: null, deliveredAt: null,
  response: null, tries: 1, postingNumber: null, settles: false, resolved: false, attempts: [],
})
const answer = (more: Partial<Answer> = {}): Answer => ({ subject: 's', body: 'b', wording: 'w', signed: null, withdrawn: false, portal: false, kind: 'answer', corrects: null, correctedBy: [], also: [], setAside: false, ready: true, approved: false, dispatches: [], ...more })

describe('an answer', () => {
  it('goes from writing over approval to sending, and ends when everybody has it', () => {
    assert.equal(stageOf(answer({ ready: false })), 'writing')
    assert.equal(stageOf(answer()), 'approving')
    assert.equal(stageOf(answer({ approved: true })), 'sending')
    assert.equal(stageOf(answer({ approved: true, dispatches: [consignment('nevypraveno')] })), 'sending')
    assert.equal(stageOf(answer({ approved: true, dispatches: [consignment('vypraveno'), consignment('doruceno', 'Osobne')] })), 'sent')
    assert.equal(stageOf(answer({ approved: true, dispatches: [consignment('stornovano'), consignment('doruceno', 'Osobne')] })), 'delivered')
  })

  it('can be rewritten and sent elsewhere when it could not be delivered, and only then', () => {
    assert.ok(!isLocked(answer()))
    assert.ok(isLocked(answer({ dispatches: [consignment('nevypraveno')] })))
    assert.ok(isLocked(answer({ dispatches: [consignment('nedoruceno-zpracovano'), consignment('vypraveno')] })))
    const returned = answer({ approved: true, dispatches: [consignment('nedoruceno-zpracovano'), consignment('vraceno-neprijato', 'Posta')] })
    assert.ok(!isLocked(returned))
    assert.equal(stageOf(returned), 'sending')
  })

  it('is watched closely only while a mail is on its way out', () => {
    assert.ok(isMoving(answer({ dispatches: [consignment('nevypraveno')] })))
    assert.ok(!isMoving(answer({ dispatches: [consignment('nevypraveno', 'Osobne'), consignment('vypraveno')] })))
  })
})
