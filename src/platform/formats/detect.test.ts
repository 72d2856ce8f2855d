import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { detectFormat, extensions, mediaTypes, type Format } from './index.ts'

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
