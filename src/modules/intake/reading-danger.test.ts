import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { zipOf } from '../../platform/archives/fixtures.ts'
import { nameTricks, runsByName } from './model-danger.ts'
import { lookInto, unfold } from './reading.ts'
import { partOf } from './reading-archive.ts'
import { aMail } from './testing.ts'

const pdf = '%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n'
  + '3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >> endobj\ntrailer << /Root 1 0 R /Size 4 >>\n%%EOF\n'
const kinds = (warnings: readonly { readonly kind: string }[]) => warnings.map(({ kind }) => kind)

describe('an archive that came', () => {
  it('is kept whole and its files follow as parts, each named safely and told where it lay', async () => {
    const inner = zipOf([{ name: 'a.txt', body: 'v archivu v archivu' }])
    const { reading, contents, quarantine } = await lookInto('plány.zip', zipOf([{ name: 'x/a.txt', body: 'jedna' }, { name: 'y/a.txt', body: 'dva' }, { name: 'inner.zip', body: inner }]))
    assert.equal(quarantine, null)
    assert.deepEqual(reading.parts.map(({ name, mediaType, within }) => [name, mediaType, within]), [
      ['a.txt', 'text/plain', ['plány.zip', 'x/a.txt']], ['a (2).txt', 'text/plain', ['plány.zip', 'y/a.txt']],
      ['inner.zip', 'application/zip', ['plány.zip', 'inner.zip']], ['a (3).txt', 'text/plain', ['plány.zip', 'inner.zip', 'a.txt']],
    ])
    assert.deepEqual(contents.map((bytes) => Buffer.from(bytes).toString()).filter((text) => !text.startsWith('PK')), ['jedna', 'dva', 'v archivu v archivu'])
  })

  it('is set aside with its own reason when it must not be opened', async () => {
    const reasons = await Promise.all([
      zipOf([{ name: 'a', body: Buffer.alloc(20_000_000) }]), zipOf([{ name: '../a', body: 'x' }]), zipOf([{ name: 'a', flags: 1 }]),
      zipOf([{ name: 'a', localName: 'b' }]), zipOf([{ name: 'a', body: 'x', crc: 5 }]), zipOf(Array.from({ length: 1_001 }, (_, i) => ({ name: `${i}` }))),
    ].map(async (bytes) => (await lookInto('a.zip', bytes)).quarantine))
    assert.deepEqual(reasons, ['archive-bomb', 'archive-names', 'archive-encrypted', 'archive-ambiguous', 'damaged', 'too-complex'])
  })

  it('that is one document stays one, with a warning of its macros', async () => {
    const { reading, quarantine } = await lookInto('tabulka.xlsm', zipOf([{ name: '[Content_Types].xml', body: 'x' }, { name: 'xl/workbook.xml', body: 'x' }, { name: 'xl/vbaProject.bin', body: 'x' }]))
    assert.deepEqual([reading.format, quarantine, reading.parts, kinds(reading.warnings)], ['ooxml', null, [], ['macros', 'not-read']])
    const bomb = await lookInto('a.docx', zipOf([{ name: '[Content_Types].xml', body: 'x' }, { name: 'word/document.xml', body: Buffer.alloc(20_000_000) }]))
    assert.equal(bomb.quarantine, 'archive-bomb')
  })

  it('shares what may be unpacked with the others on the same mail', async () => {
    const hung = ['a.zip', 'b.zip', 'c.zip'].map((name) => {
      const bytes = zipOf([{ name: 'data.txt', body: 'věc'.repeat(1_000), stored: true }])
      return { bytes, part: partOf(name, 'application/zip', bytes) }
    })
    const { parts, warnings } = await unfold(hung, 9_000)
    assert.deepEqual(parts.map(({ part }) => part.within ?? part.name), ['a.zip', ['a.zip', 'data.txt'], 'b.zip', ['b.zip', 'data.txt'], 'c.zip'])
    assert.deepEqual(warnings, [{ kind: 'archive-closed', name: 'c.zip', reason: 'too-large' }])
  })

  it('of signatures gives what was signed', async () => {
    const { reading } = await lookInto('a.asice', zipOf([
      { name: 'mimetype', body: 'application/vnd.etsi.asic-e+zip', stored: true }, { name: 'smlouva.pdf', body: pdf }, { name: 'META-INF/signatures001.xml', body: '<x/>' }]))
    assert.deepEqual([reading.format, reading.parts.map(({ name, mediaType }) => [name, mediaType]), reading.warnings], ['asic', [['smlouva.pdf', 'application/pdf']], []])
  })

  it('leaves programs where they are and points at them', async () => {
    const { reading } = await lookInto('a.zip', zipOf([{ name: 'faktura.pdf.exe', body: 'MZ' }, { name: 'faktura.pdf', body: 'MZ' }, { name: 'a.txt', body: 'text' }]))
    assert.deepEqual([reading.parts.map(({ name }) => name), kinds(reading.warnings)], [['a.txt'], ['program-inside', 'program-inside']])
  })

  it('on a mail is unfolded after itself, and a dangerous one does not stop the letter', async () => {
    const mailWith = (bytes: Buffer, name: string) => Buffer.from(aMail({ attachment: 'XX', name }).toString().replace(Buffer.from('XX').toString('base64'), bytes.toString('base64')))
    const good = await lookInto('a.eml', mailWith(zipOf([{ name: 'a.txt', body: 'jedna' }]), 'prilohy.zip'))
    assert.deepEqual(good.reading.parts.map(({ name, within }) => [name, within]), [['prilohy.zip', undefined], ['a.txt', ['prilohy.zip', 'a.txt']]])
    const bad = await lookInto('a.eml', mailWith(zipOf([{ name: 'a', body: Buffer.alloc(20_000_000) }]), 'prilohy.zip'))
    assert.deepEqual([bad.quarantine, bad.reading.parts.length, bad.reading.warnings], [null, 1, [{ kind: 'archive-closed', name: 'prilohy.zip', reason: 'bomb' }]])
  })
})

describe('a file that is not what it seems', () => {
  it('is taken with a warning when its name claims another kind', async () => {
    const { reading, quarantine } = await lookInto('smlouva.docx', Buffer.from(pdf))
    assert.deepEqual([reading.format, quarantine, reading.warnings[0]], ['pdf', null, { kind: 'type-mismatch', name: 'smlouva.docx', claimed: 'docx', format: 'pdf' }])
  })

  it('is flagged when it is two things at once, and set aside when one of them is a program', async () => {
    const both = await lookInto('a.pdf', Buffer.concat([Buffer.from(pdf), zipOf([{ name: 'a.txt', body: 'x' }])]))
    assert.deepEqual(both.reading.warnings.find(({ kind }) => kind === 'polyglot'), { kind: 'polyglot', name: 'a.pdf', also: ['zip'] })
    assert.equal((await lookInto('a.pdf', Buffer.from(`MZ\x90\0${pdf}`))).quarantine, 'executable')
    assert.equal((await lookInto('a.txt', Buffer.from('<?php system($_GET[0]);'))).quarantine, 'executable')
  })
})

describe('a name', () => {
  const deceiving: [string, string][] = [
    ['faktura\u202efdp.exe', 'direction'], ['fak\u200btura.pdf', 'unseen'], ['a.pdf\0.exe', 'unseen'], ['../../etc/passwd', 'path'], ['faktura.\u0440df', 'lookalike'],
    ['CON.txt', 'reserved'], [`${'ž'.repeat(200)}.pdf`, 'long'], ['faktura.pdf.exe', 'two-extensions'],
  ]
  for (const [name, trick] of deceiving) {
    it(`that plays the trick "${trick}" is told with the name as it came, and is safe here`, async () => {
      assert.ok(nameTricks(name).includes(trick as never))
      const { reading } = await lookInto(name, Buffer.from('Dobrý den'))
      const safe = !/[\u202e\u200b\0/]/.test(reading.subject)
      assert.ok(safe, reading.subject)
    })
  }
  for (const name of ['Žádost o povolení.pdf', 'plán č. 5 (2).docx', 'a.tar.gz', 'smlouva v.2.pdf', 'Φ.pdf']) it(`like ${name} plays none`, () => assert.deepEqual(nameTricks(name), []))

  it('takes no longer to be judged when it is endless', () => {
    const began = performance.now()
    for (let i = 0; i < 100; i += 1) nameTricks(`.${'č'.repeat(8_000)}.`)
    assert.ok(performance.now() - began < 3_000, `${performance.now() - began} ms`)
  })

  it('in letters that only look like Latin ones is still the name of a program', () => {
    for (const name of ['a.ехе', 'a.ｅｘｅ', 'a.e\u200bxe', 'a.exe::$DATA', 'a.exe. ', 'A.JS']) assert.ok(runsByName(name), name)
    for (const name of ['example.com - ceník.pdf', 'exe', 'a.exeter.pdf', 'js.txt']) assert.ok(!runsByName(name), name)
  })
})
