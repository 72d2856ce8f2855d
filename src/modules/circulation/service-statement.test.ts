import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import { newId } from '../../kernel/id.ts'
import type { TestOffice } from '../identity/testing.ts'
import { documentHistory, settleDocument } from '../records/index.ts'
import { answerItem, askStatements } from './index.ts'
import { takeItem } from './service-assign.ts'
import { withdrawItem } from './service-verbs.ts'
import { readItem } from './store.ts'
import { hears, logged, officeWithCirculation, received, told } from './testing.ts'

const agree = { outcome: 'agree', answer: null } as const

describe('statements', () => {
  let office: TestOffice
  before(async () => void (office = await officeWithCirculation()))
  after(() => office.close())

  async function asked(count = 1) {
    const { documentId, fileId } = await received(office)
    const { otherClerk, otherHead, registrar, colleague } = office.actors
    const to = [otherClerk, otherHead, registrar, colleague].slice(0, count).map(
      (each) => ({ kind: 'person', id: each.personId! }) as const
    )
    const result = await askStatements(
      office, office.actors.clerk, documentId, { to, instruction: 'Vyjádřete se.', dueOn: '2026-11-30' as Day }
    )
    assert.ok(result.ok)
    return { documentId, fileId, itemIds: result.value.itemIds, by: [otherClerk, otherHead, registrar, colleague].slice(0, count) }
  }
  const complete = async (documentId: string) => (await told(office, 'circulation.statements-complete', documentId)).length

  it('are asked of people and units, each once, who may see the document from then on', async () => {
    const { documentId } = await received(office)
    const { clerk, otherClerk } = office.actors
    const unit = { kind: 'unit', id: office.units.ZIV.id } as const
    assert.deepEqual(await documentHistory(office, otherClerk, documentId, { limit: 1 }), { ok: false, refusal: 'not-found' })
    const result = await askStatements(office, clerk, documentId, {
      to: [unit, unit, { kind: 'person', id: office.actors.registrar.personId! }, { kind: 'person', id: otherClerk.personId! }],
      instruction: 'Vyjádřete se.', dueOn: null })
    assert.ok(result.ok && result.value.itemIds.length === 3)
    assert.ok((await documentHistory(office, otherClerk, documentId, { limit: 1 })).ok)
    const [event] = await told(office, 'circulation.statements-asked', documentId)
    assert.deepEqual([event?.body['units'], event?.body['on']], [['Odbor životního prostředí', 'Kancelář ředitele'], '2026-11-23'])
    assert.equal((await logged(office, documentId)).filter((each) => each === 'ZadostOVyjadreni').length, 3)
  })

  it('are not asked without the file, of nobody, nor for yesterday', async () => {
    const { documentId } = await received(office)
    const { clerk, registrar } = office.actors
    const request = { to: [{ kind: 'unit', id: office.units.ZIV.id }], instruction: 'Vyjádřete se.', dueOn: null } as const
    assert.deepEqual(await askStatements(office, registrar, documentId, request), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual(
      await askStatements(office, clerk, documentId, { ...request, to: [{ kind: 'person', id: newId() }] }),
      { ok: false, refusal: 'addressee-unknown' }
    )
    assert.deepEqual(
      await askStatements(office, clerk, documentId, { ...request, dueOn: '2026-11-22' as Day }), { ok: false, refusal: 'due-in-past' }
    )
    assert.ok((await askStatements(office, clerk, documentId, { ...request, dueOn: '2026-11-23' as Day })).ok)
  })

  it('are given once, by the one asked, and read in the history of the document', async () => {
    const { documentId, itemIds: [itemId], by: [otherClerk] } = await asked()
    const said = { outcome: 'disagree', answer: ' Most je památka. ' } as const
    assert.deepEqual(await answerItem(office, office.actors.clerk, itemId!, said), { ok: false, refusal: 'not-yours' })
    const stranger: Actor = { ...otherClerk!, personId: newId() }
    assert.deepEqual(await answerItem(office, stranger, itemId!, said), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await answerItem(office, otherClerk!, newId(), said), { ok: false, refusal: 'not-found' })
    assert.ok((await answerItem(office, otherClerk!, itemId!, said)).ok)
    assert.deepEqual(await answerItem(office, otherClerk!, itemId!, said), { ok: false, refusal: 'already-done' })
    const item = await readItem(office.db, office.tenantId, itemId!)
    assert.deepEqual(
      [item?.state, item?.outcome, item?.answer, item?.doneBy], ['done', 'disagree', 'Most je památka.', otherClerk!.personId]
    )
    const history = await documentHistory(office, otherClerk!, documentId, { limit: 2 })
    assert.deepEqual(history.ok && history.value.map(({ event }) => event), ['Vyjadreni', 'ZadostOVyjadreni'])
    assert.deepEqual([(await told(office, 'circulation.statement-given', documentId)).length, await complete(documentId)], [1, 1])
  })

  it('are given by the head in place of the person asked, who may see the document for that', async () => {
    const { documentId, itemIds: [itemId] } = await asked()
    const { otherHead } = office.actors
    assert.ok((await documentHistory(office, otherHead, documentId, { limit: 1 })).ok)
    assert.ok((await answerItem(office, otherHead, itemId!, agree)).ok)
    assert.equal((await readItem(office.db, office.tenantId, itemId!))?.doneBy, otherHead.personId)
  })

  it('are given once under one key, however often it is repeated', async () => {
    const { documentId, itemIds: [itemId], by: [otherClerk] } = await asked()
    const results = await Promise.all(
      Array.from({ length: 4 }, () => answerItem(office, otherClerk!, itemId!, agree, { key: `answer ${itemId}` }))
    )
    assert.ok(results.every(({ ok }) => ok))
    assert.equal((await told(office, 'circulation.statement-given', documentId)).length, 1)
  })

  it('are complete exactly once when the last replies come at the same moment', async () => {
    for (let round = 0; round < 12; round++) {
      const { documentId, itemIds, by } = await asked(4)
      const order = round % 2 ? [0, 1, 2, 3] : [3, 2, 1, 0]
      const results = await Promise.all(order.map((i) => answerItem(office, by[i]!, itemIds[i]!, agree)))
      assert.ok(results.every(({ ok }) => ok))
      assert.equal(await complete(documentId), 1, `round ${round}`)
    }
  })

  it('are complete when the last awaited one is taken back, even while others reply', async () => {
    for (let round = 0; round < 6; round++) {
      const { documentId, itemIds, by } = await asked(4)
      const results = await Promise.all(itemIds.map((itemId, i) => (
        i === 0 ? withdrawItem(office, office.actors.clerk, itemId, 'není třeba') : answerItem(office, by[i]!, itemId, agree)
      )))
      assert.ok(results.every(({ ok }) => ok))
      assert.equal(await complete(documentId), 1)
    }
  })

  it('asked of a unit are given by anyone of it until one takes them, and by their head', async () => {
    const { documentId } = await received(office)
    const result = await askStatements(
      office, office.actors.clerk, documentId,
      { to: [{ kind: 'unit', id: office.units.ZIV.id }], instruction: 'Vyjádřete se.', dueOn: null }
    )
    const itemId = result.ok ? result.value.itemIds[0]! : newId<'WorkItem'>()
    const { otherClerk, otherHead } = office.actors
    const third: Actor = { ...otherClerk, personId: newId() }
    assert.ok((await takeItem(office, otherClerk, itemId)).ok)
    assert.deepEqual(await answerItem(office, third, itemId, agree), { ok: false, refusal: 'not-yours' })
    assert.ok((await answerItem(office, otherHead, itemId, agree)).ok)
  })

  it('are not given in a settled file, even before the room has heard of it', async () => {
    const { documentId, itemIds: [itemId], by: [otherClerk] } = await asked()
    await settleDocument(office, office.actors.clerk, documentId, { way: 'jinyZpusob', note: 'Telefonicky.' })
    assert.deepEqual(await answerItem(office, otherClerk!, itemId!, agree), { ok: false, refusal: 'file-closed' })
    await hears(office, 'records.settled', documentId)
    assert.equal((await readItem(office.db, office.tenantId, itemId!))?.state, 'withdrawn')
  })
})
