import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readDirectory } from '../../engines/zip/index.ts'
import { zipOf, type EntryMade } from './fixtures.ts'
import { archiveLimits, listArchive, openArchive, type ArchiveRefusal } from './index.ts'
import openInside from './open-inside.ts'

const inside = (bytes: Uint8Array) => openInside({ bytes, limits: archiveLimits, keep: true })
const listed = (bytes: Uint8Array) => {
  const opened = inside(bytes)
  assert.ok(opened.ok, opened.ok ? '' : opened.refusal)
  return opened.value.files.map(({ path, bytes: content }) => [path.join(' > '), Buffer.from(content).toString()])
}
const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024)

describe('an archive is opened', () => {
  it('with every file in it, folders left out, archives within in turn, in the sandbox', async () => {
    const inner = zipOf([{ name: 'b.txt', body: 'dva' }])
    const opened = await openArchive(zipOf([{ name: 'plány/' }, { name: 'plány/a.txt', body: 'jedna' }, { name: 'inner.zip', body: inner, stored: true }]))
    assert.ok(opened.ok)
    assert.deepEqual(opened.value.files.map(({ path }) => path), [['plány/a.txt'], ['inner.zip'], ['inner.zip', 'b.txt']])
    assert.deepEqual(opened.value.files.map(({ bytes }) => Buffer.from(bytes)), [Buffer.from('jedna'), inner, Buffer.from('dva')])
    assert.deepEqual(await listArchive(zipOf([{ name: 'a', body: 'x' }])), { ok: true, value: ['a'] })
  })

  it('with names in the code page of Czech Windows', () => {
    assert.deepEqual(listed(zipOf([{ name: Buffer.from('a66c75779c6f759f6bec2e747874', 'hex'), flags: 0, body: 'x' }])), [['Žluwťoučký.txt', 'x']])
  })

  it('and what is packed in an unknown way is named and stays in it', () => {
    const opened = inside(zipOf([{ name: 'a.txt', method: 12 }, { name: 'b.txt', body: 'x' }]))
    assert.ok(opened.ok)
    assert.deepEqual([opened.value.skipped, opened.value.files.length], [['a.txt'], 1])
  })
})

describe('an archive is refused before anything is inflated', () => {
  const samples: [string, ArchiveRefusal, readonly EntryMade[]][] = [
    ['too many entries', 'too-many-entries', Array.from({ length: 1_001 }, (_, i) => ({ name: `${i}` }))],
    ['too large', 'too-large', [{ name: 'a', size: 101 * 1024 * 1024 }]],
    ['a bomb', 'bomb', [{ name: 'a', body: zeros(20) }]],
    ['encrypted', 'encrypted', [{ name: 'a', flags: 1 }]],
    ['a path upwards', 'unsafe-names', [{ name: '../../etc/passwd' }]],
    ['a path upwards in Windows', 'unsafe-names', [{ name: 'a\\..\\..\\b' }]],
    ['an absolute path', 'unsafe-names', [{ name: '/etc/passwd' }]],
    ['a drive', 'unsafe-names', [{ name: 'C:\\a' }]],
    ['a NUL', 'unsafe-names', [{ name: 'a.pdf\0.exe' }]],
    ['a link', 'unsafe-names', [{ name: 'a', body: '/etc/passwd', mode: 0o120777 }]],
    ['two of a name', 'repeated-names', [{ name: 'a.txt', body: '1' }, { name: 'A.TXT', body: '2' }]],
    ['another name in its local header', 'ambiguous', [{ name: 'a.txt', localName: 'b.exe' }]],
  ]
  for (const [what, refusal, entries] of samples) {
    it(what, () => assert.deepEqual(readDirectory(zipOf(entries), archiveLimits), { ok: false, refusal }))
  }
  it('entries over one another', () => {
    const bytes = zipOf([{ name: 'aa', body: 'x', stored: true }, { name: 'bb', body: 'y', stored: true }])
    // The first claims the bytes of the second as its own.
    const at = bytes.indexOf(Buffer.from('504b0102', 'hex'))
    bytes.writeUInt32LE(20, at + 20)
    assert.deepEqual(readDirectory(bytes, archiveLimits), { ok: false, refusal: 'overlapping' })
  })
})

describe('an archive is refused while it is unpacked', () => {
  it('when it holds more than it promised, or other bytes', () => {
    assert.deepEqual(inside(zipOf([{ name: 'a', body: zeros(1), size: 10 }])), { ok: false, refusal: 'damaged' })
    assert.deepEqual(inside(zipOf([{ name: 'a', body: 'x', crc: 1 }])), { ok: false, refusal: 'damaged' })
  })

  it('when it goes too deep, as those that hold themselves do', () => {
    let bytes = zipOf([{ name: 'a.txt', body: 'x' }])
    for (let depth = 2; depth <= 4; depth += 1) bytes = zipOf([{ name: 'a.zip', body: bytes, stored: true }])
    assert.ok(inside(bytes).ok)
    assert.deepEqual(inside(zipOf([{ name: 'a.zip', body: bytes, stored: true }])), { ok: false, refusal: 'too-deep' })
  })

  it('when nested archives together are too many or too large: the one of sixteen times sixteen', async () => {
    const nest = (body: Buffer, name: string) => zipOf(Array.from({ length: 16 }, (_, i) => ({ name: `${name}${i}.zip`, body })))
    const bomb = nest(nest(nest(zipOf([{ name: '0.dll', body: zeros(4) }]), 'page'), 'chapter'), 'book')
    const before = Date.now()
    const opened = await openArchive(bomb)
    assert.ok(!opened.ok && ['too-large', 'too-many-entries', 'bomb'].includes(opened.refusal), JSON.stringify(opened).slice(0, 100))
    assert.ok(Date.now() - before < 15_000)
  })
})

it('any bytes give an answer, also after an honest beginning and before an honest end', () => {
  const honest = zipOf([{ name: 'a.txt', body: 'jedna' }, { name: 'b/c.txt', body: 'dva' }])
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(honest.length), fc.boolean(), (noise, at, cut) => {
    inside(Buffer.concat([honest.subarray(0, at), noise, honest.subarray(cut ? Math.min(honest.length, at + noise.length) : at)]))
  }), { numRuns: 300 })
})
