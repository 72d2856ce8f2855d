import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { aLetter } from './a-letter.ts'
import { fontFiles, missingCharacters } from './font.ts'
import { renderLetter } from './render-letter.ts'
import type { Letter } from './letter.ts'
import { openPdf } from './pdfium.ts'

test('a letter is tagged PDF/A-2a in its language', async () => {
  const file = Buffer.from(await renderLetter(aLetter())).toString('latin1')
  for (const sign of [
    /<pdfaid:part>2</, /<pdfaid:conformance>A</, /\/MarkInfo\s*<<[^>]*\/Marked true/, /\/StructTreeRoot \d+ 0 R/, /\/Lang \(cs/,
    /\/S \/H1/, /\/S \/H2/, /\/S \/L\b/, /\/CreationDate \(D:20260304/,
  ]) assert.match(file, sign)
  const faces = [...file.matchAll(/\/BaseFont \/[A-Z]{6}\+(\S+)/g)].map(match => match[1])
  assert.deepEqual([...new Set(faces)].sort(), ['Roboto-Bold', 'Roboto-Regular'])
})

test('the same letter gives the same bytes, in another process, time zone and home', async () => {
  const here = createHash('sha256').update(await renderLetter(aLetter())).digest('hex')
  const script = `
    import { createHash } from 'node:crypto'
    import { aLetter } from '${import.meta.resolve('./a-letter.ts')}'
    import { renderLetter } from '${import.meta.resolve('./render-letter.ts')}'
    await renderLetter(aLetter({ subject: 'jiný' }))
    console.log(createHash('sha256').update(await renderLetter(aLetter())).digest('hex'))`
  const there = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script],
    { env: { TZ: 'Pacific/Auckland', LANG: 'C', HOME: '/nonexistent' } })
  assert.equal(there.stdout.trim(), here)
})

test('the letter says everything decree 259/2012 § 16 asks for', async () => {
  const [said = ''] = await textOf(aLetter())
  for (const words of [
    'Krajský úřad Podhorského kraje', 'Zámecké náměstí 12, 702 00 Horní Lhota', 'IČO 00000019', 'datová schránka x7k9abc',
    'Číslo jednací KUPK/ŽPZ/04512/2026', 'Spisová značka ŽPZ/00398/2026', 'Vaše značka OV-118/2026', 'Identifikátor KUPKX00ABCD7',
    'Datum 4. března 2026', 'Ing. Žaneta Řeháčková', 'Věc: Výzva k doplnění žádosti', 'Mgr. Kryštof Vavřík',
    'vedoucí oddělení ochrany ovzduší', '1. Seznam osob s autorizací', 'Strana 1 z 1',
  ]) assert.ok(said.includes(words), `${words} is missing in:\n${said}`)
})

test('Czech letters come back from the file as they were written', async () => {
  const pangram = 'Nechť již hříšné saxofony ďáblů rozezvučí síň úděsnými tóny waltzu, tanga a quickstepu. ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ „–“ … € §'
  const [said = ''] = await textOf(aLetter({ body: pangram.normalize('NFD') }))
  assert.ok(said.replaceAll(/\s+/g, ' ').includes(pangram), said)
})

test('an English letter speaks English', async () => {
  const [said = ''] = await textOf(aLetter({ language: 'en' }))
  assert.match(said, /Date 4 March 2026[^]*Subject: [^]*Page 1 of 1/)
})

test('what people write is never read as markup', async () => {
  const hostile = '#read("/etc/passwd") #panic() $x$ *b* _i_ `raw` \\ <label> @cite // = / [x] ~ #{1} \\u{41} -- https://a.example/#b'
  const written = aLetter()
  const [said = ''] = await textOf({
    ...written, subject: hostile, body: `${hostile}\n\n# ${hostile}\n\n- ${hostile}`, unit: hostile, attachments: [hostile],
    authority: { ...written.authority, name: hostile }, addressee: { name: hostile, address: [hostile] },
    handledBy: { name: hostile }, signatory: { name: hostile, post: hostile }, referenceNumber: hostile,
  })
  const squeezed = said.replaceAll(/\s/g, '')
  assert.equal(squeezed.split(hostile.replaceAll(/\s/g, '')).length - 1, 13)
})

test('nothing runs out of the page, however long the words', async () => {
  const word = 'Nejneobhospodařovávatelnějšími'.repeat(20)
  const pdf = await opened(aLetter({
    subject: word, body: `${word}\n\n# ${word}\n\n- ${word}`, unit: word, referenceNumber: word, fileReference: word,
    handledBy: { name: word, email: `${word}@${word}` }, addressee: { name: word, address: [word] }, attachments: [word],
    authority: { name: word, address: [word] }, signatory: { name: word, post: word },
  }))
  for (let page = 0; page < pdf.pages; page++) {
    const width = 595
    const pixels = pdf.pixelsOf(page, width, 842) ?? new Uint8Array()
    const marginMm = 20
    const inMargin = pixels.filter((_, at) => Math.floor(at / 4) % width > width * (1 - marginMm / 210))
    assert.ok(inMargin.every(channel => channel === 255), `page ${page + 1} has ink in its right margin`)
  }
})

test('a character no face can draw shows as U+FFFD, invisible ones are dropped', async () => {
  const [said = ''] = await textOf(aLetter({ body: 'před\u202e\u0000\u00ad😀\ud800 漢po\ue000\tConec' }))
  assert.ok(said.includes('před\ufffd\ufffd \ufffdpo Conec'), said)
  assert.deepEqual(missingCharacters('Žluťoučký kůň 😀'), ['😀'])
})

test('every character said to be drawable passes both standards', async () => {
  const all = Array.from({ length: 0xffff }, (_, code) => String.fromCodePoint(code))
  const drawable = all.filter(character => missingCharacters(character).length === 0)
  assert.ok(drawable.length > 800 && fontFiles.length === 2)
  await renderLetter(aLetter({ body: drawable.join(' '), subject: drawable.join(' ') }))
})

test('an empty letter and one of fifty pages are letters too', async () => {
  const [empty = ''] = await textOf(aLetter({ body: '', subject: ' ', attachments: [], yourReference: '' }))
  assert.match(empty, /Věc: KUPK/)
  const paragraph = 'Po posouzení žádosti jsme zjistili, že k vydání rozhodnutí chybí některé podklady. '.repeat(6)
  const pages = await textOf(aLetter({ body: Array.from({ length: 420 }, () => paragraph).join('\n\n') }))
  assert.ok(pages.length >= 50, `${pages.length} pages`)
  assert.match(pages[49] ?? '', new RegExp(`Strana 50 z ${pages.length}`))
  assert.match(pages[49] ?? '', /Číslo jednací KUPK\/ŽPZ\/04512\/2026/)
})

test('letters asked for at once each come back as their own', async () => {
  const subjects = Array.from({ length: 8 }, (_, number) => `Věc číslo ${number} z osmi`)
  const said = await Promise.all(subjects.map(async subject => (await textOf(aLetter({ subject })))[0] ?? ''))
  subjects.forEach((subject, number) => assert.ok(said[number]?.includes(subject)))
})

test('a day that does not exist is refused, and the next letter is not harmed', async () => {
  await assert.rejects(renderLetter(aLetter({ date: '2026-02-30' })), /date/)
  assert.ok((await renderLetter(aLetter())).length > 0)
})

async function opened(letter: Letter) {
  const pdf = await openPdf(await renderLetter(letter), 512)
  assert.ok(pdf.ok)
  return pdf.value
}

async function textOf(letter: Letter): Promise<string[]> {
  const pdf = await opened(letter)
  return Array.from({ length: pdf.pages }, (_, page) => pdf.textOf(page).replaceAll('\u00a0', ' '))
}
