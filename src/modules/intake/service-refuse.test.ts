import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Mailer } from '../../platform/mail/index.ts'
import { openMailer, readMail } from '../../platform/mail/index.ts'
import { fakeSmtp, type FakeSmtp } from '../../platform/testing/smtp.ts'
import { intakeTasks, receive, refuseItem, viewItem } from './index.ts'
import { aMail, testReception, type TestReception } from './testing.ts'

describe('a refused submission', () => {
  let office: TestReception
  let smtp: FakeSmtp
  let mailer: Mailer
  before(async () => {
    [office, smtp] = await Promise.all([testReception(), fakeSmtp()])
    mailer = openMailer({ url: smtp.url, from: 'podatelna@kuzk.example' })
  })
  after(async () => {
    mailer.close()
    await Promise.all([office.close(), smtp.close()])
  })

  const deps = () => ({ ...office, mailer, publicUrl: 'https://urad.example' })
  async function refused(mail: Buffer, given: { reason: string; tell?: boolean }) {
    const received = await receive(deps(), office.actors.registrar, { name: 'a.eml', bytes: mail, channel: null })
    assert.ok(received.ok)
    assert.ok((await refuseItem(deps(), office.actors.registrar, received.value.id, given)).ok)
    return received.value.id
  }
  const asked = async (id: string) => (await sql<{ n: number }>`select count(*)::int n from graphile_worker.jobs where task_identifier = 'intake.tell-refusal'`.execute(office.superuser)).rows[0]?.n ?? id
  const work = (itemId: string) => intakeTasks(deps())['intake.tell-refusal']?.({ tenantId: office.tenantId, itemId })

  it('is explained to its sender by mail, once however often the job runs', async () => {
    const id = await refused(aMail({ messageId: '<odm-1@example.cz>' }), { reason: 'Podání není čitelné.' })
    assert.equal(await asked(id), 1)
    await work(id)
    await work(id)
    const [told, ...more] = smtp.mails
    assert.ok(told)
    assert.deepEqual([told.to, more.length], [['jan@example.cz'], 0])
    const read = await readMail(told.raw)
    assert.ok(read.ok)
    assert.match(read.value.text, /Podání není čitelné\./)
    assert.match(read.value.text, /In English/)
    assert.deepEqual([read.value.inReplyTo, read.value.messageId], ['<odm-1@example.cz>', `<odmitnuti-${id}@urad.example>`])
    assert.ok((await viewItem(office, office.tenantId, id))?.toldAt)
  })

  it('is told to nobody when the registrar says so, or when a machine would answer', async () => {
    const before = await asked('')
    await refused(aMail({ messageId: '<odm-2@example.cz>' }), { reason: 'Nevyžádaná reklama.', tell: false })
    await refused(Buffer.from(aMail({ messageId: '<odm-3@example.cz>' }).toString().replace('jan@example.cz', 'no-reply@example.cz')), { reason: 'x' })
    assert.equal(await asked(''), before)
  })
})
