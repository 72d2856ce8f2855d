import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { finishSignature, prepareSignature, signerOf } from '../../engines/pades/index.ts'
import { buildPdf, taken } from '../../engines/pdf/testing.ts'
import { closedSource, evidenceClient } from '../evidence/index.ts'
import { serveAuthority, type IssuedKey, type ServedAuthority } from '../pki/index.ts'
import { timestampClient, type Timestamper } from '../timestamps/index.ts'
import { judgeWithEvidence } from '../verdicts/index.ts'
import { inTurn, keepProof, stampWhole, type Believed } from './index.ts'

const yearMs = 365 * 86_400_000

describe('a signature for a long life', () => {
  let folder = ''
  let served: ServedAuthority
  let timestamper: Timestamper
  let shiftMs = 0
  const now = () => new Date(Date.now() + shiftMs)
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'obeh-long-'))
    served = await serveAuthority(join(folder, 'pki'), now)
    timestamper = timestampClient({ urls: [`${served.url}/tsa`], now })
  })
  after(async () => {
    await served.close()
    await rm(folder, { recursive: true })
  })

  const believed = (): Believed => ({ anchors: [served.authority.root.der], certificates: [], crls: [], ocsps: [], lists: undefined, at: now() })
  const source = () => evidenceClient({ allowsInner: true, now })
  async function judged(bytes: Uint8Array) {
    const { signatures: [first], verdict } = await judgeWithEvidence({ ...believed(), bytes, content: undefined }, source())
    return [verdict, first?.level]
  }
  async function stampedBy({ certificate, chain, key }: IssuedKey): Promise<Buffer> {
    const signer = taken(signerOf([certificate, ...chain].map(({ der }) => der)))
    const ready = taken(prepareSignature(buildPdf(), { signedAt: now() }, signer, true))
    const signature = sign('sha256', ready.toSign.bytes, key)
    return Buffer.concat(taken(finishSignature(ready, signer, signature, taken(await timestamper.stamp(createHash('sha256').update(signature).digest())))))
  }

  it('has its proof and a time stamp over all of it, in the file: it is judged good years after the certificate has ended', async () => {
    const signed = await stampedBy(served.authority.issueSigner('Jana Veselá'))
    const kept = taken(await inTurn(signed, [(bytes) => keepProof(bytes, believed(), source())]))
    assert.deepEqual(await judged(kept), ['TOTAL_PASSED', 'PAdES_BASELINE_LT'])
    const archived = taken(await inTurn(kept, [(bytes) => stampWhole(bytes, timestamper, now())]))
    assert.ok(Buffer.from(archived).subarray(0, signed.length).equals(signed))
    shiftMs = 3.5 * yearMs
    const renewed = taken(await inTurn<string>(archived, [(bytes) => keepProof(bytes, believed(), source()), (bytes) => stampWhole(bytes, timestamper, now())]))
    assert.ok(renewed.length > archived.length)
    assert.deepEqual(await judged(renewed), ['TOTAL_PASSED', 'PAdES_BASELINE_LTA'])
    shiftMs = 0
  })

  it('keeps no half proof: nothing is written while nobody answers, for a revoked signer, or for bytes nobody signed', async () => {
    const issued = served.authority.issueSigner('Petr Odvolaný')
    assert.deepEqual(await keepProof(await stampedBy(issued), believed(), closedSource), { ok: false, refusal: 'evidence-missing' })
    await served.authority.revoke(issued.certificate)
    shiftMs = 60_000
    const refused = await keepProof(await stampedBy(issued), believed(), source())
    assert.ok(!refused.ok && ['not-valid', 'evidence-missing'].includes(refused.refusal))
    assert.deepEqual(await keepProof(buildPdf(), believed(), source()), { ok: false, refusal: 'not-valid' })
  })
})
