import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { readMail } from '../../platform/mail/index.ts'
import { readInbox } from '../circulation/index.ts'
import { done, logged, received, told } from '../circulation/testing.ts'
import { addContent, currentMain, readComponents, readContent, readDocument, settleDocument } from '../records/index.ts'
import { dispatchAnswer, readDispatches, sendDispatch, updateAnswer } from './index.ts'
import { mostTries } from './model.ts'
import { composeAnswer } from './service-answer.ts'
import { answered, approved, handedOver, job, officeWithPost, words, type OfficeWithPost } from './testing.ts'

const byMail = { to: [{ channel: 'EPodatelnaMail', email: 'jana@nova.example' }] } as const

describe('dispatch', () => {
  let office: OfficeWithPost
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())

  const mailsTo = (dispatchId: string) => office.smtp.mails.filter(({ raw }) => raw.includes(`<${dispatchId}@kuzk.example>`))
  const last = async (answerId: Awaited<ReturnType<typeof answered>>['answerId']) => {
    const dispatches = await readDispatches(office, office.actors.clerk, answerId)
    return dispatches.ok ? dispatches.value.at(-1)?.consignment : undefined
  }

  it('sends nothing that nobody approved as it is now', async () => {
    const { answerId, documentId } = await answered(office)
    const { clerk, registrar, otherClerk } = office.actors
    assert.deepEqual(await dispatchAnswer(office, clerk, answerId, byMail), { ok: false, refusal: 'not-approved' })
    await approved(office, answerId)
    await updateAnswer(office, clerk, answerId, { ...words, body: 'Něco úplně jiného.' })
    assert.deepEqual(await dispatchAnswer(office, clerk, answerId, byMail), { ok: false, refusal: 'not-approved' })
    assert.deepEqual(await dispatchAnswer(office, clerk, documentId, byMail), { ok: false, refusal: 'not-an-answer' })
    assert.deepEqual(await dispatchAnswer(office, registrar, answerId, byMail), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual(await dispatchAnswer(office, otherClerk, answerId, byMail), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await readDispatches(office, otherClerk, answerId), { ok: false, refusal: 'not-found' })
    assert.equal(await last(answerId), undefined)
  })

  it('sends the approved bytes, keeps the mail as proof and says so to everyone concerned', async () => {
    const { answerId, documentId, referenceNumber, dispatchId, send } = await handedOver(office)
    assert.equal((await last(answerId))?.state, 'nevypraveno')
    await send()
    const [mail, ...others] = mailsTo(dispatchId)
    assert.deepEqual([mail?.to, others], [['jana@nova.example'], []])
    const read = await readMail(mail?.raw ?? Buffer.alloc(0))
    const main = currentMain(await readComponents(office.db, office.tenantId, [answerId]))
    assert.ok(read.ok && main)
    assert.deepEqual([read.value.subject, read.value.parts.map(({ name, sha256 }) => [name, sha256]), read.value.warnings],
      [`${words.subject} (č. j. ${referenceNumber})`, [[`${referenceNumber.replace(/\W+/g, '-')}.pdf`, main.version.sha256]], []])
    const proof = (await readComponents(office.db, office.tenantId, [answerId])).find(({ role }) => role === 'proof')
    const kept = await readContent(office, office.actors.clerk, answerId, proof!.id, 1)
    assert.ok(kept.ok && kept.value.bytes.equals(mail!.raw))
    const answer = await readDocument(office.db, office.tenantId, answerId)
    assert.deepEqual([answer?.state, answer?.dispatchedAt, answer?.channel], ['vyrizen', office.clock, 'EPodatelnaMail'])
    const consignment = await last(answerId)
    assert.deepEqual(
      [consignment?.state, consignment?.sentAt, consignment?.tries, consignment?.response?.slice(0, 3)],
      ['vypraveno', office.clock, 1, '250']
    )
    assert.deepEqual((await told(office, 'dispatch.sent', answerId)).map(({ body }) => body),
      [{ documentId: answerId, answersId: documentId, referenceNumber, channel: 'EPodatelnaMail', on: '2026-11-23' }])
    assert.deepEqual((await logged(office, answerId)).slice(-3), ['PredaniVypravne', 'Vypraveno', 'VlozeniKDokumentu'])
    assert.ok((await settleDocument(office, office.actors.clerk, documentId, { way: 'dokumentem', note: null })).ok)
  })

  it('sends once, however often and by however many workers its job is repeated', async () => {
    const { dispatchId, answerId, send } = await handedOver(office)
    await Promise.all(Array.from({ length: 5 }, () => send()))
    await send()
    assert.equal(mailsTo(dispatchId).length, 1)
    assert.equal((await told(office, 'dispatch.sent', answerId)).length, 1)
    assert.equal((await readComponents(office.db, office.tenantId, [answerId])).filter(({ role }) => role === 'proof').length, 1)
  })

  it('is asked for once, also by people who click at the same moment, and never again after it left', async () => {
    const { answerId } = await answered(office)
    await approved(office, answerId)
    const results = await Promise.all(Array.from({ length: 5 }, () => dispatchAnswer(office, office.actors.clerk, answerId, byMail)))
    assert.deepEqual(
      results.map((result) => (result.ok ? 'ok' : result.refusal)).sort(), [...Array.from({ length: 4 }, () => 'already-dispatched'), 'ok']
    )
    const id = results.find((result) => result.ok)?.value.dispatchIds[0]
    await (await job(office, String(id)))()
    assert.deepEqual(await dispatchAnswer(office, office.actors.clerk, answerId, byMail), { ok: false, refusal: 'already-dispatched' })
  })

  it('tries again later while the server only says "not now", and keeps what it said', async () => {
    const { answerId, dispatchId, send } = await handedOver(office)
    office.smtp.behave('refuse-for-now')
    await assert.rejects(send(), /try 1: 450/)
    office.smtp.behave('hang-up')
    await assert.rejects(send(), /try 2/)
    assert.deepEqual([(await last(answerId))?.state, (await last(answerId))?.tries], ['nevypraveno', 2])
    office.smtp.behave('accept')
    await send()
    assert.deepEqual([(await last(answerId))?.state, (await last(answerId))?.tries, mailsTo(dispatchId).length], ['vypraveno', 3, 1])
  })

  it('repeats a mail in doubt as the same mail, so that its receiver can tell', async () => {
    const { dispatchId, send } = await handedOver(office)
    office.smtp.behave('hang-up-after-data')
    await assert.rejects(send())
    office.smtp.behave('accept')
    await send()
    const ids = mailsTo(dispatchId).map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw.toString())?.[1])
    assert.deepEqual(ids, [`<${dispatchId}@kuzk.example>`, `<${dispatchId}@kuzk.example>`])
  })

  it('gives up for good with a notice on the desk of whoever sent it, after which it may be sent elsewhere', async () => {
    const { answerId, dispatchId, send } = await handedOver(office, 'nobody@nova.example')
    office.smtp.behave('refuse-for-good')
    await send()
    await send()
    office.smtp.behave('accept')
    const failed = await last(answerId)
    assert.deepEqual(
      [failed?.state, failed?.tries, failed?.sentAt, failed?.response?.slice(0, 3), mailsTo(dispatchId)],
      ['nedoruceno-zpracovano', 1, null, '550', []]
    )
    assert.equal((await readDocument(office.db, office.tenantId, answerId))?.dispatchedAt, null)
    const { items } = await readInbox(office, office.actors.clerk, 'mine', { limit: 10 })
    const notices = items.filter(({ item }) => item.documentId === answerId).map(
      ({ item }) => [item.kind, /nobody@nova.example.*550/.test(item.instruction ?? '')]
    )
    assert.deepEqual(notices, [['note', true]])
    assert.equal((await told(office, 'dispatch.failed', answerId)).length, 1)
    assert.ok((await logged(office, answerId)).includes('NeuspesneVypraveni'))
    office.clock = new Date(office.clock.getTime() + 60_000)
    const again = await dispatchAnswer(office, office.actors.clerk, answerId, byMail)
    assert.ok(again.ok)
    await (await job(office, again.value.dispatchIds[0] ?? ''))()
    assert.equal((await last(answerId))?.state, 'vypraveno')
  })

  it('gives up after four days of "not now"', async () => {
    const { answerId, dispatchId, send } = await handedOver(office)
    await sql`update dispatch.consignment set tries = ${mostTries - 1} where id = ${dispatchId}`.execute(office.db)
    office.smtp.behave('refuse-for-now')
    await send()
    office.smtp.behave('accept')
    assert.equal((await last(answerId))?.state, 'nedoruceno-zpracovano')
  })

  it('gives up when its job has no attempt left, whatever used them up', async () => {
    const { answerId, dispatchId } = await handedOver(office)
    office.smtp.behave('refuse-for-now')
    await sendDispatch(office, office.tenantId, dispatchId, { isLast: true })
    office.smtp.behave('accept')
    assert.deepEqual([(await last(answerId))?.state, (await last(answerId))?.tries], ['nedoruceno-zpracovano', 1])
  })

  it('counts a failure of our own as a try, and after the last one tells the unit when whoever sent it has left', async () => {
    const { answerId, documentId, dispatchId } = await handedOver(office)
    const noDisk: OfficeWithPost = { ...office, files: { ...office.files, read: () => Promise.reject(new Error('no disk')) } }
    const send = () => sendDispatch(noDisk, office.tenantId, dispatchId)
    await assert.rejects(send(), /no disk/)
    assert.deepEqual([(await last(answerId))?.state, (await last(answerId))?.tries], ['nevypraveno', 1])
    await sql`update dispatch.consignment set tries = ${mostTries - 1} where id = ${dispatchId}`.execute(office.db)
    const asker = (active: boolean) => sql`update identity.person set active = ${active} where id = ${office.actors.clerk.personId}`.execute(office.superuser)
    await asker(false)
    await send().finally(() => asker(true))
    assert.equal((await last(answerId))?.state, 'nedoruceno-zpracovano')
    const { rows } = await sql<{ to: string }>`
      select addressee_id as to from circulation.item where document_id = ${answerId} and kind = 'note'`.execute(office.superuser)
    assert.deepEqual([rows, mailsTo(dispatchId)], [[{ to: office.units.DOP.id }], []])
    assert.ok(documentId !== answerId && (await dispatchAnswer(office, office.actors.clerk, answerId, byMail)).ok)
  })

  it('does not forget that the server took a mail whose record could not be kept, nor call it undelivered too early', async () => {
    const { answerId, dispatchId, send } = await handedOver(office)
    const noDisk: OfficeWithPost = { ...office, files: { ...office.files, put: () => Promise.reject(new Error('no disk')) } }
    await assert.rejects(sendDispatch(noDisk, office.tenantId, dispatchId), /no disk/)
    assert.match((await last(answerId))?.response ?? '', /převzal/)
    await send()
    assert.deepEqual([(await last(answerId))?.state, (await last(answerId))?.tries], ['vypraveno', 2])
  })

  it('lets no word of the mail server into what the queue keeps of a failure', async () => {
    const { dispatchId } = await handedOver(office)
    const rude: OfficeWithPost = { ...office, mailer: { send: async () => ({ outcome: 'refused', temporary: true, response: '451 4.3.0 <jana@nova.example> later' }) } }
    await assert.rejects(sendDispatch(rude, office.tenantId, dispatchId), { message: `dispatch ${dispatchId}, try 1: 451` })
  })

  const threads = [
    ['joins the thread of the mail it answers', 'Message-ID:\r\n <question-1@nova.example>', '<question-1@nova.example>'],
    ['starts a thread of its own when that mail had no id', 'Subject: x', null],
  ] as const
  for (const [promise, header, inReplyTo] of threads) it(promise, async () => {
    const { documentId } = await received(office)
    const mail = Buffer.from(`From: jana@nova.example\r\n${header}\r\n\r\nMessage-ID: <not-me@nova.example>\r\n`)
    const original = {
      name: 'podani.eml', role: 'original', mediaType: 'message/rfc822', size: mail.byteLength,
      sha256: await office.files.put(office.tenantId, mail)
    } as const
    await done(office, office.actors.registrar, (deed) => addContent(deed, documentId, original))
    const answer = await composeAnswer(office, office.actors.clerk, documentId, words)
    assert.ok(answer.ok)
    await approved(office, answer.value.documentId)
    const asked = await dispatchAnswer(office, office.actors.clerk, answer.value.documentId, byMail)
    assert.ok(asked.ok)
    await (await job(office, asked.value.dispatchIds[0] ?? ''))()
    assert.equal(/^In-Reply-To: (.*)\r$/m.exec(mailsTo(asked.value.dispatchIds[0] ?? '')[0]?.raw.toString() ?? '')?.[1] ?? null, inReplyTo)
  })

  it('cannot be pointed elsewhere by the server itself once it was approved', async () => {
    await handedOver(office)
    await assert.rejects(sql`update dispatch.consignment set email = 'thief@example.com'`.execute(office.db), /permission denied/)
    await assert.rejects(sql`update dispatch.consignment set content = ${'f'.repeat(64)}`.execute(office.db), /permission denied/)
    // What erases a person leaves no address at all, whatever it is told.
    await sql`select dispatch.forget(${office.tenantId}, array(select id from dispatch.consignment), 'thief@example.com')`.execute(office.db)
    const { rows } = await sql<{ email: string | null; address: string[] }>`select distinct email, address from dispatch.consignment where email is not null`.execute(office.db)
    assert.deepEqual(rows, [{ email: 'vymazano@invalid', address: [] }])
  })
})
