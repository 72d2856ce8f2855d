import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { TestOffice } from '../identity/testing.ts'
import { assign, approvalOf, approveItem, askApproval, returnItem } from './index.ts'
import { readCirculation } from './service-read.ts'
import { withdrawItem } from './service-verbs.ts'
import { hears, logged, officeWithCirculation, received, rewrite, told, written } from './testing.ts'

describe('an approval', () => {
  let office: TestOffice
  before(async () => void (office = await officeWithCirculation()))
  after(() => office.close())

  const ask = (documentId: Id<'Document'>, to: keyof TestOffice['actors'] = 'head') =>
    askApproval(office, office.actors.clerk, documentId, { to: office.actors[to].personId!, instruction: 'Prosím o schválení.' })
  async function asked() {
    const document = await written(office)
    const result = await ask(document.documentId)
    assert.ok(result.ok)
    return { ...document, content: document.content as Sha256, itemId: result.value.itemId }
  }
  const approval = (documentId: Id<'Document'>, content: Sha256) => approvalOf(office.db, office.tenantId, documentId, content)
  async function shown(documentId: Id<'Document'>) {
    const circulation = await readCirculation(office, office.actors.clerk, documentId)
    return circulation.ok ? circulation.value.items.map(
      ({ item, stale }) => `${item.kind} ${item.state}${stale ? ' stale' : ''}`
    ).sort() : []
  }

  it('covers the content that was seen, and says by whom and when', async () => {
    const { documentId, fileId, content, itemId } = await asked()
    assert.equal(await approval(documentId, content), null)
    assert.ok((await approveItem(office, office.actors.head, itemId, content)).ok)
    assert.deepEqual(await approval(documentId, content), { by: office.actors.head.personId, at: office.clock })
    const [event] = await told(office, 'circulation.approved', documentId)
    assert.deepEqual(event?.body, { documentId, fileId, content, on: '2026-11-23' })
    assert.deepEqual((await logged(office, documentId)).slice(-2), ['ZadostOSchvaleni', 'Schvaleni'])
    assert.deepEqual(await approveItem(office, office.actors.head, itemId, content), { ok: false, refusal: 'already-done' })
  })

  it('is not asked of an author, of nobody, about nothing, twice, or without the file', async () => {
    const { documentId } = await asked()
    assert.deepEqual(await ask(documentId), { ok: false, refusal: 'already-asked' })
    const mine = await written(office)
    assert.deepEqual(await ask(mine.documentId, 'clerk'), { ok: false, refusal: 'four-eyes' })
    assert.deepEqual(await askApproval(
      office, office.actors.clerk, mine.documentId, { to: office.units.DOP.id as unknown as Id<'Person'>, instruction: null }
    ), { ok: false, refusal: 'addressee-unknown' })
    assert.deepEqual(await ask((await received(office)).documentId), { ok: false, refusal: 'nothing-to-approve' })
    assert.deepEqual(
      await askApproval(office, office.actors.registrar, mine.documentId, { to: office.actors.head.personId!, instruction: null }),
      { ok: false, refusal: 'not-allowed' }
    )
  })

  it('is not given by whoever created the document, though others wrote all of it', async () => {
    const { documentId } = await received(office)
    await rewrite(office, documentId, 'colleague')
    assert.deepEqual(await ask(documentId, 'registrar'), { ok: false, refusal: 'four-eyes' })
    assert.deepEqual(await ask(documentId, 'colleague'), { ok: false, refusal: 'four-eyes' })
    assert.ok((await ask(documentId, 'head')).ok)
  })

  it('is never given by whoever wrote any wording of it, even when asked before they did', async () => {
    const { documentId } = await asked()
    const content = await rewrite(office, documentId, 'head')
    await hears(office, 'records.content-replaced', documentId)
    assert.deepEqual(await ask(documentId), { ok: false, refusal: 'four-eyes' })
    const other = await ask(documentId, 'otherHead')
    assert.ok(other.ok && (await approveItem(office, office.actors.otherHead, other.value.itemId, content)).ok)
    const back = await asked()
    await rewrite(office, back.documentId, 'head', 'written by the approver')
    const again = await rewrite(office, back.documentId, 'clerk', 'and once more')
    assert.deepEqual(await approveItem(office, office.actors.head, back.itemId, again), { ok: false, refusal: 'content-changed' })
  })

  it('lapses with new content: nothing old is approved, and a given approval shows as stale', async () => {
    const first = await asked()
    await approveItem(office, office.actors.head, first.itemId, first.content)
    const second = await rewrite(office, first.documentId)
    assert.equal(await approval(first.documentId, second), null)
    assert.deepEqual(await shown(first.documentId), ['approve done stale'])
    const again = await ask(first.documentId)
    assert.ok(again.ok)
    const third = await rewrite(office, first.documentId)
    assert.deepEqual(await approveItem(office, office.actors.head, again.value.itemId, second), { ok: false, refusal: 'content-changed' })
    await hears(office, 'records.content-replaced', first.documentId)
    assert.deepEqual(await shown(first.documentId), ['approve done stale', 'approve withdrawn stale'])
    assert.deepEqual(await approveItem(office, office.actors.head, again.value.itemId, third), { ok: false, refusal: 'content-changed' })
    assert.deepEqual([await approval(first.documentId, second), await approval(first.documentId, third)], [null, null])
  })

  it('of one document does not lapse with the content of another in the same file', async () => {
    const { documentId, fileId } = await asked()
    const other = await written(office, 'clerk', fileId)
    await rewrite(office, other.documentId)
    await hears(office, 'records.content-replaced', other.documentId)
    assert.deepEqual(await shown(documentId), ['approve open'])
  })

  it('may be asked again at once, before the room has heard of the new content', async () => {
    const { documentId } = await asked()
    await rewrite(office, documentId)
    assert.ok((await ask(documentId)).ok)
    assert.deepEqual(await shown(documentId), ['approve open', 'approve withdrawn stale'])
  })

  it('never covers content replaced while it was being given', async () => {
    for (let round = 0; round < 10; round++) {
      const { documentId, content, itemId } = await asked()
      const [next] = await Promise.all([rewrite(office, documentId), approveItem(office, office.actors.head, itemId, content)])
      assert.equal(await approval(documentId, next), null)
    }
  })

  it('is given once when many windows of the approver race', async () => {
    const { documentId, content, itemId } = await asked()
    const results = await Promise.all(Array.from({ length: 6 }, (_, i) => (
      i % 2 ? approveItem(office, office.actors.head, itemId, content) : returnItem(office, office.actors.head, itemId, 'Doplňte.')
    )))
    assert.equal(results.filter(({ ok }) => ok).length, 1)
    const events = [...await told(office, 'circulation.approved', documentId), ...await told(office, 'circulation.returned', documentId)]
    assert.equal(events.length, 1)
  })

  it('that is returned says why and puts the work back on the desk of the holder', async () => {
    const { documentId, content, itemId } = await asked()
    const { clerk, head } = office.actors
    await assign(office, clerk, documentId, { to: { kind: 'person', id: clerk.personId! }, instruction: null })
    assert.deepEqual(await returnItem(office, head, itemId, '  '), { ok: false, refusal: 'reason-missing' })
    assert.ok((await returnItem(office, head, itemId, 'Doplňte odůvodnění.')).ok)
    const circulation = await readCirculation(office, clerk, documentId)
    const open = circulation.ok ? circulation.value.items.filter(({ item }) => item.state === 'open').map(
      ({ item }) => [item.kind, item.addressee.id, item.instruction, item.askedBy]
    ) : []
    assert.deepEqual(open, [['handle', clerk.personId, 'Doplňte odůvodnění.', head.personId]])
    assert.equal(await approval(documentId, content), null)
    assert.deepEqual((await told(office, 'circulation.returned', documentId)).map(({ body }) => body['reason']), [undefined])
    assert.ok((await logged(office, documentId)).includes('Vraceni'))
  })

  it('counts as the last decision about the same content says', async () => {
    const { documentId, content, itemId } = await asked()
    await returnItem(office, office.actors.head, itemId, 'Doplňte.')
    office.clock = new Date(office.clock.getTime() + 1000)
    const again = await ask(documentId, 'otherHead')
    assert.ok(again.ok && (await approveItem(office, office.actors.otherHead, again.value.itemId, content)).ok)
    assert.equal((await approval(documentId, content))?.by, office.actors.otherHead.personId)
    office.clock = new Date(office.clock.getTime() + 1000)
    const third = await ask(documentId)
    assert.ok(third.ok && (await withdrawItem(office, office.actors.clerk, third.value.itemId, 'omyl')).ok)
    assert.equal((await approval(documentId, content))?.by, office.actors.otherHead.personId)
    office.clock = new Date(office.clock.getTime() + 1000)
    const fourth = await ask(documentId)
    assert.ok(fourth.ok && (await returnItem(office, office.actors.head, fourth.value.itemId, 'Přece jen ne.')).ok)
    assert.equal(await approval(documentId, content), null)
  })

  it('cannot be moved to other content by the server itself, and denied attempts are logged', async () => {
    const { documentId, content, itemId } = await asked()
    await assert.rejects(sql`update circulation.item set content = ${'f'.repeat(64)}`.execute(office.db), /permission denied/)
    await assert.rejects(sql`delete from circulation.item`.execute(office.db), /permission denied/)
    assert.deepEqual(await approveItem(office, office.actors.colleague, itemId, content), { ok: false, refusal: 'not-yours' })
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from audit.entry
      where event = 'OdmitnutyPristup' and object_id = 'approve-item not-yours'`.execute(office.db)
    assert.equal(rows[0]?.n, 1)
    assert.equal(await approval(documentId, content), null)
  })
})
