import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { assessSignatures } from '../pdf-changes/index.ts'
import { permissions, signatureFields, signatures } from '../pdf/index.ts'
import { buildPdf, layouts, opened, taken, withSignatureField } from '../pdf/testing.ts'
import { finish, keepPrepared, prepare, prepareSignature, takeUpPrepared } from './index.ts'
import { inFolder, isInstalled, verifyWithOpenssl } from './oracle.testing.ts'
import { at, holder, signed, type KeyKind } from './testing.ts'

const kinds: readonly KeyKind[] = ['rsa', 'P-256', 'P-384']
const skip = !isInstalled('openssl', 'version') && 'openssl is not installed'
const pages = ['One', 'Two']

for (const kind of kinds) {
  test(`signatures by ${kind} are CAdES to OpenSSL on every layout, the first and those behind it, and no earlier byte changes`, { skip }, () => {
    const who = holder(kind)
    for (const layout of layouts) {
      const bytes = buildPdf({ layout, pages })
      const once = signed(bytes, who, { name: 'Jana Nováková', reason: 'Schvaluji', location: 'Jezerní kraj' })
      const thrice = signed(signed(once, who), who)
      assert.ok(once.subarray(0, bytes.length).equals(bytes) && thrice.subarray(0, once.length).equals(once))
      assert.equal(verifyWithOpenssl(thrice, who.chain[1] ?? who.chain[0] ?? Buffer.alloc(0)), 3)
    }
  })
}

test('what is signed is clean to qpdf and valid to pdfsig', { skip: !(isInstalled('qpdf', '--version') && isInstalled('pdfsig', '-v')) && 'qpdf or pdfsig is not installed' }, () => {
  const who = holder('rsa')
  inFolder((folder) => {
    for (const layout of layouts) {
      const path = join(folder, `${layout}.pdf`)
      writeFileSync(path, signed(signed(buildPdf({ layout, pages }), who), who))
      assert.match(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' }), /No syntax or stream encoding errors found/)
      const said = execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      assert.equal(said.match(/Signature is Valid/g)?.length, 2)
      assert.match(said, /Total document signed/)
    }
  })
})

test('the first signature certifies and allows further ones, which change nothing beyond filling in', () => {
  const who = holder()
  const pdf = opened(signed(signed(buildPdf({ pages }), who, { reason: 'Žluťoučký' }), who))
  const [first, second] = signatures(pdf)
  assert.deepEqual([first?.transforms.map(({ method, permission }) => [method, permission]), second?.transforms], [[['DocMDP', 2]], []])
  assert.deepEqual([first?.reason, first?.signedAt, first?.subFilter], ['Žluťoučký', at, 'ETSI.CAdES.detached'])
  assert.ok(permissions(pdf.latest).docMdp !== undefined)
  const assessed = taken(assessSignatures(pdf))
  assert.deepEqual(assessed.map(({ coverage, level, ok }) => [coverage, level, ok]), [['WHOLE_REVISION', 'FORM_FILLING', true], ['WHOLE_FILE', 'NONE', true]])
  assert.deepEqual(signatureFields(pdf.latest).map(({ name }) => name), ['Signature1', 'Signature2'])
})

test('a final copy lets nobody sign after it, also when others signed before', () => {
  const who = holder()
  const bytes = buildPdf({ pages })
  for (const final of [signed(bytes, who, { final: true }), signed(signed(bytes, who), who, { final: true })]) {
    const refused = prepareSignature(final, { signedAt: at }, who.signer, false)
    assert.deepEqual(refused, { ok: false, refusal: 'no-changes-permitted' })
    assert.ok(taken(assessSignatures(opened(final))).every(({ ok }) => ok))
  }
})

test('an empty field is signed where it stands; a signed one, another kind and an unlikely name are refused', () => {
  const who = holder()
  const bytes = buildPdf({ pages, extra: withSignatureField('Podpis reditele') })
  const done = signed(bytes, who, { field: 'Podpis reditele' })
  assert.deepEqual(signatureFields(opened(done).latest).map(({ name }) => name), ['Podpis reditele'])
  const refusal = (field: string) => { const tried = prepareSignature(done, { signedAt: at, field }, who.signer, false); return tried.ok ? tried.value.prepared.field : tried.refusal }
  assert.deepEqual(['Podpis reditele', 'a.b', '', 'Jiný'].map(refusal), ['field-already-signed', 'bad-field-name', 'bad-field-name', 'Jiný'])
})

test('only the first signature can certify', () => {
  const who = holder()
  const refused = prepareSignature(signed(buildPdf({ pages }), who, { certification: 'none' }), { signedAt: at, certification: 'P2' }, who.signer, false)
  assert.deepEqual(refused, { ok: false, refusal: 'not-first-signature' })
})

test('the same file and intent give the same bytes to sign; what was kept is taken up again with its own original alone', () => {
  const bytes = buildPdf({ pages })
  const intent = { signedAt: at, name: 'Jana', room: 500 }
  const [one, other] = [taken(prepare(bytes, intent)), taken(prepare(Buffer.from(bytes), intent))]
  assert.deepEqual([one.tail, one.digest, one.gap], [other.tail, other.digest, other.gap])
  const kept = keepPrepared(one)
  assert.deepEqual(taken(takeUpPrepared(bytes, kept)), { ...one, tail: Buffer.from(one.tail) })
  const changed = Buffer.from(bytes)
  changed[changed.indexOf('Catalog')] = 0x63
  const damaged = Buffer.from(kept)
  damaged[damaged.length - 3] = (damaged[damaged.length - 3] ?? 0) ^ 1
  for (const [original, held] of [[changed, kept], [bytes.subarray(1), kept], [bytes, damaged]] as const) {
    assert.deepEqual(takeUpPrepared(original, held), { ok: false, refusal: 'not-the-prepared-file' })
  }
  assert.deepEqual(finish(one, Buffer.alloc(501, 1)), { ok: false, refusal: 'gap-too-small' })
  assert.ok(Buffer.from(taken(finish(one, Buffer.alloc(500, 1)))[1]).equals(Buffer.from(taken(finish(one, Buffer.alloc(500, 1)))[1])))
})

test('whatever the file and the claims, the signature covers all of it and its claims are read back', () => {
  const who = holder()
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((value) => !value.includes('\u{1b}') && value.isWellFormed())
  fc.assert(fc.property(fc.constantFrom(...layouts), fc.array(fc.stringMatching(/^[a-z ]{0,20}$/), { minLength: 1, maxLength: 5 }), text, text, fc.integer({ min: 0, max: 3000 }), (layout, words, name, reason, ballast) => {
    const bytes = signed(signed(buildPdf({ layout, pages: words, ballast }), who, { name, reason }), who)
    const pdf = opened(bytes)
    assert.deepEqual(signatures(pdf).map((signature) => [signature.name, signature.reason]), [[name, reason], [undefined, undefined]])
    assert.deepEqual(taken(assessSignatures(pdf)).map(({ ok, signedLength }) => [ok, signedLength === bytes.length]), [[true, false], [true, true]])
  }), { numRuns: 40 })
})
