import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { readSignedData } from '../cms/index.ts'
import { assessSignatures } from '../pdf-changes/index.ts'
import { permissions, signatureFields, signatures } from '../pdf/index.ts'
import { buildPdf, layouts, noise, opened, taken, withSignatureField } from '../pdf/testing.ts'
import { finish, finishSignature, prepare, prepareSignature, signWith } from './index.ts'
import type { KeyKind } from '../x509/testing.ts'
import { at, holder, signed, timestampBy, type Holder } from './testing.ts'

const kinds: readonly KeyKind[] = ['RSA-2048', 'P-256', 'P-384']
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
      assert.equal(verifyWithOpenssl(thrice, who), 3)
    }
  })
}

test('what is signed is clean to qpdf and valid to pdfsig', { skip: !(isInstalled('qpdf', '--version') && isInstalled('pdfsig', '-v')) && 'qpdf or pdfsig is not installed' }, () => {
  const who = holder('RSA-2048')
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

test('with a time stamp it is B-T: the token is about the signature itself, OpenSSL still verifies, and a token too large is refused', { skip }, () => {
  const who = holder()
  const ready = taken(prepareSignature(buildPdf({ pages }), { signedAt: at }, who.signer, true))
  const signature = signWith(who.key, who.signer, ready.toSign.bytes)
  const token = timestampBy(who, createHash('sha256').update(signature).digest())
  const bytes = Buffer.concat(taken(finishSignature(ready, who.signer, signature, token)))
  assert.equal(verifyWithOpenssl(bytes, who), 1)
  const signer = taken(readSignedData(signatures(opened(bytes))[0]?.contents?.value ?? Buffer.alloc(0))).signers[0]
  assert.deepEqual(signer?.signature, signature)
  assert.ok(bytes.includes(Buffer.from(token).toString('hex')))
  assert.deepEqual(finishSignature(ready, who.signer, signature, noise(20_000)), { ok: false, refusal: 'gap-too-small' })
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

test('the same file and intent give the same bytes to sign, and a signature that does not fit is refused', () => {
  const bytes = buildPdf({ pages })
  const intent = { signedAt: at, name: 'Jana', room: 500 }
  const [one, other] = [taken(prepare(bytes, intent)), taken(prepare(Buffer.from(bytes), intent))]
  assert.deepEqual([one.tail, one.digest, one.gap], [other.tail, other.digest, other.gap])
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

/** Whether OpenSSL verifies every signature of the file as CAdES with this root; throws what it says otherwise. */
function verifyWithOpenssl(bytes: Uint8Array, { authority }: Holder): number {
  const all = signatures(opened(bytes)).filter(({ kind }) => kind === 'signature')
  inFolder((folder) => {
    writeFileSync(join(folder, 'root.pem'), `-----BEGIN CERTIFICATE-----\n${Buffer.from(authority.root.certificate.der).toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`)
    for (const { contents, byteRange } of all) {
      const [, before = 0, behind = 0, rest = 0] = byteRange?.value ?? []
      writeFileSync(join(folder, 'content'), Buffer.concat([bytes.subarray(0, before), bytes.subarray(behind, behind + rest)]))
      writeFileSync(join(folder, 'cms'), contents?.value ?? '')
      const files = ['-in', join(folder, 'cms'), '-content', join(folder, 'content'), '-CAfile', join(folder, 'root.pem')]
      execFileSync('openssl', ['cms', '-verify', '-cades', '-inform', 'DER', '-binary', '-purpose', 'any', '-out', join(folder, 'out'), ...files], { stdio: 'pipe' })
    }
  })
  return all.length
}

function inFolder<Value>(work: (folder: string) => Value): Value {
  const folder = mkdtempSync(join(tmpdir(), 'obeh-pades-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function isInstalled(command: string, flag: string): boolean {
  try {
    execFileSync(command, [flag], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
