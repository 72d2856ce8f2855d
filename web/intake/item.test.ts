import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nextAfter } from './item.ts'

describe('after an item is registered', () => {
  it('the one below it comes, at the end the one above', () => {
    assert.equal(nextAfter(['a', 'b', 'c'], 'a'), 'b')
    assert.equal(nextAfter(['a', 'b', 'c'], 'c'), 'b')
  })

  it('the list is returned to only when nothing waits', () => {
    assert.equal(nextAfter(['a'], 'a'), null)
    assert.equal(nextAfter([], 'a'), null)
  })

  it('the first one comes when a colleague has settled this one meanwhile', () => {
    assert.equal(nextAfter(['b', 'c'], 'a'), 'b')
  })
})
