import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { ocspRequest, readOcspResponse, type Certificate } from '../../engines/x509/index.ts'
import { timestampClient } from '../timestamps/index.ts'
import { serveAuthority, type ServedAuthority } from './index.ts'

const run = promisify(execFile)
const hasOpenssl = await run('openssl', ['version']).then(() => true, () => false)

describe('an authority that is served', () => {
  let folder: string
  let served: ServedAuthority
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'obeh-served-'))
    served = await serveAuthority(join(folder, 'pki'), () => new Date())
  })
  after(async () => {
    await served.close()
    await rm(folder, { recursive: true })
  })
  const pem = async (name: string, ...certificates: readonly Certificate[]) => {
    const path = join(folder, name)
    await writeFile(path, certificates.map(({ der }) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`).join(''))
    return path
  }

  it('stamps time for whoever asks', async () => {
    assert.ok((await timestampClient({ urls: [`${served.url}/tsa`] }).stamp(randomBytes(32))).ok)
  })

  it('answers about a certificate in the address as in the body, and says nothing of those of others', async () => {
    const { certificate, chain: [issuer] } = served.authority.issueSigner('Jana Veselá')
    assert.ok(issuer)
    const request = ocspRequest(certificate, issuer, randomBytes(16))
    const inAddress = await fetch(`${served.url}/ocsp/${encodeURIComponent(Buffer.from(request).toString('base64'))}`)
    const read = readOcspResponse(new Uint8Array(await inAddress.arrayBuffer()))
    assert.ok(read.ok)
    assert.deepEqual([read.value.singles[0]?.status, read.value.nonce !== undefined], ['good', true])
    const asked = async (body: Uint8Array) => readOcspResponse(new Uint8Array(await (await fetch(`${served.url}/ocsp`, { method: 'POST', body: Buffer.from(body) })).arrayBuffer()))
    assert.deepEqual(await asked(ocspRequest(certificate, certificate)), { ok: false, refusal: 'unsuccessful' })
    assert.deepEqual(await asked(Buffer.from('hello')), { ok: false, refusal: 'unsuccessful' })
    assert.equal((await fetch(`${served.url}/ocsp`, { method: 'POST', body: Buffer.alloc(20_000) }).catch(() => ({ status: 413 }))).status, 413)
  })

  it('is understood by openssl', { skip: !hasOpenssl && 'openssl is not installed' }, async () => {
    const given = served.authority.issueSigner('Jana Veselá')
    const [root, issuer, signer] = [await pem('root.pem', served.authority.root), await pem('issuer.pem', served.authority.issuer), await pem('signer.pem', given.certificate)]
    const { stdout, stderr } = await run('openssl', ['ocsp', '-issuer', issuer, '-cert', signer, '-url', `${served.url}/ocsp`, '-CAfile', root, '-VAfile', issuer, '-nonce'], { timeout: 10_000 })
    assert.match(`${stdout}${stderr}`, /: good$/m)
    assert.match(`${stdout}${stderr}`, /Response verify OK/)
    const crl = join(folder, 'list.crl')
    await writeFile(crl, Buffer.from(await (await fetch(`${served.url}/authority.crl`)).arrayBuffer()))
    const told = await run('openssl', ['crl', '-inform', 'DER', '-in', crl, '-CAfile', issuer, '-noout', '-lastupdate'])
    assert.match(`${told.stdout}${told.stderr}`, /verify OK/)
  })
})
