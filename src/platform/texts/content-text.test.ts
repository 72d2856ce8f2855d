import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { zipOf } from '../archives/fixtures.ts'
import { aPdf } from '../pdf/a-pdf.ts'
import { contentText } from './index.ts'

const limit = 10_000
const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>${body}`
const types = { name: '[Content_Types].xml', body: '<Types/>' }
async function textOf(bytes: Uint8Array, most = limit): Promise<string> {
  const text = await contentText(bytes, most)
  assert.ok(text.ok, text.ok ? '' : text.refusal)
  return text.value
}

describe('the text of a content', () => {
  it('of docx: paragraphs, tables and notes, without what was deleted', async () => {
    const document = xml('<w:document><w:body><w:p><w:r><w:t>Žádost o </w:t></w:r><w:r><w:t>povolení</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>tajné</w:delText></w:r></w:del><w:r><w:t>uzav&#345;&#237;rky &amp; více</w:t></w:r></w:p></w:body></w:document>')
    const docx = zipOf([types, { name: 'word/document.xml', body: document }, { name: 'word/footnotes.xml', body: xml('<w:p><w:t>pozn.</w:t></w:p>') }, { name: 'word/styles.xml', body: xml('<w:t>styl</w:t>') }])
    assert.equal(await textOf(docx), 'Žádost o povolení\nuzavřírky & více\npozn.')
  })

  it('of xlsx and pptx: strings and numbers of cells, slides in their order', async () => {
    const xlsx = zipOf([types, { name: 'xl/sharedStrings.xml', body: xml('<sst><si><t>Částka</t></si></sst>') },
      { name: 'xl/worksheets/sheet1.xml', body: xml('<sheetData><row><c t="s"><v>0</v></c><c><v>1250.5</v></c><c t="inlineStr"><is><t>Kč</t></is></c></row></sheetData>') }])
    assert.equal(await textOf(xlsx), 'Částka\n1250.5 Kč')
    const slide = (n: number) => ({ name: `ppt/slides/slide${n}.xml`, body: xml(`<a:p><a:r><a:t>snímek ${n}</a:t></a:r></a:p>`) })
    assert.equal(await textOf(zipOf([types, slide(10), slide(2)])), 'snímek 2\nsnímek 10')
  })

  it('of OpenDocument: headings, paragraphs, cells', async () => {
    const mimetype = { name: 'mimetype', body: 'application/vnd.oasis.opendocument.text', stored: true }
    const content = xml('<office:body><text:h>Zápis</text:h><text:p>z jednání<text:s/>rady <text:span>kraje</text:span></text:p></office:body>')
    assert.equal(await textOf(zipOf([mimetype, { name: 'content.xml', body: content }])), 'Zápis\nz jednání rady kraje')
  })

  it('of mails with mails in them, once', async () => {
    const inner = 'From: b@example.cz\r\nSubject: Puvodni zprava\r\nDate: Mon, 23 Nov 2026 08:00:00 +0100\r\nContent-Type: text/plain\r\n\r\nVnitrni text.\r\n'
    const mail = `From: a@example.cz\r\nSubject: Preposlano\r\nDate: Mon, 23 Nov 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nVnejsi text.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b--\r\n`
    const text = await textOf(Buffer.from(mail))
    for (const words of ['Preposlano', 'Vnejsi text.', 'Puvodni zprava', 'Vnitrni text.']) assert.equal(text.split(words).length, 2, `${words} in ${text}`)
  })

  it('of PDF, HTML and plain texts in old Czech letters', async () => {
    assert.match(await textOf(aPdf({ content: Buffer.from('BT /F 12 Tf 20 50 Td (Rozhodnuti o povoleni) Tj ET'), resources: '/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>' })), /Rozhodnuti o povoleni/)
    const html = '<!doctype html><html><head><title>ne</title><style>p{}</style></head><body><p>Dobrý <b>den</b>,</p><script>alert(1)</script><p>posílám&nbsp;žádost</p></body></html>'
    assert.equal((await textOf(Buffer.from(html))).replace(/\u00a0/g, ' '), 'Dobrý den,\nposílám žádost')
    assert.equal(await textOf(Buffer.from([0x8e, 0xe1, 0x64, 0x6f, 0x73, 0x74, 0x20, 0x6f, 0x20, 0x6b, 0xe1, 0x63, 0x65, 0x6e, 0xed])), 'Žádost o kácení')
  })

  it('is cut at the limit and absent where there is none', async () => {
    assert.equal((await textOf(Buffer.from('slovo '.repeat(5_000)), 100)).length, 100)
    assert.deepEqual(await contentText(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), limit), { ok: false, refusal: 'no-text' })
  })

  it('is refused, not awaited, from an archive that would grow beyond reason and from broken bytes', async () => {
    const bomb = zipOf([types, { name: 'word/document.xml', body: Buffer.alloc(70 * 1024 * 1024, 'a') }])
    assert.equal((await contentText(bomb, limit)).ok, false)
    assert.equal((await contentText(Buffer.from('%PDF-1.7\nbroken'), limit)).ok, false)
    assert.equal(await textOf(zipOf([types, { name: 'word/document.xml', body: '<w:p><w:t>nedokon' }])), 'nedokon')
  })
})
