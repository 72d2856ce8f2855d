import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ambiguities, appendRevision, isKind, openPdf, readText, signatures, type Pdf } from './index.ts'
import { rc4 } from './rc4.ts'
import { buildPdf, layouts, opened, text } from './testing.ts'

const cases = join(process.env['OBEH_SHARED'] ?? join(import.meta.dirname, '../../../../shared'), 'cases/signatures')

test('RC4 gives the bytes of RFC 6229', () => {
  const keystream = Buffer.from(rc4(Buffer.from('0102030405', 'hex'), Buffer.alloc(16))).toString('hex')
  assert.equal(keystream, 'b2396305f03dc027ccc3524a0a1118a8')
})

const ciphers = [['40', '--allow-weak-crypto'], ['128', '--use-aes=n', '--allow-weak-crypto'], ['128', '--use-aes=y'], ['256']] as const

for (const [bits, ...options] of ciphers) {
  test(`files anybody may read are read: ${bits} bits ${options.join(' ')}`, { skip: !hasQpdf() && 'qpdf is not installed' }, () => {
    const inside = options.filter((option) => option.startsWith('--use'))
    const before = options.filter((option) => option.startsWith('--allow'))
    for (const layout of layouts) {
      const plain = buildPdf({ layout, pages: ['Secret words'], extra: () => ({ objects: [text('unreferenced')], catalog: { Lang: text('cs-CZ') } }) })
      for (const packed of ['disable', 'generate']) {
        const pdf = opened(qpdf(plain, ['--encrypt', '', 'owner', bits, ...inside, '--', ...before, `--object-streams=${packed}`]))
        assert.equal(pdf.locked, false)
        assert.ok(pdf.encryption)
        const lang = pdf.latest.get(pdf.latest.catalog, 'Lang')
        assert.equal(isKind(lang, 'string') && readText(lang.bytes), 'cs-CZ')
        assert.match(contentOf(pdf), /Secret words/)
        assert.deepEqual(ambiguities(pdf), [])
        assert.deepEqual(appendRevision(pdf, []), { ok: false, refusal: 'encrypted' })
      }
    }
  })
}

test('files behind a password are open but locked', { skip: !hasQpdf() && 'qpdf is not installed' }, () => {
  const pdf = opened(qpdf(buildPdf(), ['--encrypt', 'user', 'owner', '256', '--']))
  assert.equal(pdf.locked, true)
  const packed = openPdf(qpdf(buildPdf(), ['--encrypt', 'user', 'owner', '256', '--', '--object-streams=generate']))
  assert.ok(packed.ok ? ambiguities(packed.value).every(({ refusal }) => refusal === 'encrypted') : packed.refusal === 'encrypted')
})

test('the signature of an encrypted file is found where it stands, unchanged', { skip: !existsSync(cases) && 'the collection of cases is not here' }, () => {
  const pdf = opened(readFileSync(join(cases, 'dss-pades/protected/edition_protected_signing_allowed_with_field_signed.pdf')))
  const [signature] = signatures(pdf)
  assert.ok(signature?.contents !== undefined && signature.byteRange !== undefined)
  assert.equal(signature.contents.value[0], 0x30)
  assert.equal(signature.byteRange.value[1], signature.contents.start)
  assert.match(signature.signedAt?.toISOString() ?? '', /^20/, 'its other strings are decrypted')
})

function contentOf(pdf: Pdf): string {
  const content = pdf.latest.get(pdf.latest.pages[0]?.dictionary ?? assert.fail('no page'), 'Contents')
  return isKind(content, 'stream') ? Buffer.from(pdf.latest.decoded(content).bytes).toString('latin1') : ''
}

function qpdf(bytes: Uint8Array, options: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'obeh-pdf-'))
  try {
    writeFileSync(join(folder, 'in.pdf'), bytes)
    execFileSync('qpdf', [...options, join(folder, 'in.pdf'), join(folder, 'out.pdf')])
    return readFileSync(join(folder, 'out.pdf'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function hasQpdf(): boolean {
  return spawnSync('qpdf', ['--version']).status === 0
}
