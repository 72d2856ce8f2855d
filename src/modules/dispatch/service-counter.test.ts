import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Id } from '../../kernel/id.ts'
import { pdfText } from '../../platform/pdf/index.ts'
import { readInbox } from '../circulation/index.ts'
import { logged, told } from '../circulation/testing.ts'
import { readComponents, readDocument } from '../records/index.ts'
import { dispatchAnswer, readDispatches, sendDispatch } from './index.ts'
import {
  cancelDispatch, confirmDelivered, confirmHandOver, confirmPosted, confirmReturned, leaveFailed, printSignatureSheet, retryDispatch,
} from './service-counter.ts'
import { answered, approved, handedOver, job, officeWithPost, waiting, type OfficeWithPost } from './testing.ts'

describe('at the counter of the dispatch room', () => {
  let office: OfficeWithPost
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())

  const shown = async (answerId: Id<'Document'>) => {
    const dispatches = await readDispatches(office, office.actors.clerk, answerId)
    return dispatches.ok ? dispatches.value : []
  }
  const states = async (answerId: Id<'Document'>) => (await shown(answerId)).map(({ consignment }) => `${consignment.channel} ${consignment.state}`)
  const given = { to: 'Jana Nová', identity: 'občanský průkaz' }
  const said = async (bytes: Uint8Array) => {
    const text = await pdfText(bytes)
    return text.ok ? text.value.join(' ').replace(/\s+/g, ' ') : text.refusal
  }

  it('a document is given from hand to hand, with a sheet to sign and a record that stays with it', async () => {
    const { answerId, dispatchId, documentId, referenceNumber } = await waiting(office, 'Osobne')
    const sheet = await printSignatureSheet(office, office.actors.registrar, dispatchId)
    const printed = sheet.ok ? await said(sheet.value) : sheet.refusal
    for (const words of ['Potvrzení o osobním převzetí', referenceNumber, 'Jana Nová', 'Podpis přebírajícího']) assert.ok(printed.includes(words), printed)
    assert.deepEqual(await confirmHandOver(office, office.actors.registrar, dispatchId, { ...given, identity: ' ' }), { ok: false, refusal: 'reason-missing' })
    assert.deepEqual(await states(answerId), ['Osobne nevypraveno'])
    assert.ok((await confirmHandOver(office, office.actors.registrar, dispatchId, given)).ok)
    const [consignment] = await shown(answerId)
    assert.deepEqual([consignment?.consignment.state, consignment?.consignment.deliveredAt], ['doruceno', office.clock])
    const answer = await readDocument(office.db, office.tenantId, answerId)
    assert.deepEqual([answer?.dispatchedAt, answer?.channel], [office.clock, 'Osobne'])
    const proof = (await readComponents(office.db, office.tenantId, [answerId])).find(({ role }) => role === 'proof')
    assert.equal(proof?.name, 'zaznam-o-predani.pdf')
    const record = await said(await office.files.read(office.tenantId, proof!.versions[0]!.sha256))
    for (const words of ['občanský průkaz', 'Anna Zelená', 'Záznam o osobním předání']) assert.ok(record.includes(words), record)
    assert.deepEqual((await told(office, 'dispatch.sent', answerId)).map(({ body }) => body['answersId']), [documentId])
    assert.equal((await told(office, 'dispatch.delivered', answerId)).length, 1)
    assert.deepEqual((await logged(office, answerId)).slice(-4), ['PredaniVypravne', 'Vypraveno', 'Doruceno', 'VlozeniKDokumentu'])
    assert.deepEqual(await confirmHandOver(office, office.actors.registrar, dispatchId, given), { ok: false, refusal: 'wrong-state' })
  })

  it('is given to the post under its number, and comes back with a reason of the standard', async () => {
    const { answerId, dispatchId } = await waiting(office, 'Posta')
    const back = { reason: 'vraceno-adresat-neznamy', note: null } as const
    assert.deepEqual(await confirmReturned(office, office.actors.registrar, dispatchId, back), { ok: false, refusal: 'wrong-state' })
    assert.ok((await confirmPosted(office, office.actors.registrar, dispatchId, 'RR123456789CZ')).ok)
    const other = { reason: 'vraceno-jiny-duvod-overeno', note: ' ' } as const
    assert.deepEqual(await confirmReturned(office, office.actors.registrar, dispatchId, other), { ok: false, refusal: 'reason-missing' })
    assert.ok((await confirmReturned(office, office.actors.registrar, dispatchId, back)).ok)
    const [{ consignment } = { consignment: null }] = await shown(answerId)
    assert.deepEqual([consignment?.state, consignment?.postingNumber], ['vraceno-adresat-neznamy', 'RR123456789CZ'])
    const { items } = await readInbox(office, office.actors.clerk, 'mine', { limit: 20 })
    assert.ok(items.some(({ item }) => item.documentId === answerId && item.kind === 'note'))
    assert.ok((await leaveFailed(office, office.actors.clerk, dispatchId)).ok)
    assert.deepEqual(await leaveFailed(office, office.actors.clerk, dispatchId), { ok: false, refusal: 'wrong-state' })
    assert.ok((await dispatchAnswer(office, office.actors.clerk, answerId, { to: [{ channel: 'Osobne' }] })).ok)
  })

  it('knows from the delivery slip when a letter was delivered, never later than now', async () => {
    const { answerId, dispatchId } = await waiting(office, 'Posta')
    assert.ok((await confirmPosted(office, office.actors.registrar, dispatchId, null)).ok)
    const tomorrow = new Date(office.clock.getTime() + 86_400_000)
    assert.ok((await confirmDelivered(office, office.actors.registrar, dispatchId, tomorrow)).ok)
    assert.deepEqual((await shown(answerId)).map(({ consignment }) => consignment.deliveredAt), [office.clock])
  })

  it('goes to several addressees, each by a channel of their own, to all of them or to nobody, and leaves once', async () => {
    const { answerId } = await answered(office)
    await approved(office, answerId)
    const { clerk, registrar } = office.actors
    const to = [{ channel: 'EPodatelnaMail' }, { channel: 'Osobne' }, { channel: 'Osobne', name: 'Obec Lhota' }] as const
    const impossible = [...to, { channel: 'EPodatelnaMail', name: 'Nikdo' }] as const
    assert.deepEqual(await dispatchAnswer(office, clerk, answerId, { to: impossible }), { ok: false, refusal: 'address-missing' })
    assert.deepEqual(await shown(answerId), [])
    assert.deepEqual(await dispatchAnswer(office, clerk, answerId, { to: [...to, { channel: 'Osobne', name: 'OBEC LHOTA' }] }), { ok: false, refusal: 'already-dispatched' })
    const asked = await dispatchAnswer(office, clerk, answerId, { to })
    assert.ok(asked.ok)
    const [mail = '', own = '', other = ''] = asked.value.dispatchIds
    for (const id of [own, other]) assert.ok((await confirmHandOver(office, registrar, id as Id<'Dispatch'>, given)).ok)
    await (await job(office, mail))()
    assert.deepEqual(await states(answerId), ['EPodatelnaMail vypraveno', 'Osobne doruceno', 'Osobne doruceno'])
    assert.equal((await told(office, 'dispatch.sent', answerId)).length, 1)
    const proofs = (await readComponents(office.db, office.tenantId, [answerId])).filter(({ role }) => role === 'proof').map(({ name }) => name)
    assert.deepEqual(proofs.sort(), ['odeslana-zprava.eml', 'zaznam-o-predani-2.pdf', 'zaznam-o-predani-3.pdf'])
  })

  it('makes one consignment for each addressee, however many people ask at the same moment', async () => {
    const { answerId } = await answered(office)
    await approved(office, answerId)
    const to = [{ channel: 'EPodatelnaMail' }, { channel: 'Osobne' }] as const
    const results = await Promise.all(Array.from({ length: 6 }, () => dispatchAnswer(office, office.actors.clerk, answerId, { to })))
    assert.deepEqual([results.filter(({ ok }) => ok).length, (await shown(answerId)).length], [1, 2])
  })

  it('takes a mail back before it leaves, never while it is being sent, and a mail taken back is not sent', async () => {
    const { answerId, dispatchId, send } = await handedOver(office)
    office.smtp.behave('refuse-for-now')
    await assert.rejects(send())
    office.smtp.behave('accept')
    assert.deepEqual(await cancelDispatch(office, office.actors.clerk, dispatchId, ' '), { ok: false, refusal: 'reason-missing' })
    const meanwhile: OfficeWithPost = { ...office, mailer: { send: async () => {
      assert.deepEqual(await cancelDispatch(office, office.actors.clerk, dispatchId, 'Omyl.'), { ok: false, refusal: 'being-sent' })
      return { outcome: 'refused', temporary: true, response: '450 later' }
    } } }
    await assert.rejects(sendDispatch(meanwhile, office.tenantId, dispatchId))
    assert.ok((await cancelDispatch(office, office.actors.clerk, dispatchId, 'Omyl.')).ok)
    const before = office.smtp.mails.length
    await send()
    assert.equal(office.smtp.mails.length, before)
    assert.deepEqual(await states(answerId), ['EPodatelnaMail stornovano'])
    assert.deepEqual((await shown(answerId))[0]?.attempts.map(({ number, outcome, response }) => [number, outcome, response.slice(0, 3)]), [
      [1, 'refused', '450'], [2, 'refused', '450']])
    assert.deepEqual(await retryDispatch(office, office.actors.clerk, dispatchId), { ok: false, refusal: 'wrong-state' })
    assert.ok((await dispatchAnswer(office, office.actors.clerk, answerId, { to: [{ channel: 'EPodatelnaMail' }] })).ok)
  })

  it('is entered by the dispatch room, by who asked, and by who has the file; to others it does not exist or is not theirs', async () => {
    const { dispatchId } = await waiting(office, 'Osobne')
    const { otherClerk, auditor, head } = office.actors
    assert.deepEqual(await confirmHandOver(office, otherClerk, dispatchId, given), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await printSignatureSheet(office, otherClerk, dispatchId), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await confirmHandOver(office, auditor, dispatchId, given), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual(await cancelDispatch(office, auditor, dispatchId, 'x'), { ok: false, refusal: 'not-allowed' })
    assert.deepEqual(await confirmPosted(office, head, dispatchId, null), { ok: false, refusal: 'wrong-channel' })
    assert.ok((await cancelDispatch(office, head, dispatchId, 'Adresát nepřišel.')).ok)
  })
})
