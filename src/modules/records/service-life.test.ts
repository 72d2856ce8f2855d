import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { verifyLog } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import {
  cancelDocument, classifyFile, closeFile, documentHistory, grantAccess, listDocuments, listFiles, markDispatched, migrations, moveDocument, nothingLogged, openDocument, openFile, readDocument, readEntry,
  readFile, registerDocument, reopenFile, seedClasses, settleDocument, verifyContents, type Registered,
} from './index.ts'
import { readClasses } from './store-class.ts'
import { done, registered, sure } from './testing.ts'

describe('the life of documents and files', () => {
  let office: TestOffice
  let clerk: Actor
  before(async () => {
    office = await testOffice([migrations])
    clerk = office.actors.clerk
    await done(office, office.actors.registrar, (deed) => seedClasses(deed, [
      { code: '280.4', name: 'Zvláštní užívání', disposalMark: 'S', retentionYears: 5, timeLimitDays: 30, defaultUnitId: office.units.DOP.id },
      { code: '280.5', name: 'Uzavírky', disposalMark: 'A', retentionYears: 10, timeLimitDays: 30, defaultUnitId: office.units.ZIV.id },
    ]))
    // The department of environment numbers documents by their file.
    await office.superuser.executeQuery({ sql: `update records.class set document_numbering = 'ZaSpisovouZnacku' where code = '280.5'`, parameters: [], query: {} as never, queryId: {} as never })
  })
  after(() => office.close())

  const settle = (id: Id<'Document'>) => settleDocument(office, clerk, id, { way: 'vzetimNaVedomi', note: 'na vědomí' })
  const close = (id: Id<'File'>, actor = clerk) => closeFile(office, actor, id, { triggerYear: null })
  const settled = async (): Promise<Registered> => {
    const made = await registered(office)
    assert.ok((await settle(made.document.id)).ok)
    return made
  }

  it('closes a settled file with everything in it and says when it will be disposed of', async () => {
    const { file, document } = await settled()
    assert.deepEqual(await close(file.id), { ok: true, value: { disposalMark: 'S', disposalYear: 2032 } })
    const [closed, inside] = [await readFile(office.db, office.tenantId, file.id), await readDocument(office.db, office.tenantId, document.id)]
    assert.deepEqual([closed?.state, inside?.state], ['uzavren', 'uzavren'])
    assert.deepEqual(await close(file.id), { ok: false, refusal: 'already-closed' })
  })

  it('does not close what is incomplete, and names what is missing', async () => {
    const { file, document } = await registered(office)
    assert.deepEqual(await close(file.id), { ok: false, refusal: 'incomplete' })
    const opened = await openFile(office, clerk, file.id)
    assert.deepEqual(opened.ok && opened.value.missing, [{ what: 'not-settled', documentId: document.id }])
    const elsewhere = await closeFile({ ...office, unfinished: async () => [document.id] }, clerk, (await settled()).file.id, { triggerYear: null })
    assert.deepEqual(elsewhere, { ok: false, refusal: 'incomplete' }, 'other rooms are asked')
  })

  it('lets a draft that will never be sent be set aside with a reason', async () => {
    const { file, document } = await settled()
    await reopenFile(office, clerk, file.id, { reason: 'odpověď', documentIds: [] })
    const draft = await registered(office, { direction: 'outgoing', receivedAt: null, file: { join: file.id }, answersId: document.id }, clerk)
    assert.deepEqual(await close(file.id), { ok: false, refusal: 'incomplete' })
    assert.deepEqual(await settleDocument(office, clerk, draft.document.id, { way: 'dokumentem', note: null }), { ok: false, refusal: 'not-incoming' })
    assert.ok((await settleDocument(office, clerk, draft.document.id, { way: 'jinyZpusob', note: 'neodesláno' })).ok)
    assert.ok((await close(file.id)).ok)
  })

  it('adds nothing to a closed file, whoever is faster', async () => {
    const { file } = await settled()
    await reopenFile(office, clerk, file.id, { reason: 'ještě něco', documentIds: [] })
    const attempts = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((i) => i === 2 ? close(file.id) : registered(office, { file: { join: file.id } })))
    const documents = await office.superuser.selectFrom('records.document' as never).selectAll().where('file_id' as never, '=', file.id as never).execute() as { state: string }[]
    const closed = (await readFile(office.db, office.tenantId, file.id))?.state === 'uzavren'
    assert.equal(closed, documents.every(({ state }) => state === 'uzavren'), JSON.stringify(attempts.map(({ status }) => status)))
    assert.equal(documents.length, 1 + attempts.filter((attempt, i) => i !== 2 && attempt.status === 'fulfilled').length)
  })

  it('reopens a closed file for a reason and lets handling go on', async () => {
    const { file, document } = await settled()
    await close(file.id)
    assert.deepEqual(await reopenFile(office, clerk, file.id, { reason: ' ', documentIds: [] }), { ok: false, refusal: 'reason-missing' })
    assert.ok((await reopenFile(office, clerk, file.id, { reason: 'přišel doplněk', documentIds: [document.id] })).ok)
    assert.deepEqual((await readDocument(office.db, office.tenantId, document.id))?.state, 'nevyrizen')
    assert.deepEqual(await reopenFile(office, clerk, file.id, { reason: 'znovu', documentIds: [] }), { ok: false, refusal: 'not-closed' })
    assert.ok((await registered(office, { file: { join: file.id } })).document.orderInFile === 2)
    assert.ok((await settle(document.id)).ok)
    const history = await documentHistory(office, clerk, document.id, { limit: 20 })
    assert.ok(history.ok && history.value.some(({ event, particulars }) => event === 'Otevreni' && particulars?.['reason'] === 'přišel doplněk'))
  })

  it('lets nobody but the handler close or reopen, and tells strangers that there is no such file', async () => {
    const { file } = await settled()
    assert.deepEqual(await close(file.id, office.actors.otherClerk), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await close(file.id, office.actors.auditor), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual(await openFile(office, office.actors.otherClerk, file.id), { ok: false, refusal: 'not-found' })
    assert.ok(!(await listFiles(office, office.actors.otherClerk, { of: 'all', limit: 100 })).some((listed) => listed.file.id === file.id))
  })

  it('cancels what its creator made by mistake: gone for all but auditors, its number used for ever', async () => {
    const own = { direction: 'outgoing', receivedAt: null } as const
    const { document, file } = await registered(office, own, clerk)
    assert.deepEqual(await cancelDocument(office, office.actors.colleague, document.id, 'omyl'), { ok: false, refusal: 'not-creator' })
    assert.deepEqual(await cancelDocument(office, clerk, document.id, 'omyl'), { ok: true, value: null })
    for (const actor of [clerk, office.actors.head, office.actors.registrar]) {
      assert.deepEqual(await openDocument(office, actor, document.id), { ok: false, refusal: 'not-found' })
      assert.ok(!(await listDocuments(office, actor, { limit: 100 })).some((listed) => listed.document.id === document.id))
      assert.deepEqual(await openFile(office, actor, file.id), { ok: false, refusal: 'not-found' })
    }
    assert.ok((await openDocument(office, office.actors.auditor, document.id)).ok)
    const next = await registered(office, own, clerk)
    assert.ok(Number(/ (\d+)\//.exec(next.document.referenceNumber)?.[1]) > Number(/ (\d+)\//.exec(document.referenceNumber)?.[1]))
    assert.deepEqual(await cancelDocument(office, clerk, document.id, 'znovu'), { ok: false, refusal: 'not-found' })
  })

  it('does not cancel what somebody else has had', async () => {
    const { document } = await registered(office)
    assert.deepEqual(await cancelDocument(office, office.actors.registrar, document.id, 'omyl'), { ok: false, refusal: 'already-handed-over' })
    const own = await registered(office, { direction: 'outgoing', receivedAt: null }, clerk)
    await done(office, clerk, (deed) => grantAccess(deed, [own.document.id], { kind: 'unit', id: office.units.ZIV.id }, 'statement'))
    assert.deepEqual(await cancelDocument(office, clerk, own.document.id, 'omyl'), { ok: false, refusal: 'already-handed-over' })
  })

  it('moves a document to another file under a new number where files number by themselves, and remembers the old one', async () => {
    const [from, to] = [await registered(office), await registered(office, { file: { openFor: office.units.ZIV.id } })]
    assert.equal(to.document.referenceNumber, `${to.file.fileReference}-1`)
    const old = from.document.referenceNumber
    assert.deepEqual(await moveDocument(office, clerk, from.document.id, { fileId: to.file.id, reason: 'patří tam' }), { ok: false, refusal: 'no-such-file' })
    assert.deepEqual(await moveDocument(office, office.actors.registrar, from.document.id, { fileId: to.file.id, reason: 'patří tam' }), { ok: true, value: { referenceNumber: `${to.file.fileReference}-2` } })
    assert.ok((await openDocument(office, office.actors.otherClerk, from.document.id)).ok, 'the unit of the file sees it')
    const found = await listDocuments(office, office.actors.registrar, { text: old, limit: 100 })
    assert.ok(found.some((listed) => listed.document.id === from.document.id), 'found by its former number')
    assert.ok((await moveDocument(office, office.actors.registrar, from.document.id, { fileId: from.file.id, reason: 'omyl' })).ok)
    const again = await readDocument(office.db, office.tenantId, from.document.id)
    assert.ok(again?.orderInFile === 2 && again.referenceNumber !== old, 'an order and a number are given once')
  })

  it('knows the answer to a document wherever either was moved: it settles, and keeps from cancelling', async () => {
    const mine = () => registered(office, { channel: null }, clerk)
    const [question, other] = [await mine(), await mine()]
    const answer = await registered(office, { direction: 'outgoing', answersId: question.document.id, file: { join: question.file.id } }, clerk)
    assert.ok((await moveDocument(office, clerk, question.document.id, { fileId: other.file.id, reason: 'patří tam' })).ok)
    assert.deepEqual(await cancelDocument(office, clerk, question.document.id, 'omyl'), { ok: false, refusal: 'has-answer' })
    const byAnswer = () => settleDocument(office, clerk, question.document.id, { way: 'dokumentem', note: null })
    assert.equal((await byAnswer()).ok, false)
    await done(office, clerk, (deed) => markDispatched(deed, answer.document))
    assert.equal((await byAnswer()).ok, true)
  })

  it('moves a document once when many try at the same moment, into files in either order', async () => {
    const files = [await registered(office), await registered(office)]
    const attempts = await Promise.all(Array.from({ length: 8 }, (_, i) =>
      moveDocument(office, office.actors.registrar, sure(files[i % 2]).document.id, { fileId: sure(files[(i + 1) % 2]).file.id, reason: 'patří tam' })))
    assert.equal(attempts.filter(({ ok }) => ok).length, 2)
  })

  it('numbers by the file without a double when eight join it at once and some of them fail', async () => {
    const { file } = await registered(office, { file: { openFor: office.units.ZIV.id } })
    const attempts = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => done(office, office.actors.registrar, async (deed) => {
      const { document } = await registerDocument(deed, { direction: 'incoming', subject: 'Doplnění', channel: 'Posta', party: null, receivedAt: office.clock, file: { join: file.id }, contents: [] })
      if (i % 3 === 0) throw new Error('power cut')
      return document.referenceNumber
    })))
    const given = attempts.flatMap((attempt) => attempt.status === 'fulfilled' ? [attempt.value] : [])
    assert.deepEqual(given.toSorted((a, b) => a.localeCompare(b, 'cs', { numeric: true })), Array.from({ length: 8 }, (_, i) => `${file.fileReference}-${i + 2}`))
  })

  it('puts a file under a class that is open and keeps files, and closes it by the regime of that class', async () => {
    const { file } = await settled()
    await reopenFile(office, clerk, file.id, { reason: 'přetřídit', documentIds: [] })
    const other = sure((await readClasses(office.db, office.tenantId)).find(({ code }) => code === '280.5'))
    assert.ok((await classifyFile(office, clerk, file.id, { classId: other.id, reason: null })).ok)
    assert.deepEqual(await classifyFile(office, clerk, file.id, { classId: file.id as string as Id<'Class'>, reason: null }), { ok: false, refusal: 'no-such-class' })
    assert.deepEqual(await close(file.id), { ok: true, value: { disposalMark: 'A', disposalYear: 2037 } })
  })

  it('lists files by whose they are with one query, however many there are', async () => {
    const count = async (limit: number) => {
      let queries = 0
      const executor = office.db.getExecutor()
      const provide = executor.executeQuery.bind(executor)
      executor.executeQuery = (query) => { queries++; return provide(query) }
      const items = await listFiles(office, clerk, { of: 'unit', limit }).finally(() => { executor.executeQuery = provide })
      return { queries, items }
    }
    const [one, many] = [await count(1), await count(50)]
    assert.deepEqual([one.queries, many.queries], [1, 1])
    assert.ok(many.items.length > 5 && many.items.every(({ file }) => file.holderUnitId === office.units.DOP.id))
    const second = await listFiles(office, clerk, { of: 'unit', limit: 50, before: sure(many.items[0]).file.id })
    assert.deepEqual(second.map(({ file }) => file.id), many.items.slice(1).map(({ file }) => file.id))
    assert.deepEqual(await listFiles(office, clerk, { of: 'mine', limit: 50 }), [])
  })

  it('is vouched for by the log, former numbers included; a state or a holder changed behind the server is found', async () => {
    const { file } = await settled()
    assert.ok((await close(file.id)).ok)
    const found = async () => {
      const logged = nothingLogged()
      const { damage } = await verifyLog(office.db, office.tenantId, office.logKey, { onEntry: (entry) => readEntry(logged, entry) })
      return [...damage, ...(await verifyContents(office.db, office.files, office.tenantId, logged)).damage]
    }
    assert.deepEqual(await found(), [])
    await office.superuser.updateTable('records.file' as never).set({ state: 'nevyrizen', settled_at: null, closed_at: null, disposal_mark: null, disposal_year: null } as never).where('id' as never, '=', file.id as never).execute()
    assert.deepEqual((await found()).map(({ what }) => what), ['file-changed'])
  })
})
