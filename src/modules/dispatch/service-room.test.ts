import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pdfText } from '../../platform/pdf/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { readDocument, settleDocument } from '../records/index.ts'
import { dispatchAnswer } from './index.ts'
import { cancelDispatch, confirmHandOver, confirmPosted, confirmReturned } from './service-counter.ts'
import { printPostingList, readRoom } from './service-room.ts'
import { settleAnswered } from './service-settle.ts'
import type { RoomBox, RoomKey } from './store-room.ts'
import { answered, approved, handedOver, officeWithPost, waiting, type OfficeWithPost } from './testing.ts'

describe('the dispatch room', () => {
  let office: OfficeWithPost
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())

  async function all(actor: Actor, box: RoomBox, limit = 2) {
    const found: { id: Id<'Dispatch'>; state: string; number: string }[] = []
    for (let after: RoomKey | undefined; ;) {
      const { items, next } = await readRoom(office, actor, { box, after, limit })
      found.push(...items.map(({ consignment: { id, state }, document }) => ({ id, state, number: document.document.referenceNumber })))
      if (!next) return found
      after = next
    }
  }
  const ids = async (actor: Actor, box: RoomBox) => (await all(actor, box)).map(({ id }) => id)

  it('shows what failed first, then what waits, oldest first, page by page without gap or repeat; each to those it concerns', async () => {
    const { registrar, clerk, otherClerk } = office.actors
    const made = []
    for (const channel of ['Posta', 'Osobne', 'Posta'] as const) {
      made.push(await waiting(office, channel))
      office.clock = new Date(office.clock.getTime() + 60_000)
    }
    const mail = await handedOver(office)
    const [letter, counter, other] = made
    assert.ok(letter && counter && other)
    assert.deepEqual(await ids(registrar, 'waiting'), [letter, counter, other, mail].map(({ dispatchId }) => dispatchId))
    assert.ok((await confirmPosted(office, registrar, other.dispatchId, null)).ok)
    assert.deepEqual(await ids(clerk, 'sent'), [other.dispatchId])
    assert.ok((await confirmReturned(office, registrar, other.dispatchId, { reason: 'vraceno-nevyzadano', note: null })).ok)
    assert.deepEqual((await all(clerk, 'waiting')).map(({ state }) => state), ['vraceno-nevyzadano', 'nevypraveno', 'nevypraveno', 'nevypraveno'])
    assert.deepEqual(await ids(otherClerk, 'waiting'), [])
    // Sent again, or left be, it is no longer anybody's worry.
    assert.ok((await dispatchAnswer(office, clerk, other.answerId, { to: [{ channel: 'Osobne' }] })).ok)
    assert.ok((await cancelDispatch(office, clerk, counter.dispatchId, 'Přišel si sám.')).ok)
    assert.equal((await ids(registrar, 'waiting')).length, 3)
    assert.deepEqual(new Set(await ids(registrar, 'done')), new Set([other.dispatchId, counter.dispatchId]))
    const { items } = await readRoom(office, registrar, { box: 'waiting', channel: 'Posta', limit: 10 })
    assert.deepEqual(items.map(({ consignment }) => consignment.id), [letter.dispatchId])
  })

  it('prints the list with which letters are carried to the post', async () => {
    const { referenceNumber } = await waiting(office, 'Posta')
    const text = await pdfText(await printPostingList(office, office.actors.registrar))
    const printed = text.ok ? text.value.join(' ').replace(/\s+/g, ' ') : text.refusal
    for (const words of ['Podací arch', referenceNumber, 'Jana Nová, Lhota 1, 100 00 Praha']) assert.ok(printed.includes(words), printed)
  })
})

describe('sending that settles', () => {
  let office: OfficeWithPost
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())

  async function handed(settles: boolean) {
    const answer = await answered(office)
    await approved(office, answer.answerId)
    const asked = await dispatchAnswer(office, office.actors.clerk, answer.answerId, { to: [{ channel: 'Osobne' }], settles })
    assert.ok(asked.ok)
    return { ...answer, dispatchId: asked.value.dispatchIds[0] as Id<'Dispatch'> }
  }
  const state = async (id: Id<'Document'>) => {
    const document = await readDocument(office.db, office.tenantId, id)
    return [document?.state, document?.settledWay]
  }
  const give = (id: Id<'Dispatch'>) => confirmHandOver(office, office.actors.registrar, id, { to: 'Jana', identity: 'občanský průkaz' })

  it('settles what was answered once the answer has left, and not before, however often its job runs', async () => {
    const { documentId, dispatchId } = await handed(true)
    assert.deepEqual(await state(documentId), ['nevyrizen', null])
    assert.ok((await give(dispatchId)).ok)
    await Promise.all(Array.from({ length: 4 }, () => settleAnswered(office, office.tenantId, dispatchId)))
    assert.deepEqual(await state(documentId), ['vyrizen', 'dokumentem'])
  })

  it('leaves alone what was settled meanwhile', async () => {
    const { documentId, dispatchId } = await handed(true)
    assert.ok((await settleDocument(office, office.actors.clerk, documentId, { way: 'vzetimNaVedomi', note: 'Jinak.' })).ok)
    assert.ok((await give(dispatchId)).ok)
    await settleAnswered(office, office.tenantId, dispatchId)
    assert.deepEqual(await state(documentId), ['vyrizen', 'vzetimNaVedomi'])
  })
})
