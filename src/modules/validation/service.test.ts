import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { prepareSignature, finishSignature, signerOf } from '../../engines/pades/index.ts'
import { testAuthority } from '../../engines/x509/testing.ts'
import { renderLetter } from '../../platform/pdf/index.ts'
import { aLetter } from '../../platform/pdf/a-letter.ts'
import { judgeWithEvidence } from '../../platform/verdicts/index.ts'
import { closedSource, type EvidenceSource } from '../../platform/evidence/index.ts'
import { readHistory } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations as records, viewDocument } from '../records/index.ts'
import { registered, sure } from '../records/testing.ts'
import { judgeAgain, judgeDocument, migrations, signedBytes, validationsOf, validationTasks, type ValidationDeps } from './index.ts'
import { presentRecord } from './present.ts'

describe('signatures on what came', () => {
  let office: TestOffice
  let letter: Buffer
  let signed: Buffer
  const pki = testAuthority({ now: new Date('2026-11-23T10:00:00Z') })
  let source: EvidenceSource = closedSource
  let evidence = [pki.crl().der]
  before(async () => {
    office = await testOffice([records, migrations])
    office.clock = new Date('2026-11-23T11:00:00Z')
    letter = Buffer.from(await renderLetter(aLetter()))
    signed = signedBy(letter)
  })
  after(() => office.close())

  function signedBy(bytes: Uint8Array): Buffer {
    const signer = sure(valueOf(signerOf([pki.signer.certificate.der, pki.authority.certificate.der])))
    const ready = sure(valueOf(prepareSignature(bytes, { signedAt: new Date('2026-11-23T10:30:00Z'), name: 'Jana Veselá' }, signer, false)))
    return Buffer.concat(sure(valueOf(finishSignature(ready, signer, sign('sha256', ready.toSign.bytes, pki.signer.key)))))
  }
  const valueOf = <Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: unknown }): Value => {
    assert.ok(result.ok, JSON.stringify(result))
    return result.value
  }
  const deps = (fetches = false): ValidationDeps => ({
    ...office, fetches,
    judgeMany: () => assert.fail(),
    judge: (bytes) => judgeWithEvidence({ bytes, content: undefined, anchors: [pki.authority.certificate.der], certificates: [], crls: evidence, ocsps: [], lists: undefined, at: office.clock }, source),
  })
  const came = async (bytes: Buffer, name = 'podani.pdf') => {
    const sha256 = await office.files.put(office.tenantId, bytes)
    const { document } = await registered(office, { contents: [{ name, role: 'original', sha256, size: bytes.length, mediaType: 'application/pdf' }] })
    const view = valueOf(await viewDocument(office.db, office.actors.registrar, document.id))
    return { documentId: document.id, componentId: sure(view.components[0]).id, version: 1 }
  }
  const found = async (documentId: Awaited<ReturnType<typeof came>>['documentId']) => valueOf(await validationsOf(office, office.actors.registrar, documentId)).map(presentRecord)

  it('are judged once the document is registered, with all that the decree asks to be kept', async () => {
    const at = await came(signed)
    await judgeDocument(deps(), office.tenantId, at.documentId)
    const [record] = await found(at.documentId)
    const [signature] = sure(record).signatures
    assert.deepEqual([record?.verdict, signature?.result, signature?.signer, signature?.qualification.includes('Q') ?? true], ['TOTAL_PASSED', 'platny', 'Jana Veselá', signature?.qualification.includes('Q')])
    assert.deepEqual([signature?.coverage, signature?.changesAfter, signature?.certificate?.serial !== undefined, signature?.decisiveAt !== undefined], ['WHOLE_FILE', 'NONE', true, true])
    assert.match(sure(record).sentences.cs[0] ?? '', /Jan[ay] Vesel/)
    const [entry] = await readHistory(office.db, office.tenantId, { subjectId: at.documentId, event: 'OvereniPodpisu', limit: 5 })
    assert.equal(entry?.particulars?.['verdict'], 'TOTAL_PASSED')
  })

  it('that were changed afterwards have failed, and what was signed can still be had', async () => {
    const changed = Buffer.concat([signed, Buffer.from('\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer << /Root 1 0 R /Size 2 >>\nstartxref\n0\n%%EOF\n')])
    const at = await came(changed)
    await judgeDocument(deps(), office.tenantId, at.documentId)
    assert.equal((await found(at.documentId))[0]?.verdict, 'TOTAL_FAILED')
    const again = await came(signed)
    await judgeDocument(deps(), office.tenantId, again.documentId)
    const taken = valueOf(await signedBytes(deps(), office.actors.registrar, { ...again, signature: 0 }))
    assert.deepEqual(taken.bytes, signed)
    assert.deepEqual(await signedBytes(deps(), office.actors.registrar, { ...again, signature: 7 }), { ok: false, refusal: 'no-such-signature' })
  })

  it('without evidence are not good: the job comes back, and says so only when the verdict is another', async () => {
    const at = await came(signed)
    evidence = []
    const task = sure(validationTasks(deps(true))['validation.judge'])
    const payload = { tenantId: office.tenantId, documentId: at.documentId }
    await assert.rejects(async () => task(payload, { isLast: false }), /cannot be had now/)
    await assert.rejects(async () => task(payload, { isLast: false }), /cannot be had now/)
    await task(payload, { isLast: true })
    assert.equal((await found(at.documentId))[0]?.verdict, 'INDETERMINATE')
    evidence = [pki.crl().der]
    office.clock = new Date(office.clock.getTime() + 3_600_000)
    await task(payload, { isLast: false })
    assert.equal((await found(at.documentId))[0]?.verdict, 'TOTAL_PASSED')
    const entries = await readHistory(office.db, office.tenantId, { subjectId: at.documentId, event: 'OvereniPodpisu', limit: 10 })
    assert.equal(entries.length, 2)
    source = closedSource
  })

  it('are judged again when a person asks, and never in a file that can have none', async () => {
    const at = await came(signed)
    const { clerk, registrar } = office.actors
    assert.ok((await judgeAgain(deps(), registrar, at)).ok)
    assert.equal((await found(at.documentId))[0]?.byRule, false)
    const text = await came(Buffer.from('Dobrý den'), 'dopis.txt')
    assert.deepEqual(await judgeAgain(deps(), registrar, text), { ok: false, refusal: 'nothing-to-judge' })
    await judgeDocument(deps(), office.tenantId, text.documentId)
    assert.deepEqual(await found(text.documentId), [])
    assert.ok(clerk)
  })

  it('are nobody’s to see who may not see the document', async () => {
    const at = await came(signed)
    const { otherClerk } = office.actors
    assert.deepEqual(await validationsOf(office, otherClerk, at.documentId), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await judgeAgain(deps(), otherClerk, at), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await signedBytes(deps(), otherClerk, { ...at, signature: 0 }), { ok: false, refusal: 'not-found' })
  })
})
