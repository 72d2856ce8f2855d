import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { alsoReadAs, detectFormat, extensions, falseClaim, mediaTypes, type Format } from './index.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')

/** A ZIP of empty stored entries; `mimetype` first when given. */
function zip(names: string[], mimetype?: string): Buffer {
  const entries = [...mimetype === undefined ? [] : [{ name: 'mimetype', body: mimetype }], ...names.map((name) => ({ name, body: '' }))]
  const locals = entries.map(({ name, body }) => {
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt32LE(body.length, 18)
    header.writeUInt32LE(body.length, 22)
    header.writeUInt16LE(name.length, 26)
    return Buffer.concat([header, latin1(name + body)])
  })
  const directory = Buffer.concat(entries.map(({ name }) => {
    const header = Buffer.alloc(46)
    header.writeUInt32LE(0x02014b50, 0)
    header.writeUInt16LE(name.length, 28)
    return Buffer.concat([header, latin1(name)])
  }))
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(Buffer.concat(locals).length, 16)
  return Buffer.concat([...locals, directory, end])
}

const signed = (xml: string) => Buffer.concat([Buffer.from('3082ffff06092a864886f70d010702a0820000', 'hex'), latin1(xml)])

const cases: [Format, string, Uint8Array][] = [
  ['pdf', 'at the start', latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj')],
  ['pdf', 'after some rubbish', latin1('\0\0rubbish\n%PDF-1.4\n')],
  ['png', 'a picture', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
  ['jpeg', 'a photograph', latin1('\xff\xd8\xff\xe0\0\x10JFIF')],
  ['gif', 'a moving picture', latin1('GIF89a\x01\0\x01\0')],
  ['tiff', 'a scan, little-endian', latin1('II*\0\x08\0\0\0')],
  ['tiff', 'a scan, big-endian', latin1('MM\0*\0\0\0\x08')],
  ['rtf', 'rich text', latin1('{\\rtf1\\ansi\\ansicpg1250 }')],
  ['ole', 'an old Word file', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0')],
  ['zip', 'an ordinary archive', zip(['a.txt', 'b.txt'])],
  ['zip', 'an empty archive', zip([])],
  ['zip', 'a truncated archive', zip(['[Content_Types].xml', 'word/document.xml']).subarray(0, 40)],
  ['ooxml', 'a Word file', zip(['[Content_Types].xml', 'word/document.xml'])],
  ['odf', 'an OpenDocument text', zip(['content.xml'], 'application/vnd.oasis.opendocument.text')],
  ['asic', 'an ASiC-E with its type', zip(['a.pdf'], 'application/vnd.etsi.asic-e+zip')],
  ['asic', 'an ASiC-E without its type', zip(['a.pdf', 'META-INF/signatures001.xml'])],
  ['zfo', 'a data message', signed('<q:MessageDownloadResponse xmlns:q="http://isds.czechpoint.cz/v20">')],
  ['unknown', 'another signed message', signed('<something/>')],
  ['eml', 'a mail', latin1('Received: from a\r\n\tby b\r\nFrom: a@example.cz\r\nSubject: x\r\n\r\nbody')],
  ['eml', 'a mail from a mailbox file', latin1('From a@example.cz Mon Jan  1\nFrom: a@example.cz\nDate: x\n\nbody')],
  ['eml', 'a mail that carries a PDF early', latin1('From: a@example.cz\r\nTo: b@example.cz\r\n\r\n%PDF-1.4 is how a PDF starts')],
  ['text', 'a text that quotes a header', latin1('Dear Sir,\r\nFrom: a@example.cz\r\nSubject: x\r\n')],
  ['text', 'a MIME part is not a mail', latin1('MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx')],
  ['html', 'a page', latin1('\n<!DOCTYPE html><html><body></body></html>')],
  ['text', 'a text about HTML', latin1('Use <html> first.')],
  ['text', 'Czech in UTF-8', Buffer.from('Žluťoučký kůň úpěl ďábelské ódy')],
  ['text', 'Czech in windows-1250', latin1('P\xf8\xedli\x9a \x9elu\x9dou\xe8k\xfd k\xf9\xf2 jde po poli dom\xf9')],
  ['webp', 'a picture of the web', latin1('RIFF\x1a\0\0\0WEBPVP8 ')],
  ['bmp', 'an old picture', latin1('BM\x1a\0\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\x01\0\x01\0\x01\0\x18\0')],
  ['text', 'a text that begins like one', latin1('BMW a jine vozy, zadost o registraci')],
  ['7z', 'another archive', latin1('7z\xbc\xaf\x27\x1c\0\x04')],
  ['rar', 'another archive', latin1('Rar!\x1a\x07\x01\0')],
  ['gzip', 'a packed file', latin1('\x1f\x8b\x08\0')],
  ['tar', 'a tape', latin1(`${'a.txt'.padEnd(257, '\0')}ustar\x0000`.padEnd(512, '\0'))],
  ['isdoc', 'an invoice', latin1('<?xml version="1.0"?>\n<Invoice xmlns="http://isdoc.cz/namespace/2013" version="6.0.1">')],
  ['isdocx', 'an invoice with its annexes', zip(['faktura.isdoc', 'faktura.pdf'])],
  ['unknown', 'nothing', new Uint8Array()],
  ['unknown', 'control characters', latin1('abc\0def')],
  ['unknown', 'mostly high bytes', Buffer.alloc(100, 0xd5)],
]

for (const [format, what, bytes] of cases) it(`takes for ${format}: ${what}`, () => assert.equal(detectFormat(bytes), format))

it('answers for any bytes, also after a known beginning', () => {
  const starts = cases.map(([, , bytes]) => Buffer.from(bytes).subarray(0, 60))
  fc.assert(fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
    const format = detectFormat(Buffer.concat([start, rest]))
    assert.ok(format in mediaTypes && format in extensions)
  }))
})

it('knows a false extension from a true one, and says nothing of what it does not know', () => {
  const samples: [string, Format, string | null][] = [
    ['a.pdf', 'pdf', null], ['A.PDF', 'zip', 'pdf'], ['a.docx', 'ooxml', null], ['a.docx', 'zip', 'docx'], ['a.doc', 'rtf', null], ['a.jpg', 'png', 'jpg'],
    ['a.xyz', 'pdf', null], ['a', 'pdf', null], ['a.constructor', 'pdf', null], ['a.zip', 'asic', null], ['a.txt', 'html', 'txt'],
  ]
  for (const [name, format, claimed] of samples) assert.equal(falseClaim(name, format), claimed, `${name} ${format}`)
})

it('sees that the same bytes are also something else', () => {
  const pdf = latin1('%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n')
  const archive = zip(['a.txt'])
  const stored = zip([], '%PDF-1.7')
  const samples: [string, Uint8Array, string[]][] = [
    ['a PDF', pdf, []], ['an archive', archive, []], ['a PDF and an archive', Buffer.concat([pdf, archive]), ['zip']], ['an archive of a PDF', stored, []],
    ['a picture and an archive', Buffer.concat([latin1('\x89PNG\r\n\x1a\n0000'), archive]), ['zip']],
    ['a PDF and a page', latin1('%PDF-1.7\n<script>alert(1)</script>'), ['html']], ['a picture and a page', latin1('GIF89a/*<html><script>*/'), ['html']],
    ['a picture and a PDF', latin1('\xff\xd8\xff\xfe%PDF-1.4\n'), ['pdf']], ['a text about PDF', latin1('The header is %PDF-1.4 and <html>'), []],
  ]
  for (const [what, bytes, also] of samples) assert.deepEqual(alsoReadAs(bytes, what === 'a text about PDF' ? 'text' : detectFormat(bytes)), also, what)
})

it('takes no longer over a ZIP whose names are endless', () => {
  const names = Array.from({ length: 20 }, (_, i) => `META-INF/${'signature'.repeat(7_000)}${i}`)
  const began = performance.now()
  assert.equal(detectFormat(zip(names)), 'zip')
  assert.ok(performance.now() - began < 2_000, `${performance.now() - began} ms`)
})
