import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { TestOffice } from '../identity/testing.ts'
import { settleDocument } from '../records/index.ts'
import { assign, askStatements, readInbox } from './index.ts'
import { matchingItems, readUnitLoad, type InboxFilter } from './service-inbox.ts'
import { readItems } from './store.ts'
import { officeWithCirculation, received, written } from './testing.ts'

describe('the order of an inbox', () => {
  let office: TestOffice
  const made: { id: Id<'WorkItem'>; due: Day | null }[] = []
  const days: (Day | null)[] = ['2026-12-04' as Day, null, '2026-11-20' as Day, '2026-12-04' as Day, null, '2026-11-24' as Day, '2026-11-23' as Day]
  before(async () => {
    office = await officeWithCirculation()
    const { clerk, otherClerk } = office.actors
    for (const due of days) {
      office.clock = new Date(office.clock.getTime() + 1000)
      const { documentId } = await written(office)
      const late = due !== null && due < '2026-11-23'
      const asked = await askStatements(office, clerk, documentId, {
        to: [{ kind: 'person', id: otherClerk.personId! }], instruction: 'Co vy na to?', dueOn: late ? '2026-11-23' as Day : due })
      assert.ok(asked.ok)
      const id = asked.value.itemIds[0]!
      if (late) await sql`update circulation.item set due_on = ${due} where id = ${id}`.execute(office.superuser)
      made.push({ id, due })
    }
  })
  after(() => office.close())

  const today = new Date('2026-11-23T08:00:00Z')
  const all = async (filter: InboxFilter, limit: number, sort: 'due' | 'newest' = 'due') => {
    const ids: string[] = []
    for (let before: string | undefined; ;) {
      const page = await readInbox(office, office.actors.otherClerk, { ...filter, today }, { before, limit, sort })
      ids.push(...page.items.map(({ item }) => item.id))
      if (page.next === null) return ids
      before = page.next
    }
  }
  const byDue = () => [...made].sort((a, b) => (a.due ?? '9') < (b.due ?? '9') ? -1 : (a.due ?? '9') > (b.due ?? '9') ? 1 : a.id < b.id ? -1 : 1).map(({ id }) => id)

  it('is by time limit, what is never due last, whatever the size of a page', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 9 }), async (limit) => {
      assert.deepEqual(await all({ box: 'mine' }, limit), byDue())
      assert.deepEqual(await all({ box: 'mine' }, limit, 'newest'), made.map(({ id }) => id).toReversed())
    }), { numRuns: 9 })
    assert.deepEqual(await all({ box: 'overdue' }, 3), [made[2]!.id])
    assert.deepEqual(await matchingItems(office, office.actors.otherClerk, { box: 'mine' }), byDue())
  })

  it('is narrowed by kind and by the words of a document', async () => {
    assert.deepEqual([await all({ box: 'mine', kinds: ['approve'] }, 5), (await all({ box: 'mine', kinds: ['approve', 'comment'] }, 5)).length], [[], days.length])
    const { items: [first] } = await readInbox(office, office.actors.otherClerk, 'mine', { limit: 1 })
    const number = first?.document.document.referenceNumber ?? ''
    assert.deepEqual(await all({ box: 'mine', text: number }, 5), [first?.item.id])
    assert.deepEqual(await all({ box: 'mine', text: 'nikde nic' }, 5), [])
  })

  it('shows of what was asked that which is waited for, and the rest when it is wanted', async () => {
    const { clerk, head } = office.actors
    const { documentId } = await received(office)
    assert.ok((await assign(office, head, documentId, { to: { kind: 'person', id: clerk.personId! }, instruction: null })).ok)
    assert.ok((await assign(office, clerk, documentId, { to: { kind: 'unit', id: office.units.ZIV.id }, instruction: null })).ok)
    const asked = async (ended: boolean) => (await readInbox(office, head, { box: 'asked', ended }, { limit: 50 })).items.map(({ item }) => item.state)
    assert.deepEqual([await asked(false), await asked(true)], [[], ['done']])
  })

  it('is another\'s only for the head of their unit, and only what is of that unit', async () => {
    const { head, clerk, otherClerk, otherHead } = office.actors
    const { documentId } = await received(office)
    assert.ok((await assign(office, head, documentId, { to: { kind: 'person', id: clerk.personId! }, instruction: null })).ok)
    const of = async (actor: typeof head, personId: Id<'Person'>) => (await readInbox(office, actor, { box: 'person', personId }, { limit: 50 })).items.length
    assert.deepEqual(
      [await of(head, clerk.personId!), await of(otherHead, clerk.personId!), await of(clerk, clerk.personId!), await of(head, otherClerk.personId!)], [1, 0, 0, 0])
    const load = await readUnitLoad(office, otherHead, today)
    assert.ok(load.ok)
    assert.deepEqual(load.value.map(({ person, open, overdue }) => [person.name, open, overdue]), [['Eva Říhová', 0, 0], ['Ota Šimek', days.length, 1]])
    assert.deepEqual(await readUnitLoad(office, otherClerk, today), { ok: false, refusal: 'not-allowed' })
  })

  it('takes the time limit of the file where nobody gave another', async () => {
    const { documentId, fileId } = await received(office)
    await sql`update records.file set due_on = '2026-11-25' where id = ${fileId}`.execute(office.superuser)
    const given = await assign(office, office.actors.head, documentId, { to: { kind: 'person', id: office.actors.colleague.personId! }, instruction: null })
    assert.ok(given.ok)
    const [item] = await readItems(office.db, office.tenantId, [given.value.itemId])
    assert.deepEqual([item?.dueOn, item?.fileDueOn], [null, '2026-11-25'])
    const page = await readInbox(office, office.actors.colleague, { box: 'mine' }, { limit: 1, sort: 'due' })
    assert.deepEqual(page.items.map((each) => each.item.id), [given.value.itemId])
    assert.ok((await settleDocument(office, office.actors.colleague, documentId, { way: 'jinyZpusob', note: 'Hotovo.' })).ok)
  })

  it('is read by an index that is already in it', async () => {
    const plan = await office.superuser.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      const { rows } = await sql<Record<string, string>>`explain select * from circulation.item where tenant_id = ${office.tenantId}
        and waits_for = ${office.actors.clerk.personId} and state = 'open' and (due_key, id) > ('2026-11-23', ${office.tenantId}::uuid)
        order by due_key, id limit 50`.execute(tx)
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    })
    assert.match(plan, /Index Scan using item_desk_due/)
    assert.doesNotMatch(plan, /Sort/)
  })
})
