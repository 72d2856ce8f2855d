import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dueOf } from './due.ts'

const now = new Date('2026-11-23T10:00:00Z')
const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const inCzech = (day: string, at = now) => plain(dueOf('cs', day, at).words)

describe('the words for a time limit', () => {
  it('agree in number, as a Czech would say it', () => {
    assert.equal(inCzech('2026-11-18'), '5 dnů po lhůtě')
    assert.equal(inCzech('2026-11-21'), '2 dny po lhůtě')
    assert.equal(inCzech('2026-11-22'), '1 den po lhůtě')
    assert.equal(inCzech('2026-11-23'), 'dnes')
    assert.equal(inCzech('2026-11-24'), 'zítra')
    assert.equal(inCzech('2026-11-26'), 'zbývají 3 dny')
    assert.equal(inCzech('2026-11-27'), 'zbývají 4 dny')
    assert.equal(inCzech('2026-11-28'), 'zbývá 5 dnů')
    assert.equal(inCzech('2026-12-23'), '23. 12. 2026')
  })

  it('are said in English too', () => {
    assert.deepEqual(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-26'].map((day) => plain(dueOf('en', day, now).words)),
      ['1 day overdue', 'today', 'tomorrow', '3 days left'])
  })

  it('warn in the last three days and cry only when the limit has passed', () => {
    const tones = ['2026-11-22', '2026-11-23', '2026-11-26', '2026-11-27'].map((day) => dueOf('cs', day, now).tone)
    assert.deepEqual(tones, ['error', 'warning', 'warning', 'neutral'])
  })

  it('follow the day in Prague, whatever the device thinks', () => {
    assert.equal(inCzech('2026-11-24', new Date('2026-11-23T22:59:00Z')), 'zítra')
    assert.equal(inCzech('2026-11-24', new Date('2026-11-23T23:01:00Z')), 'dnes')
  })
})
