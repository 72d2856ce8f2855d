import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { newId, type Id } from '../../kernel/id.ts'
import { hear, heardEvents, type HeardEvent } from './events.ts'
import { defaultScope, disclose, progressOf, stepKinds, type Happening, type PublicStep, type Scope } from './model.ts'
import { codeHash, codeOf, numberKey, readCode, sameHash } from './model-code.ts'
import { presentSteps } from './present.ts'

const units = new Map([['u-dop', 'Odbor dopravy'], ['u-ziv', 'Odbor životního prostředí'], ['Odbor dopravy', 'Odbor dopravy']])
const directory = new Set(units.values())
const anyScope: fc.Arbitrary<Scope> = fc.record({ unitNames: fc.boolean(), statements: fc.boolean(), dueDate: fc.boolean(), subject: fc.boolean() })
const at = new Date('2026-11-23T08:00:00Z')
const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000)

const step = (kind: PublicStep['kind'], hours: number, unitIds: string[] = []): PublicStep => {
  const disclosed = disclose({ id: newId<'Event'>(later(hours)), at: later(hours), kind, unitIds }, defaultScope, units)
  assert.ok(disclosed)
  return disclosed
}

describe('what the public may know', () => {
  // Personal data as it might slip into an event: under a field we use, under any other, as a unit.
  const secret = fc.string({ minLength: 6, maxLength: 30 }).map((text) => `tajné:${text}`)
  const anyEvent = fc.record({
    name: fc.constantFrom(...heardEvents),
    body: fc.record({
      documentId: fc.constant(newId<'Document'>()), documentIds: fc.array(fc.constant(newId<'Document'>()), { maxLength: 3 }), answersId: fc.constantFrom(null, newId<'Document'>()), unitId: fc.oneof(fc.constantFrom('u-dop', 'u-ziv'), secret),
      units: fc.array(fc.oneof(fc.constantFrom('u-dop', 'Odbor dopravy'), secret), { maxLength: 5 }), handedOver: fc.boolean(), on: secret,
      subject: secret, partyName: secret, unitName: secret, personName: secret, instruction: secret, note: secret, more: fc.dictionary(secret, secret, { maxKeys: 3 }),
    }),
  })

  it('is never a word of an event: only days, kinds and names of units that the office has', () => {
    fc.assert(fc.property(anyEvent, anyScope, ({ name, body }, scope) => {
      const { happenings } = hear(name, { id: newId(at), at, body })
      const told = happenings.map((happening) => disclose(happening, scope, units)).filter((one) => one !== null)
      assert.ok(!JSON.stringify(told).includes('tajné:'))
      for (const { unitName, unitNames } of told) for (const unit of [...unitNames, ...(unitName === null ? [] : [unitName])]) assert.ok(directory.has(unit))
    }))
  })

  it('names no unit and no statement that the scope keeps back', () => {
    fc.assert(fc.property(anyEvent, ({ name, body }) => {
      const { happenings } = hear(name, { id: newId(at), at, body })
      for (const happening of happenings) {
        const told = disclose(happening, { ...defaultScope, unitNames: false, statements: false }, units)
        assert.ok(told === null || (told.unitName === null && told.unitNames.length === 0))
        assert.equal(told === null, happening.kind === 'statements-asked' || happening.kind === 'statements-complete')
      }
    }))
  })

  it('is of a matter handed over when one unit registers it for another', () => {
    const kinds = (handedOver: boolean) => hear('records.registered', { id: newId(at), at, body: { documentId: newId(), unitId: 'u-dop', handedOver } }).happenings.map(({ kind }) => kind)
    assert.deepEqual([kinds(false), kinds(true)], [['registered'], ['registered', 'handed-over']])
  })

  it('waits, when a room tells something else than was agreed', () => {
    for (const name of heardEvents) assert.throws(() => hear(name, { id: newId(at), at, body: { documentId: 'x' } }), name satisfies HeardEvent)
  })
})

describe('how far a matter has got', () => {
  const anyHappening: fc.Arbitrary<Happening> = fc.record({
    id: fc.integer({ min: 0, max: 500 }).map((minutes) => newId<'Event'>(later(minutes / 60))), at: fc.integer({ min: 0, max: 72 }).map(later),
    kind: fc.constantFrom(...stepKinds), unitIds: fc.subarray(['u-dop', 'u-ziv']),
  })

  it('does not depend on the order in which it was told, nor on how often', () => {
    const told = fc.array(anyHappening, { maxLength: 12 }).chain((happenings) => fc.tuple(
      fc.constant(happenings), fc.shuffledSubarray(happenings, { minLength: happenings.length }), fc.array(fc.nat(), { maxLength: 8 })))
    fc.assert(fc.property(told, ([happenings, shuffled, again]) => {
      const repeated = [...shuffled, ...again.flatMap((n) => shuffled[n % shuffled.length] ?? [])]
      const progress = (all: readonly Happening[]) => progressOf(all.map((one) => disclose(one, defaultScope, units)).filter((one) => one !== null))
      assert.deepEqual(progress(repeated), progress(happenings))
      assert.deepEqual(presentSteps('2026-11-23' as never, progress(repeated)), presentSteps('2026-11-23' as never, progress(happenings)))
    }))
  })

  it('follows the matter from receipt to settlement', () => {
    const story = [
      step('registered', 0, ['u-ziv']), step('handed-over', 1, ['u-dop']), step('statements-asked', 2, ['u-ziv', 'u-dop']), step('statements-complete', 30),
      step('approved', 40), step('answered', 50), step('settled', 60),
    ]
    const states = story.map((_, i) => progressOf(story.slice(0, i + 1)).state)
    assert.deepEqual(states, ['received', 'handled', 'statements', 'handled', 'approval', 'answered', 'settled'])
    const { unitName, settledOn, steps } = progressOf(story)
    assert.deepEqual([unitName, settledOn, steps[2]?.unitNames], ['Odbor dopravy', '2026-11-25', ['Odbor dopravy', 'Odbor životního prostředí']])
  })

  it('goes on when a settled matter is taken up again, and is settled by what comes after', () => {
    const settled = [step('registered', 0), step('handed-over', 1, ['u-dop']), step('answered', 5), step('settled', 6)]
    const again = [...settled, step('reopened', 8)]
    assert.deepEqual([progressOf(again).state, progressOf(again).settledOn], ['handled', null])
    assert.deepEqual(presentSteps('2026-11-23' as never, progressOf(again)).find(({ phase }) => phase === 'current')?.name, 'reopened')
    assert.equal(progressOf([...again, step('settled', 9)]).state, 'settled')
  })

  it('is shown as done, doing and to be done', () => {
    const registered = [step('registered', 0), step('handed-over', 0, ['u-dop'])]
    const shown = (steps: PublicStep[]) => presentSteps('2026-11-23' as never, progressOf(steps)).map(({ name, phase }) => `${name} ${phase}`)
    assert.deepEqual(shown(registered), ['received done', 'registered done', 'assigned current', 'approved ahead', 'dispatched ahead', 'settled ahead'])
    const asked = [...registered, step('statements-asked', 2, ['u-ziv'])]
    assert.deepEqual(shown(asked), ['received done', 'registered done', 'assigned done', 'commented current', 'approved ahead', 'dispatched ahead', 'settled ahead'])
    const answered = [...asked, step('statements-complete', 3), step('approved', 4), step('answered', 5)]
    assert.deepEqual(shown(answered), ['received done', 'registered done', 'assigned done', 'commented done', 'approved done', 'dispatched done', 'settled current'])
    assert.deepEqual(shown([...answered, step('settled', 6)]).at(-1), 'settled done')
    assert.ok(!shown([...registered, step('settled', 6)]).some((line) => line.endsWith('ahead') || line.endsWith('current')))
  })
})

describe('the code of a matter', () => {
  const [tenantId, matterId] = [newId<'Tenant'>(), newId<'Document'>()]
  const secret = Buffer.alloc(32, 7)

  it('is the same whenever it is made again, and another for another secret, office or matter', () => {
    const code = codeOf(secret, tenantId, matterId)
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    assert.equal(codeOf(secret, tenantId, matterId), code)
    const others = [codeOf(Buffer.alloc(32, 8), tenantId, matterId), codeOf(secret, newId(), matterId), codeOf(secret, tenantId, newId())]
    assert.equal(new Set([code, ...others]).size, 4)
  })

  it('uses every letter about as often', () => {
    const counts = new Map<string, number>()
    for (let i = 0; i < 2_000; i++) for (const letter of readCode(codeOf(secret, tenantId, newId()))) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    assert.equal(counts.size, 32)
    for (const count of counts.values()) assert.ok(count > 550 && count < 950, String(count))
  })

  it('is understood however it was copied', () => {
    assert.equal(readCode(' k7qf 9m2p-x3rt '), 'K7QF9M2PX3RT')
    assert.equal(readCode('oil0-1111'), '01101111')
    const hash = (code: string, id: Id<'Document'> = matterId) => codeHash(tenantId, id, code)
    assert.ok(sameHash(hash('K7QF-9M2P-X3RT'), hash('k7qf9m2px3rt')))
    assert.ok(!sameHash(hash('K7QF-9M2P-X3RT'), hash('K7QF-9M2P-X3RV')))
    assert.ok(!sameHash(hash('K7QF-9M2P-X3RT'), hash('K7QF-9M2P-X3RT', newId())))
    assert.equal(numberKey(' kuzk 12 / 2026'), numberKey('KUZK 12/2026'))
  })
})
