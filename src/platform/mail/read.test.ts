import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { attached, letter, mail, mixed } from './fixtures.ts'
import { mailLimits, readMail, type MailWarning } from './index.ts'

async function reading(bytes: Uint8Array) {
  const read = await readMail(bytes)
  assert.ok(read.ok, `refused: ${read.ok ? '' : read.refusal}`)
  return read.value
}
async function refusal(bytes: Uint8Array, limits = {}) {
  const read = await readMail(bytes, limits)
  assert.ok(!read.ok)
  return read.refusal
}
const kinds = (warnings: readonly MailWarning[]) => warnings.map(({ kind }) => kind)
const bytesOf = (hex: string) => Buffer.from(hex, 'hex').toString('latin1')

describe('reading a mail', () => {
  it('gives head, text and parts of a plain case without a warning', async () => {
    const bytes = mixed([[['Content-Type: text/plain; charset=utf-8'], 'Hello\r\nthere'], attached('filename="a.pdf"', '%PDF-1.7')])
    const sha256 = createHash('sha256').update('%PDF-1.7').digest('hex')
    assert.deepEqual(await reading(bytes), {
      subject: 'x', from: { name: 'Jan Novák', address: 'jan@example.cz' }, to: [{ name: '', address: 'urad@example.cz' }], cc: [],
      date: new Date('2026-11-23T08:30:00Z'), messageId: null, inReplyTo: null, text: 'Hello\nthere', warnings: [],
      parts: [{
        name: 'a.pdf', contentType: 'application/octet-stream', bytes: new Uint8Array(Buffer.from('%PDF-1.7')),
          sha256, inline: false, nested: false,
      }],
    })
  })

  it('never makes up a date: a broken one is none', async () => {
    const { date, warnings } = await reading(mail(['From: a@example.cz', 'Date: yesterday'], 'x'))
    assert.deepEqual([date, kinds(warnings)], [null, ['no-date']])
  })

  it('says what is missing', async () => {
    assert.deepEqual(kinds((await reading(mail(['Subject: x'], ''))).warnings), ['no-sender', 'no-date', 'empty'])
  })

  it('makes plain text of a mail that has only HTML', async () => {
    const html = '<html><style>p{}</style><script>alert(1)</script><p>Dobr&yacute; den</p><p>druh&#253; <a href="x">odkaz</a></p></html>'
    const { text, warnings } = await reading(mail([...letter, 'Content-Type: text/html; charset=utf-8'], html))
    assert.match(text, /^Dobrý den\n+druhý odkaz/)
    assert.ok(!text.includes('alert') && !text.includes('<'))
    const alternative = mixed([[['Content-Type: text/html'], '<b>tučně</b>']]).toString('latin1').replace('/mixed', '/alternative')
    assert.deepEqual(kinds((await reading(Buffer.from(alternative, 'latin1'))).warnings), ['text-from-html'])
    assert.deepEqual(kinds(warnings).filter((kind) => kind !== 'text-from-html'), [])
  })

  it('warns of a mail that is cut off', async () => {
    const bytes = mixed([[['Content-Type: text/plain'], 'Hello'], attached('filename="a.pdf"', '%PDF-1.7')])
    assert.deepEqual(kinds((await reading(bytes.subarray(0, -8))).warnings), ['truncated'])
  })

  it('warns of a part that is not in the encoding it declares', async () => {
    const encoded = (body: string) => mixed([[['Content-Type: image/png', 'Content-Transfer-Encoding: base64'], body]])
    assert.deepEqual((await reading(encoded('not base64!'))).warnings, [{ kind: 'damaged-part', contentType: 'image/png' }])
    assert.deepEqual((await reading(encoded('QUJD\r\nREVGR'))).warnings, [{ kind: 'damaged-part', contentType: 'image/png' }])
    assert.deepEqual((await reading(encoded('QUI=\r\nQ0Q='))).warnings, [])
  })

  it('warns when the parsers see another sender or other attachments, and keeps what either has seen', async () => {
    const digest = mixed([[[], 'From: b@example.cz\r\n\r\ninner'], [[], 'From: c@example.cz\r\n\r\nother']])
      .toString('latin1').replace('/mixed', '/digest')
    const { parts, warnings } = await reading(Buffer.from(digest, 'latin1'))
    assert.deepEqual(parts.map(({ contentType }) => contentType), ['message/rfc822', 'message/rfc822'])
    assert.ok(warnings.some((warning) => warning.kind === 'parsers-disagree' && warning.about === 'attachments'))
  })

  it('keeps an attached message whole and what hangs on it', async () => {
    const inner = mixed([[['Content-Type: text/plain'], 'within'], attached('filename="deep.bin"', 'deep')], 'inner')
    const { parts, text } = await reading(
      mixed([[['Content-Type: text/plain'], 'outer'], [['Content-Type: message/rfc822'], inner.toString('latin1')]]))
    assert.equal(text, 'outer')
    assert.deepEqual(parts.map(({ name, nested }) => [name, nested]), [['part-1.eml', false], ['deep.bin', true]])
    assert.equal(Buffer.from(parts[0]?.bytes ?? []).toString('latin1').trimEnd(), inner.toString('latin1').trimEnd())
  })

  it('keeps the bytes of an attached message whose headers are in no declared character set', async () => {
    const inner = mail(['From: c@example.cz', `Subject: ${bytesOf('8e6c7577')}`], 'within').toString('latin1')
    const { parts } = await reading(mixed([[['Content-Type: message/rfc822'], inner]]))
    assert.equal(Buffer.from(parts[0]?.bytes ?? []).toString('latin1'), inner)
  })

  it('keeps a text file that both parsers take for the letter', async () => {
    const file = [['Content-Type: text/plain; charset=utf-8; name=a.txt', 'Content-Disposition: inline; filename=a.txt'], 'file'] as const
    const { parts } = await reading(mixed([[['Content-Type: text/plain'], 'letter'], file]))
    assert.deepEqual(parts.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]), [['a.txt', 'file']])
  })

  it('keeps each of the same-named and each of the same attachments', async () => {
    const { parts, warnings } = await reading(
      mixed([attached('filename=a.txt', 'one'), attached('filename=a.txt', 'two'), attached('filename=a.txt', 'one')]))
    assert.deepEqual(parts.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]),
      [['a.txt', 'one'], ['a (2).txt', 'two'], ['a (3).txt', 'one']])
    assert.deepEqual(kinds(warnings), ['attachment-renamed', 'attachment-renamed'])
  })

  it('keeps every byte of an unencoded attachment as it came', async () => {
    const body = 'a\r\nb\nc\rd \t\r\n\r\ne'
    const { parts } = await reading(mixed([attached('filename=a.bin', body)]))
    assert.equal(Buffer.from(parts[0]?.bytes ?? []).toString('latin1'), body)
  })
})

describe('Czech letters', () => {
  const texts: [string, string, string][] = [
    ['windows-1250', 'windows-1250', '8e6c75779d6f75e86bfd206bf9f2'],
    ['ISO 8859-2', 'iso-8859-2', 'ae6c7577bb6f75e86bfd206bf9f2'],
    ['UTF-8', 'utf-8', Buffer.from('Žluwťoučký kůň').toString('hex')],
    ['code page 852', 'cp852', 'a66c75779c6f759f6bec206b85e5'],
  ]
  for (const [what, charset, hex] of texts) {
    it(`are read in a text in ${what}`, async () => {
      const { text, warnings } = await reading(mail([...letter, `Content-Type: text/plain; charset=${charset}`], bytesOf(hex)))
      assert.deepEqual([text.trim(), warnings], ['Žluwťoučký kůň', []])
    })
  }

  it('are read in subject, name and file name of RFC 2047 and RFC 2231', async () => {
    const head = ['From: =?windows-1250?Q?Ji=F8=ED_=8Aebek?= <j@example.cz>', 'Subject: =?iso-8859-2?B?rmxu?= =?utf-8?Q?=C5=99?=',
      letter[3] ?? '',
      'Content-Type: multipart/mixed; boundary=b']
    const names = ["filename*=utf-8''%C5%BD%C3%A1dost.pdf", "filename*0*=iso-8859-2''p%F8%EDl; filename*1*=oha; filename*2=.pdf",
      'filename="=?windows-1250?Q?sml=F2ouva?=.pdf"', 'filename="přímo.pdf"']
    const body = names.map((name) =>
      `--b\r\nContent-Disposition: attachment; ${Buffer.from(name).toString('latin1')}\r\n\r\n${name}\r\n`).join('')
    const { subject, from, parts } = await reading(mail(head, `${body}--b--\r\n`))
    assert.deepEqual([subject, from?.name], ['Žlnř', 'Jiří Šebek'])
    assert.deepEqual(parts.map(({ name }) => name), ['Žádost.pdf', 'příloha.pdf', 'smlňouva.pdf', 'přímo.pdf'])
  })

  it('are read as windows-1250, with a warning, when nothing is declared and it is not UTF-8', async () => {
    const { subject, text, warnings } = await reading(mail([...letter.filter((line) => !/^(Subject|From)/.test(line)),
      'From: j@example.cz', `Subject: ${bytesOf('8e6c7577')}`], bytesOf('9d6f75e86bfd')))
    assert.deepEqual([subject, text.trim()], ['Žluw', 'ťoučký'])
    assert.deepEqual(warnings, [
      { kind: 'charset-unknown', about: 'headers', charset: null }, { kind: 'charset-unknown', about: 'text', charset: null }])
  })

  it('lead to a warning in a character set nobody knows', async () => {
    const { warnings } = await reading(mail([...letter, 'Content-Type: text/plain; charset=klingon'], 'x'))
    assert.deepEqual(warnings, [{ kind: 'charset-unknown', about: 'text', charset: 'klingon' }])
  })
})

describe('a mail that goes too far is refused', () => {
  const deep = (levels: number) => mail(letter, '').toString('latin1').trimEnd() + Array.from({ length: levels }, (_, level) =>
    `\r\nContent-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}`).join('')
  const messages = (levels: number) => `${letter.join('\r\n')}\r\nContent-Type: message/rfc822\r\n\r\n`.repeat(levels)

  it('with 100,000 parts', async () => {
    assert.equal(await refusal(mixed(Array.from({ length: 100_000 }, (_, index) => attached(`filename=${index}`, 'x')))), 'too-many-parts')
  })
  it('with 10,000 multiparts within each other', async () => assert.equal(await refusal(Buffer.from(deep(10_000))), 'too-deep'))
  it('with 10,000 messages within each other', async () => assert.equal(await refusal(Buffer.from(messages(10_000))), 'too-deep'))
  it('with messages within each other that base64 hides', async () => {
    let inner = mail(letter, 'innermost')
    for (let level = 0; level < 8; level += 1) {
      inner = mail([...letter, 'Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64'], inner.toString('base64'))
    }
    assert.equal(await refusal(inner, { maxDepth: 5 }), 'too-deep')
  })
  it('with a header of fifty megabytes', async () => {
    assert.equal(await refusal(mail([...letter, `X-Long: ${'x'.repeat(50_000_000)}`], '')), 'too-large')
    assert.equal(await refusal(mail([...letter, `X-Long: ${'x\r\n '.repeat(12_000_000)}`], '')), 'too-large')
  })
  it('with more bytes than allowed, before anything is read', async () => {
    assert.equal(await refusal(mail(letter, 'x'.repeat(100)), { maxBytes: 100 }), 'too-large')
  })
  it('when it is no mail', async () => {
    for (const text of ['', '\r\n\r\n', '%PDF-1.7\n', '\0'.repeat(100_000), 'Hello: x\n\ny']) {
      assert.equal(await refusal(Buffer.from(text)), 'not-a-mail')
    }
  })
})

it('reads the largest mail allowed', async () => {
  const payload = Buffer.alloc(36_000_000, 'příloha ').toString('base64').replace(/.{76}/g, '$&\r\n')
  const bytes = mixed([[[...attached('filename=big.bin', '')[0], 'Content-Transfer-Encoding: base64'], payload]])
  assert.ok(bytes.length > 0.9 * mailLimits.maxBytes && bytes.length < mailLimits.maxBytes)
  assert.equal((await reading(bytes)).parts[0]?.bytes.length, 36_000_000)
})
