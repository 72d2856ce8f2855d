import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { perform } from '../audit/index.ts'
import type { TestOffice } from '../identity/testing.ts'
import { settleDocument } from '../records/index.ts'
import { answerItem, approveItem, assign, askStatements, completeSigning, returnItem, takeOver, verifyCirculation, type ItemKind } from './index.ts'
import type { Course, Rule } from './model-route.ts'
import { beginRoute, type RouteRequest } from './service-begin.ts'
import type { StepRequest } from './service-find.ts'
import { closeSilent } from './service-silence.ts'
import { cancelRoute, insertStep, reopenStep, resumeRoute, skipStep } from './service-steps.ts'
import { changeItemDue, completeItem, delegateItem, urgeItem, withdrawItem } from './service-verbs.ts'
import { readCourse } from './store-route.ts'
import { hears, logged, officeWithCirculation, received, rewrite, told, written } from './testing.ts'

type Role = keyof TestOffice['actors']
const contenders = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'] as const

describe('the ten invariants of circulation', () => {
  let office: TestOffice
  before(async () => void (office = await officeWithCirculation()))
  after(() => office.close())

  const person = (role: Role) => ({ kind: 'person', id: office.actors[role].personId! }) as const
  const step = (kind: ItemKind, to: Role[], more: Partial<StepRequest> = {}): StepRequest => (
    { kind, to: to.map(person), instruction: null, rule: 'all', needed: null, dueDays: null, dueOn: null, onReturn: 'sender', lockedByLaw: false, ...more })
  async function begun(steps: StepRequest[], more: Partial<RouteRequest> = {}) {
    const document = await written(office)
    const result = await beginRoute(office, office.actors.clerk, document.documentId, { name: 'Schválení odpovědi', onChange: 'none', ...more, steps })
    assert.ok(result.ok, result.ok ? '' : result.refusal)
    return { ...document, content: document.content as Sha256, routeId: result.value.routeId }
  }
  const course = async (routeId: Id<'Route'>): Promise<Course> => (await readCourse(office.db, office.tenantId, routeId))!
  async function open(routeId: Id<'Route'>) {
    return (await course(routeId)).items.filter(({ state }) => state === 'open')
  }
  const agree = { outcome: 'agree', answer: null } as const
  const states = async (routeId: Id<'Route'>) => (await course(routeId)).stages.map(({ state }) => state)
  /** A steps' place by its position in the route. */
  const placeAt = async (routeId: Id<'Route'>, stage: number) => {
    const { stages, places } = await course(routeId)
    return places.find(({ stageId }) => stageId === stages[stage]?.id)!.id
  }

  it('2: state is the fold of events, whatever is done in whatever order; 1, 8, 10 hold all the way', async () => {
    const rules = fc.constantFrom<Rule>('all', 'any', 'n', 'silence')
    const stage = fc.record({ kind: fc.constantFrom<ItemKind>('comment', 'approve', 'check', 'handle', 'sign'), rule: rules, many: fc.boolean() })
    const doing = fc.record({ what: fc.constantFrom(...Object.keys(verbs) as (keyof typeof verbs)[]), pick: fc.nat(20), who: fc.constantFrom<Role>('clerk', 'head', 'otherHead', 'otherClerk', 'colleague') })
    await fc.assert(fc.asyncProperty(
      fc.array(stage, { minLength: 1, maxLength: 4 }), fc.constantFrom('none', 'affected', 'all'), fc.array(doing, { minLength: 4, maxLength: 16 }),
      async (stages, onChange, doings) => {
        const to: Role[] = ['head', 'otherHead', 'otherClerk']
        const steps = stages.map(({ kind, rule, many }) => {
          const when = rule === 'silence' && kind !== 'comment' && kind !== 'check' ? 'all' : rule
          return step(kind, many ? to : ['head'], { rule: when, needed: when !== 'n' ? null : many ? 2 : 1, dueDays: when === 'silence' ? 3 : null })
        })
        const route = await begun(steps, { onChange })
        for (const { what, pick, who } of doings) {
          await verbs[what](route, pick, who)
          await holds(route.routeId, route.fileId)
        }
      },
    ), { numRuns: 10 })
    const { checked, damaged } = await verifyCirculation(office.db, office.tenantId)
    assert.ok(checked > 60)
    assert.deepEqual(damaged, [])
    await sql`update circulation.item set outcome = 'agree' where id = (select id from circulation.item where outcome is null limit 1)`.execute(office.superuser)
    assert.equal((await verifyCirculation(office.db, office.tenantId)).damaged.length, 1, 'a change behind the server is found')
  })

  type Begun = Awaited<ReturnType<typeof begun>>
  const one = <Value>(list: readonly Value[], pick: number) => list[pick % Math.max(1, list.length)]
  async function onOpen(route: Begun, pick: number, act: (id: Id<'WorkItem'>, kind: ItemKind) => Promise<unknown>) {
    const item = one(await open(route.routeId), pick)
    if (item) await act(item.id, item.kind)
  }
  const verbs = {
    answer: (route: Begun, pick: number, who: Role) => onOpen(route, pick, async (id, kind) => {
      const actor = office.actors[who]
      if (kind === 'comment') return answerItem(office, actor, id, agree)
      if (kind === 'approve') return approveItem(office, actor, id, (await open(route.routeId)).find((item) => item.id === id)!.content!)
      return completeItem(office, actor, id, 'Hotovo.')
    }),
    return: (route: Begun, pick: number, who: Role) => onOpen(route, pick, (id) => returnItem(office, office.actors[who], id, 'Nejde to.')),
    returnTo: async (route: Begun, pick: number, who: Role) => {
      const place = one((await course(route.routeId)).places, pick)!.id
      await onOpen(route, pick, (id) => returnItem(office, office.actors[who], id, 'Znovu.', { to: place }))
    },
    delegate: (route: Begun, pick: number, who: Role) => onOpen(route, pick, (id) => delegateItem(office, office.actors[who], id, { to: office.actors.colleague.personId!, note: null })),
    withdraw: (route: Begun, pick: number) => onOpen(route, pick, (id) => withdrawItem(office, office.actors.clerk, id, 'Není třeba.')),
    urge: (route: Begun, pick: number) => onOpen(route, pick, (id) => urgeItem(office, office.actors.clerk, id)),
    due: (route: Begun, pick: number) => onOpen(route, pick, (id) => changeItemDue(office, office.actors.clerk, id, { dueOn: '2026-12-24' as Day, reason: 'Svátky.' })),
    skip: async (route: Begun, pick: number) => skipStep(office, office.actors.clerk, one((await course(route.routeId)).places, pick)!.id, 'Není třeba.'),
    reopen: async (route: Begun, pick: number) => reopenStep(office, office.actors.clerk, one((await course(route.routeId)).places, pick)!.id, 'Přece jen.'),
    resume: (route: Begun) => resumeRoute(office, office.actors.clerk, route.routeId),
    insert: async (route: Begun, pick: number) => insertStep(office, office.actors.clerk, route.routeId, { after: one((await course(route.routeId)).stages, pick)!.id, step: step('check', ['otherHead']), reason: 'Pro jistotu.' }),
    rewrite: async (route: Begun, pick: number) => {
      await rewrite(office, route.documentId, 'clerk', `wording ${pick}`)
      await hears(office, 'records.content-replaced', route.documentId)
    },
    cancel: async (route: Begun, pick: number) => { if (pick % 7 === 0) await cancelRoute(office, office.actors.clerk, route.routeId, 'Zrušeno.') },
  }

  async function holds(routeId: Id<'Route'>, fileId: Id<'File'>) {
    const { route, stages, places, items } = await course(routeId)
    const openItems = items.filter(({ state }) => state === 'open')
    if (route.state === 'done' || route.state === 'cancelled') assert.equal(openItems.length, 0, '10: nothing is open in a route that ended')
    if (route.state === 'running') assert.ok(openItems.length > 0, 'a running route waits for somebody')
    for (const { id } of places) assert.ok(openItems.filter(({ placeId }) => placeId === id).length <= 1, 'a place is never asked twice at once')
    for (const { stageId, outdated } of openItems) {
      assert.equal(stages.find(({ id }) => id === stageId)?.state, 'open')
      assert.equal(outdated, false)
    }
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from circulation.item where file_id = ${fileId} and kind = 'handle' and state = 'open' and stage_id is null`.execute(office.db)
    assert.ok(rows[0]!.count <= 1, '1: one holder')
  }

  it('1: of eight who take or hand over one file at once, exactly one holds it', async () => {
    const { documentId, fileId } = await received(office)
    await Promise.all(contenders.map((_, i) => i % 2 ? takeOver(office, office.actors[i % 4 === 1 ? 'clerk' : 'colleague'], documentId)
      : assign(office, office.actors.registrar, documentId, { to: { kind: 'unit', id: i % 4 ? office.units.ZIV.id : office.units.DOP.id }, instruction: null })))
    const { rows } = await sql<{ open: number }>`select count(*)::int as open from circulation.item where file_id = ${fileId} and kind = 'handle' and state = 'open'`.execute(office.db)
    assert.equal(rows[0]?.open, 1)
  })

  it('3: an approval is for one content: new wording makes it count no more, under every policy', async () => {
    for (const onChange of ['none', 'affected', 'all'] as const) {
      const route = await begun([step('comment', ['otherClerk']), step('approve', ['head']), step('check', ['otherHead'])], { onChange })
      await answerItem(office, office.actors.otherClerk, (await open(route.routeId))[0]!.id, agree)
      await approveItem(office, office.actors.head, (await open(route.routeId))[0]!.id, route.content)
      const content = await rewrite(office, route.documentId)
      await hears(office, 'records.content-replaced', route.documentId)
      const after = await course(route.routeId)
      const asked = after.items.filter(({ state }) => state === 'open').map(({ kind, content: about }) => [kind, about])
      const expected = { none: [['check', null]], affected: [['approve', content], ['check', null]], all: [['comment', null]] }
      assert.deepEqual(asked.sort(), expected[onChange])
      assert.equal(after.items.some((item) => item.outcome === 'approved' && item.content === content), false)
      if (onChange !== 'none') assert.equal(after.items.find(({ outcome }) => outcome === 'approved')?.outdated, true)
    }
  })

  it('3: a signature is recorded only for the bytes that were asked about, by the room that made it', async () => {
    const route = await begun([step('sign', ['head'])])
    const [item] = await open(route.routeId)
    const sign = (signed: Sha256) => perform(office, office.actors.head, { name: 'sign' }, (deed) => completeSigning(deed, item!.id, signed))
    assert.deepEqual(await sign('0'.repeat(64) as Sha256), { ok: false, refusal: 'content-changed' })
    assert.deepEqual(await completeItem(office, office.actors.head, item!.id, null), { ok: false, refusal: 'wrong-kind' })
    assert.ok((await sign(route.content)).ok)
    assert.equal((await course(route.routeId)).route.state, 'done')
  })

  it('4: what the law requires is neither skipped nor taken back; every deviation has its reason and is in the log', async () => {
    const route = await begun([step('comment', ['registrar']), step('approve', ['head'], { lockedByLaw: true })])
    const [first, law] = [await placeAt(route.routeId, 0), await placeAt(route.routeId, 1)]
    assert.deepEqual(await skipStep(office, office.actors.clerk, law, 'Spěchá to.'), { ok: false, refusal: 'locked-by-law' })
    assert.deepEqual(await cancelRoute(office, office.actors.clerk, route.routeId, 'Spěchá to.'), { ok: false, refusal: 'locked-by-law' })
    assert.deepEqual(await skipStep(office, office.actors.clerk, first, '  '), { ok: false, refusal: 'reason-missing' })
    assert.deepEqual(await skipStep(office, office.actors.otherHead, first, 'Chci.'), { ok: false, refusal: 'not-found' }, 'who cannot see it learns nothing')
    assert.ok((await skipStep(office, office.actors.clerk, first, 'Vyjádřil se telefonicky.')).ok)
    const [approval] = await open(route.routeId)
    assert.deepEqual(await withdrawItem(office, office.actors.clerk, approval!.id, 'Spěchá to.'), { ok: false, refusal: 'locked-by-law' })
    assert.ok((await logged(office, route.documentId)).includes('Preskoceni'))
    assert.equal((await course(route.routeId)).items.find(({ state }) => state === 'skipped')?.answer, 'Vyjádřil se telefonicky.')
  })

  it('5: an approval is passed on neither to an author nor in a circle; who passed it on answers for it and sees it', async () => {
    const route = await begun([step('approve', ['head'])])
    const [item] = await open(route.routeId)
    const pass = (from: Role, to: Role) => delegateItem(office, office.actors[from], item!.id, { to: office.actors[to].personId!, note: null })
    assert.deepEqual(await pass('head', 'clerk'), { ok: false, refusal: 'four-eyes' })
    assert.deepEqual(await pass('head', 'head'), { ok: false, refusal: 'delegated-in-circle' })
    assert.ok((await pass('head', 'otherHead')).ok)
    assert.ok((await pass('otherHead', 'registrar')).ok)
    assert.deepEqual(await pass('registrar', 'head'), { ok: false, refusal: 'delegated-in-circle' })
    assert.deepEqual(await approveItem(office, office.actors.otherClerk, item!.id, route.content), { ok: false, refusal: 'not-found' })
    assert.ok((await approveItem(office, office.actors.registrar, item!.id, route.content)).ok)
    assert.equal((await course(route.routeId)).route.state, 'done')
  })

  it('6: a command repeated under its key is done once; commands of one route take turns', async () => {
    const route = await begun([step('comment', ['otherClerk']), step('check', ['otherHead'])])
    const [item] = await open(route.routeId)
    const key = { key: `answer ${item!.id}` }
    const results = await Promise.all(contenders.map(() => answerItem(office, office.actors.otherClerk, item!.id, agree, key)))
    assert.ok(results.every(({ ok }) => ok))
    assert.deepEqual((await course(route.routeId)).items.map(({ kind, state }) => `${kind} ${state}`).sort(), ['check open', 'comment done'])
    const skips = await Promise.all(contenders.map(async () => skipStep(office, office.actors.clerk, await placeAt(route.routeId, 1), 'Není třeba.')))
    assert.equal(skips.filter(({ ok }) => ok).length, 1)
  })

  it('6: a step skipped and reopened by many at once is open once', async () => {
    const route = await begun([step('check', ['head']), step('check', ['otherHead'])])
    const first = await placeAt(route.routeId, 0)
    assert.ok((await skipStep(office, office.actors.clerk, first, 'Není třeba.')).ok)
    const reopened = await Promise.all(contenders.map(() => reopenStep(office, office.actors.clerk, first, 'Přece jen.')))
    assert.deepEqual(reopened.filter(({ ok }) => !ok).map((each) => (each.ok ? '' : each.refusal)), Array(7).fill('already-open'))
    assert.deepEqual((await open(route.routeId)).map(({ placeId, round }) => [placeId, round]), [[first, 2]])
    assert.deepEqual(await states(route.routeId), ['open', 'planned'])
  })

  it('8: the end of a route beside, or of work passed on, starts no step of this one', async () => {
    const route = await begun([step('handle', ['otherHead']), step('check', ['head'])])
    const [item] = await open(route.routeId)
    const beside = await askStatements(office, office.actors.clerk, route.documentId, { to: [person('otherClerk')], instruction: 'Vyjádřete se.', dueOn: null })
    assert.ok(beside.ok && (await answerItem(office, office.actors.otherClerk, beside.value.itemIds[0]!, agree)).ok)
    assert.ok((await delegateItem(office, office.actors.otherHead, item!.id, { to: office.actors.otherClerk.personId!, note: null })).ok)
    assert.deepEqual(await states(route.routeId), ['open', 'planned'])
    assert.ok((await completeItem(office, office.actors.otherClerk, item!.id, 'Spočítáno.')).ok)
    assert.deepEqual(await states(route.routeId), ['done', 'open'])
  })

  it('8: a step put in starts by itself when its turn comes, not before and not twice', async () => {
    const route = await begun([step('check', ['registrar']), step('check', ['head'])])
    const [first] = (await course(route.routeId)).stages
    const put = await insertStep(office, office.actors.clerk, route.routeId, { after: first!.id, step: step('comment', ['otherClerk']), reason: 'Týká se ovzduší.' })
    assert.ok(put.ok)
    assert.deepEqual((await open(route.routeId)).map(({ kind }) => kind), ['check'])
    await completeItem(office, office.actors.registrar, (await open(route.routeId))[0]!.id, null)
    assert.deepEqual((await open(route.routeId)).map(({ kind }) => kind), ['comment'])
    assert.deepEqual((await course(route.routeId)).stages.map(({ ord, state }) => [ord, state]), [[1, 'done'], [1.5, 'open'], [2, 'planned']])
    const late = await insertStep(office, office.actors.clerk, route.routeId, { after: first!.id, step: step('comment', ['head']), reason: 'Pozdě.' })
    assert.deepEqual(late, { ok: false, refusal: 'step-passed' })
  })

  it('7: the last of eight parallel replies closes the stage once and starts the next one once', async () => {
    const many: Role[] = ['head', 'otherHead', 'otherClerk', 'registrar', 'colleague', 'auditor']
    const route = await begun([step('comment', many), step('check', ['otherHead'])])
    const items = await open(route.routeId)
    const who = (id: string) => Object.values(office.actors).find(({ personId }) => personId === id)!
    await Promise.all(items.map(({ id, addressee }) => answerItem(office, who(addressee.id), id, agree)))
    assert.equal((await told(office, 'circulation.statements-complete', route.documentId)).length, 1)
    assert.deepEqual((await open(route.routeId)).map(({ kind }) => kind), ['check'])
  })

  it('7: one of any is enough, and the others are let off by the rule', async () => {
    const route = await begun([step('comment', ['head', 'otherHead', 'otherClerk'], { rule: 'any' })])
    const items = await open(route.routeId)
    const who = (id: string) => Object.values(office.actors).find(({ personId }) => personId === id)!
    const results = await Promise.all(items.map(({ id, addressee }) => answerItem(office, who(addressee.id), id, agree)))
    assert.equal(results.filter(({ ok }) => ok).length, 1)
    assert.deepEqual((await course(route.routeId)).items.map(({ state }) => state).sort(), ['done', 'withdrawn', 'withdrawn'])
    assert.deepEqual([(await course(route.routeId)).route.state, await states(route.routeId)], ['done', ['done']])
  })

  it('7: silence means consent once, after its day and not before, whoever else speaks at that moment', async () => {
    const route = await begun([step('comment', ['otherClerk'], { rule: 'silence', dueDays: 5 }), step('approve', ['head'])])
    const [item] = await open(route.routeId)
    assert.equal(item?.dueOn, '2026-11-30')
    const { rows } = await sql<{ run_at: Date }>`select run_at from graphile_worker.jobs where key = ${`circulation.silence:${item!.id}`}`.execute(office.superuser)
    assert.equal(rows[0]?.run_at.toISOString(), '2026-12-01T00:00:00.000Z')
    office.clock = new Date('2026-11-30T22:59:00Z')
    await closeSilent(office, office.tenantId, item!.id)
    assert.equal((await open(route.routeId))[0]?.kind, 'comment', 'the day is not over in Prague')
    office.clock = new Date('2026-12-03T08:00:00Z')
    const [answered] = await Promise.all([
      answerItem(office, office.actors.otherClerk, item!.id, { outcome: 'disagree', answer: 'Přece jen ne.' }), ...contenders.map(() => closeSilent(office, office.tenantId, item!.id)),
    ])
    office.clock = new Date('2026-11-23T08:00:00Z')
    const after = await course(route.routeId)
    assert.deepEqual(after.items.map(({ kind, state, outcome }) => [kind, state, outcome]), [['comment', 'done', answered.ok ? 'disagree' : 'silent'], ['approve', 'open', null]])
    assert.equal((await told(office, 'circulation.statements-complete', route.documentId)).length, 1)
  })

  it('8: returning to a step asks that step alone, and what came after it holds no more', async () => {
    const route = await begun([step('comment', ['otherClerk', 'otherHead']), step('check', ['registrar']), step('approve', ['head'])])
    const who: Record<string, Role> = Object.fromEntries(Object.entries(office.actors).map(([role, { personId }]) => [personId, role as Role]))
    for (const { id, addressee } of await open(route.routeId)) await answerItem(office, office.actors[who[addressee.id]!], id, agree)
    await completeItem(office, office.actors.registrar, (await open(route.routeId))[0]!.id, null)
    const place = (await course(route.routeId)).places.find(({ addressee }) => addressee.id === office.actors.otherClerk.personId)!.id
    const [approval] = await open(route.routeId)
    assert.ok((await returnItem(office, office.actors.head, approval!.id, 'Chybí výměra.', { to: place })).ok)
    assert.deepEqual((await open(route.routeId)).map(({ kind, addressee, round }) => [kind, who[addressee.id], round]), [['comment', 'otherClerk', 2]])
    assert.deepEqual(await states(route.routeId), ['open', 'planned', 'planned'])
    const after = await course(route.routeId)
    assert.deepEqual(after.items.filter(({ outdated }) => outdated).map(({ kind }) => kind).sort(), ['approve', 'check', 'comment'])
    await answerItem(office, office.actors.otherClerk, (await open(route.routeId))[0]!.id, agree)
    assert.deepEqual((await open(route.routeId)).map(({ kind, round }) => [kind, round]), [['check', 2]])
  })

  it('9: time limits are counted in working days from the start of their stage', async () => {
    office.clock = new Date('2026-12-22T08:00:00Z')
    const route = await begun([step('check', ['registrar'], { dueDays: 2 }), step('check', ['head'], { dueDays: 3 })])
    assert.equal((await open(route.routeId))[0]?.dueOn, '2026-12-28', 'over Christmas')
    office.clock = new Date('2026-12-29T08:00:00Z')
    await completeItem(office, office.actors.registrar, (await open(route.routeId))[0]!.id, null)
    assert.equal((await open(route.routeId))[0]?.dueOn, '2027-01-04', 'over the New Year')
    office.clock = new Date('2026-11-23T08:00:00Z')
  })

  it('10: nothing is open in a settled file, nor in a route that was called off', async () => {
    const { documentId } = await received(office)
    const asked = await askStatements(office, office.actors.clerk, documentId, { to: [person('otherClerk')], instruction: 'Vyjádřete se.', dueOn: null })
    assert.ok(asked.ok)
    const begunHere = await beginRoute(office, office.actors.clerk, documentId, { name: 'Kontrola', onChange: 'none', steps: [step('check', ['head']), step('check', ['otherHead'])] })
    assert.ok(begunHere.ok)
    await settleDocument(office, office.actors.clerk, documentId, { way: 'jinyZpusob', note: 'Telefonicky.' })
    await hears(office, 'records.settled', documentId)
    const { route, items, stages } = await course(begunHere.value.routeId)
    assert.deepEqual([route.state, items.map(({ state }) => state), stages.map(({ state }) => state)], ['cancelled', ['withdrawn'], ['cancelled', 'cancelled']])
    const { rows } = await sql`select 1 from circulation.item where document_id = ${documentId} and state = 'open'`.execute(office.db)
    assert.equal(rows.length, 0)
    const other = await begun([step('check', ['head', 'otherHead'])])
    assert.ok((await cancelRoute(office, office.actors.clerk, other.routeId, 'Omyl.')).ok)
    assert.equal((await open(other.routeId)).length, 0)
    assert.deepEqual(await cancelRoute(office, office.actors.clerk, other.routeId, 'Omyl.'), { ok: false, refusal: 'route-ended' })
  })
})
