import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { newId, type Id } from '../../kernel/id.ts'
import type { TestOffice } from '../identity/testing.ts'
import { readFile, settleDocument } from '../records/index.ts'
import { assign, askStatements, takeOver, type Addressee } from './index.ts'
import { takeItem } from './service-assign.ts'
import { noteInDeed } from './service.ts'
import { seeNote, withdrawItem } from './service-verbs.ts'
import { readDocumentItems } from './store.ts'
import { done, hears, logged, officeWithCirculation, received, told } from './testing.ts'

describe('handing over', () => {
  let office: TestOffice
  before(async () => void (office = await officeWithCirculation()))
  after(() => office.close())

  const person = (role: keyof TestOffice['actors']): Addressee => ({ kind: 'person', id: office.actors[role].personId! })
  const unit = (code: keyof TestOffice['units']): Addressee => ({ kind: 'unit', id: office.units[code].id })
  const items = (
    { fileId, documentId }: { fileId: Id<'File'>; documentId: Id<'Document'> }
  ) => readDocumentItems(office.db, office.tenantId, fileId, documentId)
  const holder = async (fileId: Id<'File'>) => {
    const file = await readFile(office.db, office.tenantId, fileId)
    return [file?.holderUnitId, file?.holderPersonId]
  }

  it('puts the file and its work on the next desk, and only there', async () => {
    const it = await received(office)
    const { clerk, head, otherHead, otherClerk } = office.actors
    assert.ok((await assign(office, head, it.documentId, { to: person('clerk'), instruction: 'Prosím o vyřízení.' })).ok)
    assert.deepEqual(await holder(it.fileId), [office.units.DOP.id, clerk.personId])
    assert.ok((await assign(office, clerk, it.documentId, { to: unit('ZIV'), instruction: null })).ok)
    assert.deepEqual(await holder(it.fileId), [office.units.ZIV.id, null])
    assert.deepEqual(
      await assign(office, clerk, it.documentId, { to: person('clerk'), instruction: null }), { ok: false, refusal: 'not-allowed' }
    )
    assert.ok((await assign(office, otherHead, it.documentId, { to: person('otherClerk'), instruction: null })).ok)
    const all = await items(it)
    assert.deepEqual(all.filter(({ state }) => state === 'open').map(({ addressee }) => addressee.id), [otherClerk.personId])
    assert.deepEqual(
      all.map(({ state, doneBy }) => [state, doneBy]).filter(([state]) => state === 'done').map(([, by]) => by).sort(),
      [clerk.personId, otherHead.personId].sort()
    )
    const events = await told(office, 'circulation.assigned', it.documentId)
    assert.deepEqual(
      events.map(({ body }) => [body['fileId'], body['unitName'], body['on']]),
      ['Odbor dopravy', 'Odbor životního prostředí', 'Odbor životního prostředí'].map((name) => [it.fileId, name, '2026-11-23'])
    )
    assert.deepEqual(
      (await logged(office, it.documentId)).filter((event) => event !== 'Zalozeni' && event !== 'VlozeniDoSpisu'),
      ['ZmenaZpracovatele', 'ZmenaOpravneni', 'Predani', 'ZmenaZpracovatele']
    )
  })

  it('is refused to those without the file, to nobody, and in a settled file', async () => {
    const { documentId } = await received(office)
    const { registrar, clerk, otherClerk } = office.actors
    const to = { to: person('clerk'), instruction: null }
    assert.deepEqual(await assign(office, otherClerk, documentId, to), { ok: false, refusal: 'not-found' })
    assert.deepEqual(
      await assign(office, clerk, documentId, { to: { kind: 'person', id: newId() }, instruction: null }),
      { ok: false, refusal: 'addressee-unknown' }
    )
    assert.deepEqual(
      await assign(office, clerk, documentId, { to: { kind: 'unit', id: newId() }, instruction: null }),
      { ok: false, refusal: 'addressee-unknown' }
    )
    await sql`update identity.person set active = false where id = ${office.actors.auditor.personId}`.execute(office.db)
    assert.deepEqual(
      await assign(office, clerk, documentId, { to: person('auditor'), instruction: null }), { ok: false, refusal: 'addressee-unknown' }
    )
    assert.ok((await assign(office, registrar, documentId, to)).ok)
    assert.deepEqual(await assign(office, registrar, documentId, to), { ok: false, refusal: 'not-allowed' })
    assert.ok((await settleDocument(office, clerk, documentId, { way: 'vzetimNaVedomi', note: 'Není co řešit.' })).ok)
    assert.deepEqual(await assign(office, clerk, documentId, to), { ok: false, refusal: 'file-closed' })
    assert.deepEqual(await takeOver(office, clerk, documentId), { ok: false, refusal: 'file-closed' })
  })

  it('lets one of eight people take the file over, however they hurry', async () => {
    for (let round = 0; round < 5; round++) {
      const it = await received(office)
      await assign(office, office.actors.registrar, it.documentId, { to: unit('DOP'), instruction: null })
      const eight = Array.from({ length: 8 }, () => ({ ...office.actors.clerk, personId: newId<'Person'>() }))
      const results = await Promise.all(eight.map((each) => takeOver(office, each, it.documentId)))
      const winner = results.findIndex(({ ok }) => ok)
      assert.deepEqual(
        results.flatMap((result) => (result.ok ? [] : [result.refusal])), Array.from({ length: 7 }, () => 'taken-by-somebody')
      )
      assert.deepEqual(await holder(it.fileId), [office.units.DOP.id, eight[winner]?.personId])
      assert.deepEqual((await items(it)).map(({ state, takenBy }) => [state, takenBy]), [['open', eight[winner]?.personId]])
      assert.equal((await logged(office, it.documentId)).filter((event) => event === 'Prevzeti').length, 1)
    }
  })

  it('gives work to a file that nobody assigned, and changes nothing for its holder', async () => {
    const it = await received(office)
    const taken = await takeOver(office, office.actors.clerk, it.documentId)
    assert.deepEqual(await takeOver(office, office.actors.clerk, it.documentId), taken)
    assert.equal((await items(it)).length, 1)
    assert.deepEqual(await takeOver(office, office.actors.registrar, it.documentId), { ok: false, refusal: 'not-allowed' })
  })

  it('takes the file with the item, and a statement without it', async () => {
    const it = await received(office)
    const assigned = await assign(office, office.actors.registrar, it.documentId, { to: unit('DOP'), instruction: null })
    assert.ok(assigned.ok && (await takeItem(office, office.actors.clerk, assigned.value.itemId)).ok)
    assert.deepEqual(await holder(it.fileId), [office.units.DOP.id, office.actors.clerk.personId])
    const asked = await askStatements(
      office, office.actors.clerk, it.documentId, { to: [unit('ZIV')], instruction: 'Vyjádřete se.', dueOn: null }
    )
    assert.ok(asked.ok)
    const { otherClerk, otherHead } = office.actors
    const itemId = asked.value.itemIds[0]!
    assert.deepEqual(await takeItem(office, office.actors.colleague, itemId), { ok: false, refusal: 'not-yours' })
    assert.deepEqual(
      [(await takeItem(office, otherClerk, itemId)).ok, await takeItem(office, otherHead, itemId)],
      [true, { ok: false, refusal: 'taken-by-somebody' }]
    )
    assert.deepEqual(await holder(it.fileId), [office.units.DOP.id, office.actors.clerk.personId])
  })

  it('leaves no open item in a settled file', async () => {
    const it = await received(office)
    const { clerk } = office.actors
    await takeOver(office, clerk, it.documentId)
    await askStatements(office, clerk, it.documentId, { to: [unit('ZIV'), person('head')], instruction: 'Vyjádřete se.', dueOn: null })
    await settleDocument(office, clerk, it.documentId, { way: 'jinyZpusob', note: 'Vyřízeno telefonicky.' })
    await hears(office, 'records.settled', it.documentId)
    const ended = (await items(it)).map(({ kind, state, answer }) => `${kind} ${state} ${answer}`)
    assert.deepEqual(ended.sort(), ['comment withdrawn Spis byl vyřízen.', 'comment withdrawn Spis byl vyřízen.', 'handle done null'])
    assert.equal((await logged(office, it.documentId)).filter((event) => event === 'Storno').length, 2)
    assert.deepEqual(await told(office, 'circulation.statements-complete', it.documentId), [])
  })

  it('leaves the work of a file that still has something to settle', async () => {
    const it = await received(office)
    await received(office, { join: it.fileId })
    const { clerk } = office.actors
    await takeOver(office, clerk, it.documentId)
    const settled = await settleDocument(office, clerk, it.documentId, { way: 'jinyZpusob', note: 'Vyřízeno telefonicky.' })
    assert.deepEqual(settled, { ok: true, value: { fileSettled: false } })
    await hears(office, 'records.settled', it.documentId)
    assert.deepEqual((await items(it)).map(({ kind, state }) => `${kind} ${state}`), ['handle open'])
  })

  it('puts a notice on a desk for another room, and its reader puts it away', async () => {
    const { documentId } = await received(office)
    const note = await done(office, office.actors.clerk, (deed) => noteInDeed(deed, documentId, person('clerk'), 'Nedoručeno.'))
    assert.ok(note.ok)
    assert.deepEqual(await seeNote(office, office.actors.otherClerk, note.value.itemId), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await seeNote(office, office.actors.colleague, note.value.itemId), { ok: false, refusal: 'not-yours' })
    assert.deepEqual(
      [(await seeNote(office, office.actors.clerk, note.value.itemId)).ok, await seeNote(office, office.actors.clerk, note.value.itemId)],
      [true, { ok: false, refusal: 'already-done' }]
    )
    assert.deepEqual((await logged(office, documentId)).slice(-2), ['Zalozeni', 'Zobrazeni'])
    assert.deepEqual(await withdrawItem(office, office.actors.clerk, note.value.itemId, 'už ne'), { ok: false, refusal: 'already-done' })
  })
})
