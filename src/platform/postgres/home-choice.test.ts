import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseHome, formatPointer, parsePointer, type HomeFacts } from './home-choice.ts'

const facts: HomeFacts = { directory: '/srv/data', pointer: undefined, clusterExists: false, reachable: true, switchesUser: true }
const there = { home: '/var/lib/obeh/1', complete: true }

test('lives where it was told to when the server can get there', () => {
  assert.deepEqual(chooseHome(facts), { kind: 'live', home: '/srv/data' })
})

test('root moves it where its server can get; an ordinary user is told why he cannot', () => {
  assert.deepEqual(chooseHome({ ...facts, reachable: false }), { kind: 'move' })
  assert.equal(chooseHome({ ...facts, reachable: false, switchesUser: false }).kind, 'fail')
})

test('returns to the home it was once given', () => {
  assert.deepEqual(chooseHome({ ...facts, pointer: there, clusterExists: true }), { kind: 'live', home: there.home })
  assert.deepEqual(chooseHome({ ...facts, pointer: { ...there, complete: false }, reachable: false }), { kind: 'move' })
})

test('never puts an empty database in place of one that is lost or out of reach', () => {
  for (const switchesUser of [true, false]) {
    for (const reachable of [true, false]) assert.equal(chooseHome({ ...facts, pointer: there, reachable, switchesUser }).kind, 'fail')
    assert.equal(chooseHome({ ...facts, clusterExists: true, reachable: false, switchesUser }).kind, 'fail')
  }
})

test('the pointer reads as it was written; anything else is no pointer', () => {
  for (const pointer of [there, { ...there, complete: false }]) assert.deepEqual(parsePointer(formatPointer(pointer)), pointer)
  for (const text of ['', 'elsewhere\ncomplete\n', '\n']) assert.equal(parsePointer(text), undefined)
})
