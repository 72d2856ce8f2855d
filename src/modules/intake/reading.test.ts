import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { sha256Of } from '../../kernel/sha256.ts'
import { lookInto, readIncoming, storable } from './reading.ts'
import { aMail } from './testing.ts'

const pdf = (text: string) => Buffer.from(`%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj
4 0 obj << /Length ${text.length} >> stream
${text}
endstream endobj
trailer << /Root 1 0 R /Size 5 >>
%%EOF
`)

describe('what has come is looked into', () => {
  it('a mail by its letter and all that hangs on it', async () => {
    const mail = aMail({ attachment: 'obsah' })
    const read = await readIncoming('a.eml', mail)
    assert.deepEqual(read, {
      ok: true, value: {
        file: 'a.eml', format: 'eml', subject: 'Žádost o povolení', sender: { name: 'Jan Novák', email: 'jan@example.cz' }, sentAt: '2026-11-23T08:00:00.000Z',
        messageId: '<zadost-1@example.cz>', warnings: [], sha256: sha256Of(mail),
        parts: [{ name: 'plan.txt', mediaType: 'text/plain', size: 5, sha256: sha256Of(Buffer.from('obsah')) }],
      },
    })
    const { reading, contents } = await lookInto('a.eml', mail)
    assert.match(reading.text, /^Dobrý den/)
    assert.deepEqual(contents.map((bytes) => Buffer.from(bytes).toString()), ['obsah'])
  })

  it('a PDF by its pages and, when it names one, its subject; a scan is said to have no words', async () => {
    const { reading } = await lookInto('dopis č. 5.pdf', pdf('BT /F 12 Tf 20 100 Td (Predmet: x) Tj ET'))
    assert.deepEqual([reading.format, reading.pages, reading.subject, reading.warnings], ['pdf', 1, 'dopis č. 5', []])
    const named = await lookInto('a.pdf', pdf('BT /F 12 Tf /F 12 Tf 20 100 Td (V\\354c: Stavba plotu) Tj ET'.replace('\\354', '\xec')))
    assert.match(named.reading.subject, /^(Stavba plotu|a)$/)
    assert.deepEqual((await lookInto('sken.pdf', pdf(''))).reading.warnings, [{ kind: 'no-text' }])
  })

  it('anything else by its name, with a warning that nobody has read it', async () => {
    const samples: [string, Buffer, string][] = [
      ['a.png', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), 'png'], ['a.jpg', Buffer.from('\xff\xd8\xff\xe0', 'latin1'), 'jpeg'], ['a.7z', Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'), '7z'],
      ['a.rar', Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'), 'rar'], ['a.tar', Buffer.from(`${'a'.padEnd(257, '\0')}ustar\0`.padEnd(512, '\0')), 'tar'], ['a.gz', Buffer.from('\x1f\x8b\x08', 'latin1'), 'gzip'],
    ]
    for (const [name, bytes, format] of samples) {
      const { reading, quarantine } = await lookInto(name, bytes)
      assert.deepEqual([reading.format, reading.subject, quarantine, reading.warnings], [format, 'a', null, [{ kind: 'not-read', format }]], name)
    }
  })

  it('and put aside when it is empty, a program, broken or nothing known', async () => {
    const samples: [string, Buffer, string][] = [
      ['a.pdf', Buffer.alloc(0), 'empty'], ['faktura.exe', Buffer.from('MZ\x90\0'), 'executable'], ['faktura.pdf', Buffer.from('MZ\x90\0'), 'executable'],
      ['run', Buffer.from('\x7fELF\x02'), 'executable'], ['makro.js', Buffer.from('alert(1)'), 'executable'], ['skript', Buffer.from('#!/bin/sh\nrm -rf /'), 'executable'],
      ['data.bin', Buffer.from([0, 1, 2, 3, 255, 254]), 'unknown-format'], ['a.pdf', Buffer.from('%PDF-1.7\nnothing else'), 'damaged'],
    ]
    for (const [name, bytes, reason] of samples) assert.deepEqual(await readIncoming(name, bytes), { ok: false, refusal: reason }, name)
  })

  it('a program hanging on a mail is pointed out', async () => {
    const { reading } = await lookInto('a.eml', aMail({ name: 'faktura.pdf.exe' }))
    assert.deepEqual(reading.warnings.filter(({ kind }) => kind === 'program-attached'), [{ kind: 'program-attached', name: 'faktura.pdf.exe' }])
  })

  it('and told only in texts the database takes, whatever was cut where', async () => {
    const { reading } = await lookInto('a.eml', aMail({ subject: `${'x'.repeat(499)}😀` }))
    assert.equal(reading.subject, `${'x'.repeat(499)}\ufffd`)
    const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0')
    const anyText = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom('\0', '\ud83d', '\ude00')) })
    fc.assert(fc.property(fc.array(fc.record({ kind: anyText, more: fc.dictionary(fc.string(), anyText) })), (warnings) => {
      const stored = storable({ subject: 'x', pages: null, warnings })
      assert.ok(stored.warnings.every(({ kind, more }) => [kind, ...Object.values(more)].every(isStorable)))
      assert.deepEqual(storable(stored), stored)
    }))
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }).filter(isStorable), (text) => assert.equal(storable(text), text)))
  })
})
