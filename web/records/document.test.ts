import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { firstShown, readable, standingOf, wordingsOf, type Component, type ComponentRole } from './document.ts'

const version = (number: number) => ({ number, sha256: String(number), size: 1, mediaType: 'application/pdf', createdAt: '2026-11-23T10:00:00Z', createdBy: null })
const part = (role: ComponentRole, versions = 1): Component =>
  ({ id: role, orderNo: 1, name: role, role, versions: Array.from({ length: versions }, (_, index) => version(index + 1)) })

describe('the contents of a document', () => {
  it('open on the wording that counts, before what it was made of or came with', () => {
    assert.equal(firstShown([part('enclosure'), part('original'), part('main')])?.role, 'main')
    assert.equal(firstShown([part('enclosure'), part('original')])?.role, 'original')
    assert.equal(firstShown([part('enclosure')])?.role, 'enclosure')
    assert.equal(firstShown([]), undefined)
  })

  it('hide the data a letter was set from, and nothing else', () => {
    assert.deepEqual(readable([part('source'), part('main'), part('proof')]).map(({ role }) => role), ['main', 'proof'])
  })

  it('are approved by versions of the wording only', () => {
    assert.deepEqual(wordingsOf([part('source', 3), part('main', 2)]).map(({ number }) => number), [1, 2])
    assert.deepEqual(wordingsOf([part('original')]), [])
  })
})

describe('the standing of a document', () => {
  const standing = (direction: 'incoming' | 'outgoing', state: 'nevyrizen' | 'vyrizen' | 'uzavren', dispatchedAt: string | null = null) =>
    standingOf({ direction, state, dispatchedAt })

  it('is, for what came, whether it has been settled', () => {
    assert.deepEqual([standing('incoming', 'nevyrizen'), standing('incoming', 'vyrizen'), standing('incoming', 'uzavren')], ['waiting', 'settled', 'closed'])
  })

  it('is, for our own, whether it has left', () => {
    assert.deepEqual([standing('outgoing', 'nevyrizen'), standing('outgoing', 'vyrizen', '2026-11-23T10:00:00Z'), standing('outgoing', 'vyrizen'), standing('outgoing', 'uzavren')],
      ['draft', 'sent', 'settled', 'closed'])
  })
})
