import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createHash } from 'node:crypto'
import { contentOf, readTimestampToken, verifyTimestamp } from '../../engines/cms/index.ts'
import { judgePath, readCrl, readOcspResponse, type Certificate } from '../../engines/x509/index.ts'
import { openAuthority, type Authority, type IssuedKey } from './index.ts'

describe('an authority of one’s own', () => {
  let folder: string
  let authority: Authority
  let now = new Date('2026-11-23T10:00:00Z')
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'obeh-pki-'))
    authority = await openAuthority(join(folder, 'pki'), () => now)
  })
  after(() => rm(folder, { recursive: true }))

  const pathOf = ({ certificate, chain }: IssuedKey, by: 'ocsp' | 'crl', of: Authority = authority) => {
    const sure = <Value>(read: { ok: true; value: Value } | { ok: false }) => (read.ok ? [read.value] : [])
    const [issuer] = chain as readonly [Certificate, Certificate]
    return judgePath({
      certificate, anchors: [of.root], at: now, now,
      evidence: {
        certificates: chain, crls: by === 'crl' ? [...sure(readCrl(of.crl())), ...sure(readCrl(of.crl('root')))] : [],
        ocsps: by === 'ocsp' ? [...sure(readOcspResponse(of.ocsp(certificate))), ...sure(readOcspResponse(of.ocsp(issuer)))] : [],
      },
    }).failure?.problem
  }

  it('gives keys whose certificates hold by its own word, in answers and in lists', () => {
    for (const given of [authority.issueSigner('Jana Veselá'), authority.issueSeal('Krajský úřad', '00000019')]) assert.deepEqual([pathOf(given, 'ocsp'), pathOf(given, 'crl')], [undefined, undefined])
  })

  it('is the same one when it is opened again, also by several at once, with its keys closed to others', async () => {
    const again = await Promise.all(Array.from({ length: 4 }, () => openAuthority(join(folder, 'new'), () => now)))
    assert.equal(new Set(again.map(({ root }) => Buffer.from(root.der).toString('hex'))).size, 1)
    for (const name of await readdir(join(folder, 'new'))) assert.equal((await stat(join(folder, 'new', name))).mode & 0o077, 0, name)
  })

  it('knows what it revoked, also after it was opened again', async () => {
    const given = authority.issueSigner('Petr Malý')
    await authority.revoke(given.certificate)
    now = new Date(now.getTime() + 60_000)
    assert.deepEqual([pathOf(given, 'ocsp'), pathOf(given, 'crl')], ['revoked', 'revoked'])
    const again = await openAuthority(join(folder, 'pki'), () => now)
    assert.deepEqual([pathOf(given, 'ocsp', again), pathOf(given, 'crl', again)], ['revoked', 'revoked'])
  })

  it('stamps time', () => {
    const bytes = Buffer.from('usnesení')
    const token = readTimestampToken(authority.stamp(createHash('sha256').update(bytes).digest()))
    assert.ok(token.ok)
    assert.deepEqual([verifyTimestamp(token.value, contentOf(bytes)).failures, token.value.time], [[], now])
  })
})
