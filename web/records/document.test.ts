import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { firstShown, isChangeable, readable, standingOf, wordingsOf, type Component, type ComponentRole, type Version } from './document.ts'

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

describe('a letter that has ways with names for changing it', () => {
  const version = { number: 2, sha256: 'b', size: 1, mediaType: 'application/pdf', createdAt: '', createdBy: null }
  const of = (newest: Partial<Version>, more: { readonly dispatchedAt?: string, readonly party?: null, readonly roles?: readonly ComponentRole[] } = {}) => isChangeable({
    direction: 'outgoing', state: 'nevyrizen', dispatchedAt: more.dispatchedAt ?? null, party: more.party === null ? null : { id: 'p', name: 'Jana', email: null, address: [], dataBox: null },
    components: (more.roles ?? ['source', 'main']).map((role, orderNo) => ({ id: role, orderNo, name: role, role, versions: [{ ...version, ...newest }] })),
  })

  it('is signed as it is now and not taken back, or has left to somebody; what nobody signed is simply changed', () => {
    assert.deepEqual([of({ signs: 'a' }), of({ signs: 'a', withdrawnAt: '2026-11-23' }), of({ signs: null })], [true, false, false])
    assert.deepEqual([of({}, { dispatchedAt: '2026-11-23' }), of({}, { dispatchedAt: '2026-11-23', party: null })], [true, false])
    assert.equal(of({ signs: 'a' }, { roles: ['main'] }), false)
  })
})
