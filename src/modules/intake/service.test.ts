import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { newId } from '../../kernel/id.ts'
import { openPool } from '../../platform/database/index.ts'
import { startWorker } from '../../platform/events/index.ts'
import { logHeads, readHistory, verifyLog } from '../audit/index.ts'
import { readComponents, readDocument, readFile, settleDocument } from '../records/index.ts'
import { intakeTasks, receive, refuseItem, registerItem, viewItem, type IntakeDeps, type ItemView } from './index.ts'
import { aMail, testReception, type TestReception } from './testing.ts'

describe('the reception', () => {
  let office: TestReception
  before(async () => void (office = await testReception()))
  after(() => office.close())

  let sent = 0
  const freshMail = () => aMail({ messageId: `<${(sent += 1)}@example.cz>` })
  async function receiveMail(bytes = freshMail(), deps: IntakeDeps = office): Promise<ItemView> {
    office.clock = new Date(office.clock.getTime() + 1_000)
    const received = await receive(deps, office.actors.registrar, { name: 'C:\\pošta\\a.eml', bytes, channel: null })
    assert.ok(received.ok)
    return received.value
  }
  const register = (id: ItemView['id'], more = {}) => registerItem(office, office.actors.registrar, id, { subject: 'Povolení', unitId: office.units.DOP.id, ...more })
  const told = async (name: string, id: string) => (await sql<{ body: object }>`select body from platform.outbox where name = ${name} and subject = ${id}`.execute(office.db)).rows.map(({ body }) => body)

  it('keeps what came byte for byte and says what is inside', async () => {
    const bytes = freshMail()
    const item = await receiveMail(bytes)
    assert.deepEqual(await office.files.read(office.tenantId, item.sha256), bytes)
    assert.deepEqual([item.state, item.name, item.size, item.subject, item.reading?.sender?.email], ['waiting', 'a.eml', bytes.length, 'Žádost o povolení', 'jan@example.cz'])
    const [part] = item.reading?.parts ?? []
    assert.ok(part)
    assert.equal((await office.files.read(office.tenantId, part.sha256)).toString(), 'příloha')
    const history = await readHistory(office.db, office.tenantId, { subjectId: item.id, limit: 10 })
    assert.deepEqual(history.map(({ event, actorName }) => [event, actorName]), [['Uprava', 'čtení podání'], ['Prijem', 'Anna Zelená']])
  })

  it('has the receipt committed before anything looks inside, and the worker reads what a crash left', async () => {
    const cutOff: IntakeDeps = { ...office, files: { ...office.files, read: () => Promise.reject(new Error('power cut')) } }
    const bytes = freshMail()
    await assert.rejects(receiveMail(bytes, cutOff), /power cut/)
    const { rows: [left] } = await sql<{ id: ItemView['id']; state: string }>`select id, state from intake.item order by id desc limit 1`.execute(office.db)
    assert.ok(left)
    assert.equal(left.state, 'received')
    assert.deepEqual(await register(left.id), { ok: false, refusal: 'not-read-yet' })
    const pool = openPool(office.url, { name: 'obeh test worker' })
    const worker = await startWorker({ pool, db: office.db, listeners: [], tasks: intakeTasks(office), report: () => {} })
    const giveUp = AbortSignal.timeout(20_000)
    while ((await viewItem(office, office.tenantId, left.id))?.state !== 'waiting') await pause(20, undefined, { signal: giveUp })
    await worker.stop()
    await pool.end()
    assert.equal((await readHistory(office.db, office.tenantId, { subjectId: left.id, event: 'Uprava', limit: 10 })).length, 1)
  })

  it('reads once, however many ask, also from several processes', async () => {
    const cutOff: IntakeDeps = { ...office, files: { ...office.files, read: () => Promise.reject(new Error('power cut')) } }
    await assert.rejects(receiveMail(freshMail(), cutOff))
    const { rows: [left] } = await sql<{ id: string }>`select id from intake.item where state = 'received'`.execute(office.db)
    // Loaded again, the module remembers as little of the first as another process would.
    const others = await Promise.all(['b', 'c'].map((name) => import(new URL(`service.ts?${name}`, import.meta.url).href) as Promise<{ intakeTasks: typeof intakeTasks }>))
    const tasks = [intakeTasks, ...others.map((other) => other.intakeTasks)].map((make) => make(office)['intake.read'])
    await Promise.all([...tasks, ...tasks].map((task) => task?.({ tenantId: office.tenantId, itemId: left?.id })))
    assert.equal((await readHistory(office.db, office.tenantId, { subjectId: left?.id ?? '', event: 'Uprava', limit: 10 })).length, 1)
  })

  it('makes a document of it: the original first, its attachments after, the sender, the unit, the work', async () => {
    const item = await receiveMail()
    const registered = await register(item.id)
    assert.ok(registered.ok)
    const { documentId, referenceNumber, fileReference } = registered.value
    const [document, components] = [await readDocument(office.db, office.tenantId, documentId), await readComponents(office.db, office.tenantId, [documentId])]
    assert.deepEqual([document?.direction, document?.channel, document?.receivedAt, document?.referenceNumber], ['incoming', 'EPodatelnaMail', item.receivedAt, referenceNumber])
    assert.deepEqual(components.map(({ role, name, versions }) => [role, name, versions[0]?.sha256, versions[0]?.mediaType]), [
      ['original', 'Žádost o povolení.eml', item.sha256, 'message/rfc822'], ['enclosure', 'plan.txt', item.reading?.parts[0]?.sha256, 'text/plain']])
    assert.equal((await readFile(office.db, office.tenantId, document?.fileId ?? newId()))?.holderUnitId, office.units.DOP.id)
    assert.match(fileReference, /KUZK-DOP\/2026/)
    assert.deepEqual(office.handedOver.at(-1), [documentId, office.units.DOP.id])
    assert.deepEqual(await told('intake.registered', item.id), [{ itemId: item.id, documentId }])
    const after = await viewItem(office, office.tenantId, item.id)
    assert.deepEqual([after?.state, after?.documentId, after?.referenceNumber], ['registered', documentId, referenceNumber])
  })

  it('registers for the registrar\'s own unit unless told otherwise, and believes the registrar about the sender', async () => {
    const item = await receiveMail()
    const registered = await register(item.id, { unitId: undefined, senderName: 'Obec Lhota', senderEmail: 'obec@lhota.example' })
    assert.ok(registered.ok)
    assert.equal(office.handedOver.at(-1)?.[1], office.units.KAN.id)
    const { rows } = await sql<{ name: string; email: string }>`
      select p.name, p.email from records.document d join records.party p on p.id = d.party_id where d.id = ${registered.value.documentId}`.execute(office.db)
    assert.deepEqual(rows, [{ name: 'Obec Lhota', email: 'obec@lhota.example' }])
  })

  it('joins an open file when asked, and no other', async () => {
    const first = await register((await receiveMail()).id)
    assert.ok(first.ok)
    const fileId = (await readDocument(office.db, office.tenantId, first.value.documentId))?.fileId
    const second = await register((await receiveMail()).id, { fileId })
    assert.ok(second.ok)
    assert.equal(second.value.fileReference, first.value.fileReference)
    for (const documentId of [first.value.documentId, second.value.documentId]) {
      assert.ok((await settleDocument(office, office.actors.head, documentId, { way: 'vzetimNaVedomi', note: 'na vědomí' })).ok)
    }
    const third = await receiveMail()
    assert.deepEqual(await register(third.id, { fileId }), { ok: false, refusal: 'file-closed' })
    assert.deepEqual(await register(third.id, { fileId: newId() }), { ok: false, refusal: 'no-such-file' })
  })

  it('does not join a file that is closed while it waits for it', async () => {
    const first = await register((await receiveMail()).id)
    assert.ok(first.ok)
    const fileId = (await readDocument(office.db, office.tenantId, first.value.documentId))?.fileId
    const item = await receiveMail()
    const waiting = await office.superuser.transaction().execute(async (tx) => {
      await sql`update records.file set state = 'vyrizen', settled_at = now() where id = ${fileId}`.execute(tx)
      const started = register(item.id, { fileId })
      const giveUp = AbortSignal.timeout(10_000)
      const isBlocked = async () => (await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(office.superuser)).rows.length > 0
      while (!(await isBlocked())) await pause(10, undefined, { signal: giveUp })
      return { started }
    })
    assert.deepEqual(await waiting.started, { ok: false, refusal: 'file-closed' })
  })

  it('makes one document however many register at once, and tells the others', async () => {
    for (let round = 0; round < 5; round++) {
      const item = await receiveMail()
      const results = await Promise.all(Array.from({ length: 8 }, () => register(item.id)))
      assert.equal(results.filter(({ ok }) => ok).length, 1)
      assert.ok(results.every((result) => result.ok || result.refusal === 'already-registered'))
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from records.component c join records.version v on v.component_id = c.id where v.sha256 = ${item.sha256}`.execute(office.db)
      assert.equal(rows[0]?.n, 1)
    }
    assert.deepEqual((await verifyLog(office.db, office.tenantId, office.logKey)).damage, [])
  })

  it('repeats its answer to the same command instead of doing it twice', async () => {
    const bytes = freshMail()
    const once = () => receive(office, office.actors.registrar, { name: 'a.eml', bytes, channel: null }, { key: 'one-upload/0' })
    const [first, second] = [await once(), await once()]
    assert.ok(first.ok && second.ok)
    assert.equal(first.value.id, second.value.id)
  })

  it('shows what has come before by its bytes or its Message-ID, and takes it all the same', async () => {
    const bytes = freshMail()
    const [first, waiting] = [await receiveMail(bytes), await receiveMail(bytes)]
    assert.deepEqual([waiting.duplicateOf, waiting.alike], [null, [first.id]])
    const registered = await register(first.id)
    assert.ok(registered.ok)
    const { documentId, referenceNumber } = registered.value
    assert.deepEqual((await receiveMail(bytes)).duplicateOf, { documentId, referenceNumber })
    const again = Buffer.concat([Buffer.from('Received: by another way\r\n'), bytes])
    assert.deepEqual((await receiveMail(again)).duplicateOf, { documentId, referenceNumber })
    assert.equal((await receiveMail()).duplicateOf, null)
    const picture = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
    const [one, two] = [await receiveMail(picture), await receiveMail(picture)]
    assert.deepEqual(two.alike, [one.id])
    assert.equal((await viewItem(office, office.tenantId, first.id))?.duplicateOf, null)
  })

  it('sets a program aside and will not make a document of it', async () => {
    const item = await receive(office, office.actors.registrar, { name: 'faktura.exe', bytes: Buffer.from('MZ\x90\0'), channel: null })
    assert.ok(item.ok)
    assert.deepEqual([item.value.state, item.value.quarantine], ['quarantined', 'executable'])
    assert.deepEqual(await register(item.value.id), { ok: false, refusal: 'quarantined' })
    assert.ok((await refuseItem(office, office.actors.registrar, item.value.id, { reason: 'program' })).ok)
  })

  it('refuses with a reason, once, and tells it', async () => {
    const item = await receiveMail()
    assert.deepEqual(await refuseItem(office, office.actors.registrar, item.id, { reason: '  ' }), { ok: false, refusal: 'reason-missing' })
    const results = await Promise.all(Array.from({ length: 6 }, () => refuseItem(office, office.actors.registrar, item.id, { reason: 'nečitelné' })))
    assert.equal(results.filter(({ ok }) => ok).length, 1)
    assert.deepEqual(await told('intake.refused', item.id), [{ itemId: item.id, reason: 'nečitelné' }])
    assert.deepEqual(await register(item.id), { ok: false, refusal: 'already-refused' })
    assert.equal((await viewItem(office, office.tenantId, item.id))?.refusedReason, 'nečitelné')
  })

  it('reads a mail whose subject is cut in the middle of a character', async () => {
    const item = await receiveMail(aMail({ messageId: '<emoji@example.cz>', subject: `${'x'.repeat(499)}😀` }))
    assert.equal(item.state, 'waiting')
    assert.ok((await register(item.id)).ok)
  })

  it('refuses also what nobody has managed to look into, and then looks no more', async () => {
    const cutOff: IntakeDeps = { ...office, files: { ...office.files, read: () => Promise.reject(new Error('unreadable')) } }
    await assert.rejects(receiveMail(freshMail(), cutOff), /unreadable/)
    const { rows: [stuck] } = await sql<{ id: ItemView['id'] }>`select id from intake.item where state = 'received'`.execute(office.db)
    assert.ok(stuck)
    assert.ok((await refuseItem(office, office.actors.registrar, stuck.id, { reason: 'nelze přečíst' })).ok)
    await intakeTasks(office)['intake.read']?.({ tenantId: office.tenantId, itemId: stuck.id })
    const refused = await viewItem(office, office.tenantId, stuck.id)
    assert.deepEqual([refused?.state, refused?.reading?.warnings], ['refused', [{ kind: 'not-read', format: 'unknown' }]])
  })

  it('leaves no number taken when the hand-over fails', async () => {
    const item = await receiveMail()
    const size = (await logHeads(office.db))[0]?.size
    const broken: IntakeDeps = { ...office, putOnDesk: () => Promise.reject(new Error('no desk')) }
    await assert.rejects(registerItem(broken, office.actors.registrar, item.id, { subject: 'x', unitId: office.units.DOP.id }), /no desk/)
    assert.equal((await logHeads(office.db))[0]?.size, size)
    const [one, two] = [await register(item.id), await register((await receiveMail()).id)]
    assert.ok(one.ok && two.ok)
    const serial = (reference: string) => Number(/(\d+)\/2026$/.exec(reference)?.[1])
    assert.equal(serial(two.value.referenceNumber), serial(one.value.referenceNumber) + 1)
  })

  it('says what is missing', async () => {
    const { id } = await receiveMail()
    assert.deepEqual(await register(id, { subject: '  ' }), { ok: false, refusal: 'subject-missing' })
    assert.deepEqual(await register(id, { unitId: newId() }), { ok: false, refusal: 'no-such-unit' })
    assert.deepEqual(await register(newId()), { ok: false, refusal: 'not-found' })
    const nowhere = { ...office.actors.registrar, unitId: null }
    assert.deepEqual(await registerItem(office, nowhere, id, { subject: 'x' }), { ok: false, refusal: 'unit-missing' })
  })
})
