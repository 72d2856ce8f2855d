import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { signatureBuilder } from '../../engines/cms/index.ts'
import { signWith } from '../../engines/pades/index.ts'
import { at, holder, signed } from '../../engines/pades/testing.ts'
import { buildPdf } from '../../engines/pdf/testing.ts'
import type { DocumentReport } from '../../engines/verdict/index.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

describe('obeh verify', () => {
  let directory = ''
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'obeh-verify-'))
    const who = holder()
    const bytes = signed(buildPdf(), who)
    const altered = Buffer.from(bytes)
    altered.write('9', altered.indexOf('/MediaBox') + 12)
    const letter = Buffer.from('Dopis.')
    const builder = signatureBuilder({ certificate: who.authority.authority.certificate, algorithm: { scheme: 'ecdsa', digest: 'sha256' } })
    const toSign = builder.prepare(createHash('sha256').update(letter).digest())
    const detached = builder.finish(toSign, signWith(who.authority.authority.key, who.signer, toSign.bytes))
    const files = { 'podpis.pdf': bytes, 'změněno.pdf': altered, 'nic.txt': letter, 'dopis.p7s': detached, 'dopis.txt': letter, 'dopis.txt.p7s': detached, 'koren.pem': new X509Certificate(who.authority.root.certificate.der).toString() }
    for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content)
  })
  after(() => rm(directory, { recursive: true, force: true }))

  const obeh = (...args: string[]) => new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [main, 'verify', ...args], { cwd: directory, env: { OBEH_DATA: directory, PATH: process.env['PATH'] } }, (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }))
  })

  it('prints one JSON document with an entry for every file, also those nobody can read', async () => {
    const { code, stdout } = await obeh('podpis.pdf', 'změněno.pdf', 'nic.txt', 'není.pdf', '.', '--trust', 'koren.pem', '--at', at.toISOString(), '--json')
    const reports = JSON.parse(stdout) as (DocumentReport & { file: string })[]
    assert.equal(code, 1)
    assert.deepEqual(reports.map(({ file, verdict }) => `${file} ${verdict}`), ['podpis.pdf INDETERMINATE', 'změněno.pdf TOTAL_FAILED', 'nic.txt NO_SIGNATURE_FOUND', 'není.pdf TOTAL_FAILED', '. TOTAL_FAILED'])
    const [first, second] = reports.map(({ signatures: [signature] }) => signature)
    assert.deepEqual([first?.subIndication, first?.level, first?.signer, first?.signedAt, first?.coverage, first?.changesAfter, first?.problems.map(({ code: problem }) => problem), first?.docMdp],
      ['TRY_LATER', 'PAdES_BASELINE_B', 'Jana Nováková', at.toISOString(), 'WHOLE_FILE', 'NONE', ['no-revocation-data'], { permission: 2, ok: true }])
    assert.deepEqual([second?.subIndication, second?.intact, second?.cryptographicallyValid], ['HASH_FAILURE', false, true])
  })

  it('tells a clerk in one Czech sentence, or an English one when asked', async () => {
    const [czech, english] = await Promise.all([obeh('změněno.pdf'), obeh('změněno.pdf', '--language', 'en')])
    assert.match(czech.stdout, /Podpis osoby „Jana Nováková“ je neplatný: podepsaný obsah byl změněn\./)
    assert.match(english.stdout, /The signature of “Jana Nováková” is not valid: the signed content was changed\./)
  })

  it('verifies a detached signature with the content given, or that of its name beside it', async () => {
    const [alone, beside, other] = await Promise.all([[], ['--content', 'nic.txt'], ['--content', 'koren.pem']].map(async (more) => {
      const { stdout } = await obeh('dopis.p7s', ...more, '--json')
      return (JSON.parse(stdout) as DocumentReport[])[0]?.signatures[0]?.subIndication
    }))
    const [found] = JSON.parse((await obeh('dopis.txt.p7s', '--json')).stdout) as DocumentReport[]
    assert.equal(found?.signatures[0]?.subIndication, 'NO_CERTIFICATE_CHAIN_FOUND')
    assert.deepEqual([alone, beside, other], ['SIGNED_DATA_NOT_FOUND', 'NO_CERTIFICATE_CHAIN_FOUND', 'HASH_FAILURE'])
  })

  it('exits 2 when it is used otherwise', async () => {
    const codes = await Promise.all([obeh(), obeh('podpis.pdf', '--at', 'včera'), obeh('podpis.pdf', '--trust', 'nic.txt'), obeh('podpis.pdf', '--language', 'de'), obeh('podpis.pdf', '--content', 'není')])
    assert.deepEqual(codes.map(({ code }) => code), [2, 2, 2, 2, 2])
  })
})
