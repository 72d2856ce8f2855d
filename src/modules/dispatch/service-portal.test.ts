import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { newId, type Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { openDatabase, type Database } from '../../platform/database/index.ts'
import { deliver } from '../../platform/events/index.ts'
import { done, told } from '../circulation/testing.ts'
import { publicationTasks, takeDelivery } from '../publication/index.ts'
import { closeFile, currentMain, readComponents, readDocument, seedClasses, settleDocument } from '../records/index.ts'
import { dispatchAnswer, dispatchListeners, readAnswer, readDispatches } from './index.ts'
import { answered, approved, officeWithPost, withMatter, type OfficeWithPost } from './testing.ts'

describe('a document delivered on the portal', () => {
  let office: OfficeWithPost
  let portal: Database
  before(async () => {
    office = await officeWithPost()
    portal = openDatabase(office.url, { name: 'obeh test portal', role: 'obeh_portal', connections: 6, tenantId: office.tenantId })
  })
  after(async () => {
    await portal.destroy()
    await office.close()
  })

  const onPortal = { to: [{ channel: 'EPodatelnaWeb' }] } as const
  async function published() {
    const answer = await answered(office)
    await withMatter(office, answer.documentId)
    await approved(office, answer.answerId)
    const asked = await dispatchAnswer(office, office.actors.clerk, answer.answerId, onPortal)
    assert.ok(asked.ok)
    return { ...answer, dispatchId: asked.value.dispatchIds[0] as Id<'Dispatch'> }
  }
  const take = (matterId: Id<'Document'>, id: string) => takeDelivery(portal, office.tenantId, matterId, id, office.clock)
  const state = async (answerId: Id<'Document'>) => {
    const shown = await readDispatches(office, office.actors.clerk, answerId)
    const last = shown.ok ? shown.value.at(-1)?.consignment : undefined
    return [last?.state, last?.deliveredAt]
  }
  /** What the worker does after a download: the job, then the event it tells, as often as it may come. */
  async function hears(answerId: Id<'Document'>, dispatchId: Id<'Dispatch'>) {
    const tasks = publicationTasks({ ...office, portalKey: Buffer.alloc(32, 3), publicUrl: 'https://kuzk.example' })
    for (const _ of ['once', 'again']) await tasks['publication.downloaded']?.({ tenantId: office.tenantId, deliveryId: dispatchId })
    const events = await told(office, 'publication.downloaded', answerId)
    for (const event of [...events, ...events]) await deliver(event, dispatchListeners(office))
    return events.length
  }

  it('has left at once, with the very bytes that were approved, and is told as an answer', async () => {
    const { answerId, documentId, dispatchId } = await published()
    assert.deepEqual((await state(answerId))[0], 'vypraveno')
    assert.deepEqual((await readDocument(office.db, office.tenantId, answerId))?.dispatchedAt, office.clock)
    assert.deepEqual((await told(office, 'dispatch.sent', answerId)).map(({ body }) => [body['answersId'], body['channel']]), [[documentId, 'EPodatelnaWeb']])
    const main = currentMain(await readComponents(office.db, office.tenantId, [answerId]))
    const taken = await take(documentId, dispatchId)
    assert.equal(taken?.delivery.sha256, main?.version.sha256)
    assert.ok(taken?.bytes.equals(await office.files.read(office.tenantId, main!.version.sha256)))
    assert.equal(taken?.delivery.fileName, 'KUZK-2-2026.pdf')
  })

  it('is delivered when it is first taken, however often and by however many at once, with one record of it', async () => {
    const { answerId, documentId, dispatchId } = await published()
    const first = office.clock
    await Promise.all(Array.from({ length: 5 }, () => take(documentId, dispatchId)))
    office.clock = new Date(first.getTime() + 3_600_000)
    await take(documentId, dispatchId)
    const { rows } = await sql`select 1 from graphile_worker.jobs where task_identifier = 'publication.downloaded' and key is null
      and (select payload::text from graphile_worker._private_jobs p where p.id = jobs.id) like ${`%${dispatchId}%`}`.execute(office.superuser)
    assert.equal(rows.length, 1)
    assert.equal(await hears(answerId, dispatchId), 1)
    assert.deepEqual(await state(answerId), ['doruceno', first])
    const proofs = (await readComponents(office.db, office.tenantId, [answerId])).filter(({ role }) => role === 'proof')
    assert.deepEqual(proofs.map(({ name, versions }) => [name, versions.length]), [['zaznam-o-stazeni.pdf', 1]])
    assert.equal((await told(office, 'dispatch.delivered', answerId)).length, 1)
  })

  it('is reached through its own matter and by nothing else; what was not dispatched there is not there', async () => {
    const { dispatchId } = await published()
    const other = await published()
    assert.equal(await take(other.documentId, dispatchId), null)
    assert.equal(await take(other.documentId, newId()), null)
    assert.equal(await take(other.documentId, 'x'), null)
    await assert.rejects(sql`insert into publication.download values (${office.tenantId}, ${dispatchId}, now())`.execute(portal), /permission denied/)
    await assert.rejects(sql`select * from dispatch.consignment`.execute(portal), /permission denied/)
    await assert.rejects(sql`update publication.delivery set bytes = ''`.execute(office.db), /permission denied/)
  })

  it('goes to nobody but who filed what it answers, and only where there is a matter', async () => {
    const { answerId, documentId } = await answered(office)
    await approved(office, answerId)
    const { clerk } = office.actors
    assert.deepEqual(await dispatchAnswer(office, clerk, answerId, onPortal), { ok: false, refusal: 'no-matter' })
    const before = await readAnswer(office, clerk, answerId)
    await withMatter(office, documentId)
    const after = await readAnswer(office, clerk, answerId)
    assert.deepEqual([before.ok && before.value.portal, after.ok && after.value.portal], [false, true])
    assert.deepEqual(await dispatchAnswer(office, clerk, answerId, { to: [{ channel: 'EPodatelnaWeb', name: 'Někdo jiný' }] }), { ok: false, refusal: 'no-matter' })
    assert.deepEqual(await state(answerId), [undefined, undefined])
    assert.ok((await dispatchAnswer(office, clerk, answerId, { to: [{ channel: 'EPodatelnaMail' }, ...onPortal.to] })).ok)
  })

  it('reaches its addressee also when its file was closed before they took it; the log keeps what proves it', async () => {
    const { clerk, registrar } = office.actors
    await done(office, registrar, (deed) => seedClasses(deed, [{ code: '1', name: 'Doprava', disposalMark: 'S', retentionYears: 5, timeLimitDays: 30, defaultUnitId: office.units.DOP.id }]))
    const { answerId, documentId, fileId, dispatchId } = await published()
    assert.ok((await settleDocument(office, clerk, documentId, { way: 'dokumentem', note: null })).ok)
    assert.deepEqual((await closeFile(office, clerk, fileId, { triggerYear: null })).ok, true)
    await take(documentId, dispatchId)
    await hears(answerId, dispatchId)
    assert.deepEqual(await state(answerId), ['doruceno', office.clock])
    assert.equal((await readComponents(office.db, office.tenantId, [answerId])).filter(({ name }) => name.startsWith('zaznam-o-stazeni')).length, 0)
    const { rows } = await sql<{ payload: string }>`select payload from audit.entry where subject_id = ${answerId} and object_id = ${dispatchId} and event = 'Uprava'`.execute(office.db)
    const proofs = rows.map(({ payload }) => JSON.parse(payload) as { proof: string; content: Sha256 })
    assert.deepEqual(proofs.map(({ proof }) => proof), ['zaznam-o-stazeni.pdf'])
    assert.ok((await office.files.read(office.tenantId, proofs[0]!.content)).byteLength > 0)
  })
})
