import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { openList } from '../trust/index.ts'
import { judgeFile, readEvidence } from './index.ts'

const folder = join(process.env['OBEH_SHARED'] ?? join(import.meta.dirname, '../../../../shared'), 'cases/signatures/libdigidocpp')

/** What becomes of one signature of 28 November 2016 by lists that differ in the status of one service, its timestamp's outcome in brackets. */
function outcomeBy(name: string): string {
  const bytes = readFileSync(join(folder, `EE_T-${name}.xml`))
  const signers = [...bytes.toString('latin1').matchAll(/X509Certificate>([^<]+)</g)].slice(-1).map(([, text = '']) => Buffer.from(text, 'base64'))
  const opened = openList(bytes, signers)
  assert.ok(opened.ok, name)
  const report = judgeFile(readFileSync(join(folder, 'tsl.asice')), readEvidence({ at: new Date('2017-01-01T00:00:00Z'), lists: [opened.value.list] }))
  const [signature] = report.signatures
  return `${signature?.problems[0]?.code ?? 'none'} (${signature?.timestamps[0]?.problems.at(-1)?.code ?? 'trusted'})`
}

it('goes by what each service was granted when it was used: authority, responder and timestamping unit', { skip: !existsSync(folder) && 'no ../shared' }, () => {
  // Where trust holds, what is left is that the signer's certificate of 2012 was itself signed with SHA-1.
  const trusted = ['CA-withdrawn-granted-before', 'CA-noqscd-granted-before', 'OCSP-withdrawn-granted-before', 'OCSP-noqscd-granted-before', 'OCSP-noqscd-granted-later', 'TSA-noqscd-granted-later', 'no_QCSD']
  for (const name of trusted) assert.equal(outcomeBy(name), 'weak-algorithm (trusted)', name)
  for (const name of ['CA-withdrawn', 'CA-invalid-type']) assert.equal(outcomeBy(name), 'service-not-granted (trusted)', name)
  assert.equal(outcomeBy('OCSP-invalid-type'), 'no-revocation-data (trusted)')
  for (const name of ['TSA-withdrawn', 'TSA-granted-later', 'TSA-withdrawn-granted-later']) assert.match(outcomeBy(name), /\(service-not-granted\)$/, name)
})
