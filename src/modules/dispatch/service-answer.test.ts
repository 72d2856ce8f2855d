import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Id } from '../../kernel/id.ts'
import type { ContentStore } from '../../platform/files/index.ts'
import { pdfText } from '../../platform/pdf/index.ts'
import { approvalOf, askApproval } from '../circulation/index.ts'
import { done, logged, received, told } from '../circulation/testing.ts'
import {
  currentMain, readComponents, readDocument, readFileDocuments, registerDocument, settleDocument, viewDocument
} from '../records/index.ts'
import { composeAnswer, readAnswer, updateAnswer } from './index.ts'
import { registerAnswer, setLetter } from './service-answer.ts'
import { answered, approved, handedOver, job, officeWithPost, words, type OfficeWithPost } from './testing.ts'

describe('an answer', () => {
  let office: OfficeWithPost
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())

  const components = (id: Id<'Document'>) => readComponents(office.db, office.tenantId, [id])
  /** What the clerk sees, but the hash of the words. */
  const seen = async (id: Id<'Document'>) => {
    const answer = await readAnswer(office, office.actors.clerk, id)
    if (!answer.ok) return answer
    const { wording, ...value } = answer.value
    assert.match(wording, /^[0-9a-f]{64}$/)
    return { ok: true, value }
  }
  const shape = async (id: Id<'Document'>) => (await components(id)).map(({ name, role, versions }) => `${role} ${name} ${versions.length}`)
  const letter = async (id: Id<'Document'>) => {
    const main = currentMain(await components(id))
    const text = main && await pdfText(await office.files.read(office.tenantId, main.version.sha256))
    return text?.ok ? text.value.join(' ').replace(/\s+/g, ' ') : ''
  }

  it('joins the file, goes to the sender and is a letter that carries its number', async () => {
    const { documentId, fileId, answerId, referenceNumber } = await answered(office)
    const [question, answer] = [
      await readDocument(office.db, office.tenantId, documentId), await readDocument(office.db, office.tenantId, answerId)
    ]
    assert.deepEqual(
      [answer?.fileId, answer?.answersId, answer?.partyId, answer?.direction, answer?.orderInFile],
      [fileId, documentId, question?.partyId, 'outgoing', 2]
    )
    assert.deepEqual(await shape(answerId), ['source text.json 1', 'main odpoved.pdf 1'])
    const text = await letter(answerId)
    for (const said of [
      referenceNumber, 'Jana Nová', 'Odbor dopravy', 'most opravíme do konce roku', 'Hana Malá', 'Petr Čáp', '23. listopadu 2026'
    ]) {
      assert.ok(text.includes(said.replace(/\s+/g, ' ')), `${said} in ${text}`)
    }
    assert.deepEqual(
      await seen(answerId),
      { ok: true, value: { ...words, ready: true, approved: false, signed: null, withdrawn: false, portal: false, kind: 'answer', corrects: null, correctedBy: [], also: [], setAside: false, dispatches: [] } }
    )
  })

  it('exists with its number and words or not at all, and its letter survives a crash before it was set', async () => {
    const { documentId, fileId } = await received(office)
    const answer = await registerAnswer(office, office.actors.clerk, documentId, words)
    assert.ok(answer.ok)
    const id = answer.value.documentId
    assert.deepEqual(await shape(id), ['source text.json 1'])
    const run = await job(office, id)
    await run()
    await run()
    assert.deepEqual(await shape(id), ['source text.json 1', 'main odpoved.pdf 1'])
    assert.ok((await letter(id)).includes(answer.value.referenceNumber))
    await assert.rejects(composeAnswer(
      { ...office, files: { ...office.files, put: async () => { throw new Error('disk full') } } }, office.actors.clerk, documentId, words
    ), /disk full/)
    assert.equal((await readFileDocuments(office.db, office.tenantId, fileId)).length, 2)
  })

  it('has one letter however many set it at once, and never an older one over a newer', async () => {
    const { documentId } = await received(office)
    const answer = await registerAnswer(office, office.actors.clerk, documentId, words)
    assert.ok(answer.ok)
    const id = answer.value.documentId
    const newer = { ...words, body: 'Most zboříme.' }
    const updateMeanwhile: ContentStore = { ...office.files, async put(tenantId, bytes) {
      assert.ok((await updateAnswer(office, office.actors.clerk, id, newer)).ok)
      return office.files.put(tenantId, bytes)
    } }
    await setLetter({ ...office, files: updateMeanwhile }, office.actors.clerk, id)
    assert.match(await letter(id), /Most zboříme/)
    const unset = await registerAnswer(office, office.actors.clerk, documentId, words)
    const answerId = unset.ok ? unset.value.documentId : id
    await Promise.all(Array.from({ length: 4 }, () => setLetter(office, office.actors.clerk, answerId)))
    assert.deepEqual(
      [await shape(id), await shape(answerId)], [['source text.json 2', 'main odpoved.pdf 1'], ['source text.json 1', 'main odpoved.pdf 1']]
    )
  })

  it('is written once under one key, however often it is repeated', async () => {
    const { documentId, fileId } = await received(office)
    const results = await Promise.all(
      Array.from({ length: 4 }, () => composeAnswer(office, office.actors.clerk, documentId, words, { key: `answer ${documentId}` }))
    )
    assert.equal(new Set(results.map((result) => result.ok && result.value.documentId)).size, 1)
    assert.equal((await readFileDocuments(office.db, office.tenantId, fileId)).length, 2)
  })

  it('changes in all its parts together, and what was approved no longer counts', async () => {
    const { answerId } = await answered(office)
    await approved(office, answerId)
    office.clock = new Date('2026-11-24T08:00:00Z')
    assert.ok((await updateAnswer(office, office.actors.clerk, answerId, words)).ok)
    assert.deepEqual(
      await seen(answerId),
      { ok: true, value: { ...words, ready: true, approved: true, signed: null, withdrawn: false, portal: false, kind: 'answer', corrects: null, correctedBy: [], also: [], setAside: false, dispatches: [] } }
    )
    const newer = { subject: 'Oprava mostu v Lhotě: doplnění', body: 'Most zboříme.' }
    assert.ok((await updateAnswer(office, office.actors.clerk, answerId, newer)).ok)
    assert.deepEqual(
      await seen(answerId),
      { ok: true, value: { ...newer, ready: true, approved: false, signed: null, withdrawn: false, portal: false, kind: 'answer', corrects: null, correctedBy: [], also: [], setAside: false, dispatches: [] } }
    )
    assert.deepEqual(
      [await shape(answerId), (await readDocument(office.db, office.tenantId, answerId))?.subject],
      [['source text.json 2', 'main odpoved.pdf 2'], newer.subject]
    )
    const main = currentMain(await components(answerId))
    assert.equal(await approvalOf(office.db, office.tenantId, answerId, main!.version.sha256), null)
    assert.equal((await told(office, 'records.content-replaced', answerId)).length, 2)
    assert.ok((await logged(office, answerId)).includes('NovaVerze'))
  })

  it('is refused where there is nothing to answer, nobody to answer, or no right to', async () => {
    const { documentId, answerId } = await answered(office)
    const { clerk, registrar, otherClerk } = office.actors
    assert.deepEqual(await composeAnswer(office, clerk, answerId, words), { ok: false, refusal: 'not-incoming' })
    assert.deepEqual(await composeAnswer(office, registrar, documentId, words), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual(await composeAnswer(office, otherClerk, documentId, words), { ok: false, refusal: 'not-found' })
    const anonymous = await done(office, registrar, (deed) => registerDocument(deed, {
      direction: 'incoming', subject: 'Anonym', channel: 'Posta', party: null, receivedAt: deed.at,
      file: { openFor: office.units.DOP.id }, contents: [] }))
    assert.deepEqual(await composeAnswer(office, clerk, anonymous.document.id, words), { ok: false, refusal: 'nobody-to-answer' })
    await settleDocument(office, clerk, anonymous.document.id, { way: 'vzetimNaVedomi', note: 'Anonym.' })
    assert.deepEqual(await composeAnswer(office, clerk, anonymous.document.id, words), { ok: false, refusal: 'file-closed' })
    assert.deepEqual(await updateAnswer(office, clerk, documentId, words), { ok: false, refusal: 'not-an-answer' })
    assert.deepEqual(await updateAnswer(office, registrar, answerId, { ...words, body: 'x' }), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual(await updateAnswer(office, otherClerk, answerId, words), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await readAnswer(office, otherClerk, answerId), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await readAnswer(office, clerk, documentId), { ok: false, refusal: 'not-an-answer' })
  })

  it('is read by whoever is asked to approve it, together with what it answers', async () => {
    const { documentId, answerId } = await answered(office)
    const { clerk, otherHead } = office.actors
    assert.deepEqual(await viewDocument(office.db, otherHead, documentId), { ok: false, refusal: 'not-found' })
    assert.ok((await askApproval(office, clerk, answerId, { to: otherHead.personId!, instruction: null })).ok)
    assert.ok((await readAnswer(office, otherHead, answerId)).ok && (await viewDocument(office.db, otherHead, documentId)).ok)
  })

  it('cannot be changed any more once it was handed over for sending', async () => {
    const { answerId, send } = await handedOver(office)
    assert.deepEqual(
      await updateAnswer(office, office.actors.clerk, answerId, { ...words, body: 'x' }), { ok: false, refusal: 'already-dispatched' }
    )
    await send()
    assert.deepEqual(
      await updateAnswer(office, office.actors.clerk, answerId, { ...words, body: 'x' }), { ok: false, refusal: 'already-dispatched' }
    )
    assert.deepEqual(await shape(answerId), ['source text.json 1', 'main odpoved.pdf 1', 'proof odeslana-zprava.eml 1'])
  })
})
