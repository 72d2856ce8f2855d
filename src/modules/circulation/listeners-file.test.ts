import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { TestOffice } from '../identity/testing.ts'
import { cancelDocument, closeFile, moveDocument, readFile, reopenFile, seedClasses, settleDocument } from '../records/index.ts'
import { assign, askStatements, previewBulk, readInbox, takeOver, unfinishedWork, verifyCirculation } from './index.ts'
import { takeItem } from './service-assign.ts'
import { done, hears, officeWithCirculation, received, written } from './testing.ts'

describe('work whose document goes elsewhere', () => {
  let office: TestOffice
  before(async () => {
    office = await officeWithCirculation()
    await done(office, office.actors.registrar, (deed) => seedClasses(deed, [{ code: '1', name: 'Doprava', disposalMark: 'S', retentionYears: 5, timeLimitDays: 30, defaultUnitId: office.units.DOP.id }]))
  })
  after(() => office.close())

  const open = async (fileId: string) => (await sql<{ kind: string; document_id: string }>`
    select kind, document_id from circulation.item where file_id = ${fileId} and state = 'open' order by kind`.execute(office.db)).rows
  const onDesk = async () => {
    const matter = await received(office)
    assert.ok((await assign(office, office.actors.registrar, matter.documentId, { to: { kind: 'unit', id: office.units.DOP.id }, instruction: null })).ok)
    return matter
  }

  it('follows it, while the file it lay in stays on its desk with what is left', async () => {
    const [from, to] = [await onDesk(), await onDesk()]
    const second = await received(office, { join: from.fileId })
    const asked = await askStatements(office, office.actors.clerk, from.documentId, { to: [{ kind: 'unit', id: office.units.ZIV.id }], instruction: 'Vyjádřete se.', dueOn: null })
    assert.ok(asked.ok, JSON.stringify(asked))
    assert.deepEqual(await unfinishedWork(office.db, office.tenantId, [from.documentId, second.documentId]), [from.documentId])
    assert.ok((await moveDocument(office, office.actors.registrar, from.documentId, { fileId: to.fileId, reason: 'patří tam' })).ok)
    await hears(office, 'records.moved', from.documentId)
    assert.deepEqual(await open(from.fileId), [{ kind: 'handle', document_id: second.documentId }])
    const there = await open(to.fileId)
    assert.equal(there.filter(({ kind }) => kind === 'handle').length, 1)
    assert.equal(there.some(({ kind, document_id: about }) => kind !== 'handle' && about === from.documentId), true)
    assert.deepEqual((await verifyCirculation(office.db, office.tenantId)).damaged, [], 'every row is what its events say')
  })

  it('is not done to the file its document went to, before it has followed', async () => {
    const { registrar, clerk, head, colleague } = office.actors
    const [from, to] = [await onDesk(), await onDesk()]
    const left = await received(office, { join: from.fileId })
    const { rows: [item] } = await sql<{ id: Id<'WorkItem'> }>`select id from circulation.item where file_id = ${from.fileId} and state = 'open'`.execute(office.db)
    assert.ok(item && (await moveDocument(office, registrar, from.documentId, { fileId: to.fileId, reason: 'patří tam' })).ok)
    assert.deepEqual(await takeItem(office, clerk, item.id), { ok: false, refusal: 'not-found' })
    const preview = await previewBulk(office, head, { kind: 'hand-over', to: { kind: 'person', id: colleague.personId! }, instruction: null }, [item.id])
    assert.deepEqual(preview.ok && preview.value.verdicts.map(({ refusal }) => refusal), ['not-found'])
    await hears(office, 'records.moved', from.documentId)
    assert.deepEqual(await open(from.fileId), [{ kind: 'handle', document_id: left.documentId }])
    assert.equal((await readFile(office.db, office.tenantId, to.fileId))?.holderPersonId, null)
  })

  it('leaves nobody asked in a closed file', async () => {
    const { documentId, fileId } = await onDesk()
    const clerk = office.actors.clerk
    assert.ok((await settleDocument(office, clerk, documentId, { way: 'jinyZpusob', note: 'vyřízeno' })).ok)
    assert.ok((await reopenFile(office, clerk, fileId, { reason: 'ještě', documentIds: [] })).ok)
    assert.ok((await closeFile(office, clerk, fileId, { triggerYear: null })).ok)
    await hears(office, 'records.closed', fileId)
    assert.deepEqual(await open(fileId), [])
  })

  it('lies on the desk of its file’s holder again when that is opened again, once, also when the closing is heard of only then', async () => {
    const { documentId, fileId } = await onDesk()
    const clerk = office.actors.clerk
    assert.ok((await takeOver(office, clerk, documentId)).ok)
    assert.ok((await settleDocument(office, clerk, documentId, { way: 'jinyZpusob', note: 'vyřízeno' })).ok)
    await hears(office, 'records.settled', documentId)
    assert.deepEqual(await open(fileId), [])
    assert.ok((await closeFile(office, clerk, fileId, { triggerYear: null })).ok)
    assert.ok((await reopenFile(office, clerk, fileId, { reason: 'odvolání', documentIds: [documentId] })).ok)
    await hears(office, 'records.reopened', documentId)
    await hears(office, 'records.closed', fileId)
    assert.deepEqual(await open(fileId), [{ kind: 'handle', document_id: documentId }])
    const desk = await readInbox(office, clerk, 'mine', { limit: 50 })
    assert.deepEqual(desk.items.filter(({ item }) => item.fileId === fileId).map(({ item }) => item.instruction), ['odvolání'])
    assert.deepEqual((await verifyCirculation(office.db, office.tenantId)).damaged, [])
  })

  it('goes on with what is left in the file when its document is cancelled', async () => {
    const clerk = office.actors.clerk
    const { documentId, fileId } = await written(office)
    assert.ok((await assign(office, clerk, documentId, { to: { kind: 'unit', id: office.units.DOP.id }, instruction: 'Zpracujte.' })).ok)
    const left = await written(office, 'clerk', fileId)
    assert.ok((await cancelDocument(office, clerk, documentId, 'omyl')).ok)
    await hears(office, 'records.cancelled', documentId)
    assert.deepEqual(await open(fileId), [{ kind: 'handle', document_id: left.documentId }])
    assert.ok((await cancelDocument(office, clerk, left.documentId, 'omyl')).ok)
    await hears(office, 'records.cancelled', left.documentId)
    assert.deepEqual(await open(fileId), [])
  })
})
