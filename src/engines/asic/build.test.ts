import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { contentOf, contentTypes, readableCertificates, readSignedData, readTimestampToken, signatureBuilder, timestampInfo, verifySigner, verifyTimestamp } from '../cms/index.ts'
import { testAuthority } from '../x509/testing.ts'
import { writeZip } from '../zip/index.ts'
import { finishArchive, finishAsic, prepareArchive, prepareAsic, prepareMore, readAsic, safeName, withParts, type Asic, type AsicFile } from './index.ts'

const pki = testAuthority()
const at = new Date('2026-11-23T10:00:00Z')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

function cms(content: Uint8Array, { certificate, key } = pki.signer, contentType: string = contentTypes.data, within = false): Uint8Array {
  const builder = signatureBuilder({ certificate, algorithm: { scheme: 'ecdsa', digest: 'sha256' }, contentType })
  const toSign = builder.prepare(sha256(content), at)
  return builder.finish(toSign, sign('sha256', toSign.bytes, key), within ? { content } : {})
}
const tokenOver = (bytes: Uint8Array, hour: number) =>
  cms(timestampInfo({ digest: 'sha256', imprint: sha256(bytes), policy: '1.2.3', serial: 1n, time: new Date(Date.UTC(2026, 10, 23, hour)) }), pki.timestamper, contentTypes.timestampInfo, true)

function made(kind: 'asic-e' | 'asic-s', files: readonly AsicFile[]): Uint8Array {
  const prepared = prepareAsic(kind, files)
  return prepared.ok ? finishAsic(prepared.value, cms(prepared.value.signs), at) : assert.fail(prepared.refusal)
}

function read(bytes: Uint8Array): Asic {
  const asic = readAsic(bytes)
  return asic.ok ? asic.value : assert.fail(asic.refusal)
}

/** Whether everything in a container holds: the signature over what it signs, and all files as they were and covered. */
function holds(bytes: Uint8Array): boolean {
  const asic = readAsic(bytes)
  return asic.ok && asic.value.signatures.length > 0 && asic.value.signatures.every(({ bytes: der, signs, covers, leaves, faults }) => {
    const data = readSignedData(der)
    return data.ok && signs && faults.length === 0 && leaves.length === 0 && covers.every(({ state }) => state === 'intact')
      && data.value.signers.every((signer) => verifySigner(data.value, signer, contentOf(signs.bytes), readableCertificates(data.value.certificates)).failures.length === 0)
  })
}

const files = [{ name: 'rozhodnutí.pdf', bytes: Buffer.from('%PDF-1.7'), mimeType: 'application/pdf' }, { name: 'přílohy/a & "b" 100%.txt', bytes: Buffer.from('příloha') }, { name: 'prázdný', bytes: new Uint8Array() }]

test('a container that was made is read and holds, whatever its files are called', () => {
  assert.ok(holds(made('asic-e', files)))
  assert.ok(holds(made('asic-s', files.slice(0, 1))))
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  fc.assert(fc.property(fc.uniqueArray(fc.record({ name, bytes: fc.uint8Array({ maxLength: 200 }) }), { minLength: 1, maxLength: 5, selector: (file) => file.name.normalize('NFKC').toLowerCase() }), (some) => {
    const prepared = prepareAsic('asic-e', some)
    if (!prepared.ok) assert.ok(['unsafe-name', 'reserved-name', 'repeated-name'].includes(prepared.refusal))
    else assert.ok(holds(finishAsic(prepared.value, cms(prepared.value.signs), at)))
  }), { numRuns: 60 })
})

test('no octet of a container can change and everything in it still hold as it was', () => {
  const bytes = made('asic-e', files)
  const before = read(bytes)
  fc.assert(fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
    const other = bytes.map((octet, index) => index === place ? octet ^ change : octet)
    // Times and the like may change: no file may.
    if (holds(other)) assert.deepEqual([...read(other).container.files].filter(([name]) => name !== 'META-INF/signature001.p7s'), [...before.container.files].filter(([name]) => name !== 'META-INF/signature001.p7s'))
  }), { numRuns: 1_500 })
})

test('a file that is added, taken away, changed or renamed is told', () => {
  const asic = read(made('asic-e', files))
  const again = (change: (parts: Map<string, Uint8Array>) => void) => {
    const parts = new Map(asic.container.files)
    change(parts)
    return read(writeZip([...parts].map(([name, bytes]) => ({ name, bytes })), at)).signatures.map(({ covers, leaves }) => [covers.filter(({ state }) => state !== 'intact').map(({ name, state }) => `${name} ${state}`), leaves])
  }
  assert.deepEqual(again((parts) => parts.set('navíc.pdf', Buffer.from('x'))), [[[], ['navíc.pdf']]])
  assert.deepEqual(again((parts) => parts.delete('prázdný')), [[['pr%C3%A1zdn%C3%BD missing'], []]])
  assert.deepEqual(again((parts) => parts.set('rozhodnutí.pdf', Buffer.from('%PDF-1.6'))), [[['rozhodnutí.pdf changed'], []]])
})

test('a URI that may mean two files means neither', () => {
  const prepared = prepareAsic('asic-e', [{ name: 'a b', bytes: Buffer.from('1') }])
  assert.ok(prepared.ok)
  const bytes = finishAsic({ ...prepared.value, entries: [...prepared.value.entries, { name: 'a%20b', bytes: Buffer.from('2') }] }, cms(prepared.value.signs), at)
  assert.deepEqual(read(bytes).signatures.map(({ covers }) => covers.map(({ state }) => state)), [['missing']])
})

test('names that lead outside or mean something else are refused', () => {
  const refusalOf = (...names: readonly string[]) => {
    const prepared = prepareAsic('asic-e', names.map((name) => ({ name, bytes: new Uint8Array() })))
    return prepared.ok ? 'made' : prepared.refusal
  }
  assert.deepEqual(['../a', '/a', 'a//b', 'c:a', 'a\\b', 'a/', ''].map((name) => refusalOf(name)), Array.from({ length: 7 }, () => 'unsafe-name'))
  assert.deepEqual([refusalOf('mimetype'), refusalOf('META-INF/signature002.p7s'), refusalOf('meta-inf/x'), refusalOf('a', 'A'), refusalOf()], ['reserved-name', 'reserved-name', 'reserved-name', 'repeated-name', 'no-files'])
  assert.deepEqual(prepareAsic('asic-s', files), { ok: false, refusal: 'not-one-file' })
})

test('the archive of a container covers everything in it, again and again', () => {
  const kept = (bytes: Uint8Array, hour: number) => {
    const prepared = prepareArchive(read(bytes))
    return prepared.ok ? finishArchive(prepared.value, tokenOver(prepared.value.manifest.bytes, hour), at) : assert.fail()
  }
  const twice = kept(kept(made('asic-e', files), 11), 12)
  const { timestamps } = read(twice)
  assert.deepEqual(timestamps.map(({ name, covers, leaves }) => [name, covers.every(({ state }) => state === 'intact'), covers.length, leaves.length]), [['META-INF/timestamp001.tst', true, 5, 0], ['META-INF/timestamp002.tst', true, 7, 0]])
  for (const { bytes, signs } of timestamps) {
    const token = readTimestampToken(bytes)
    assert.ok(token.ok && signs)
    assert.deepEqual(verifyTimestamp(token.value, contentOf(signs.bytes)).failures, [])
  }
  assert.ok(holds(twice))
  const changed = withParts(read(twice), new Map([['META-INF/signature001.p7s', cms(Buffer.from('jiný'))]]), at)
  assert.deepEqual(read(changed).timestamps.map(({ covers }) => covers.filter(({ state }) => state !== 'intact').map(({ name }) => name)), [['META-INF/signature001.p7s'], ['META-INF/signature001.p7s']])
})

test('one signer after another signs a container, none changes what stood in it, and all signatures hold', () => {
  let bytes = made('asic-e', files)
  for (const count of [2, 3]) {
    const before = read(bytes)
    const prepared = prepareMore(before)
    assert.ok(prepared.ok)
    bytes = finishAsic(prepared.value, cms(prepared.value.signs), at)
    assert.deepEqual(prepareMore(before), prepared)
    const now = read(bytes)
    assert.deepEqual([now.signatures.length, now.data], [count, before.data])
    for (const [name, content] of before.container.files) assert.deepEqual(now.container.files.get(name), content)
    assert.ok(now.container.isMimetypeFirst && holds(bytes))
  }
  assert.deepEqual(prepareMore(read(made('asic-s', files.slice(0, 1)))), { ok: false, refusal: 'takes-no-more' })
})

test('every name becomes one that a container takes, and a good one stays', () => {
  assert.deepEqual(['rozhodnutí.pdf', 'a/../b', 'mimetype', '..', '', 'META-INF/x', 'c:\\d'].map(safeName), ['rozhodnutí.pdf', 'a_.._b', '_mimetype', '_', '_', 'META-INF_x', 'c_d'])
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => assert.ok(prepareAsic('asic-e', [{ name: safeName(name), bytes: new Uint8Array() }]).ok)))
})

const hasTools = ['unzip', 'openssl'].every((tool) => {
  try {
    execFileSync(tool, [tool === 'unzip' ? '-v' : 'version'], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
})

test('other programs find the type first and hold the signature over the manifest', { skip: hasTools ? false : 'unzip or openssl is not here' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'asic-'))
  try {
    const bytes = made('asic-e', files)
    assert.equal(Buffer.from(bytes).toString('latin1', 30, 69), 'mimetypeapplication/vnd.etsi.asic-e+zip')
    writeFileSync(join(folder, 'a.asice'), bytes)
    writeFileSync(join(folder, 'root.pem'), `-----BEGIN CERTIFICATE-----\n${Buffer.concat([pki.root.certificate.der]).toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\n${Buffer.from(pki.authority.certificate.der).toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`)
    execFileSync('unzip', ['-tq', join(folder, 'a.asice')], { stdio: 'pipe' })
    execFileSync('unzip', ['-q', join(folder, 'a.asice'), 'META-INF/*', '-d', folder], { stdio: 'pipe' })
    const common = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-CAfile', join(folder, 'root.pem'), '-purpose', 'any', '-attime', String(at.getTime() / 1000), '-out', '/dev/null']
    execFileSync('openssl', [...common, '-in', join(folder, 'META-INF/signature001.p7s'), '-content', join(folder, 'META-INF/ASiCManifest001.xml')], { stdio: 'pipe' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a container of signatures without end, or of a manifest that lists one file without end, costs little', () => {
  const large = Buffer.alloc(8_000_000)
  const list = Array.from({ length: 2_000 }, () => `<a:DataObjectReference URI="velký"><d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><d:DigestValue>AAAA</d:DigestValue></a:DataObjectReference>`).join('')
  const manifest = Buffer.from(`<a:ASiCManifest xmlns:a="http://uri.etsi.org/02918/v1.2.1#" xmlns:d="http://www.w3.org/2000/09/xmldsig#"><a:SigReference URI="META-INF/signature.p7s"/>${list}</a:ASiCManifest>`)
  const start = performance.now()
  const asic = read(writeZip([{ name: 'velký', bytes: large, stored: true }, { name: 'META-INF/ASiCManifest.xml', bytes: manifest }, { name: 'META-INF/signature.p7s', bytes: new Uint8Array() }], at))
  assert.deepEqual(new Set(asic.signatures[0]?.covers.map(({ state }) => state)), new Set(['changed']))
  assert.ok(performance.now() - start < 2_000)
  assert.deepEqual(readAsic(writeZip(Array.from({ length: 150 }, (_, index) => ({ name: `META-INF/signature${index}.p7s`, bytes: new Uint8Array() })), at)), { ok: false, refusal: 'too-many-entries' })
})
