import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { finishSignature, prepareSignature, signerOf } from '../engines/pades/index.ts'
import { buildPdf, taken } from '../engines/pdf/testing.ts'
import { accept, refuse } from '../kernel/result.ts'
import { readHistory } from '../modules/audit/index.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { addSignatures, currentMain, migrations as records, readComponents, type Version } from '../modules/records/index.ts'
import { done, registered, sure } from '../modules/records/testing.ts'
import { judgeDocument, lifeSummary, listLives, migrations, runNight, type LifeDeps } from '../modules/validation/index.ts'
import { closedSource } from '../platform/evidence/index.ts'
import { openAuthority, type Authority } from '../platform/pki/index.ts'
import type { Timestamper } from '../platform/timestamps/index.ts'
import { judgeManyWithEvidence, judgeWithEvidence } from '../platform/verdicts/index.ts'
import { strengthen } from './long-life.ts'

const [dayMs, minuteMs] = [86_400_000, 60_000]
type DocumentId = Awaited<ReturnType<typeof registered>>['document']['id']

describe('proofs kept through the years', () => {
  let office: TestOffice
  let folder = ''
  let authorities: Authority[] = []
  let away: 'nobody' | 'timestamps' | 'revocations' = 'nobody'
  before(async () => {
    office = await testOffice([records, migrations])
    folder = await mkdtemp(join(tmpdir(), 'obeh-life-'))
    authorities = [await openAuthority(join(folder, 'first'), office.now)]
  })
  after(async () => {
    await office.close()
    await rm(folder, { recursive: true })
  })

  /** The newest authority stamps; all are believed. */
  const timestamper: Timestamper = {
    stamp: (digest) => Promise.resolve(away === 'timestamps' ? refuse('no-timestamp') : accept(sure(authorities.at(-1)).stamp(digest))), readyAt: () => null,
  }
  const believed = () => ({
    anchors: authorities.map(({ root }) => root.der), certificates: [], ocsps: [], lists: undefined, at: office.clock,
    crls: away === 'revocations' ? [] : authorities.flatMap((each) => [each.crl(), each.crl('root')]),
  })
  const deps = (): LifeDeps => ({
    ...office, fetches: true,
    judge: (bytes) => judgeWithEvidence({ ...believed(), bytes, content: undefined }, closedSource),
    judgeMany: (files) => judgeManyWithEvidence(files, believed(), closedSource),
    strengthen: (bytes, stamp) => strengthen(bytes, stamp, { believed: believed(), source: closedSource, timestamper }),
  })
  const pass = (days: number) => { office.clock = new Date(office.clock.getTime() + days * dayMs) }
  const night = () => runNight(deps(), office.tenantId)
  const versionsOf = async (documentId: DocumentId) => sure(currentMain(await readComponents(office.db, office.tenantId, [documentId]))).component.versions
  const bytesOf = ({ sha256 }: Version) => office.files.read(office.tenantId, sha256)
  async function verdict(documentId: DocumentId) {
    const report = await deps().judge(await bytesOf(sure((await versionsOf(documentId)).at(-1))))
    return [report.verdict, report.signatures[0]?.level, report.timestamps.length]
  }

  async function signed(): Promise<DocumentId> {
    const letter = buildPdf()
    const sha256 = await office.files.put(office.tenantId, letter)
    const { document: { id: documentId } } = await registered(office, { direction: 'outgoing', contents: [{ name: 'rozhodnuti.pdf', role: 'main', sha256, size: letter.length, mediaType: 'application/pdf' }] })
    const issued = sure(authorities[0]).issueSigner('Jana Veselá')
    const signer = taken(signerOf([issued.certificate, ...issued.chain].map(({ der }) => der)))
    const ready = taken(prepareSignature(letter, { signedAt: office.clock }, signer, true))
    const signature = sign('sha256', ready.toSign.bytes, issued.key)
    const bytes = Buffer.concat(taken(finishSignature(ready, signer, signature, sure(authorities[0]).stamp(createHash('sha256').update(signature).digest()))))
    const stored = await office.files.put(office.tenantId, bytes)
    const [added] = await done(office, office.actors.clerk, (deed) => addSignatures(deed, [{ documentId, over: sha256, sha256: stored, size: bytes.length }]))
    assert.ok(added?.ok)
    await judgeDocument(deps(), office.tenantId, documentId)
    return documentId
  }

  it('have evidence and a time stamp the day after signing, once however many nights ask, and every version begins with the one before', async () => {
    const id = await signed()
    await night()
    assert.equal((await versionsOf(id)).length, 2)
    pass(1.5)
    await Promise.all([night(), night(), night(), night()])
    assert.deepEqual(await verdict(id), ['TOTAL_PASSED', 'PAdES_BASELINE_LTA', 1])
    pass(1)
    await night()
    const versions = await versionsOf(id)
    assert.equal(versions.length, 3)
    const [, before, now] = await Promise.all(versions.map(bytesOf))
    assert.ok(before && now?.subarray(0, before.length).equals(before))
    const [entry] = await readHistory(office.db, office.tenantId, { subjectId: id, event: 'NovaVerze', limit: 1 })
    assert.deepEqual(entry?.particulars?.['adds'], ['evidence', 'timestamp'])
  })

  it('wait with their reason while authorities are away, and catch up', async () => {
    const id = await signed()
    pass(2)
    for (const [who, problem] of [['timestamps', 'no-timestamp'], ['revocations', 'evidence-missing']] as const) {
      away = who
      await night()
      pass(1)
      const { items } = await listLives(deps(), office.actors.auditor, { only: 'failing', after: null })
      assert.deepEqual(items.map(({ life }) => [life.documentId, life.problem]), [[id, problem]])
      assert.equal((await lifeSummary(deps(), office.actors.auditor)).night?.failed, 1)
    }
    away = 'nobody'
    await night()
    assert.deepEqual(await verdict(id), ['TOTAL_PASSED', 'PAdES_BASELINE_LTA', 1])
    assert.equal((await lifeSummary(deps(), office.actors.auditor)).counts.failing, 0)
  })

  it('change nothing twice when killed between the bytes and the rows', async () => {
    const id = await signed()
    pass(2)
    const put: LifeDeps['files']['put'] = async (...given) => {
      await office.files.put(...given)
      // As the process that dies there: nothing after it is done, not even what is done about failures.
      throw Object.assign(new Error('killed'), { code: '57P01' })
    }
    await assert.rejects(runNight({ ...deps(), files: { ...office.files, put } }, office.tenantId), /killed/)
    assert.equal((await versionsOf(id)).length, 2)
    office.clock = new Date(office.clock.getTime() + 20 * minuteMs)
    await night()
    assert.equal((await versionsOf(id)).length, 3)
    assert.equal((await lifeSummary(deps(), office.actors.auditor)).night?.extended, 1)
  })

  it('of foreign originals are watched and never changed; nobody is told of a document they may not see', async () => {
    const id = await signed()
    const bytes = await bytesOf(sure((await versionsOf(id)).at(-1)))
    const sha256 = await office.files.put(office.tenantId, bytes)
    const { document } = await registered(office, { contents: [{ name: 'podani.pdf', role: 'original', sha256, size: bytes.length, mediaType: 'application/pdf' }] })
    await judgeDocument(deps(), office.tenantId, document.id)
    const foreign = async (actor: TestOffice['actors']['auditor']) => (await listLives(deps(), actor, { only: 'foreign', after: null })).items
    assert.deepEqual((await foreign(office.actors.auditor)).map(({ life, named }) => [life.dueAt, named?.referenceNumber]), [[null, document.referenceNumber]])
    assert.deepEqual(await foreign(office.actors.otherHead), [])
    pass(2)
    await night()
    const [component] = await readComponents(office.db, office.tenantId, [document.id])
    assert.equal(component?.versions.length, 1)
  })

  it('hold when the signer’s certificate has ended, and outlast that of the time stamp by another one in time', async () => {
    const id = await signed()
    const start = office.clock.getTime()
    pass(2)
    await night()
    const till = (years: number) => { office.clock = new Date(start + years * 365.25 * dayMs) }
    for (const years of [1, 3.2]) {
      till(years)
      await night()
      assert.deepEqual(await verdict(id), ['TOTAL_PASSED', 'PAdES_BASELINE_LTA', 1])
    }
    authorities.push(await openAuthority(join(folder, 'second'), office.now))
    till(4.85)
    await night()
    till(5.05)
    assert.deepEqual(await verdict(id), ['TOTAL_PASSED', 'PAdES_BASELINE_LTA', 2])
  })
})
