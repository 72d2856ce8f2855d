import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addDays, dayOf, type Day } from '../../kernel/day.ts'
import { readHistory } from '../audit/index.ts'
import { arrangeSubstitution, endSubstitution, listSubstitutions, type Planned } from './index.ts'
import { signedIn, testOffice, type TestOffice } from './testing.ts'

type Role = keyof TestOffice['actors']

describe('substitutions of an office', () => {
  let office: TestOffice
  const start = new Date('2026-11-23T08:00:00Z')
  const today = dayOf(start)
  before(async () => void (office = await testOffice()))
  after(() => office.close())

  const plan = (person: Role, substitute: Role, from: Day, to: Day): Planned => ({
    personId: office.actors[person].personId!, substituteId: office.actors[substitute].personId!, startsOn: from, endsOn: to,
    kinds: ['approve', 'note'], maySign: true, basis: 'Pověření č. 3/2026' })
  const arrange = (by: Role, person: Role, substitute: Role, from = today, to = from) =>
    arrangeSubstitution(office, office.actors[by], plan(person, substitute, from, to))
  const standsFor = async (role: Role) => (await signedIn(office, role)).standsFor.map(({ name, kinds }) => `${name}: ${kinds.join(' ')}`)

  it('come with the session from the first day to the last, and are gone the day after', async () => {
    const done = await arrange('head', 'head', 'colleague', addDays(today, 1), addDays(today, 2))
    assert.ok(done.ok)
    const seen: string[][] = []
    for (const days of [0, 1, 2, 3]) {
      office.clock = new Date(start.getTime() + days * 86_400_000)
      seen.push(await standsFor('colleague'))
    }
    office.clock = start
    const all = ['Hana Malá: approve note sign seal']
    assert.deepEqual(seen, [[], all, all, []])
  })

  it('end at once when ended, by those who may arrange them and nobody else', async () => {
    const done = await arrange('clerk', 'clerk', 'colleague')
    assert.ok(done.ok)
    assert.equal((await standsFor('colleague')).length, 1)
    assert.deepEqual(await endSubstitution(office, office.actors.otherHead, done.value.id), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual((await listSubstitutions(office, office.actors.head)).filter(({ mayEnd }) => mayEnd).map(({ personName }) => personName).sort(), ['Hana Malá', 'Petr Čáp'])
    assert.ok((await endSubstitution(office, office.actors.head, done.value.id)).ok)
    assert.deepEqual(await standsFor('colleague'), [])
    assert.deepEqual(await endSubstitution(office, office.actors.head, done.value.id), { ok: false, refusal: 'already-ended' })
    const log = await readHistory(office.db, office.tenantId, { subjectId: office.actors.clerk.personId!, event: 'ZmenaOpravneni', limit: 2 })
    assert.deepEqual(log.map(({ actorName, particulars }) => [actorName, particulars?.['substitute'], particulars?.['ended'] ?? false]), [['Hana Malá', 'Jan Žák', true], ['Petr Čáp', 'Jan Žák', false]])
  })

  it('are not arranged for somebody one is not over, nor with somebody who is not there', async () => {
    assert.deepEqual(await arrange('clerk', 'head', 'clerk'), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual(await arrange('otherHead', 'clerk', 'colleague'), { ok: false, refusal: 'not-allowed' })
    const nobody = { ...plan('clerk', 'colleague', today, today), substituteId: office.units.DOP.id as unknown as Planned['substituteId'] }
    assert.deepEqual(await arrangeSubstitution(office, office.actors.clerk, nobody), { ok: false, refusal: 'substitute-unknown' })
  })

  it('are no way for an administrator to give themself the work of others', async () => {
    const admin = { ...office.actors.registrar, roles: ['admin'] as const }
    const day = addDays(today, 30)
    assert.deepEqual(await arrangeSubstitution(office, admin, plan('otherHead', 'registrar', day, day)), { ok: false, refusal: 'appoints-themself' })
    assert.ok((await arrangeSubstitution(office, admin, plan('otherHead', 'otherClerk', day, day))).ok)
    assert.ok((await arrangeSubstitution(office, office.actors.otherHead, plan('otherClerk', 'otherHead', addDays(day, 1), addDays(day, 1)))).ok, 'a head acts for their people anyway')
  })

  it('never form a circle, however many are arranged at once', async () => {
    const ring: Role[] = ['registrar', 'otherHead', 'otherClerk', 'auditor', 'colleague']
    for (let round = 0; round < 4; round++) {
      const day = addDays(today, 10 + round)
      const outcomes = await Promise.all(ring.map((person, i) => arrange(person, person, ring[(i + 1) % ring.length]!, day)))
      assert.deepEqual(outcomes.filter((one) => !one.ok).map((one) => !one.ok && one.refusal), ['circle-of-substitutes'])
    }
  })
})
