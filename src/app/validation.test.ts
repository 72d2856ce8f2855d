import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { finishSignature, prepareSignature, signerOf } from '../engines/pades/index.ts'
import { attacksOn } from '../engines/pdf-changes/testing-attacks.ts'
import { judgeFile, readEvidence } from '../engines/verdict/index.ts'
import { testAuthority } from '../engines/x509/testing.ts'
import { readHistory } from '../modules/audit/index.ts'
import { receive, type IntakeDeps } from '../modules/intake/index.ts'
import { testReception, type TestReception } from '../modules/intake/testing.ts'
import { wasTamperedWith } from '../modules/validation/index.ts'
import { aLetter } from '../platform/pdf/a-letter.ts'
import { renderLetter } from '../platform/pdf/index.ts'
import { unreadable } from '../platform/verdicts/index.ts'
import { tamperingIn } from './validation.ts'

describe('reception of signed files', () => {
  let office: TestReception
  let deps: IntakeDeps
  let signed: Buffer
  const pki = testAuthority()
  before(async () => {
    office = await testReception()
    deps = { ...office, tampering: (bytes) => tamperingIn(bytes, office.clock) }
    const signer = signerOf([pki.signer.certificate.der, pki.authority.certificate.der])
    assert.ok(signer.ok)
    const ready = prepareSignature(await renderLetter(aLetter()), { signedAt: new Date('2026-11-23T10:00:00Z') }, signer.value, false)
    assert.ok(ready.ok)
    const done = finishSignature(ready.value, signer.value, sign('sha256', ready.value.toSign.bytes, pki.signer.key))
    assert.ok(done.ok)
    signed = Buffer.concat(done.value)
  })
  after(() => office.close())

  const deliver = async (bytes: Uint8Array) => {
    const item = await receive(deps, office.actors.registrar, { name: 'podani.pdf', bytes, channel: null })
    assert.ok(item.ok)
    return item.value
  }

  it('lets through what nobody signed, and what was signed and left as it was, whoever signed it', async () => {
    for (const bytes of [await renderLetter(aLetter()), signed]) assert.equal((await deliver(bytes)).state, 'waiting')
  })

  it('sets aside what was changed after it was signed, with the verdict in the log', async () => {
    const [attack] = attacksOn(signed).filter(({ family }) => family === 'shadow' || family === 'isa')
    assert.ok(attack)
    const item = await deliver(attack.bytes)
    assert.deepEqual([item.state, item.quarantine], ['quarantined', 'changed-after-signing'])
    const [entry] = await readHistory(office.db, office.tenantId, { subjectId: item.id, limit: 1 })
    assert.equal((entry?.particulars?.['signatures'] as { indication: string }[] | undefined)?.[0]?.indication, 'TOTAL_FAILED')
  })

  it('is over in bounded time: what cannot be looked at till then is set aside, and not let through unseen', async () => {
    const looked: number[] = []
    const slow: IntakeDeps = {
      ...office, tamperingMs: 30,
      tampering: (bytes, signal) => {
        looked.push(bytes.length)
        return new Promise((_, refuse) => signal.addEventListener('abort', () => refuse(signal.reason as Error)))
      },
    }
    const item = await receive(slow, office.actors.registrar, { name: 'podani.pdf', bytes: Buffer.concat([signed, Buffer.from('\n')]), channel: null })
    assert.deepEqual(item.ok && [item.value.state, item.value.quarantine, looked.length], ['quarantined', 'too-complex', 1])
    const real = tamperingIn(signed, office.clock, AbortSignal.abort(new Error('late')))
    await assert.rejects(real, /late/)
  })

  it('sets aside what spells its signature otherwise, and what nobody can read to the end', async () => {
    const [attack] = attacksOn(signed).filter(({ family }) => family === 'isa')
    assert.ok(attack)
    const spelt = Buffer.from(Buffer.from(attack.bytes).toString('latin1').replace('/ByteRange', '/Byte#52ange'), 'latin1')
    assert.ok(await tamperingIn(spelt, office.clock))
    assert.equal(await tamperingIn(await renderLetter(aLetter()), office.clock, undefined, () => assert.fail('nothing of it was signed')), null)
    const [told] = await tamperingIn(signed, office.clock, undefined, () => Promise.resolve(unreadable({ code: 'too-costly', about: 'timed-out' }))) as [Record<string, unknown>]
    assert.deepEqual([told['indication'], told['sub']], ['TOTAL_FAILED', 'too-costly'])
  })

  it('knows every published attack for what it is', async () => {
    const evidence = readEvidence({ at: office.clock })
    const missed = attacksOn(signed).flatMap(({ family, title, bytes }) => {
      const report = judgeFile(bytes, evidence)
      const [signature] = report.signatures
      return family === 'usf' || wasTamperedWith(report) ? [] : [`${family}: ${title}: ${report.verdict} ${signature?.subIndication} ${signature?.coverage} ${signature?.changesAfter} ${signature?.intact} ${report.problems.map(({ code }) => code).join()}`]
    })
    assert.deepEqual(missed, [])
  })
})
