import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import fc from 'fast-check'
import { fakeSmtp } from '../testing/smtp.ts'
import { openMailer, readMail, type OutgoingMail } from './index.ts'
import { composeMail } from './outgoing.ts'

const now = () => new Date('2026-11-23T08:30:00Z')
const from = 'Krajský úřad <podatelna@kraj.example>'
const answer: OutgoingMail = {
  to: 'Jan Novák <jan@example.cz>', subject: 'Odpověď na žádost č. j. 1/2026', text: 'Dobrý den,\n\n.tečka na začátku řádku\nFrom tady\n',
  messageId: '<1@kraj.example>', inReplyTo: '<question@example.cz>', headers: { 'Auto-Submitted': 'no', 'X-Poznamka': 'č. j.' },
  attachments: [{ name: 'Rozhodnutí (žádost).pdf', contentType: 'application/pdf',
    bytes: new Uint8Array(Buffer.from('%PDF-1.7\r\nčást')) }],
}
const onlyOnce = (mail: OutgoingMail) => ({ ...mail, messageId: '<2@kraj.example>' })

async function office(t: TestContext, options = {}) {
  const smtp = await fakeSmtp(options)
  const mailer = openMailer({ url: smtp.url, from, now })
  t.after(async () => {
    mailer.close()
    await smtp.close()
  })
  return { smtp, mailer }
}

describe('sending by SMTP', () => {
  it('hands over the very bytes that it gives back, to one addressee', async (t) => {
    const { smtp, mailer } = await office(t)
    const sent = await mailer.send(answer)
    assert.ok(sent.outcome === 'sent')
    assert.match(sent.response, /^250 /)
    assert.deepEqual(smtp.mails.map(({ from: sender, to }) => [sender, to]), [['podatelna@kraj.example', ['jan@example.cz']]])
    assert.equal(smtp.mails[0]?.raw.compare(sent.raw), 0)
    assert.doesNotMatch(Buffer.from(sent.raw).toString('latin1'), /(^|[^\r])\n/)
  })

  it('is read by us as it was meant', async (t) => {
    const { smtp, mailer } = await office(t)
    await mailer.send(answer)
    const read = await readMail(smtp.mails[0]?.raw ?? Buffer.alloc(0))
    assert.ok(read.ok)
    const { subject, text, messageId, inReplyTo, date, parts, warnings } = read.value
    assert.deepEqual({ subject, text: text.trimEnd(), messageId, inReplyTo, date, warnings }, {
      subject: answer.subject, text: answer.text.trimEnd(), messageId: answer.messageId, inReplyTo: answer.inReplyTo,
        date: now(), warnings: [] })
    assert.deepEqual(parts.map(({ name, bytes }) => [name, bytes]), [['Rozhodnutí (žádost).pdf', answer.attachments?.[0]?.bytes]])
  })

  for (const [behaviour, outcome, temporary, said] of [
    ['refuse-for-now', 'refused', true, /^450 /], ['refuse-for-good', 'refused', false, /^550 /],
      ['refuse-content', 'refused', false, /^554 /],
    ['hang-up', 'failed', true, /./], ['hang-up-after-data', 'failed', true, /./],
  ] as const) {
    it(`tells what became of it when the server does this: ${behaviour}`, async (t) => {
      const { smtp, mailer } = await office(t)
      smtp.behave(behaviour)
      const told = await mailer.send(answer)
      assert.ok(told.outcome !== 'sent')
      assert.deepEqual([told.outcome, told.temporary], [outcome, temporary])
      assert.match(told.response, said)
      smtp.behave('accept')
      assert.equal((await mailer.send(answer)).outcome, 'sent')
    })
  }

  it('repeats a mail whose fate is unknown with the same bytes', async (t) => {
    const { smtp, mailer } = await office(t)
    smtp.behave('hang-up-after-data')
    await mailer.send(answer)
    smtp.behave('accept')
    await mailer.send(answer)
    assert.equal(smtp.mails.length, 2)
    assert.equal(smtp.mails[0]?.raw.compare(smtp.mails[1]?.raw ?? Buffer.alloc(0)), 0)
  })

  it('fails for now when the line cannot be secured, and sends nothing in the clear', async (t) => {
    const { smtp } = await office(t)
    const mailer = openMailer({ url: `${smtp.url}?requireTLS=true`, from, now })
    t.after(() => mailer.close())
    const told = await mailer.send(answer)
    assert.ok(told.outcome === 'failed' && told.temporary)
    assert.equal(smtp.mails.length, 0)
  })

  it('fails for now when the server takes the line and then says nothing', async (t) => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const mailer = openMailer({ url: `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}?greetingTimeout=200`, from, now })
    t.after(() => {
      mailer.close()
      silent.close()
    })
    const told = await mailer.send(answer)
    assert.ok(told.outcome === 'failed' && told.temporary)
  })

  it('fails for now when nobody listens', async (t) => {
    const smtp = await fakeSmtp()
    await smtp.close()
    const mailer = openMailer({ url: smtp.url, from, now })
    t.after(() => mailer.close())
    const told = await mailer.send(answer)
    assert.ok(told.outcome === 'failed' && told.temporary)
    assert.equal((await mailer.verify()).ok, false)
  })

  it('verifies the server and its credentials', async (t) => {
    const { smtp, mailer } = await office(t, { user: 'podatelna', password: 'h@:slo/' })
    assert.deepEqual(await mailer.verify(), { ok: true })
    assert.equal((await mailer.send(answer)).outcome, 'sent')
    const wrong = openMailer({ url: smtp.url.replace('podatelna', 'other'), from, now })
    t.after(() => wrong.close())
    assert.equal((await wrong.verify()).ok, false)
    const told = await wrong.send(answer)
    assert.deepEqual([told.outcome, 'temporary' in told && told.temporary], ['refused', false])
  })
})

describe('a mail that would say more than it should is refused', () => {
  const breaks = ['\r\nBcc: all@example.cz', '\nX: y', '\r', '\0', '\u2028', '\u0085']
  for (const [field, spoilt] of [
    ['to', (evil: string) => ({ to: `jan@example.cz${evil}` })],
    ['subject', (evil: string) => ({ subject: `x${evil}` })],
    ['messageId', (evil: string) => ({ messageId: `<1@kraj.example>${evil}` })],
    ['inReplyTo', (evil: string) => ({ inReplyTo: `<1${evil}@kraj.example>` })],
    ['a header', (evil: string) => ({ headers: { 'X-A': `x${evil}` } })],
    ['the name of a header', (evil: string) => ({ headers: { [`X-A${evil}`]: 'x' } })],
    ['the name of an attachment', (evil: string) =>
      ({ attachments: [{ name: `a${evil}`, contentType: 'text/plain', bytes: new Uint8Array() }] })],
    ['the type of an attachment', (evil: string) =>
      ({ attachments: [{ name: 'a', contentType: `text/plain${evil}`, bytes: new Uint8Array() }] })],
  ] as const) {
    it(`a line break or control character in ${field}`, async () => {
      for (const evil of breaks) {
        assert.equal((await composeMail(from, { ...answer, ...spoilt(evil) }, now())).ok, false, JSON.stringify(evil))
      }
    })
  }

  it('more than one addressee, or none', async () => {
    for (const to of ['', 'a@b.cz, c@d.cz', 'a@b.cz; c@d.cz', 'Group: a@b.cz, c@d.cz;', 'Jan', '<a@b.cz> <c@d.cz>',
      'a@b@c.cz', '"x" <a@b.cz>, y', 'c@d.cz, X <a@b.cz>', 'X <a@b.cz', '"x <a@b.cz>']) {
      assert.deepEqual(await composeMail(from, { ...answer, to }, now()), { ok: false, refusal: 'malformed-to' }, to)
    }
  })

  it('but not a decent name', async () => {
    for (const to of ['Jan Novák <jan@example.cz>', '"Novák, Jan (OŽP)" <jan@example.cz>',
      '<jan@example.cz>', ' jan@example.cz', 'Ž. K. <jan@example.cz>']) {
      const composed = await composeMail(from, { ...answer, to }, now())
      assert.ok(composed.ok && composed.value.envelope.to === 'jan@example.cz', to)
    }
  })

  it('a header that the mail itself is made of', async () => {
    for (const name of ['Bcc', 'from', 'Content-Type', 'Message-ID', 'Resent-To']) {
      const composed = await composeMail(from, { ...answer, headers: { [name]: 'x@y.cz' } }, now())
      assert.deepEqual(composed, { ok: false, refusal: 'reserved-header' })
    }
  })

  it('without a word to the server', async (t) => {
    const { smtp, mailer } = await office(t)
    assert.deepEqual(await mailer.send({ ...answer, subject: 'x\r\nBcc: y@z.cz' }),
      { outcome: 'refused', response: 'malformed-subject', temporary: false })
    assert.equal(smtp.mails.length, 0)
  })

  it('and whatever is not refused has no header of its own making', () => fc.assert(fc.asyncProperty(
    fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (subject, name) => {
      const attachments = [{ name, contentType: 'text/plain', bytes: new Uint8Array() }]
      const composed = await composeMail(from, { ...answer, subject, attachments }, now())
      if (!composed.ok) return
      const head = composed.value.raw.toString('latin1').split('\r\n\r\n', 1)[0] ?? ''
      const names = head.split('\r\n').filter((line) => !/^[ \t]/.test(line)).map((line) => line.split(':', 1)[0]?.toLowerCase())
      assert.deepEqual(names.toSorted(), ['auto-submitted', 'content-type', 'date', 'from',
        'in-reply-to', 'message-id', 'mime-version', 'references',
        'subject', 'to', 'x-poznamka'].filter((one) => one !== 'subject' || subject !== ''))
    })))
})

describe('sending into a pickup directory', () => {
  const directory = () => mkdtemp(join(tmpdir(), 'obeh-pickup-'))

  it('leaves one whole file for each message id, however often and at once it is sent', async () => {
    const path = join(await directory(), 'new', 'one')
    let seconds = 0
    const mailer = openMailer({ url: `dir:${path}`, from, now: () => new Date(Date.UTC(2026, 10, 23, 8, 30, seconds++)) })
    const sent = await Promise.all(Array.from({ length: 8 }, () => mailer.send(answer)))
    await mailer.send(onlyOnce(answer))
    const files = await readdir(path)
    assert.equal(files.length, 2)
    assert.ok(files.every((name) => /^[0-9a-f]{64}\.eml$/.test(name)))
    for (const one of sent) {
      assert.ok(one.outcome === 'sent')
      assert.equal((await readFile(join(path, one.response))).compare(one.raw), 0)
    }
  })

  it('fails for now when the directory cannot be written', async () => {
    const mailer = openMailer({ url: 'dir:/dev/null/mail', from, now })
    assert.equal((await mailer.verify()).ok, false)
    const told = await mailer.send(answer)
    assert.ok(told.outcome === 'failed' && told.temporary)
  })

  it('takes only an absolute path', () => assert.throws(() => openMailer({ url: 'dir:mail', from }), /absolute/))
})
