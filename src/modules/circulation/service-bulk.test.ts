import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { verifyLog } from '../audit/index.ts'
import { arrangeSubstitution, recallActor } from '../identity/index.ts'
import type { TestOffice } from '../identity/testing.ts'
import { readFile, settleDocument } from '../records/index.ts'
import { assign, askStatements, cancelBulk, previewBulk, readBulk, readBulkOutcomes, runBulk, startBulk, takeOver, undoBulk, type Addressee } from './index.ts'
import type { BulkAction } from './model-bulk.ts'
import { runChunk } from './service-bulk-run.ts'
import { doOne } from './service-bulk-single.ts'
import { noteInDeed } from './service.ts'
import { seeNote, withdrawItem } from './service-verbs.ts'
import { takeItem } from './service-assign.ts'
import { readDocumentItems, readItem } from './store.ts'
import { done, logged, officeWithCirculation, received } from './testing.ts'

type Action = Exclude<BulkAction, { kind: 'undo' }>
type ItemId = Id<'WorkItem'>

describe('many things at once', () => {
  let office: TestOffice
  before(async () => void (office = await officeWithCirculation()))
  after(() => office.close())

  const person = (role: keyof TestOffice['actors']): Addressee => ({ kind: 'person', id: office.actors[role].personId! })
  const unit = (code: keyof TestOffice['units']): Addressee => ({ kind: 'unit', id: office.units[code].id })
  const handOver = (to: Addressee): Action => ({ kind: 'hand-over', to, instruction: 'Po dobu nepřítomnosti.' })

  /** Files on the clerk's desk, each with its work item. */
  async function onDesk(count: number) {
    const made: { itemId: ItemId; documentId: Id<'Document'>; fileId: Id<'File'> }[] = []
    for (let i = 0; i < count; i++) {
      const file = await received(office)
      const assigned = await assign(office, office.actors.head, file.documentId, { to: person('clerk'), instruction: null })
      assert.ok(assigned.ok)
      made.push({ ...file, itemId: assigned.value.itemId })
    }
    return made
  }
  async function start(actor: Actor, action: Action, itemIds: readonly ItemId[]) {
    const preview = await previewBulk(office, actor, action, itemIds)
    assert.ok(preview.ok)
    const started = await startBulk(office, actor, { action, itemIds: preview.value.itemIds, hash: preview.value.hash })
    assert.ok(started.ok)
    return started.value.bulkId
  }
  const run = (bulkId: Id<'Bulk'>) => runBulk(office, office.tenantId, bulkId)
  async function outcomes(actor: Actor, bulkId: Id<'Bulk'>) {
    const read = await readBulkOutcomes(office, actor, bulkId, { limit: 5000 })
    assert.ok(read.ok)
    return read.value.items.map(({ item }) => item.refusal ?? item.outcome)
  }
  const holder = async (fileId: Id<'File'>) => (await readFile(office.db, office.tenantId, fileId))?.holderPersonId
  const handled = async ({ fileId, documentId }: { fileId: Id<'File'>; documentId: Id<'Document'> }) =>
    (await readDocumentItems(office.db, office.tenantId, fileId, documentId)).filter(({ kind }) => kind === 'handle')

  it('tells of each what would happen or why not, and changes nothing', async () => {
    const [one, two, gone] = await onDesk(3)
    assert.ok(one && two && gone)
    await settleDocument(office, office.actors.clerk, gone.documentId, { way: 'jinyZpusob', note: 'Telefonicky.' })
    const list = [one.itemId, gone.itemId, newId<'WorkItem'>(), two.itemId, one.itemId]
    const before = await logged(office, one.documentId)
    const preview = await previewBulk(office, office.actors.head, handOver(person('colleague')), list)
    assert.ok(preview.ok)
    assert.deepEqual(preview.value.verdicts.map(({ refusal }) => refusal), [null, 'file-closed', 'not-found', null])
    assert.deepEqual([await logged(office, one.documentId), await holder(one.fileId)], [before, office.actors.clerk.personId])
    const stranger = await previewBulk(office, office.actors.otherHead, handOver(person('colleague')), list)
    assert.ok(stranger.ok)
    assert.deepEqual(stranger.value.verdicts.map(({ refusal, situation }) => [refusal, situation]), list.slice(0, 4).map(() => ['not-found', undefined]))
  })

  it('is confirmed only as it was shown, by those who may, and once under one key', async () => {
    const [one, two] = await onDesk(2)
    assert.ok(one && two)
    const { head, auditor } = office.actors
    const action = handOver(person('colleague'))
    const preview = await previewBulk(office, head, action, [one.itemId, two.itemId])
    assert.ok(preview.ok)
    const { hash } = preview.value
    assert.deepEqual(await startBulk(office, head, { action, itemIds: [one.itemId], hash }), { ok: false, refusal: 'other-list' })
    assert.deepEqual(
      await startBulk(office, head, { action: handOver(person('head')), itemIds: [one.itemId, two.itemId], hash }), { ok: false, refusal: 'other-list' })
    assert.deepEqual(await previewBulk(office, auditor, action, [one.itemId]), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual(await startBulk(office, auditor, { action, itemIds: [one.itemId, two.itemId], hash }), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual(await previewBulk(office, head, action, []), { ok: false, refusal: 'nothing-chosen' })
    assert.deepEqual(await previewBulk(office, head, action, Array.from({ length: 5001 }, () => newId())), { ok: false, refusal: 'too-many' })
    const asked = { action, itemIds: [one.itemId, two.itemId], hash }
    const started = await Promise.all(Array.from({ length: 4 }, () => startBulk(office, head, asked, { key: `bulk ${hash}` })))
    assert.equal(new Set(started.map((each) => each.ok && each.value.bulkId)).size, 1)
    assert.ok(started[0]?.ok)
    const { bulkId } = started[0].value
    assert.deepEqual(await readBulk(office, office.actors.clerk, bulkId), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await readBulkOutcomes(office, office.actors.clerk, bulkId, { limit: 5 }), { ok: false, refusal: 'not-found' })
  })

  it('does each on its own merit: what others did meanwhile stops only what it concerns', async () => {
    const desk = await onDesk(4)
    const bulkId = await start(office.actors.head, handOver(person('colleague')), desk.map(({ itemId }) => itemId))
    await settleDocument(office, office.actors.clerk, desk[1]!.documentId, { way: 'jinyZpusob', note: 'Telefonicky.' })
    await run(bulkId)
    assert.deepEqual(await outcomes(office.actors.head, bulkId), ['done', 'file-closed', 'done', 'done'])
    const { clerk, colleague } = office.actors
    assert.deepEqual(await Promise.all(desk.map(({ fileId }) => holder(fileId))), [colleague, clerk, colleague, colleague].map(({ personId }) => personId))
    const view = await readBulk(office, office.actors.head, bulkId)
    assert.ok(view.ok)
    assert.deepEqual([view.value.bulk.state, view.value.mayUndo], ['done', true])
    assert.deepEqual((await logged(office, desk[0]!.documentId)).slice(-1), ['ZmenaZpracovatele'])
  })

  it('is gone on with by whoever comes next when it was killed half way, and nothing is done twice', async () => {
    const desk = await onDesk(9)
    const bulkId = await start(office.actors.head, handOver(person('colleague')), desk.map(({ itemId }) => itemId))
    assert.equal(await runChunk(office, office.tenantId, bulkId, { limit: 4 }), true)
    assert.deepEqual((await outcomes(office.actors.head, bulkId)).map((outcome) => outcome === 'done'), desk.map((_, i) => i < 4))
    await Promise.all(Array.from({ length: 4 }, () => run(bulkId)))
    await run(bulkId)
    assert.deepEqual(await outcomes(office.actors.head, bulkId), desk.map(() => 'done'))
    for (const file of desk) assert.deepEqual((await handled(file)).map(({ state }) => state).sort(), ['done', 'open'])
  })

  it('gives up the rest when it is stopped', async () => {
    const desk = await onDesk(4)
    const { head, clerk } = office.actors
    const bulkId = await start(head, handOver(person('colleague')), desk.map(({ itemId }) => itemId))
    await runChunk(office, office.tenantId, bulkId, { limit: 1 })
    assert.deepEqual(await cancelBulk(office, clerk, bulkId), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await cancelBulk(office, head, bulkId), { ok: true, value: { cancelled: 3 } })
    assert.deepEqual(await cancelBulk(office, head, bulkId), { ok: false, refusal: 'already-ended' })
    await run(bulkId)
    assert.deepEqual(await outcomes(office.actors.head, bulkId), ['done', 'cancelled', 'cancelled', 'cancelled'])
    assert.equal(await holder(desk[3]!.fileId), clerk.personId)
  })

  it('is taken back where nobody has gone on, and says why not elsewhere', async () => {
    const desk = await onDesk(5)
    const { head, clerk, colleague, otherHead, otherClerk } = office.actors
    const bulkId = await start(head, handOver(unit('ZIV')), desk.map(({ itemId }) => itemId))
    assert.deepEqual(await undoBulk(office, head, bulkId, null), { ok: false, refusal: 'still-running' })
    await run(bulkId)
    const [, taken, passed, settled, kept] = desk
    assert.ok(taken && passed && settled && kept)
    assert.ok((await takeOver(office, otherClerk, taken.documentId)).ok)
    assert.ok((await assign(office, otherHead, passed.documentId, { to: person('otherClerk'), instruction: null })).ok)
    assert.ok((await takeOver(office, otherHead, settled.documentId)).ok)
    assert.ok((await settleDocument(office, otherHead, settled.documentId, { way: 'jinyZpusob', note: 'Hotovo.' })).ok)
    assert.deepEqual(await undoBulk(office, colleague, bulkId, null), { ok: false, refusal: 'not-found' })
    const undone = await undoBulk(office, head, bulkId, desk.slice(0, 4).map(({ itemId }) => itemId))
    assert.ok(undone.ok)
    await run(undone.value.bulkId)
    assert.deepEqual(await outcomes(head, undone.value.bulkId), ['done', 'taken-over', 'moved-on', 'file-closed'])
    assert.deepEqual([await holder(desk[0]!.fileId), await holder(kept.fileId)], [clerk.personId, null])
    assert.deepEqual(await undoBulk(office, head, undone.value.bulkId, null), { ok: false, refusal: 'not-undoable' })
    assert.deepEqual(await undoBulk(office, head, bulkId, [newId()]), { ok: false, refusal: 'nothing-to-undo' })
    office.clock = new Date(office.clock.getTime() + 25 * 3_600_000)
    assert.deepEqual(await undoBulk(office, head, bulkId, null), { ok: false, refusal: 'undo-too-late' })
  })

  it('gives each of many items to one of four who want them all at once, and tells the others why not', async () => {
    const desk = await onDesk(12)
    const { head, clerk } = office.actors
    const [colleague, self] = [handOver(person('colleague')), handOver(person('head'))]
    const ids = desk.map(({ itemId }) => itemId)
    const bulks = await Promise.all([
      start(head, colleague, ids), start(head, self, ids.toReversed()), start(clerk, handOver(unit('ZIV')), ids), start(head, colleague, ids.toReversed())])
    await Promise.all(bulks.map(run))
    const ended = await Promise.all(bulks.map(async (bulkId, i) => {
      const all = await outcomes(i === 2 ? clerk : head, bulkId)
      return i % 2 === 0 ? all : all.toReversed()
    }))
    for (const [i, file] of desk.entries()) {
      const each = ended.map((all) => all[i])
      assert.equal(each.filter((outcome) => outcome === 'done').length, 1, each.join())
      assert.ok(each.every((outcome) => outcome === 'done' || outcome === 'already-done'), each.join())
      assert.deepEqual((await handled(file)).map(({ state }) => state).sort(), ['done', 'open'])
    }
  })

  it('fails alone where something breaks', async () => {
    const desk = await onDesk(3)
    const bulkId = await start(office.actors.head, handOver(person('colleague')), desk.map(({ itemId }) => itemId))
    // A file on which the database itself refuses any change.
    await sql`create function public.no() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`.execute(office.superuser)
    await sql.raw(`create trigger no before update on records.file for each row when (old.id = '${desk[1]!.fileId}') execute function public.no()`)
      .execute(office.superuser)
    await assert.rejects(run(bulkId), /broken/)
    await sql`drop trigger no on records.file`.execute(office.superuser)
    assert.deepEqual(await outcomes(office.actors.head, bulkId), ['done', 'failed', 'done'])
    await run(bulkId)
  })

  it('ends exactly as doing the items one by one in the same order', async () => {
    const { actors } = office
    /** A file in some state, with an item of some kind of it. */
    const recipes = ['mine', 'of-unit', 'elsewhere', 'settled', 'comment', 'note', 'withdrawn', 'same-file', 'seen'] as const
    type Recipe = (typeof recipes)[number]
    async function cook(recipe: Recipe): Promise<ItemId[]> {
      const file = await received(office)
      const given = await assign(office, actors.head, file.documentId, { to: recipe === 'of-unit' ? unit('DOP') : person('clerk'), instruction: null })
      assert.ok(given.ok)
      const { itemId } = given.value
      if (recipe === 'elsewhere') await assign(office, actors.clerk, file.documentId, { to: unit('ZIV'), instruction: null })
      if (recipe === 'settled') await settleDocument(office, actors.clerk, file.documentId, { way: 'jinyZpusob', note: 'Hotovo.' })
      if (recipe === 'note' || recipe === 'seen') {
        const note = await done(office, actors.head, (deed) => noteInDeed(deed, file.documentId, person('colleague'), 'Čtěte.'))
        assert.ok(note.ok)
        if (recipe === 'seen') await seeNote(office, actors.colleague, note.value.itemId)
        return [note.value.itemId]
      }
      if (recipe === 'comment' || recipe === 'withdrawn' || recipe === 'same-file') {
        const asked = await askStatements(office, actors.clerk, file.documentId, { to: [unit('DOP'), person('colleague')], instruction: 'Co vy na to?', dueOn: null })
        assert.ok(asked.ok)
        if (recipe === 'withdrawn') await withdrawItem(office, actors.clerk, asked.value.itemIds[0]!, 'Už ne.')
        return recipe === 'same-file' ? [itemId, ...asked.value.itemIds] : [...asked.value.itemIds]
      }
      return [itemId]
    }
    const cookAll = async (all: readonly Recipe[]) => {
      const items: ItemId[] = []
      for (const recipe of all) items.push(...await cook(recipe))
      return items
    }
    const shape = async (itemId: ItemId) => {
      const item = await readItem(office.db, office.tenantId, itemId)
      assert.ok(item)
      const file = await readFile(office.db, office.tenantId, item.fileId)
      const all = await readDocumentItems(office.db, office.tenantId, item.fileId, item.documentId)
      return [item.state, item.takenBy, item.outcome, item.answer, item.doneBy, item.doneFor, file?.state, file?.holderUnitId, file?.holderPersonId,
        all.map((each) => `${each.kind} ${each.state} ${each.addressee.id} ${each.takenBy} ${each.instruction}`).sort(), (await logged(office, item.documentId)).sort()]
    }
    const actions: Action[] = [
      handOver(person('colleague')), handOver(unit('ZIV')), handOver(unit('DOP')), handOver({ kind: 'person', id: newId() }), { kind: 'take-over' }, { kind: 'see' },
      { kind: 'withdraw', reason: 'Už není třeba.' }, { kind: 'due', dueOn: '2026-12-18' as Day, reason: 'Čeká se na posudek.' }, { kind: 'due', dueOn: '2026-01-02' as Day, reason: 'Dříve.' }, { kind: 'urge' }, { kind: 'withdraw', reason: '' }, { kind: 'settle', way: 'vzetimNaVedomi', note: 'Na vědomí.' }]
    const today = dayOf(office.clock)
    const arranged = await arrangeSubstitution(office, actors.head, {
      personId: actors.clerk.personId!, substituteId: actors.otherClerk.personId!, startsOn: today, endsOn: today, kinds: ['handle', 'comment', 'note'], maySign: false, basis: 'dovolená' })
    assert.ok(arranged.ok)
    await fc.assert(fc.asyncProperty(
      fc.array(fc.constantFrom(...recipes), { minLength: 1, maxLength: 5 }), fc.constantFrom(...actions),
      fc.constantFrom('clerk', 'head', 'colleague', 'otherHead', 'registrar', 'otherClerk'), fc.boolean(),
      async (list, action, role, backwards) => {
        const [alone, together] = [await cookAll(list), await cookAll(list)].map((items) => (backwards ? items.toReversed() : items))
        assert.ok(alone && together)
        const actor = await recallActor(office, office.tenantId, actors[role].personId!, actors[role].origin)
        const single: string[] = []
        for (const itemId of alone) {
          const documentId = (await readItem(office.db, office.tenantId, itemId))?.documentId ?? null
          const result = await doOne(office, actor, action, { itemId, documentId, previous: null })
          single.push(result.ok ? 'done' : result.refusal)
        }
        const first = await previewBulk(office, actor, action, together)
        if (!first.ok) return
        const bulkId = await start(actor, action, together)
        await run(bulkId)
        assert.deepEqual(await outcomes(actor, bulkId), single)
        // Nothing was in its way when the first of the list was judged beforehand.
        assert.equal(first.value.verdicts[0]?.refusal ?? 'done', single[0])
        assert.deepEqual(await Promise.all(together.map(shape)), await Promise.all(alone.map(shape)))
      },
    ), { numRuns: 14 })
    assert.ok((await takeItem(office, actors.clerk, (await cook('of-unit'))[0]!)).ok)
  })

  it('leaves a log that verifies, with an entry for each item', async () => {
    const report = await verifyLog(office.db, office.tenantId, office.logKey)
    assert.deepEqual(report.damage, [])
  })
})
