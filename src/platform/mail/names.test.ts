import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { safeName, safeNames } from './names.ts'

const tricks: [string, string, string][] = [
  ['a path upwards', '../../etc/passwd', '_.._etc_passwd'],
  ['a Windows path', 'C:\\Windows\\system.ini', 'C__Windows_system.ini'],
  ['slashes of other scripts', 'a\u2215b\u2044c\uff0fd\uff3ce.txt', 'a_b_c_d_e.txt'],
  ['a turned direction that hides the extension', 'smlouva\u202efdp.exe', 'smlouvafdp.exe'],
  ['isolates and marks', '\u2066a\u2069\u200f\u061c.pdf', 'a.pdf'],
  ['characters nobody sees', 'a\u200b\u200d\ufeff\u00ad\u2060\ufe0f\u3164\u{e0041}.pdf', 'a.pdf'],
  ['control characters', 'a\0b\x07c\x7f\x9f.pdf', 'a b c .pdf'],
  ['a line break and an injected header', 'a.pdf\r\nBcc: x@example.cz', 'a.pdf Bcc_ x@example.cz'],
  ['line separators', 'a\u2028b\u2029c.pdf', 'a b c.pdf'],
  ['spaces of all widths', ' a\u00a0\u3000\u2003b .pdf ', 'a b .pdf'],
  ['half a character', 'a\ud800b.pdf', 'a\ufffdb.pdf'],
  ['decomposed letters', 'z\u030ca\u0301dost.pdf', 'žádost.pdf'],
  ['a device of Windows', 'CON.pdf', '_CON.pdf'],
  ['dots alone', '...', ''],
  ['a hidden file', '.bashrc', 'bashrc'],
  ['a stream of NTFS', 'a.pdf:hidden', 'a.pdf_hidden'],
  ['a decent Czech name', 'Žádost o dotaci č. 3 (příloha).pdf', 'Žádost o dotaci č. 3 (příloha).pdf'],
]

describe('the name of an attachment', () => {
  for (const [what, name, expected] of tricks) it(`is made safe: ${what}`, () => assert.equal(safeName(name), expected))

  it('keeps its extension when it is cut', () => {
    const name = safeName(`${'ř'.repeat(500)}.docx`)
    assert.ok(name.endsWith('ř.docx') && Buffer.byteLength(name) <= 180)
  })

  it('gets a number when it stands for another part as well, whatever its case, form or width', () => {
    const declared = ['a.pdf', 'A.PDF', 'a.pdf', 'ａ.pdf', 'a (2).pdf', null, '', 'straße', 'STRASSE']
      .map((name) => ({ name, extension: 'bin' }))
    assert.deepEqual(safeNames(declared), [
      'a.pdf', 'A (2).PDF', 'a (3).pdf', 'ａ (4).pdf', 'a (2) (2).pdf', 'part-6.bin', 'part-7.bin', 'straße', 'STRASSE (2)'])
  })

  it('is found quickly among many of the same', () => {
    const names = safeNames(Array.from({ length: 20_000 }, () => ({ name: 'a.pdf', extension: '' })))
    assert.equal(names.at(-1), 'a (20000).pdf')
  })

  it('is always a unique, non-empty, plain file name', () => {
    const name = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a.txt', 'A.TXT', 'a (2).txt', 'NUL', '..', '\ud800')))
    fc.assert(fc.property(fc.array(name), (declared) => {
      const names = safeNames(declared.map((one) => ({ name: one, extension: 'txt' })))
      assert.equal(new Set(names.map((one) => one.normalize('NFKC').toUpperCase())).size, declared.length)
      for (const one of names) assert.match(one, /^(?![. ])[^/\\\0-\x1f\x7f\u202a-\u202e\u2066-\u2069]+$/u)
    }))
  })
})
