import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newId, type Id } from '../../kernel/id.ts'
import { approvalOf, askApproval, askSigning, completeSigning } from '../circulation/index.ts'
import { done, hears, logged } from '../circulation/testing.ts'
import { addProof, addSignatures, currentMain, lockDocument, readComponents, readDocument, viewDocument } from '../records/index.ts'
import { dispatchAnswer, readAnswer, updateAnswer } from './index.ts'
import { correctSent, proposeCorrection, withdrawLetter } from './service-change.ts'
import { answered, approved, handedOver, officeWithPost, words, type OfficeWithPost } from './testing.ts'

describe('a signed letter', () => {
  let office: OfficeWithPost
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())

  const mainOf = async (id: Id<'Document'>) => currentMain(await readComponents(office.db, office.tenantId, [id]))
  const changesOf = async (id: Id<'Document'>) => {
    const view = await viewDocument(office.db, office.actors.clerk, id)
    assert.ok(view.ok)
    return view.value.changes.map(({ kind, number, reason, byName }) => [kind, number, reason, byName])
  }
  /** Adds to the newest content what stands for a signature. */
  const sign = (documentId: Id<'Document'>) => done(office, office.actors.head, async (deed) => {
    assert.ok((await lockDocument(deed, documentId)).ok)
    const main = currentMain(await readComponents(deed.tx, office.tenantId, [documentId]))
    assert.ok(main)
    const bytes = Buffer.concat([await office.files.read(office.tenantId, main.version.sha256), Buffer.from(newId())])
    const sha256 = await office.files.put(office.tenantId, bytes)
    return addSignatures(deed, [{ documentId, over: main.version.sha256, sha256, size: bytes.length }])
  })
  async function signed() {
    const answer = await answered(office)
    await approved(office, answer.answerId)
    await sign(answer.answerId)
    return answer
  }

  it('gets other words only with a reason, which stays with the new version', async () => {
    const { answerId } = await signed()
    const other = { ...words, body: 'Most opravíme do června.' }
    assert.deepEqual(await updateAnswer(office, office.actors.clerk, answerId, other), { ok: false, refusal: 'reason-missing' })
    assert.deepEqual(await updateAnswer(office, office.actors.clerk, answerId, { ...other, change: { kind: 'correction', reason: ' ' } }), { ok: false, refusal: 'reason-missing' })
    const before = await mainOf(answerId)
    assert.equal((await updateAnswer(office, office.actors.clerk, answerId, { ...other, change: { kind: 'correction', reason: 'Překlep v termínu' } })).ok, true)
    const after_ = await mainOf(answerId)
    assert.deepEqual([before?.version.number, after_?.version.number, after_?.version.signs], [2, 3, null])
    assert.deepEqual(await changesOf(answerId), [['correction', 3, 'Překlep v termínu', office.actors.clerk.name]])
    // What nobody has signed is changed freely.
    assert.equal((await updateAnswer(office, office.actors.clerk, answerId, words)).ok, true)
  })

  it('is taken back before it leaves: it stays, is not sent and nobody is asked about it any more', async () => {
    const { answerId } = await answered(office)
    await sign(answerId)
    const asked = await askApproval(office, office.actors.clerk, answerId, { to: office.actors.head.personId as Id<'Person'>, instruction: null })
    assert.ok(asked.ok)
    const kept = await mainOf(answerId)
    assert.deepEqual(await withdrawLetter(office, office.actors.clerk, answerId, ''), { ok: false, refusal: 'reason-missing' })
    assert.equal((await withdrawLetter(office, office.actors.clerk, answerId, 'Jiný adresát')).ok, true)
    const main = await mainOf(answerId)
    assert.deepEqual([main?.version.sha256, main?.version.withdrawnAt], [kept?.version.sha256, office.now()])
    assert.deepEqual(await changesOf(answerId), [['withdrawal', 2, 'Jiný adresát', office.actors.clerk.name]])
    assert.equal((await logged(office, answerId)).filter((line) => line.includes('Storno')).length, 2)
    assert.deepEqual(await askApproval(office, office.actors.clerk, answerId, { to: office.actors.head.personId as Id<'Person'>, instruction: null }), { ok: false, refusal: 'nothing-to-approve' })
    assert.deepEqual(await dispatchAnswer(office, office.actors.clerk, answerId, { to: [{ channel: 'Osobne' }] }), { ok: false, refusal: 'withdrawn' })
    await done(office, office.actors.clerk, (deed) => addProof(deed, { documentId: answerId, over: main!.version.sha256, sha256: kept!.wording, size: 1 }, ['timestamp']))
    assert.deepEqual(await dispatchAnswer(office, office.actors.clerk, answerId, { to: [{ channel: 'Osobne' }] }), { ok: false, refusal: 'withdrawn' })
    assert.deepEqual(await withdrawLetter(office, office.actors.clerk, answerId, 'Znovu'), { ok: false, refusal: 'already-withdrawn' })
    assert.deepEqual((await sign(answerId))[0], { ok: false, refusal: 'withdrawn' })
  })

  it('that was taken back begins anew with its next wording, be it the same words', async () => {
    const { answerId } = await signed()
    assert.equal((await withdrawLetter(office, office.actors.clerk, answerId, 'Předčasně')).ok, true)
    const taken = await readAnswer(office, office.actors.clerk, answerId)
    assert.ok(taken.ok)
    assert.deepEqual([taken.value.withdrawn, taken.value.approved], [true, false])
    assert.equal((await updateAnswer(office, office.actors.clerk, answerId, words)).ok, true)
    const again = await readAnswer(office, office.actors.clerk, answerId)
    assert.ok(again.ok)
    assert.deepEqual([again.value.withdrawn, again.value.signed], [false, null])
    await hears(office, 'records.content-replaced', answerId)
    await approved(office, answerId)
    assert.equal((await dispatchAnswer(office, office.actors.clerk, answerId, { to: [{ channel: 'Osobne' }] })).ok, true)
  })

  it('is taken back neither unsigned, nor sent, nor by who does not handle its file, who learns nothing if they may not see it', async () => {
    const draft = await answered(office)
    assert.deepEqual(await withdrawLetter(office, office.actors.clerk, draft.answerId, 'Důvod'), { ok: false, refusal: 'not-signed-yet' })
    const { answerId } = await signed()
    assert.deepEqual(await withdrawLetter(office, office.actors.otherClerk, answerId, 'Důvod'), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await withdrawLetter(office, office.actors.auditor, answerId, 'Důvod'), { ok: false, refusal: 'not-allowed' })
    const sent = await handedOver(office)
    assert.deepEqual(await withdrawLetter(office, office.actors.clerk, sent.answerId, 'Důvod'), { ok: false, refusal: 'already-dispatched' })
    await sent.send()
    assert.deepEqual(await withdrawLetter(office, office.actors.clerk, sent.answerId, 'Důvod'), { ok: false, refusal: 'correct-instead' })
  })

  it('does not leave while somebody has yet to sign it', async () => {
    const { answerId } = await answered(office)
    await approved(office, answerId)
    const { clerk, head } = office.actors
    const asked = await done(office, clerk, (deed) => askSigning(deed, answerId, { kind: 'sign', to: [head.personId as Id<'Person'>], instruction: null, dueOn: null, onChange: 'all' }))
    assert.ok(asked.ok)
    assert.deepEqual(await dispatchAnswer(office, clerk, answerId, { to: [{ channel: 'Osobne' }] }), { ok: false, refusal: 'signature-awaited' })
    await sign(answerId)
    await done(office, head, async (deed) => completeSigning(deed, asked.value[0]!.id, (await mainOf(answerId))!.wording))
    assert.equal((await dispatchAnswer(office, clerk, answerId, { to: [{ channel: 'Osobne' }] })).ok, true)
  })

  it('that was sent is put right by another document of the file, to the same addressee, and both say so', async () => {
    const { answerId, referenceNumber, send } = await handedOver(office)
    assert.deepEqual(await proposeCorrection(office, office.actors.clerk, answerId), { ok: false, refusal: 'not-dispatched' })
    await send()
    const sentBytes = (await mainOf(answerId))?.version.sha256
    const proposed = await proposeCorrection(office, office.actors.clerk, answerId)
    assert.ok(proposed.ok)
    assert.match(proposed.value.body, new RegExp(`${referenceNumber}.*§ 70`, 's'))
    const made = await correctSent(office, office.actors.clerk, answerId, proposed.value)
    assert.ok(made.ok)
    const [sent, correction] = [await readDocument(office.db, office.tenantId, answerId), await readDocument(office.db, office.tenantId, made.value.documentId)]
    assert.deepEqual([correction?.fileId, correction?.partyId, correction?.direction, correction?.dispatchedAt], [sent?.fileId, sent?.partyId, 'outgoing', null])
    assert.equal((await mainOf(answerId))?.version.sha256, sentBytes)
    assert.notEqual(await mainOf(made.value.documentId), null)
    const [ofSent, ofCorrection] = [await readAnswer(office, office.actors.clerk, answerId), await readAnswer(office, office.actors.clerk, made.value.documentId)]
    assert.ok(ofSent.ok && ofCorrection.ok)
    assert.deepEqual([ofSent.value.correctedBy, ofCorrection.value.corrects], [[{ id: made.value.documentId, referenceNumber: made.value.referenceNumber }], { id: answerId, referenceNumber }])
    assert.equal(ofCorrection.value.kind, 'correction')
  })

  it('has exactly one fate, whoever takes it back, rewords, signs and sends it at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      const { answerId } = await signed()
      const { clerk } = office.actors
      const [back, again, reworded, sent] = await Promise.all([
        withdrawLetter(office, clerk, answerId, 'Jinak'), withdrawLetter(office, clerk, answerId, 'Jinak'),
        updateAnswer(office, clerk, answerId, { ...words, body: `Jinak ${round}`, change: { kind: 'rewording', reason: 'Jinak' } }),
        dispatchAnswer(office, clerk, answerId, { to: [{ channel: 'Osobne' }] }),
        sign(answerId).catch(() => null),
      ])
      const withdrawals = [back, again].filter(({ ok }) => ok).length
      assert.ok(withdrawals <= 1)
      // What was handed over for sending was neither taken back before nor can be after; other words make what is asked about a new one.
      if (sent.ok) assert.deepEqual([withdrawals, reworded.ok], [0, false])
      const main = await mainOf(answerId)
      const answer = await readAnswer(office, clerk, answerId)
      assert.ok(answer.ok && main)
      if (sent.ok) assert.equal(await approvalOf(office.db, office.tenantId, answerId, main.wording) !== null, true)
    }
  })
})
