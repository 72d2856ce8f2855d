import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readMail } from '../../platform/mail/index.ts'
import { writeMail } from './mail.ts'

describe('a mail of the demo office', () => {
  const at = new Date('2026-11-23T08:00:00Z')
  const mail = { from: { name: 'Růžena Holubová', email: 'ruzena@posta.example' }, to: 'podatelna@kraj.example', subject: 'Žádost o uzavírku silnice II/295 v obci Lípa nad Jezerkou', text: 'Dobrý den,\n\nžádáme.\n', at }

  it('is read back as it was meant', async () => {
    const attachment = { name: 'priloha.pdf', bytes: Buffer.from('%PDF-1.7 pokus') }
    const reading = await readMail(writeMail({ ...mail, attachment }))
    assert.ok(reading.ok)
    assert.deepEqual([reading.value.subject, reading.value.from?.name, reading.value.text.trim(), reading.value.date, reading.value.warnings], [mail.subject, 'Růžena Holubová', mail.text.trim(), at, []])
    assert.deepEqual(reading.value.parts.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]), [['priloha.pdf', '%PDF-1.7 pokus']])
  })

  it('has the same bytes for the same content, and lines that mail servers accept', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (raw) => {
      const subject = raw.replace(/[\r\n]/g, ' ')
      const bytes = writeMail({ ...mail, subject })
      assert.ok(bytes.equals(writeMail({ ...mail, subject })))
      assert.ok(bytes.toString('latin1').split('\r\n').every((line) => line.length <= 998))
    }))
  })
})
