import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { finishAsic, prepareAsic, readAsic, withParts } from '../../engines/asic/index.ts'
import { readSignedData, signatureBuilder, signatureTimestamp, withUnsigned } from '../../engines/cms/index.ts'
import { taken } from '../../engines/pdf/testing.ts'
import { judgeFile, readEvidence } from '../../engines/verdict/index.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { openAuthority, type Authority } from '../pki/index.ts'
import type { Timestamper } from '../timestamps/index.ts'
import { stampContainer, withContainerEvidence } from './container.ts'
import { keepsAll } from './index.ts'

const start = new Date('2026-11-28T10:00:00Z')
const yearMs = 365.25 * 86_400_000
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

describe('a container for a long life', () => {
  let folder = ''
  let clock = start
  const authorities: Authority[] = []
  const another = async () => authorities.push(await openAuthority(join(folder, String(authorities.length)), () => clock))
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'obeh-container-'))
    await another()
  })
  after(() => rm(folder, { recursive: true }))

  const newest = () => authorities.at(-1) ?? assert.fail()
  const timestamper: Timestamper = { stamp: (digest) => Promise.resolve(accept(newest().stamp(digest))), readyAt: () => null }
  const known = () => ({ certificates: authorities.map(({ root }) => root.der), crls: authorities.flatMap((each) => [each.crl(), each.crl('root')]), ocsps: [] })
  const judged = (bytes: Uint8Array) => {
    const { verdict, signatures: [one] } = judgeFile(bytes, readEvidence({ ...known(), anchors: authorities.map(({ root }) => root.der), at: clock }))
    return [verdict, one?.level]
  }
  const kept = (bytes: Uint8Array) => taken(withContainerEvidence(bytes, known(), clock))
  const stamped = async (bytes: Uint8Array) => taken(await stampContainer(bytes, timestamper, clock))

  function signed(kind: 'asic-e' | 'asic-s'): Uint8Array {
    const files = [{ name: 'rozhodnutí.txt', bytes: Buffer.from('Povoluje se.') }, { name: 'příloha.csv', bytes: Buffer.from('1;2') }].slice(0, kind === 'asic-e' ? 2 : 1)
    const prepared = taken(prepareAsic(kind, files))
    const { certificate, chain, key } = newest().issueSigner('Jana Veselá')
    const builder = signatureBuilder({ certificate, chain, algorithm: { scheme: 'ecdsa', digest: 'sha256' } })
    const toSign = builder.prepare(sha256(prepared.signs), clock)
    const plain = taken(readSignedData(builder.finish(toSign, sign('sha256', toSign.bytes, key))))
    return finishAsic(prepared, withUnsigned(plain, 0, [signatureTimestamp(newest().stamp(sha256(plain.signers[0]?.signature ?? new Uint8Array())))]), clock)
  }

  for (const kind of ['asic-e', 'asic-s'] as const) {
    it(`has evidence, then stamps over all of it, and outlasts its signer, its stamps and their authority (${kind})`, async () => {
      clock = start
      const first = signed(kind)
      assert.deepEqual(judged(first), ['TOTAL_PASSED', 'CAdES_BASELINE_T'])
      const evidence = known()
      const withProof = taken(withContainerEvidence(first, evidence, clock))
      assert.deepEqual([judged(withProof), taken(withContainerEvidence(withProof, evidence, clock)) === withProof], [['TOTAL_PASSED', 'CAdES_BASELINE_LT'], true])
      let bytes = await stamped(withProof)
      for (const years of [3.2, 4.85]) {
        clock = new Date(start.getTime() + years * yearMs)
        assert.deepEqual(judged(bytes), ['TOTAL_PASSED', 'CAdES_BASELINE_LTA'], `after ${years} years`)
        if (years > 4) await another()
        const more = await stamped(kept(bytes))
        assert.ok(keepsAll(bytes, more))
        bytes = more
      }
      clock = new Date(start.getTime() + 5.05 * yearMs)
      assert.deepEqual(judged(bytes), ['TOTAL_PASSED', 'CAdES_BASELINE_LTA'])
      authorities.splice(1)
    })
  }

  it('is refused where nothing can be added: no container, no signature of its own, no time stamp', async () => {
    clock = start
    const bare = taken(prepareAsic('asic-e', [{ name: 'a', bytes: Buffer.from('a') }]))
    const unsigned = withParts(taken(readAsic(signed('asic-e'))), new Map(), clock)
    assert.deepEqual([withContainerEvidence(Buffer.from('PK'), known(), clock), withContainerEvidence(finishAsic({ ...bare, signatureName: 'b' }, Buffer.from('x'), clock), known(), clock)],
      [refuse('unreadable-container'), refuse('no-cades')])
    assert.deepEqual(await stampContainer(unsigned, { stamp: () => Promise.resolve(refuse('no-timestamp')), readyAt: () => null }, clock), refuse('no-timestamp'))
  })

  it('keeps all when every file, signature and stamp is there as it was, and not otherwise', async () => {
    clock = start
    const bytes = signed('asic-e')
    const asic = taken(readAsic(bytes))
    const changed = (name: string, content: string) => withParts(asic, new Map([[name, Buffer.from(content)]]), clock)
    assert.deepEqual([await stamped(bytes), changed('příloha.csv', '1;3'), changed('navíc', 'x'), signed('asic-s'), Buffer.from('x')].map((after) => keepsAll(bytes, after)), [true, false, false, false, false])
    assert.deepEqual([keepsAll(Buffer.from('%PDF-1.7'), Buffer.from('%PDF-1.7 a')), keepsAll(Buffer.from('%PDF-1.7'), Buffer.from('%PDF-1.6 a'))], [true, false])
  })
})
