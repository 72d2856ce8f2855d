import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { finishSignature, prepareSignature, signerOf } from '../../engines/pades/index.ts'
import { buildPdf, taken } from '../../engines/pdf/testing.ts'
import type { EvidenceSource, WantedEvidence } from '../evidence/index.ts'
import { openAuthority } from '../pki/index.ts'
import { judgeManyWithEvidence, judgeWithEvidence } from './index.ts'

test('files judged together have the verdicts they have alone, in their order, and ask each address once', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'obeh-many-'))
  context.after(() => rm(folder, { recursive: true }))
  const at = new Date('2026-11-28T10:00:00Z')
  const authority = await openAuthority(folder, () => at, 'http://127.0.0.1:9')
  const { certificate, chain, key } = authority.issueSigner('Jana Veselá')
  const signer = taken(signerOf([certificate, ...chain].map(({ der }) => der)))
  const signed = () => {
    const ready = taken(prepareSignature(buildPdf(), { signedAt: at }, signer, false))
    return Buffer.concat(taken(finishSignature(ready, signer, sign('sha256', ready.toSign.bytes, key))))
  }
  const altered = signed()
  altered.write('9', altered.indexOf('/MediaBox') + 12)
  const files = [signed(), altered, Buffer.from('nic'), signed()]
  const asked: WantedEvidence[] = []
  const source: EvidenceSource = {
    fetch(wanted) {
      asked.push(...wanted)
      return Promise.resolve({ certificates: [], crls: [authority.crl(), authority.crl('root')], ocsps: [] })
    },
  }
  const given = { anchors: [authority.root.der], certificates: [], crls: [], ocsps: [], lists: undefined, at }
  const together = await judgeManyWithEvidence(files, given, source)
  assert.ok(asked.length > 0)
  assert.equal(new Set(asked.map(({ kind, url, request }) => JSON.stringify([kind, url, request]))).size, asked.length)
  const alone = await Promise.all(files.map((bytes) => judgeWithEvidence({ ...given, bytes, content: undefined }, source)))
  const words = (reports: typeof alone) => reports.map(({ verdict, signatures }) => [verdict, signatures.map(({ subIndication }) => subIndication)])
  assert.deepEqual(words(together), words(alone))
  assert.deepEqual(together.map(({ verdict }) => verdict), ['TOTAL_PASSED', 'TOTAL_FAILED', 'NO_SIGNATURE_FOUND', 'TOTAL_PASSED'])
})
