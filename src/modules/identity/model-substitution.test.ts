import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Actor } from '../../kernel/actor.ts'
import { addDays, type Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { arrange, isInForce, mayArrangeFor, standsFor, substitutableKinds, type Planned, type Substitution } from './model-substitution.ts'

const today = '2026-11-23' as Day
const people = Array.from({ length: 5 }, () => newId<'Person'>())
const [anna, bert] = people as [Id<'Person'>, Id<'Person'>]
const planned = (about: Partial<Planned> = {}): Planned => ({
  personId: anna, substituteId: bert, startsOn: today, endsOn: addDays(today, 4), kinds: ['approve'], maySign: false, basis: 'čl. 5 organizačního řádu', ...about })
const made = (plan: Planned, ended = false): Substitution => ({
  ...plan, id: newId(), madeBy: plan.personId, madeAt: new Date(), endedBy: ended ? plan.personId : null, endedAt: ended ? new Date() : null })

const plans = fc.record({
  personId: fc.constantFrom(...people), substituteId: fc.constantFrom(...people), startsOn: fc.nat(9).map((days) => addDays(today, days)), length: fc.nat(9),
  kinds: fc.uniqueArray(fc.constantFrom(...substitutableKinds), { minLength: 1 }), maySign: fc.boolean(),
}).map(({ length, ...plan }) => planned({ ...plan, endsOn: addDays(plan.startsOn, length) }))

describe('a substitution', () => {
  it('never closes a circle on any day, whatever is arranged in whatever order', () => {
    fc.assert(fc.property(fc.array(plans, { maxLength: 14 }), (wanted) => {
      const kept: Substitution[] = []
      for (const plan of wanted) if (arrange(plan, kept, today).ok) kept.push(made(plan))
      for (let day = today; day <= addDays(today, 20); day = addDays(day, 1)) assert.equal(circleOn(kept, day), false, `a circle on ${day}`)
    }), { numRuns: 300 })
  })

  it('is refused for a circle only where there would be one', () => {
    fc.assert(fc.property(fc.array(plans, { maxLength: 10 }), plans, (wanted, last) => {
      const kept: Substitution[] = []
      for (const plan of wanted) if (arrange(plan, kept, today).ok) kept.push(made(plan))
      const decided = arrange(last, kept, today)
      if (decided.ok || decided.refusal !== 'circle-of-substitutes') return
      const days = Array.from({ length: 20 }, (_, i) => addDays(today, i))
      assert.ok(days.some((day) => circleOn([...kept, made(last)], day)))
    }), { numRuns: 300 })
  })

  it('gives exactly the kinds entrusted, on exactly its days, signing only expressly', () => {
    fc.assert(fc.property(fc.array(plans, { maxLength: 8 }), fc.nat(25), (wanted, shift) => {
      const day = addDays(today, shift - 3)
      const mine = wanted.filter(({ substituteId }) => substituteId === bert).map((plan) => ({ ...made(plan, plan.kinds.length === 7), name: 'X' }))
      const got = standsFor(mine, day)
      for (const person of people) {
        const running = mine.filter((one) => one.personId === person && isInForce(one, day))
        const kinds = new Set([...running.flatMap((one) => one.kinds), ...(running.some(({ maySign }) => maySign) ? ['sign', 'seal'] : [])])
        assert.deepEqual(new Set(got.find(({ personId }) => personId === person)?.kinds ?? []), kinds)
      }
      assert.equal(new Set(got.map(({ personId }) => personId)).size, got.length, 'each person once')
    }), { numRuns: 300 })
  })

  it('says what is wrong with a plan', () => {
    const refusal = (about: Partial<Planned>, others: Substitution[] = []) => {
      const decided = arrange(planned(about), others, today)
      return decided.ok ? null : decided.refusal
    }
    assert.equal(refusal({}), null)
    assert.equal(refusal({ substituteId: anna }), 'own-substitute')
    assert.equal(refusal({ startsOn: addDays(today, -1) }), 'starts-in-past')
    assert.equal(refusal({ endsOn: addDays(today, -1) }), 'ends-before-start')
    assert.equal(refusal({ kinds: [] }), 'nothing-entrusted')
    assert.equal(refusal({}, [made(planned({ startsOn: addDays(today, 4), endsOn: addDays(today, 9) }))]), 'already-arranged')
    assert.equal(refusal({}, [made(planned({ startsOn: addDays(today, 5), endsOn: addDays(today, 9) }))]), null)
    assert.equal(refusal({}, [made(planned({ personId: bert, substituteId: anna }))]), 'circle-of-substitutes')
    assert.equal(refusal({}, [made(planned({ personId: bert, substituteId: anna }), true)]), null, 'what was ended is no part of a circle')
  })

  it('is arranged by the person, the head of their unit or of one above, or an administrator', () => {
    const [top, below, aside] = [newId<'Unit'>(), newId<'Unit'>(), newId<'Unit'>()]
    const unit = (id: Id<'Unit'>, parentId: Id<'Unit'> | null) => ({ id, parentId, code: 'X', name: 'X' })
    const units = [unit(top, null), unit(below, top), unit(aside, null)]
    const actor = (unitId: Id<'Unit'>, ...roles: Actor['roles']): Actor => ({ tenantId: newId(), personId: newId(), name: 'X', unitId, roles, origin: 't', standsFor: [] })
    const may = (by: Actor) => mayArrangeFor(by, { id: anna, unitId: below }, units)
    assert.deepEqual(
      [{ ...actor(aside), personId: anna }, actor(below, 'head'), actor(top, 'head'), actor(aside, 'admin')].map(may), [true, true, true, true])
    assert.deepEqual([actor(below, 'clerk'), actor(aside, 'head'), actor(aside, 'auditor', 'registrar')].map(may), [false, false, false])
    assert.equal(mayArrangeFor(actor(below, 'head'), { id: bert, unitId: top }, units), false, 'not upwards')
  })
})

/** By walking from everybody: independent of how the model decides. */
function circleOn(all: readonly Substitution[], day: Day): boolean {
  const edges = all.filter((one) => one.endedAt === null && one.startsOn <= day && one.endsOn >= day)
  const reaches = (from: string, to: string, depth: number): boolean =>
    depth > 0 && edges.some(({ personId, substituteId }) => personId === from && (substituteId === to || reaches(substituteId, to, depth - 1)))
  return people.some((person) => reaches(person, person, people.length))
}
