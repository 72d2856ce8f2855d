import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Actor, Role } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import type { Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import {
  approve, closed, giveStatement, handOn, isFor, isStale, markSeen, outdated, returnForRework, take, withdraw,
  type ItemKind, type WorkItem,
} from './model.ts'

const at = new Date('2026-11-23T08:00:00Z')
const hashes = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [Sha256, Sha256, Sha256]
const [unit, elsewhere] = [newId<'Unit'>(), newId<'Unit'>()]
const actor = (unitId: Id<'Unit'>, ...roles: Role[]): Actor => (
  { tenantId: newId(), personId: newId(), name: 'X', unitId, roles, origin: 'test', standsFor: [] }
)
const [anna, bert, head, stranger, strangeHead] = [
  actor(unit, 'clerk'), actor(unit, 'clerk'), actor(unit, 'head'), actor(elsewhere, 'clerk'), actor(elsewhere, 'head')
] as const
const everyone = [anna, bert, head, stranger, strangeHead]

function item(about: Partial<WorkItem> = {}): WorkItem {
  const kind = about.kind ?? 'comment'
  return {
    id: newId(), fileId: newId(), documentId: newId(), kind, addressee: { kind: 'person', id: anna.personId! }, unitId: unit,
    askedBy: null, askedAt: at, dueOn: null, instruction: null, content: kind === 'approve' ? hashes[0] : null,
    routeId: null, stageId: null, placeId: null, round: 1, delegates: [], outdated: false, urgedOn: null, state: 'open', takenBy: null,
    outcome: null, answer: null, doneAt: null, doneBy: null, doneFor: null, ...about,
  }
}
const forUnit = (about: Partial<WorkItem> = {}) => item({ addressee: { kind: 'unit', id: unit }, ...about })
const sees = (seen: Sha256, main: Sha256 | null = seen, ...authors: Actor[]) => (
  { seen, main, authors: new Set(authors.map(({ personId }) => personId!)) }
)

describe('a work item', () => {
  it('waits for the person asked, anyone of the unit asked until one takes it, and their head; an approval for its person alone', () => {
    const who = (about: WorkItem) => everyone.map((each) => isFor(about, each))
    assert.deepEqual(who(item()), [true, false, true, false, false])
    assert.deepEqual(who(forUnit()), [true, true, true, false, false])
    assert.deepEqual(who(forUnit({ takenBy: bert.personId })), [false, true, true, false, false])
    assert.deepEqual(who(item({ kind: 'approve' })), [true, false, false, false, false])
  })

  it('is taken by one of the unit asked, and by nobody else after that', () => {
    const taken = take(forUnit(), bert)
    assert.ok(taken.ok)
    assert.equal(taken.value.takenBy, bert.personId)
    assert.deepEqual([take(taken.value, bert), take(taken.value, anna)], [taken, { ok: false, refusal: 'taken-by-somebody' }])
    assert.deepEqual(take(forUnit(), stranger), { ok: false, refusal: 'not-yours' })
    assert.deepEqual(take(item(), anna), { ok: false, refusal: 'wrong-kind' })
    assert.deepEqual(take(handOn(forUnit(), null, at), anna), { ok: false, refusal: 'already-done' })
  })

  it('wants the reason of whoever does not simply agree, returns or takes back', () => {
    for (const answer of [null, '', ' \n']) {
      assert.deepEqual(giveStatement(item(), anna, { outcome: 'disagree', answer }, at), { ok: false, refusal: 'reason-missing' })
      assert.deepEqual(
        giveStatement(item(), anna, { outcome: 'agree-with-reservation', answer }, at), { ok: false, refusal: 'reason-missing' }
      )
      assert.equal(giveStatement(item(), anna, { outcome: 'agree', answer }, at).ok, true)
      assert.deepEqual(returnForRework(item({ kind: 'approve' }), anna, answer ?? '', at), { ok: false, refusal: 'reason-missing' })
      assert.deepEqual(withdraw(item(), anna, answer ?? '', true, at), { ok: false, refusal: 'reason-missing' })
    }
  })

  it('is taken back by whoever asked or handles the file, and handling itself never', () => {
    const may = (about: WorkItem, by: Actor, handler: boolean) => withdraw(about, by, 'není třeba', handler, at)
    assert.ok(may(item({ askedBy: bert.personId }), bert, false).ok && may(item(), stranger, true).ok)
    assert.deepEqual(may(item(), bert, false), { ok: false, refusal: 'not-yours' })
    assert.deepEqual(may(item({ askedBy: null }), { ...anna, personId: null }, false), { ok: false, refusal: 'not-yours' })
    assert.deepEqual(may(item({ kind: 'handle' }), bert, true), { ok: false, refusal: 'wrong-kind' })
  })

  it('is settled once, whoever tries whatever in whatever order, and does not change after that', () => {
    const acts: readonly ((about: WorkItem, by: Actor) => Result<WorkItem, string>)[] = [
      take, (it, by) => giveStatement(it, by, { outcome: 'agree', answer: null }, at), (it, by) => markSeen(it, by, at),
      (it, by) => approve(it, by, sees(hashes[0]), at), (it, by) => returnForRework(it, by, 'důvod', at),
      (it, by) => withdraw(it, by, 'důvod', by === head, at),
      (it) => ({ ok: true, value: outdated([it], hashes[1], 'nové znění', at)[0] ?? it }),
      (it) => ({ ok: true, value: closed([it], 'vyřízeno', at)[0] ?? it }),
    ]
    const step = fc.record({ act: fc.constantFrom(...acts), by: fc.constantFrom(...everyone) })
    const kinds = fc.constantFrom<ItemKind>('handle', 'comment', 'approve', 'note')
    fc.assert(fc.property(kinds, fc.boolean(), fc.array(step, { maxLength: 20 }), (kind, asksUnit, steps) => {
      let now = asksUnit && kind !== 'approve' ? forUnit({ kind }) : item({ kind })
      let settled = 0
      for (const { act, by } of steps) {
        const result = act(now, by)
        if (!result.ok) continue
        if (now.state !== 'open') assert.deepEqual(result.value, now)
        if (now.state === 'open' && result.value.state !== 'open') settled++
        now = result.value
        assert.equal(now.doneAt !== null, now.state !== 'open')
      }
      assert.ok(settled <= 1)
    }))
  })
})

describe('an approval', () => {
  const hash = fc.constantFrom(...hashes)

  it('is given by the one asked, who wrote none of it, about the content asked, seen and still current: never otherwise', () => {
    fc.assert(fc.property(hash, hash, hash, fc.constantFrom(...everyone), fc.subarray(everyone), (content, seen, main, by, authors) => {
      const result = approve(item({ kind: 'approve', content }), by, sees(seen, main, ...authors), at)
      assert.equal(result.ok, by === anna && !authors.includes(by) && content === seen && content === main)
    }), { numRuns: 2000 })
  })

  it('says why it was refused', () => {
    const about = item({ kind: 'approve' })
    const [lapsed] = outdated([about], hashes[1], 'nové znění', at)
    assert.deepEqual(approve(about, anna, sees(hashes[0], hashes[0], anna), at), { ok: false, refusal: 'four-eyes' })
    assert.deepEqual(approve(about, anna, sees(hashes[1]), at), { ok: false, refusal: 'content-changed' })
    assert.deepEqual(approve(lapsed!, anna, sees(hashes[0], hashes[1]), at), { ok: false, refusal: 'content-changed' })
    assert.deepEqual(approve({ ...about, state: 'done' }, anna, sees(hashes[0]), at), { ok: false, refusal: 'already-done' })
    assert.deepEqual(approve(about, head, sees(hashes[0]), at), { ok: false, refusal: 'not-yours' })
    assert.deepEqual(approve(item(), anna, sees(hashes[0]), at), { ok: false, refusal: 'wrong-kind' })
  })

  it('is stale as soon as the content is another one: open requests lapse, given approvals stay as they were and do not count', () => {
    const state = fc.constantFrom<WorkItem['state']>('open', 'done', 'returned', 'withdrawn')
    const book = fc.array(
      fc.record({ kind: fc.constantFrom<ItemKind>('handle', 'comment', 'approve'), content: hash, state }), { maxLength: 12 }
    )
    fc.assert(fc.property(book, fc.option(hash), (rows, main) => {
      const items = rows.map(({ kind, content, state: now }) => item({ kind, state: now, ...(kind === 'approve' ? { content } : {}) }))
      const lapsed = outdated(items, main, 'nové znění', at)
      const after = items.map((each) => lapsed.find(({ id }) => id === each.id) ?? each)
      for (const [i, each] of after.entries()) {
        assert.equal(each.state === 'open' && isStale(each, main), false)
        if (items[i]?.state !== 'open' || !isStale(each, main)) assert.equal(each, items[i])
        if (each.kind === 'approve') assert.equal(isStale(each, main), each.content !== main)
      }
    }))
  })
})

describe('a settled file', () => {
  it('leaves no open item: its handling is done, the rest is withdrawn with the reason', () => {
    const items = (['handle', 'comment', 'approve', 'note'] as const).map((kind) => item({ kind }))
    const ended = closed([...items, item({ state: 'done' })], 'Spis byl vyřízen.', at)
    assert.deepEqual(ended.map(({ kind, state, answer }) => [kind, state, answer]), [
      ['handle', 'done', null], ['comment', 'withdrawn', 'Spis byl vyřízen.'], ['approve', 'withdrawn', 'Spis byl vyřízen.'],
      ['note', 'withdrawn', 'Spis byl vyřízen.']])
  })
})
