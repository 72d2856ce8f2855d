import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { authorityFor, type Authority } from './model-authority.ts'
import { lawfulRuling, rulingOf, type Rule } from './model-rule.ts'

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
