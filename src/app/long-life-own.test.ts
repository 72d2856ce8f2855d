import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { finishAsic, prepareAsic, readAsic } from '../engines/asic/index.ts'
import { readSignedData, signatureBuilder, signatureTimestamp, withUnsigned } from '../engines/cms/index.ts'
import { finishSignature, prepareSignature, signerOf } from '../engines/pades/index.ts'
import { buildPdf, taken } from '../engines/pdf/testing.ts'
import { accept } from '../kernel/result.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { addSignatures, currentMain, migrations as records, readComponents } from '../modules/records/index.ts'
import { done, registered, sure } from '../modules/records/testing.ts'
import { askOwnJudging, judgeAgain, judgeOwn, listLives, migrations, runNight, validationsOf, validationTasks, type LifeDeps } from '../modules/validation/index.ts'
import { closedSource } from '../platform/evidence/index.ts'
import { openAuthority, type Authority, type IssuedKey } from '../platform/pki/index.ts'
import type { Timestamper } from '../platform/timestamps/index.ts'
import { judgeManyWithEvidence, judgeWithEvidence } from '../platform/verdicts/index.ts'
import { strengthen } from './long-life.ts'

const dayMs = 86_400_000
type DocumentId = Awaited<ReturnType<typeof registered>>['document']['id']
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

describe('what the office signed itself', () => {
  let office: TestOffice
  let folder = ''
  let authority: Authority
  let revocationsAway = false
  const batches: number[] = []
  before(async () => {
    office = await testOffice([records, migrations])
    folder = await mkdtemp(join(tmpdir(), 'obeh-own-'))
    authority = await openAuthority(folder, office.now)
  })
  after(async () => {
    await office.close()
    await rm(folder, { recursive: true })
  })

  const stamp = (digest: Uint8Array) => authority.stamp(digest)
  const timestamper: Timestamper = { stamp: (digest) => Promise.resolve(accept(stamp(digest))), readyAt: () => null }
  const believed = () => ({
    anchors: [authority.root.der], certificates: [], ocsps: [], lists: undefined, at: office.clock, crls: revocationsAway ? [] : [authority.crl(), authority.crl('root')],
  })
  const deps = (): LifeDeps => ({
    ...office, fetches: true,
    judge: (bytes) => judgeWithEvidence({ ...believed(), bytes, content: undefined }, closedSource),
    judgeMany(files) {
      batches.push(files.length)
      return judgeManyWithEvidence(files, believed(), closedSource)
    },
    strengthen: (bytes, whole) => strengthen(bytes, whole, { believed: believed(), source: closedSource, timestamper }),
  })
  const pass = (days: number) => { office.clock = new Date(office.clock.getTime() + days * dayMs) }
  const night = () => runNight(deps(), office.tenantId)
  const mainOf = async (documentId: DocumentId) => sure(currentMain(await readComponents(office.db, office.tenantId, [documentId])))
  const bytesOf = async (documentId: DocumentId) => office.files.read(office.tenantId, (await mainOf(documentId)).version.sha256)
  const recordsOf = async (documentId: DocumentId) => {
    const found = await validationsOf(office, office.actors.auditor, documentId)
    return found.ok ? found.value.map(({ version, judgedBy, report }) => [version, judgedBy, report.verdict]) : assert.fail()
  }
  const lifeOf = async (documentId: DocumentId) => (await listLives(deps(), office.actors.auditor, { only: 'own', after: null })).items.map(({ life }) => life).find((life) => life.documentId === documentId)
  async function verdict(documentId: DocumentId) {
    const { verdict: found, signatures: [one], timestamps } = await deps().judge(await bytesOf(documentId))
    return [found, one?.level, timestamps.length]
  }

  /** A document of the office whose newest content is signed. */
  async function kept(unsigned: Uint8Array, signed: Uint8Array, mediaType = 'application/pdf'): Promise<DocumentId> {
    const over = await office.files.put(office.tenantId, unsigned)
    const { document: { id } } = await registered(office, { direction: 'outgoing', contents: [{ name: 'rozhodnutí', role: 'main', sha256: over, size: unsigned.length, mediaType }] })
    const [added] = await done(office, office.actors.clerk, async (deed) => addSignatures(deed, [{ documentId: id, over, sha256: await office.files.put(office.tenantId, signed), size: signed.length }]))
    assert.ok(added?.ok)
    return id
  }

  let holder: IssuedKey | undefined
  const signerKey = () => (holder ??= authority.issueSigner('Jana Veselá'))
  async function signedPdf(): Promise<DocumentId> {
    const [letter, issued] = [buildPdf(), signerKey()]
    const signer = taken(signerOf([issued.certificate, ...issued.chain].map(({ der }) => der)))
    const ready = taken(prepareSignature(letter, { signedAt: office.clock }, signer, true))
    const signature = sign('sha256', ready.toSign.bytes, issued.key)
    return kept(letter, Buffer.concat(taken(finishSignature(ready, signer, signature, stamp(sha256(signature))))))
  }

  function signedContainer(kind: 'asic-e' | 'asic-s'): Promise<DocumentId> {
    const files = [{ name: 'rozhodnutí.txt', bytes: Buffer.from('Povoluje se.') }, { name: 'příloha.csv', bytes: Buffer.from('1;2') }].slice(0, kind === 'asic-e' ? 2 : 1)
    const prepared = taken(prepareAsic(kind, files))
    const { certificate, chain, key } = signerKey()
    const builder = signatureBuilder({ certificate, chain, algorithm: { scheme: 'ecdsa', digest: 'sha256' } })
    const toSign = builder.prepare(sha256(prepared.signs), office.clock)
    const plain = taken(readSignedData(builder.finish(toSign, sign('sha256', toSign.bytes, key))))
    const stamped = withUnsigned(plain, 0, [signatureTimestamp(stamp(sha256(sure(plain.signers[0]).signature)))])
    return kept(sure(files[0]).bytes, finishAsic(prepared, stamped, office.clock), 'application/vnd.etsi.asic-e+zip')
  }

  it('in containers is extended too, with every file as it was', async () => {
    const ids = [await signedContainer('asic-e'), await signedContainer('asic-s')]
    const before = await Promise.all(ids.map(bytesOf))
    await judgeOwn(deps(), office.tenantId, ids)
    pass(2)
    await night()
    for (const [index, id] of ids.entries()) {
      assert.deepEqual((await verdict(id)).slice(0, 2), ['TOTAL_PASSED', 'CAdES_BASELINE_LTA'], String(index))
      const [was, is] = [taken(readAsic(sure(before[index]))), taken(readAsic(await bytesOf(id)))]
      for (const name of was.data) assert.deepEqual(is.container.files.get(name), was.container.files.get(name))
      assert.deepEqual([was.data, (await lifeOf(id))?.problem], [is.data, null])
    }
    const versions = async () => Promise.all(ids.map(async (id) => (await mainOf(id)).version.number))
    assert.deepEqual(await versions(), [3, 3])
    pass(1)
    await night()
    assert.deepEqual(await versions(), [3, 3], 'nothing is due again')
  })

  it('is found by the night when it was signed before anybody looked after it, once', async () => {
    const [old, cancelled] = [await signedPdf(), await signedPdf()]
    await sql`update records.document set state = 'znepristupnen', cancelled_at = now(), cancelled_reason = 'omyl' where id = ${cancelled}`.execute(office.superuser)
    batches.length = 0
    pass(2)
    await night()
    assert.deepEqual([batches, await verdict(old)], [[1], ['TOTAL_PASSED', 'PAdES_BASELINE_LTA', 1]])
    pass(1)
    await night()
    assert.deepEqual([batches, (await mainOf(old)).version.number], [[1], 3])
  })

  it('is judged once after the ceremony, all of it by one job behind all others, and not at all when it is known', async () => {
    const ids = await Promise.all([1, 2, 3].map(signedPdf))
    await done(office, office.actors.clerk, (deed) => askOwnJudging(deed, ids))
    const { rows: [job, ...more] } = await sql<{ payload: object; priority: number; later: boolean }>`select j.payload, j.priority, j.run_at > ${office.clock} as later
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'validation.judge-own'`.execute(office.superuser)
    assert.deepEqual([job?.priority, job?.later, more], [50, true, []])
    batches.length = 0
    for (let time = 0; time < 2; time++) await validationTasks(deps())['validation.judge-own']?.(job?.payload)
    assert.deepEqual(batches, [3])
    for (const id of ids) {
      assert.deepEqual(await recordsOf(id), [[2, null, 'TOTAL_PASSED']])
      assert.ok((await lifeOf(id))?.dueAt)
    }
  })

  it('has one record though four judge it at once', async () => {
    const id = await signedPdf()
    await Promise.all([1, 2, 3, 4].map(() => judgeOwn(deps(), office.tenantId, [id])))
    const { rows: [row] } = await sql<{ count: number }>`select count(*)::integer as count from validation.record where document_id = ${id}`.execute(office.db)
    assert.deepEqual([row?.count, (await lifeOf(id))?.version], [1, 2])
  })

  it('comes back to what lacks evidence, and is judged again when it can be had', async () => {
    const id = await signedPdf()
    revocationsAway = true
    assert.equal((await judgeOwn(deps(), office.tenantId, [id])).later, true)
    revocationsAway = false
    pass(0.01)
    assert.deepEqual([await recordsOf(id), await judgeOwn(deps(), office.tenantId, [id])], [[[2, null, 'INDETERMINATE']], { judged: 1, later: false }])
    assert.deepEqual([await recordsOf(id), await judgeOwn(deps(), office.tenantId, [id])], [[[2, null, 'TOTAL_PASSED']], { judged: 0, later: false }])
  })

  it('has its life noted anew when somebody has it judged again', async () => {
    const id = await signedPdf()
    await judgeOwn(deps(), office.tenantId, [id])
    await sql`update validation.life set problem = 'not-extendable', level = 'stará', due_at = ${new Date('2099-01-01')} where document_id = ${id}`.execute(office.superuser)
    const { component, version } = await mainOf(id)
    assert.ok((await judgeAgain(deps(), office.actors.clerk, { documentId: id, componentId: component.id, version: version.number })).ok)
    const life = await lifeOf(id)
    assert.deepEqual([life?.problem, life?.level, (life?.dueAt?.getTime() ?? 0) < office.clock.getTime() + 2 * dayMs], [null, 'PAdES_BASELINE_T', true])
    await judgeAgain(deps(), office.actors.clerk, { documentId: id, componentId: component.id, version: 1 })
    assert.equal((await lifeOf(id))?.version, 2, 'an older version says nothing of it')
  })
})
