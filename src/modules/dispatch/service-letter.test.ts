import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Id } from '../../kernel/id.ts'
import { readMail } from '../../platform/mail/index.ts'
import { pdfText } from '../../platform/pdf/index.ts'
import { approveItem, askApproval, readInbox } from '../circulation/index.ts'
import { done, received, told } from '../circulation/testing.ts'
import { addContent, currentMain, readComponents, readDocument, readFile, readFileDocuments, settleDocument } from '../records/index.ts'
import { composeAnswer, composeLetter, discardLetter, dispatchAnswer, forwardDocument, readAnswer, updateAnswer } from './index.ts'
import { proposeForward } from './service-letter.ts'
import { settleAnswered } from './service-settle.ts'
import { answered, approved, handedOver, job, officeWithPost, withMatter, words, type OfficeWithPost } from './testing.ts'

describe('a letter that is no answer', () => {
  let office: OfficeWithPost
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())

  const region = { name: 'Krajský úřad Jiného kraje', email: 'posta@jiny.example', address: ['Náměstí 1', '500 00 Jinde'] }
  const kind = async (id: Id<'Document'>) => {
    const answer = await readAnswer(office, office.actors.clerk, id)
    return answer.ok ? [answer.value.kind, answer.value.portal] : [answer.refusal]
  }
  async function send(id: Id<'Document'>, settles = false) {
    await approved(office, id)
    const asked = await dispatchAnswer(office, office.actors.clerk, id, { to: [{ channel: 'EPodatelnaMail' }], settles })
    assert.ok(asked.ok)
    const [dispatchId = ''] = asked.value.dispatchIds
    await (await job(office, dispatchId))()
    return dispatchId as Id<'Dispatch'>
  }

  it('is written of the office’s own will: in a new file on its writer’s desk, or besides another document', async () => {
    const { clerk, registrar } = office.actors
    const letter = await composeLetter(office, clerk, { ...words, party: region })
    assert.ok(letter.ok)
    const document = await readDocument(office.db, office.tenantId, letter.value.documentId)
    const file = document && await readFile(office.db, office.tenantId, document.fileId)
    assert.deepEqual([document?.direction, document?.answersId, file?.holderPersonId, document?.orderInFile], ['outgoing', null, clerk.personId, 1])
    const { items } = await readInbox(office, clerk, 'mine', { limit: 10 })
    assert.ok(items.some(({ item }) => item.documentId === document?.id && item.kind === 'handle'))
    assert.deepEqual(await kind(letter.value.documentId), ['own', false])
    assert.ok((await updateAnswer(office, clerk, letter.value.documentId, { ...words, body: 'Jinak.' })).ok)
    await send(letter.value.documentId)
    assert.deepEqual(office.smtp.mails.at(-1)?.to, ['posta@jiny.example'])
    const { documentId, fileId } = await received(office)
    const besides = await composeLetter(office, clerk, { ...words, party: region, besides: documentId })
    assert.equal(besides.ok && (await readDocument(office.db, office.tenantId, besides.value.documentId))?.fileId, fileId)
    assert.deepEqual(await composeLetter(office, registrar, { ...words, party: region, besides: documentId }), { ok: false, refusal: 'not-allowed' })
    const nobody = '00000000-0000-7000-8000-000000000000' as Id<'Party'>
    assert.deepEqual(await composeLetter(office, clerk, { ...words, party: { id: nobody } }), { ok: false, refusal: 'addressee-unknown' })
  })

  it('passes a document on with all that was received, is no answer to the citizen, and settles it as passed on', async () => {
    const { documentId } = await received(office)
    await withMatter(office, documentId)
    const { clerk, otherClerk } = office.actors
    const bytes = Buffer.from('co občan poslal')
    const sha256 = await office.files.put(office.tenantId, bytes)
    await done(office, office.actors.registrar, (deed) => addContent(deed, documentId, { name: 'žádost.txt', role: 'original', mediaType: 'text/plain', size: bytes.length, sha256 }))
    const proposed = await proposeForward(office, clerk, documentId)
    assert.ok(proposed.ok)
    assert.match(proposed.value.body, /dne 23\. 11\. 2026 .*Jana Nová.*„Oprava mostu v Lhotě“.*KUZK \d+\/2026[^]*§ 12/)
    assert.deepEqual(await forwardDocument(office, otherClerk, documentId, { ...proposed.value, party: region }), { ok: false, refusal: 'not-found' })
    const letter = await forwardDocument(office, clerk, documentId, { ...proposed.value, party: region })
    assert.ok(letter.ok)
    const id = letter.value.documentId
    assert.deepEqual(await kind(id), ['forward', false])
    const text = await pdfText(await office.files.read(office.tenantId, (await readComponents(office.db, office.tenantId, [id])).find(({ role }) => role === 'main')!.versions[0]!.sha256))
    assert.ok(text.ok && text.value.join(' ').includes('žádost.txt'), 'the letter names its enclosure')
    await approved(office, id)
    assert.deepEqual(await dispatchAnswer(office, clerk, id, { to: [{ channel: 'EPodatelnaWeb' }] }), { ok: false, refusal: 'no-matter' })
    const asked = await dispatchAnswer(office, clerk, id, { to: [{ channel: 'EPodatelnaMail' }], settles: true })
    assert.ok(asked.ok)
    const [dispatchId = ''] = asked.value.dispatchIds
    await (await job(office, dispatchId))()
    const mail = await readMail(office.smtp.mails.at(-1)?.raw ?? Buffer.alloc(0))
    assert.deepEqual(mail.ok && mail.value.parts.map(({ name, bytes: sent }) => [name.endsWith('.pdf'), Buffer.from(sent).equals(bytes)]), [[true, false], [false, true]])
    await settleAnswered(office, office.tenantId, dispatchId as Id<'Dispatch'>)
    const settled = await readDocument(office.db, office.tenantId, documentId)
    assert.deepEqual([settled?.settledWay, settled?.settledNote], ['postoupenim', `Postoupeno: ${region.name}, č. j. ${letter.value.referenceNumber}.`])
    assert.deepEqual([(await told(office, 'dispatch.sent', id)).length, (await told(office, 'dispatch.forwarded', id)).length], [0, 1])
    assert.deepEqual(await forwardDocument(office, clerk, id, { ...words, party: region }), { ok: false, refusal: 'file-closed' })
  })

  it('answers several documents of one file at once and settles them all', async () => {
    const first = await received(office)
    const { clerk } = office.actors
    const second = await received(office, { join: first.fileId })
    const other = await received(office)
    assert.deepEqual(await composeAnswer(office, clerk, first.documentId, { ...words, also: [other.documentId] }), { ok: false, refusal: 'not-in-file' })
    const answer = await composeAnswer(office, clerk, first.documentId, { ...words, also: [second.documentId] })
    assert.ok(answer.ok)
    const shown = await readAnswer(office, clerk, answer.value.documentId)
    assert.deepEqual(shown.ok && shown.value.also, [second.documentId])
    await settleAnswered(office, office.tenantId, await send(answer.value.documentId, true))
    const documents = await readFileDocuments(office.db, office.tenantId, first.fileId)
    assert.deepEqual(documents.map(({ state, settledWay }) => [state, settledWay]), [['vyrizen', 'dokumentem'], ['vyrizen', 'jinyZpusob'], ['vyrizen', null]])
    assert.equal((await readFile(office.db, office.tenantId, first.fileId))?.state, 'vyrizen')
  })

  it('is discarded for a reason when it was never sent: gone when nobody else has had it, else set aside', async () => {
    const { clerk, registrar } = office.actors
    const fresh = await answered(office)
    assert.deepEqual(await discardLetter(office, clerk, fresh.answerId, ' '), { ok: false, refusal: 'reason-missing' })
    assert.deepEqual(await discardLetter(office, registrar, fresh.answerId, 'x'), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual(await discardLetter(office, clerk, fresh.answerId, 'Omyl.'), { ok: true, value: { gone: true } })
    assert.deepEqual(await readAnswer(office, clerk, fresh.answerId), { ok: false, refusal: 'not-found' })
    const read = await answered(office)
    await approved(office, read.answerId)
    assert.deepEqual(await discardLetter(office, clerk, read.answerId, 'Vyřízeno telefonicky.'), { ok: true, value: { gone: false } })
    const document = await readDocument(office.db, office.tenantId, read.answerId)
    assert.deepEqual([document?.state, document?.settledNote, document?.dispatchedAt], ['vyrizen', 'Vyřízeno telefonicky.', null])
    assert.deepEqual(await dispatchAnswer(office, clerk, read.answerId, { to: [{ channel: 'Osobne' }] }), { ok: false, refusal: 'already-dispatched' })
    assert.deepEqual(await updateAnswer(office, clerk, read.answerId, { ...words, body: 'x' }), { ok: false, refusal: 'already-dispatched' })
    assert.deepEqual(await settleDocument(office, clerk, read.documentId, { way: 'dokumentem', note: null }), { ok: false, refusal: 'nothing-sent' })
    const sent = await handedOver(office)
    assert.deepEqual(await discardLetter(office, clerk, sent.answerId, 'x'), { ok: false, refusal: 'already-dispatched' })
  })

  it('goes to nobody of the register whom its writer may not see', async () => {
    const { clerk, otherClerk } = office.actors
    const { documentId } = await received(office)
    const stranger = { id: (await readDocument(office.db, office.tenantId, documentId))?.partyId as Id<'Party'> }
    assert.deepEqual(await composeLetter(office, otherClerk, { ...words, party: stranger }), { ok: false, refusal: 'addressee-unknown' })
    const own = await composeLetter(office, otherClerk, { ...words, party: region })
    assert.ok(own.ok)
    const main = currentMain(await readComponents(office.db, office.tenantId, [own.value.documentId]))
    const asked = await askApproval(office, otherClerk, own.value.documentId, { to: office.actors.otherHead.personId as Id<'Person'>, instruction: null })
    assert.ok(asked.ok && main && (await approveItem(office, office.actors.otherHead, asked.value.itemId, main.version.sha256)).ok)
    const sending = { to: [{ channel: 'EPodatelnaMail', partyId: stranger.id }] } as const
    assert.deepEqual(await dispatchAnswer(office, otherClerk, own.value.documentId, sending), { ok: false, refusal: 'addressee-unknown' })
    assert.ok((await composeLetter(office, clerk, { ...words, party: stranger })).ok)
  })
})
