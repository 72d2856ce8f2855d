import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { writePkcs12 } from '../../engines/pkcs12/index.ts'
import { buildPdf, noise } from '../../engines/pdf/testing.ts'
import { testAuthority } from '../../engines/x509/testing.ts'
import { WrongUsage } from './outcome.ts'
import { signCommand } from './sign.ts'

const main = new URL('./main.ts', import.meta.url).pathname
const password = 'žluťoučký kůň'
const now = new Date()
const authority = testAuthority({ now })

describe('obeh sign', () => {
  let folder = ''
  const at = (name: string) => join(folder, name)
  before(async () => {
    Object.assign(process.env, { KEY: password, WRONG: 'no', PLAIN: 'heslo' })
    folder = await mkdtemp(join(tmpdir(), 'obeh-sign-'))
    const { key, certificate } = authority.signer
    await writeFile(at('key.p12'), writePkcs12(key, [certificate, authority.authority.certificate], password, noise))
    await writeFile(at('root.pem'), `-----BEGIN CERTIFICATE-----\n${Buffer.from(authority.root.certificate.der).toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`)
    await writeFile(at('a.pdf'), buildPdf({ pages: ['Rozhodnuti'] }))
    await writeFile(at('b.pdf'), '%PDF-1.7 broken')
    await writeFile(at('c.txt'), 'Zápis')
  })
  after(() => rm(folder, { recursive: true }))

  interface Answer { readonly code: number; readonly out: string; readonly said: string }
  const obeh = (...args: string[]) => new Promise<Answer>((done) => {
    execFile(process.execPath, [main, ...args], { env: { ...process.env, OBEH_DATA: folder } }, (error, out, said) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, said }))
  })
  const usual = (out: string, ...args: string[]) => ['--p12', at('key.p12'), '--password-env', 'KEY', '--out', at(out), ...args]

  it('signs what it can into the folder, tells each file its outcome, and is not content when one was refused', async () => {
    const { code, out } = await obeh('sign', ...usual('out', '--reason', 'Schvaluji', '--json', at('b.pdf'), at('a.pdf'), at('missing.pdf'), at('c.txt')))
    assert.equal(code, 1)
    const [b, a, missing, c] = JSON.parse(out)
    assert.deepEqual([b.file, b.outcome, b.code, missing.code], [at('b.pdf'), 'refused', 'no-startxref', 'file-unreadable'])
    assert.deepEqual([a.outcome, a.out, a.level, a.field], ['signed', join(at('out'), 'a.pdf'), 'PAdES_BASELINE_B', 'Signature1'])
    assert.deepEqual([c.outcome, c.out, c.level], ['signed', join(at('out'), 'c.txt.asice'), 'CAdES_BASELINE_B'])
    const original = await readFile(at('a.pdf'))
    assert.ok((await readFile(a.out)).subarray(0, original.length).equals(original))
    const verified = await obeh('verify', '--json', '--trust', at('root.pem'), a.out)
    const [{ signatures: [signature] }] = JSON.parse(verified.out)
    assert.deepEqual([signature.level, signature.coverage, signature.changesAfter, signature.subIndication], ['PAdES_BASELINE_B', 'WHOLE_FILE', 'NONE', 'TRY_LATER'])
    const again = await signCommand(usual('out', at('a.pdf')))
    assert.deepEqual([again.ok, again.lines.length, /output-exists/.test(again.lines[0] ?? '')], [false, 2, true])
  })

  it('says what is wrong with the words of the command, and with the key', async () => {
    const words: readonly (readonly string[])[] = [
      [], ['--p12', at('key.p12'), '--out', at('o'), at('a.pdf')], ['--p12', at('none.p12'), '--password-env', 'KEY', '--out', at('o'), at('a.pdf')],
      ['--p12', at('key.p12'), '--password-env', 'NOT_SET', '--out', at('o'), at('a.pdf')], usual('o'), usual('o', '--level', 'B-T', at('a.pdf')), usual('o', '--tsa', 'ftp://x', at('a.pdf')),
    ]
    for (const args of words) await assert.rejects(signCommand([...args]), WrongUsage, args.join(' '))
    const refusal = async (...args: string[]) => (await signCommand(['--out', at('o'), at('a.pdf'), ...args])).json
    assert.equal(JSON.parse(JSON.stringify(await refusal('--p12', at('key.p12'), '--password-env', 'WRONG'))).refusal, 'wrong-password')
    const { key, certificate } = authority.issue('Dávno', { notAfter: new Date(now.getTime() - 1000), notBefore: new Date(now.getTime() - 100_000) })
    await writeFile(at('old.p12'), writePkcs12(key, [certificate], password, noise))
    assert.equal(JSON.parse(JSON.stringify(await refusal('--p12', at('old.p12'), '--password-env', 'KEY'))).refusal, 'certificate-expired')
  })

  it('takes keys as OpenSSL exports them, of today and of old', { skip: !hasOpenssl() && 'openssl is not installed' }, async () => {
    const { key, certificate } = authority.signer
    await writeFile(at('key.pem'), key.export({ format: 'pem', type: 'pkcs8' }))
    await writeFile(at('own.pem'), `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate.der).toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`)
    for (const kind of [[], ['-legacy']]) {
      execFileSync('openssl', ['pkcs12', '-export', ...kind, '-inkey', at('key.pem'), '-in', at('own.pem'), '-passout', 'pass:heslo', '-out', at('openssl.p12')], { stdio: 'ignore' })
      const { ok } = await signCommand(['--p12', at('openssl.p12'), '--password-env', 'PLAIN', '--out', at(`openssl${kind.length}`), at('a.pdf')])
      assert.ok(ok)
    }
  })
})

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
