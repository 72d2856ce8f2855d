import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { newId, type Id } from '../../kernel/id.ts'
import { deliver } from '../../platform/events/index.ts'
import { readInbox } from '../circulation/index.ts'
import { done, received, told } from '../circulation/testing.ts'
import { addContent, readComponents } from '../records/index.ts'
import { dispatchListeners, readDispatches } from './index.ts'
import { consignmentOf, readBounce } from './model-bounce.ts'
import { recordBounce } from './service-bounce.ts'
import { handedOver, officeWithPost, type OfficeWithPost } from './testing.ts'

/** A report as Postfix writes it. */
const report = (messageId: string, { action = 'failed', status = '5.1.1', headersOnly = false } = {}) => Buffer.from([
  'From: MAILER-DAEMON@mx.example (Mail Delivery System)', 'To: podatelna@kuzk.example', 'Subject: Undelivered Mail Returned to Sender',
  'Date: Mon, 23 Nov 2026 10:00:00 +0100', 'Message-ID: <report-1@mx.example>', 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '',
  '--b', 'Content-Type: text/plain; charset=us-ascii', '', 'I am sorry to have to inform you that your message could not be delivered.', '',
  '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', 'Arrival-Date: Mon, 23 Nov 2026 09:59:00 +0100', '',
  'Final-Recipient: rfc822; jana@nova.example', `Action: ${action}`, `Status: ${status}`, 'Diagnostic-Code: smtp; 550 5.1.1 <jana@nova.example>:',
  '    Recipient address rejected', '',
  '--b', `Content-Type: ${headersOnly ? 'text/rfc822-headers' : 'message/rfc822'}`, '', 'From: podatelna@kuzk.example', `Message-ID: <${messageId}>`,
  'Subject: x', 'Content-Type: text/plain', '', ...headersOnly ? [] : ['text'], '--b--', '',
].join('\r\n'))

describe('a report of a mail system', () => {
  let office: OfficeWithPost
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())

  const states = async (answerId: Id<'Document'>) => {
    const shown = await readDispatches(office, office.actors.clerk, answerId)
    return shown.ok ? shown.value.map(({ consignment }) => [consignment.state, consignment.response]) : []
  }
  async function sent() {
    const answer = await handedOver(office)
    await answer.send()
    return { ...answer, messageId: `${answer.dispatchId}@kuzk.example` }
  }

  it('makes a mail undelivered, with the report as proof and one notice, however often it comes', async () => {
    const { answerId, messageId } = await sent()
    const bytes = report(messageId)
    const results = await Promise.all(Array.from({ length: 4 }, () => recordBounce(office, office.tenantId, bytes)))
    assert.deepEqual(results, Array.from({ length: 4 }, () => ({ ok: true, value: { documentId: answerId, kind: 'failed' } })))
    assert.deepEqual(await states(answerId), [['nedoruceno-zpracovano', '5.1.1 550 5.1.1 <jana@nova.example>: Recipient address rejected']])
    const { items } = await readInbox(office, office.actors.clerk, 'mine', { limit: 30 })
    assert.equal(items.filter(({ item }) => item.documentId === answerId && item.kind === 'note').length, 1)
    const proofs = (await readComponents(office.db, office.tenantId, [answerId])).filter(({ role }) => role === 'proof')
    assert.deepEqual(proofs.map(({ name, versions }) => [name, versions.length]), [['odeslana-zprava.eml', 1], ['zprava-o-doruceni.eml', 1]])
    assert.equal((await told(office, 'dispatch.failed', answerId)).length, 1)
  })

  it('makes it delivered when it says so, also with the head of the mail alone, and leaves it be while it is only late', async () => {
    const { answerId, messageId } = await sent()
    assert.deepEqual(await recordBounce(office, office.tenantId, report(messageId, { action: 'delayed', status: '4.4.1' })), { ok: true, value: { documentId: answerId, kind: 'delayed' } })
    assert.deepEqual((await states(answerId)).map(([state]) => state), ['vypraveno'])
    assert.ok((await recordBounce(office, office.tenantId, report(messageId, { action: 'delivered', status: '2.0.0', headersOnly: true }))).ok)
    assert.deepEqual((await states(answerId)).map(([state]) => state), ['doruceno'])
    assert.ok((await recordBounce(office, office.tenantId, report(messageId))).ok, 'a report that comes late changes nothing')
    assert.deepEqual((await states(answerId)).map(([state]) => state), ['doruceno'])
  })

  it('is not believed about a mail that is not ours, and a letter is no report', async () => {
    const { dispatchId } = await sent()
    for (const messageId of [`${newId()}@kuzk.example`, `${dispatchId}@elsewhere.example`, 'x@kuzk.example']) {
      assert.deepEqual(await recordBounce(office, office.tenantId, report(messageId)), { ok: false, refusal: 'unknown-mail' })
    }
    const letter = Buffer.from(`From: jana@nova.example\r\nSubject: ${dispatchId}\r\n\r\nMessage-ID: <${dispatchId}@kuzk.example>\r\nAction: failed\r\n`)
    assert.deepEqual(await recordBounce(office, office.tenantId, letter), { ok: false, refusal: 'not-a-report' })
    assert.deepEqual(await recordBounce(office, office.tenantId, Buffer.from('nothing')), { ok: false, refusal: 'not-a-report' })
  })

  it('is found among what reception registers, and a letter is left alone', async () => {
    const { answerId, messageId } = await sent()
    for (const bytes of [Buffer.from('From: jana@nova.example\r\nSubject: x\r\n\r\nDobrý den'), report(messageId)]) {
      const { documentId } = await received(office)
      const sha256 = await office.files.put(office.tenantId, bytes)
      await done(office, office.actors.registrar, (deed) => addContent(deed, documentId, { name: 'zprava.eml', role: 'original', mediaType: 'message/rfc822', size: bytes.length, sha256 }))
      await deliver({ id: newId(), tenantId: office.tenantId, name: 'intake.registered', subject: documentId, at: office.clock, body: { itemId: newId(), documentId } }, dispatchListeners(office))
    }
    assert.deepEqual((await states(answerId)).map(([state]) => state), ['nedoruceno-zpracovano'])
  })

  it('is read without harm whatever its bytes are', () => {
    const part = fc.record({ contentType: fc.constantFrom('message/delivery-status', 'message/rfc822', 'text/plain'), bytes: fc.uint8Array({ maxLength: 300 }) })
    fc.assert(fc.property(fc.string(), fc.array(part, { maxLength: 5 }), (text, parts) => {
      const found = readBounce({ subject: '', text, parts })
      if (found) assert.equal(typeof consignmentOf(found.messageId, 'a.example') === 'string', false)
    }))
  })
})
