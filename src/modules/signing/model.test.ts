import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { authorityFor, type Authority } from './model-authority.ts'
import { lawfulRuling, rulingOf, type Rule } from './model-rule.ts'
import { blockLines, placeOf } from './model-shown.ts'

const [group, leaf, other] = [newId<'Class'>(), newId<'Class'>(), newId<'Class'>()]
const path = [leaf, group]

describe('authority to sign', () => {
  const unitId = newId<'Unit'>()
  const head = { id: newId<'Person'>(), unitId, roles: ['head'], active: true }
  const line = (more: Partial<Authority>): Authority => ({
    id: newId(), holder: { kind: 'head', id: unitId }, classId: group, documentKind: null, upTo: 1000, startsOn: '2026-01-01' as Day, endsOn: '2026-12-31' as Day, basis: 'čl. 5', endedAt: null, ...more })
  const of = (lines: readonly Authority[], who = head, amount: number | null = 500, day = '2026-06-01') => {
    const may = authorityFor(lines, who, { path, documentKind: 'contract', amount }, day as Day)
    return may.ok ? may.value.upTo : may.refusal
  }

  it('is of a class with all below it, from its first day to its last, up to its amount, and of whoever heads the unit', () => {
    assert.deepEqual([of([line({})]), of([line({})], head, 1001), of([line({})], head, null)], [1000, 'over-limit', 'amount-unknown'])
    assert.deepEqual([of([line({})], head, 500, '2025-12-31'), of([line({})], head, 500, '2026-12-31'), of([line({})], head, 500, '2027-01-01')], ['no-authority', 1000, 'no-authority'])
    assert.deepEqual([of([]), of([line({ classId: other })]), of([line({ documentKind: 'letter' })]), of([line({ endedAt: new Date() })])], Array.from({ length: 4 }, () => 'no-authority'))
    assert.deepEqual([of([line({})], { ...head, roles: ['clerk'] }), of([line({})], { ...head, active: false })], ['no-authority', 'no-authority'])
    assert.equal(of([line({ upTo: null }), line({ upTo: 800 }), line({ upTo: 100 })]), 800)
  })
})

describe('what needs a signature', () => {
  const rule = (classId: Id<'Class'> | null, need: Rule['need'], documentKind: Rule['documentKind'] = null): Rule =>
    ({ id: newId(), classId, documentKind, need, mustOpen: 'all', samplePercent: null, onChange: 'none', visible: false })

  it('is said by the nearest rule up the plan, of one class by the one of the kind, then by the office, then by law', () => {
    const rules = [rule(null, 'approval'), rule(group, 'seal'), rule(group, 'signature', 'contract'), rule(other, 'none')]
    assert.equal(rulingOf(rules, path, 'contract').need, 'signature')
    assert.equal(rulingOf(rules, path, 'letter').need, 'seal')
    assert.equal(rulingOf(rules, [], null).need, 'approval')
    assert.equal(rulingOf([], path, null), lawfulRuling)
  })
})

describe('a signature on the page', () => {
  const places = [1, 2].map((n) => ({ page: 0, rectangle: [n, 0, n + 1, 1] as const }))
  const [a, b, c] = ['a', 'b', 'c'].map((one) => one.repeat(64) as Sha256) as [Sha256, Sha256, Sha256]
  const of = (signed: readonly Sha256[], shown: readonly Sha256[], obstacle: string | null = null) => {
    const found = placeOf({ places, obstacle }, signed, new Set(shown))
    return found.ok ? found.value : found.refusal
  }

  it('has the next place after those that are taken, none when all are, and none after a first signature that is not shown', () => {
    assert.deepEqual([of([], [a]), of([a], [a, c]), of([a, b], [a])], [places[0], places[1], places[1]])
    assert.deepEqual([of([a, b], [a, b]), of([a], [b]), of([a, b], [b]), of([], [], 'no-page')], ['no-free-place', 'signed-unshown', 'signed-unshown', 'no-page'])
  })

  it('says who, in whose place, when to the second and the offset, and why, in lines of bounded length', () => {
    const said = blockLines({ name: 'Ing. Žofie Říhová', forName: 'Mgr. Ďurďa Čech', at: new Date('2026-10-25T00:30:05Z'), reason: 'x'.repeat(200) })
    assert.deepEqual(said.slice(0, 4), ['Elektronicky podepsáno', 'Ing. Žofie Říhová', 'v z. Mgr. Ďurďa Čech', '25. 10. 2026 2:30:05 +02:00'])
    assert.equal(said[4], `Důvod: ${'x'.repeat(52)}…`)
    assert.deepEqual(blockLines({ name: 'A', forName: null, at: new Date('2026-10-25T01:30:05Z'), reason: null }).slice(1), ['A', '25. 10. 2026 2:30:05 +01:00'])
  })
})
