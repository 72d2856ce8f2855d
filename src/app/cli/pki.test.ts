import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readPkcs12 } from '../../engines/pkcs12/index.ts'
import { judgePath, readOcspResponse, type Certificate } from '../../engines/x509/index.ts'
import { openAuthority } from '../../platform/pki/index.ts'
import { timestampClient } from '../../platform/timestamps/index.ts'
import { WrongUsage } from './outcome.ts'
import { pkiCommand } from './pki.ts'

describe('obeh pki', () => {
  let folder = ''
  const at = (name: string) => join(folder, name)
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'obeh-pki-'))
    Object.assign(process.env, { OBEH_DATA: folder, HESLO: 'velmi tajné' })
  })
  after(() => rm(folder, { recursive: true }))

  const faultOf = async (certificate: Certificate, chain: readonly Certificate[]) => {
    const now = new Date()
    const authority = await openAuthority(at('authority'), () => now)
    const ocsps = [certificate, ...chain.slice(0, 1)].flatMap((each) => {
      const read = readOcspResponse(authority.ocsp(each))
      return read.ok ? [read.value] : []
    })
    return judgePath({ certificate, anchors: [authority.root], evidence: { certificates: chain, crls: [], ocsps }, at: now, now }).failure?.problem
  }

  it('issues a key whose certificate holds until it is revoked, and writes over none', async () => {
    const issue = ['issue', 'Jana Veselá', '--out', at('jana.p12'), '--password-env', 'HESLO']
    assert.equal((await pkiCommand(issue)).ok, true)
    assert.equal((await stat(at('jana.p12'))).mode & 0o077, 0)
    await assert.rejects(pkiCommand(issue), /never written over/)
    const read = readPkcs12(await readFile(at('jana.p12')), 'velmi tajné')
    assert.ok(read.ok)
    const { certificate, chain } = read.value
    assert.equal(await faultOf(certificate, chain), undefined)
    await writeFile(at('jana.cer'), certificate.der)
    assert.equal((await pkiCommand(['revoke', at('jana.cer')])).ok, true)
    assert.equal(await faultOf(certificate, chain), 'revoked')
  })

  it('gives its root, and revokes nothing that it did not give', async () => {
    assert.equal((await pkiCommand(['root', '--out', at('root.pem')])).ok, true)
    assert.match(await readFile(at('root.pem'), 'utf8'), /^-----BEGIN CERTIFICATE-----\n[^]+\n-----END CERTIFICATE-----\n$/)
    assert.deepEqual((await pkiCommand(['revoke', at('root.pem')])).json, { refusal: 'not-ours' })
  })

  it('stamps time until it is stopped', async () => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url))
    const child = spawn(process.execPath, [main, 'pki', 'serve', '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'ignore'] })
    const ended = new Promise<number | null>((done) => void child.once('exit', done))
    for await (const line of createInterface({ input: child.stdout })) {
      const { tsa } = JSON.parse(line) as { tsa?: string }
      if (tsa === undefined) continue
      assert.ok((await timestampClient({ urls: [tsa] }).stamp(Buffer.alloc(32, 7))).ok)
      child.kill('SIGTERM')
    }
    assert.equal(await ended, 0)
  })

  it('does nothing in production, and says what it was not told', async () => {
    process.env['NODE_ENV'] = 'production'
    await assert.rejects(pkiCommand(['root']), WrongUsage)
    delete process.env['NODE_ENV']
    const password = ['--password-env', 'HESLO']
    for (const wrong of [['issue', 'X', '--out', at('x.p12')], ['issue', '--out', at('x.p12'), ...password], ['issue', 'X', ...password], ['issue', 'X', '--out', at('x.p12'), ...password, '--seal', '12'], ['revoke'], ['burn'], []]) {
      await assert.rejects(pkiCommand(wrong), WrongUsage, wrong.join(' '))
    }
  })
})
