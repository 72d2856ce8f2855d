import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { testAuthority } from '../x509/testing.ts'
import { readPkcs12, writePkcs12 } from './index.ts'

const pki = testAuthority()
const chain = [pki.signer.certificate, pki.authority.certificate, pki.root.certificate]
const password = 'žluťoučký kůň 1'

describe('a file with a key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'obeh-p12-'))
  after(() => rmSync(folder, { recursive: true }))
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const version = (() => {
    try {
      return String(openssl('version'))
    } catch {
      return ''
    }
  })()
  const skip = version.startsWith('OpenSSL 3') ? false : 'no OpenSSL 3 here'

  it('is read back with its certificate and chain, by its password alone', () => {
    const bytes = writePkcs12(pki.signer.key, chain, password)
    const read = readPkcs12(bytes, password)
    assert.ok(read.ok)
    assert.ok(read.value.key.equals(pki.signer.key))
    assert.deepEqual([read.value.certificate, ...read.value.chain].map(({ der }) => Buffer.from(der)), chain.map(({ der }) => Buffer.from(der)))
    assert.deepEqual(readPkcs12(bytes, 'jiné'), { ok: false, refusal: 'wrong-password' })
    assert.deepEqual(readPkcs12(writePkcs12(pki.signer.key, [pki.seal.certificate], password), password), { ok: false, refusal: 'no-certificate' })
  })

  it('of ours is read by OpenSSL, and of OpenSSL by us, new and old', { skip }, () => {
    writeFileSync(at('ours.p12'), writePkcs12(pki.signer.key, chain, 'heslo'))
    assert.match(String(openssl('pkcs12', '-in', at('ours.p12'), '-passin', 'pass:heslo', '-nodes')), /BEGIN PRIVATE KEY/)
    writeFileSync(at('key.pem'), pki.signer.key.export({ type: 'pkcs8', format: 'pem' }))
    writeFileSync(at('chain.pem'), chain.map(({ der }) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`).join(''))
    const ways = [[], ['-certpbe', 'AES-128-CBC', '-keypbe', 'AES-192-CBC', '-macalg', 'sha512'], ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'], ['-keypbe', 'NONE', '-certpbe', 'NONE'], ['-legacy']]
    for (const way of ways) {
      openssl('pkcs12', '-export', ...way, '-in', at('chain.pem'), '-inkey', at('key.pem'), '-passout', 'pass:heslo', '-out', at('theirs.p12'))
      const read = readPkcs12(readFileSync(at('theirs.p12')), 'heslo')
      assert.ok(read.ok, `${way.join(' ')}: ${read.ok || read.refusal}`)
      assert.ok(read.value.key.equals(pki.signer.key))
      assert.equal(read.value.chain.length, 2, way.join(' '))
    }
  })

  it('that was changed or cut gives no other key, and never keeps the reader busy', () => {
    const bytes = writePkcs12(pki.signer.key, chain, password)
    fc.assert(fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (where, mask) => {
      const changed = Uint8Array.from(bytes)
      changed[where] = (changed[where] ?? 0) ^ mask
      const read = readPkcs12(changed, password)
      assert.ok(!read.ok || read.value.key.equals(pki.signer.key))
    }), { numRuns: 12 })
    for (const length of [0, 1, 50, bytes.length - 1]) assert.ok(!readPkcs12(bytes.subarray(0, length), password).ok)
  })
})
