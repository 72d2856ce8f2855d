import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answered, courseOf, type Item } from './item.ts'
import type { Route } from './route.ts'

let lastId = 0
const item = (more: Partial<Item> = {}): Item => ({
  id: `i${++lastId}`, kind: 'comment', state: 'open', addressee: { kind: 'unit', id: 'u', name: 'Odbor právní' }, askedBy: null, askedAt: '2026-11-20T08:00:00Z',
  takenBy: null, dueOn: null, instruction: null, outcome: null, answer: null, doneAt: null, doneBy: null, doneFor: null, inPlaceOf: null, content: null, stale: false, groupId: null,
  outdated: false, routeId: null, stageId: null, delegates: [],
  may: { answer: false, take: false, withdraw: false, delegate: false, return: false, complete: false, changeDue: false, urge: false }, ...more,
})

describe('the course of a document', () => {
  it('keeps the order of asking and shows statements asked for together as one step', () => {
    const [handing, first, approval, second] = [item({ kind: 'handle' }), item({ groupId: 'g' }), item({ kind: 'approve' }), item({ groupId: 'g' })]
    assert.deepEqual(courseOf([handing, first, approval, second]), [
      { kind: 'one', item: handing }, { kind: 'group', items: [first, second] }, { kind: 'one', item: approval },
    ])
  })

  it('shows a route of several stages as one step, where its first item stood', () => {
    const stage = { kind: 'check', rule: 'all', needed: null, dueDays: null, dueOn: null, onReturn: 'sender', lockedByLaw: false, instruction: null, state: 'open', places: [], may: { insertAfter: false, addBeside: false } } as const
    const route: Route = { id: 'r', name: null, state: 'running', onChange: 'none', startedAt: '2026-11-20T08:00:00Z', endedAt: null, startedBy: null, stages: [{ ...stage, id: 's' }, { ...stage, id: 't' }], may: { cancel: false, resume: false } }
    const [handing, first, note, second] = [item({ kind: 'handle' }), item({ kind: 'check', routeId: 'r' }), item({ kind: 'note' }), item({ kind: 'comment', routeId: 'r', groupId: 'g' })]
    assert.deepEqual(courseOf([handing, first, note, second], [route]), [{ kind: 'one', item: handing }, { kind: 'route', route }, { kind: 'one', item: note }])
  })

  it('loses nothing and shows nothing twice', () => {
    const items = [item({ groupId: 'a' }), item({ groupId: 'b' }), item(), item({ groupId: 'a' }), item({ groupId: 'b' })]
    const shown = courseOf(items).flatMap((step) => step.kind === 'route' ? [] : step.kind === 'one' ? [step.item] : step.items)
    assert.deepEqual(shown.map(({ id }) => id).sort(), items.map(({ id }) => id).sort())
  })

  it('does not wait for those whose request was taken back', () => {
    assert.deepEqual(answered([item({ state: 'done' }), item(), item({ state: 'withdrawn' })]), { done: 1, of: 2 })
  })
})
