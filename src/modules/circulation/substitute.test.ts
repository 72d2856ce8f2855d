import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { workKinds, type Actor, type Substituted } from '../../kernel/actor.ts'
import { addDays, dayOf } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { readHistory } from '../audit/index.ts'
import { arrangeSubstitution, endSubstitution, type Planned } from '../identity/index.ts'
import { signedIn, type TestOffice } from '../identity/testing.ts'
import { listDocuments, mayActorSee, settleDocument } from '../records/index.ts'
import { approveItem, askApproval, askStatements, assign, readCirculation, readInbox, type ItemKind, type WorkItem } from './index.ts'
import { inPlaceOf, isFor } from './model.ts'
import { takeItem } from './service-assign.ts'
import { officeWithCirculation, received, rewrite, written } from './testing.ts'

const start = new Date('2026-11-23T08:00:00Z')
const today = dayOf(start)

describe('a substitute', () => {
  let office: TestOffice
  before(async () => void (office = await officeWithCirculation()))
  after(() => office.close())

  type Role = keyof TestOffice['actors']
  async function arrange(person: Role, substitute: Role, about: Partial<Planned> = {}) {
    const plan: Planned = {
      personId: office.actors[person].personId!, substituteId: office.actors[substitute].personId!, startsOn: today, endsOn: today,
      kinds: ['handle', 'comment', 'approve', 'note'], maySign: false, basis: 'dovolená', ...about }
    const done = await arrangeSubstitution(office, office.actors[person], plan)
    assert.ok(done.ok, JSON.stringify(done))
    return () => endSubstitution(office, office.actors[person], done.value.id)
  }
  async function submitted(by: Role = 'clerk') {
    const document = await written(office, by)
    const asked = await askApproval(office, office.actors[by], document.documentId, { to: office.actors.head.personId!, instruction: null })
    assert.ok(asked.ok)
    return { ...document, content: document.content as Sha256, itemId: asked.value.itemId }
  }
  const inbox = async (actor: Actor) => (await readInbox(office, actor, 'mine', { limit: 50 })).items

  it('finds the work of whom they stand in for, approves it in their own name, and both names stay with it', async () => {
    const { documentId, content, itemId } = await submitted()
    const end = await arrange('head', 'otherClerk')
    const stand = await signedIn(office, 'otherClerk')
    const found = (await inbox(stand)).find(({ item }) => item.id === itemId)
    assert.ok(found)
    assert.equal(inPlaceOf(found.item, stand)?.name, 'Hana Malá')
    assert.ok((await approveItem(office, stand, itemId, content)).ok)
    const circulation = await readCirculation(office, office.actors.clerk, documentId)
    assert.ok(circulation.ok)
    const item = circulation.value.items.find((one) => one.item.id === itemId)?.item
    assert.deepEqual([item?.doneBy, item?.doneFor], [stand.personId, office.actors.head.personId])
    const [entry] = await readHistory(office.db, office.tenantId, { subjectId: documentId, event: 'Schvaleni', limit: 1 })
    assert.deepEqual([entry?.actorId, entry?.actorName, entry?.onBehalfOf], [stand.personId, 'Ota Šimek', 'Hana Malá'])
    await end()
  })

  it('sees what they stand in for from the first day to the last, not the day after, and not once it is ended', async () => {
    const { documentId, content, itemId } = await submitted()
    const held = await received(office)
    assert.ok((await assign(office, office.actors.registrar, held.documentId, { to: { kind: 'person', id: office.actors.head.personId! }, instruction: null })).ok)
    const look = async () => {
      const actor = await signedIn(office, 'otherClerk')
      const listed = (await listDocuments(office, actor, { limit: 100 })).map(({ document }) => document.id)
      const both = [documentId, held.documentId]
      for (const id of both) assert.equal(listed.includes(id), await mayActorSee(office.db, actor, id), 'one rule for the list and for the document')
      return both.map((id) => listed.includes(id))
    }
    await arrange('head', 'otherClerk', { startsOn: addDays(today, 1), endsOn: addDays(today, 1) })
    assert.deepEqual(await look(), [false, false])
    office.clock = new Date('2026-11-24T22:59:59Z')
    assert.deepEqual(await look(), [true, true], 'to the last second of the day in Prague')
    const late = await signedIn(office, 'otherClerk')
    office.clock = new Date('2026-11-24T23:00:00Z')
    assert.deepEqual(await look(), [false, false])
    assert.deepEqual(await approveItem(office, await signedIn(office, 'otherClerk'), itemId, content), { ok: false, refusal: 'not-found' })
    assert.equal(late.standsFor.length, 1)
    office.clock = start
    const end = await arrange('head', 'otherClerk')
    assert.deepEqual(await look(), [true, true])
    await end()
    assert.deepEqual(await look(), [false, false])
    const commentsOnly = await arrange('head', 'otherClerk', { kinds: ['comment'] })
    assert.deepEqual((await look())[1], false, 'files are seen by whom their handling is entrusted to')
    await commentsOnly()
  })

  it('does only the kinds of work entrusted', async () => {
    const { content, itemId } = await submitted()
    const end = await arrange('head', 'otherClerk', { kinds: ['comment', 'note'] })
    const stand = await signedIn(office, 'otherClerk')
    assert.equal((await inbox(stand)).some(({ item }) => item.id === itemId), false)
    assert.deepEqual(await approveItem(office, stand, itemId, content), { ok: false, refusal: 'not-yours' })
    await end()
  })

  it('approves nothing they wrote, nor what the absent wrote; an author’s substitute who wrote nothing may', async () => {
    const end = await arrange('head', 'clerk')
    const own = await submitted('clerk')
    assert.deepEqual(await approveItem(office, await signedIn(office, 'clerk'), own.itemId, own.content), { ok: false, refusal: 'four-eyes' })
    await end()
    const endAuthor = await arrange('clerk', 'head')
    assert.ok((await approveItem(office, await signedIn(office, 'head'), own.itemId, own.content)).ok, 'the head approves as herself')
    await endAuthor()
    const theirs = await submitted('colleague')
    const text = await rewrite(office, theirs.documentId, 'head')
    const asked = await askApproval(office, office.actors.colleague, theirs.documentId, { to: office.actors.otherHead.personId!, instruction: null })
    assert.ok(asked.ok)
    await rewrite(office, theirs.documentId, 'otherHead')
    const again = await rewrite(office, theirs.documentId, 'head', 'x')
    assert.notEqual(text, again)
    const endOther = await arrange('otherHead', 'otherClerk')
    assert.equal((await approveItem(office, await signedIn(office, 'otherClerk'), asked.value.itemId, text)).ok, false)
    await endOther()
  })

  it('handles the files the absent holds, and the log has both names', async () => {
    const { documentId } = await received(office)
    assert.ok((await assign(office, office.actors.registrar, documentId, { to: { kind: 'person', id: office.actors.clerk.personId! }, instruction: null })).ok)
    const end = await arrange('clerk', 'otherClerk')
    const stand = await signedIn(office, 'otherClerk')
    const to = [{ kind: 'unit', id: office.units.ZIV.id } as const]
    const asked = await askStatements(office, stand, documentId, { to, instruction: 'Prosím o vyjádření.', dueOn: null })
    assert.ok(asked.ok)
    assert.ok((await takeItem(office, office.actors.otherHead, asked.value.itemIds[0]!)).ok)
    assert.ok((await settleDocument(office, stand, documentId, { way: 'vzetimNaVedomi', note: 'Bereme na vědomí.' })).ok)
    const history = await readHistory(office.db, office.tenantId, { subjectId: documentId, limit: 10 })
    const names = history.filter(({ event }) => event === 'Vyrizeni' || event === 'ZadostOVyjadreni').map((entry) => `${entry.actorName} v z. ${entry.onBehalfOf}`)
    assert.deepEqual(new Set(names), new Set(['Ota Šimek v z. Petr Čáp']))
    await end()
    assert.deepEqual(await settleDocument(office, await signedIn(office, 'otherClerk'), documentId, { way: 'vzetimNaVedomi', note: 'Bereme na vědomí.' }), { ok: false, refusal: 'not-allowed' })
  })

  it('walks through the desks page by page without missing or repeating anything', async () => {
    const end = await arrange('head', 'otherClerk')
    for (let i = 0; i < 5; i++) await submitted()
    const stand = await signedIn(office, 'otherClerk')
    const all = (await inbox(stand)).map(({ item }) => item.id)
    const walked: string[] = []
    for (let before: string | undefined; ;) {
      const page = await readInbox(office, stand, 'mine', { before, limit: 2 })
      walked.push(...page.items.map(({ item }) => item.id))
      if (page.next === null) break
      before = page.next
    }
    assert.ok(all.length >= 5)
    assert.deepEqual(walked, all)
    await end()
  })
})

describe('standing in', () => {
  const people = Array.from({ length: 4 }, () => newId<'Person'>())
  const unitId = newId<'Unit'>()
  const stoodFor = fc.uniqueArray(fc.record({
    personId: fc.constantFrom(...people), name: fc.constant('X'), kinds: fc.uniqueArray(fc.constantFrom(...workKinds)) }), { selector: ({ personId }) => personId })

  it('opens nothing but work of the kinds entrusted that waits for exactly those people', () => {
    const items = fc.record({
      kind: fc.constantFrom<ItemKind>('handle', 'comment', 'approve', 'note'), to: fc.constantFrom<Id<'Person'> | Id<'Unit'>>(...people, unitId), takenBy: fc.constantFrom(null, ...people) })
    fc.assert(fc.property(items, stoodFor, fc.constantFrom(...people), fc.boolean(), ({ kind, to, takenBy }, standsFor: Substituted[], personId, head) => {
      const item = { kind, addressee: to === unitId ? { kind: 'unit', id: to } : { kind: 'person', id: to }, takenBy, delegates: [] as readonly Id<'Person'>[], unitId } as WorkItem
      const actor: Actor = { tenantId: newId(), personId, name: 'S', unitId: newId(), roles: head ? ['head'] : [], origin: 't', standsFor: [] }
      const alone = isFor(item, actor)
      const waitsFor = takenBy ?? to
      const entrusted = standsFor.some((each) => each.personId === waitsFor && each.kinds.includes(kind))
      assert.equal(isFor(item, { ...actor, standsFor }), alone || entrusted)
      assert.equal(inPlaceOf(item, { ...actor, standsFor })?.personId ?? null, !alone && entrusted ? waitsFor : null)
      assert.equal(isFor(item, { ...actor, personId: null, standsFor }), false)
    }), { numRuns: 500 })
  })
})
