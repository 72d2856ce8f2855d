import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accept, type Result } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { perform, verifyLog, type Deed } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import {
  addContent, documentHistory, handOverFile, listDocuments, lockHandled, markDispatched, migrations, openDocument, readContent, readDocument, registerDocument, settleDocument,
  nothingLogged, readEntry, verifyContents, type Registration,
} from './index.ts'

describe('records', () => {
  let office: TestOffice
  before(async () => void (office = await testOffice([migrations])))
  after(() => office.close())

  const deed = async <Value>(actor: Actor, work: (deed: Deed) => Promise<Value>): Promise<Value> => {
    const done: Result<Value, string> = await perform(office, actor, { name: 'test' }, async (it) => accept(await work(it)))
    assert.ok(done.ok)
    return done.value
  }
  const store = async (name: string, text: string, role: 'original' | 'main' = 'original') => {
    const bytes = Buffer.from(text)
    return { name, role, sha256: await office.files.put(office.tenantId, bytes), size: bytes.byteLength, mediaType: 'text/plain' }
  }
  const incoming = async (extra: Partial<Registration> = {}): Promise<Registration> => ({
    direction: 'incoming', subject: 'Žádost o kácení', channel: 'EPodatelnaMail', party: { name: 'Jan Novák', email: 'jan@example.cz' }, receivedAt: office.clock,
    file: { openFor: office.units.DOP.id }, contents: [await store('dopis.txt', 'Dobrý den')], ...extra,
  })
  const register = async (extra: Partial<Registration> = {}) => {
    const registration = await incoming(extra)
    return deed(office.actors.registrar, (it) => registerDocument(it, registration))
  }

  it('registers a document whole: numbers, file, component, party', async () => {
    const { document, file } = await register()
    assert.match(document.referenceNumber, /^KUZK \d+\/2026$/)
    assert.match(file.fileReference, /^SpZn KUZK-DOP\/2026\/\d+$/)
    assert.match(document.uniqueId, /^KUZKX2026\d{7}$/)
    const opened = await openDocument(office, office.actors.clerk, document.id)
    assert.ok(opened.ok)
    assert.deepEqual([opened.value.party?.name, opened.value.components.map(({ name }) => name), opened.value.document.state], ['Jan Novák', ['dopis.txt'], 'nevyrizen'])
  })

  it('numbers without a gap or a double when eight register at once and some of them fail', async () => {
    const before = Number((await register()).document.referenceNumber.match(/ (\d+)\//)?.[1])
    const registration = await incoming()
    const attempts = await Promise.allSettled(Array.from({ length: 24 }, (_, i) => deed(office.actors.registrar, async (it) => {
      const registered = await registerDocument(it, registration)
      if (i % 3 === 0) throw new Error('power cut')
      return registered
    })))
    const serials = attempts.flatMap((attempt) => attempt.status === 'fulfilled' ? [Number(attempt.value.document.referenceNumber.match(/ (\d+)\//)?.[1])] : [])
    assert.deepEqual(serials.sort((a, b) => a - b), Array.from({ length: 16 }, (_, i) => before + 1 + i))
  })

  it('starts its series again with the year, by the calendar of Prague', async () => {
    office.clock = new Date('2026-12-31T23:30:00Z')
    const { document } = await register()
    office.clock = new Date('2026-11-23T08:00:00Z')
    assert.equal(document.referenceNumber, 'KUZK 1/2027')
  })

  it('tells whoever may not see a document that there is none', async () => {
    const { document, components } = await register()
    const { otherClerk, auditor } = office.actors
    const componentId = components[0]?.id as Id<'Component'>
    assert.deepEqual(await openDocument(office, otherClerk, document.id), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await documentHistory(office, otherClerk, document.id, { limit: 10 }), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await readContent(office, otherClerk, document.id, componentId, 1), { ok: false, refusal: 'not-found' })
    assert.ok(!(await listDocuments(office, otherClerk, { limit: 100 })).some((listed) => listed.document.id === document.id))
    assert.ok((await openDocument(office, auditor, document.id)).ok)
  })

  it('does not lend a component of one document through another that the person may see', async () => {
    const [hidden, seen] = [await register({ file: { openFor: office.units.ZIV.id } }), await register()]
    const componentId = hidden.components[0]?.id as Id<'Component'>
    assert.deepEqual(await readContent(office, office.actors.clerk, seen.document.id, componentId, 1), { ok: false, refusal: 'not-found' })
  })

  it('moves a file to another unit, which then sees it and alone may act on it', async () => {
    const { document, file } = await register()
    const { clerk, otherClerk } = office.actors
    await deed(clerk, (it) => handOverFile(it, file, { unitId: office.units.ZIV.id, personId: null }, null))
    assert.ok((await openDocument(office, otherClerk, document.id)).ok)
    const asClerk = await perform(office, clerk, { name: 'test' }, (it) => lockHandled(it, document.id))
    assert.deepEqual(asClerk, { ok: false, refusal: 'not-allowed' })
    assert.ok((await perform(office, otherClerk, { name: 'test' }, (it) => lockHandled(it, document.id))).ok)
  })

  it('keeps every version and serves each by its number', async () => {
    const { document, components } = await register()
    const componentId = components[0]?.id as Id<'Component'>
    const second = await store('dopis.txt', 'Dobrý večer')
    await deed(office.actors.clerk, (it) => addContent(it, document.id, second))
    await deed(office.actors.clerk, (it) => addContent(it, document.id, second))
    const texts = await Promise.all([1, 2].map((number) => readContent(office, office.actors.clerk, document.id, componentId, number)))
    assert.deepEqual(texts.map((text) => text.ok && text.value.bytes.toString()), ['Dobrý den', 'Dobrý večer'])
    assert.deepEqual(await readContent(office, office.actors.clerk, document.id, componentId, 3), { ok: false, refusal: 'not-found' })
  })

  it('settles by document only when an answer has left, and the file with its last document', async () => {
    const { document, file } = await register()
    const { clerk, colleague } = office.actors
    const by = { way: 'dokumentem', note: null } as const
    assert.deepEqual(await settleDocument(office, clerk, document.id, by), { ok: false, refusal: 'nothing-sent' })
    assert.deepEqual(await settleDocument(office, clerk, document.id, { way: 'jinyZpusob', note: ' ' }), { ok: false, refusal: 'reason-missing' })
    const answer = await incoming({ direction: 'outgoing', file: { join: file.id }, answersId: document.id, receivedAt: null })
    const sent = await deed(clerk, (it) => registerDocument(it, answer))
    await deed(clerk, (it) => markDispatched(it, sent.document))
    const settled = await Promise.all([clerk, colleague, clerk, colleague].map((actor) => settleDocument(office, actor, document.id, by)))
    assert.deepEqual(settled.map((result) => result.ok ? result.value.fileSettled : result.refusal).sort(), ['file-closed', 'file-closed', 'file-closed', true])
    assert.equal((await readDocument(office.db, office.tenantId, document.id))?.state, 'vyrizen')
  })

  it('does not keep a file open for an answer that nobody sent', async () => {
    const { document, file } = await register()
    const draft = await incoming({ direction: 'outgoing', file: { join: file.id }, answersId: document.id, receivedAt: null })
    await deed(office.actors.clerk, (it) => registerDocument(it, draft))
    const settled = await settleDocument(office, office.actors.clerk, document.id, { way: 'vzetimNaVedomi', note: 'Jen na vědomí.' })
    assert.deepEqual(settled, { ok: true, value: { fileSettled: true } })
  })

  it('pages by key and lists every visible document exactly once', async () => {
    const seen: string[] = []
    for (let before: Id<'Document'> | undefined; ;) {
      const page = await listDocuments(office, office.actors.registrar, { before, limit: 7 })
      seen.push(...page.map(({ document }) => document.id))
      before = page.at(-1)?.document.id
      if (page.length < 7) break
    }
    const all = await listDocuments(office, office.actors.registrar, { limit: 1000 })
    assert.deepEqual(seen, all.map(({ document }) => document.id))
    assert.equal(new Set(seen).size, seen.length)
  })

  it('finds by a fragment of a number or of the subject, and takes wildcards as letters', async () => {
    const { document } = await register({ subject: 'Sleva 100% na jízdné' })
    const found = async (text: string) => (await listDocuments(office, office.actors.clerk, { text, limit: 100 })).map((listed) => listed.document.id)
    assert.deepEqual(await found('100%'), [document.id])
    assert.deepEqual(await found('JIZDNE'), [document.id])
    assert.deepEqual(await found('jízdné'), [document.id])
    assert.ok((await found(document.uniqueId.slice(-4))).includes(document.id))
    assert.deepEqual(await found('%%%'), [])
  })

  it('has a log that names every content, and verification that finds a file changed on the disk', async () => {
    const { document } = await register({ contents: [await store('jediny.txt', 'jediný obsah')] })
    const logged = nothingLogged()
    const { damage } = await verifyLog(office.db, office.tenantId, office.logKey, { onEntry: (entry) => readEntry(logged, entry) })
    assert.deepEqual(damage, [])
    assert.deepEqual((await verifyContents(office.db, office.files, office.tenantId, logged)).damage, [])
    const { writeFile } = await import('node:fs/promises')
    const sha256 = (await openDocument(office, office.actors.clerk, document.id)).ok ? await office.files.put(office.tenantId, Buffer.from('jediný obsah')) : ''
    await writeFile(`${office.fileDirectory}/${office.tenantId}/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`, 'jedinÝ obsah')
    const found = (await verifyContents(office.db, office.files, office.tenantId, logged)).damage
    assert.deepEqual(found.map(({ what }) => what), ['content-changed'])
  })
})
