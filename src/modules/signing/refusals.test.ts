import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { done, written } from '../circulation/testing.ts'
import { addContent, registerDocument } from '../records/index.ts'
import { askFinalCopy, askSignature, freeze, keepRule, readBook, type AskedSignature, type NewRule } from './index.ts'
import { readDuty } from './service-duty.ts'
import { dropRule } from './service-rule.ts'
import { askSeal } from './service-seal.ts'
import { asked, authority, frozen, giveCredential, linesOf, must, officeWithSigning, personId, rule } from './testing.ts'

const refusalOf = (result: { readonly ok: true } | { readonly ok: false; readonly refusal: string }) => (result.ok ? 'done' : result.refusal)

describe('what the signature book refuses', () => {
  let office: Awaited<ReturnType<typeof officeWithSigning>>
  before(async () => { office = await officeWithSigning() })
  after(() => office.close())
  beforeEach(() => rule(office, {}))

  const ask = async (documentId: Id<'Document'>, more: Partial<AskedSignature> = {}, by: Actor = office.actors.clerk) =>
    refusalOf(await askSignature(office, by, documentId, { to: [personId(office.actors.head)], documentKind: null, amount: null, instruction: null, dueOn: null, ...more }))
  const fresh = async () => (await written(office)).documentId
  const admin = () => ({ ...office.actors.auditor, roles: ['admin'] as const })
  const keep = async (more: Partial<NewRule>) =>
    refusalOf(await keepRule(office, admin(), { classId: null, documentKind: null, need: 'signature', mustOpen: 'exceptions', samplePercent: null, onChange: 'affected', visible: false, ...more }))

  for (const [need, refusal] of [['none', 'no-signature-needed'], ['approval', 'approval-suffices'], ['seal', 'sealed-automatically'], ['signature', 'done'], ['signature+timestamp', 'done']] as const) {
    it(`a signature that nobody needs: where the rule wants ${need}, asking for one ends as ${refusal}, and whoever asks could have known`, async () => {
      await rule(office, { need })
      const documentId = await fresh()
      assert.equal((await must(readDuty(office, office.actors.clerk, documentId, { documentKind: null, amount: null }))).ruling.need, need)
      assert.equal(await ask(documentId), refusal)
    })
  }

  it('a signature of one kind only, where the rule of that kind says less than that of the office', async () => {
    assert.equal(await keep({ documentKind: 'internal', need: 'approval' }), 'done')
    const documentId = await fresh()
    assert.equal(await ask(documentId, { documentKind: 'internal' }), 'approval-suffices')
    assert.equal(await ask(documentId, { documentKind: 'letter' }), 'done')
  })

  it('asking whoever may not sign: without authority, over its amount, of an amount nobody said, or unknown; whoever wrote it may', async () => {
    const documentId = await fresh()
    const { clerk, colleague } = office.actors
    assert.equal(await ask(documentId, { to: [personId(colleague)] }), 'no-authority')
    await authority(office, { holder: { kind: 'person', id: personId(colleague) }, upTo: 1_000 })
    assert.equal(await ask(documentId, { to: [personId(colleague)], amount: 1_001 }), 'over-limit')
    assert.equal(await ask(documentId, { to: [personId(colleague)] }), 'amount-unknown')
    assert.equal(await ask(documentId, { to: [newId()] }), 'addressee-unknown')
    await authority(office, { holder: { kind: 'person', id: personId(clerk) } })
    assert.equal(await ask(documentId, { to: [personId(clerk)] }), 'done')
    assert.equal(await ask(documentId, { to: [personId(colleague)], amount: 1_000 }), 'done')
  })

  it('asking by whom, when or about what it cannot be: a stranger, another handler, a time limit that passed, twice, no content, a content that cannot be signed', async () => {
    const documentId = await fresh()
    assert.equal(await ask(documentId, {}, office.actors.otherClerk), 'not-found')
    assert.equal(await ask(newId()), 'not-found')
    assert.equal(await ask(documentId, { dueOn: '2020-01-02' as Day }), 'due-in-past')
    assert.equal(await ask(documentId), 'done')
    assert.equal(await ask(documentId), 'already-asked')
    const { clerk } = office.actors
    const empty = await done(office, clerk, async (deed) => (await registerDocument(deed, {
      direction: 'outgoing', subject: 'Bez znění', channel: null, party: null, receivedAt: null, file: { openFor: office.units.DOP.id }, contents: [],
    })).document.id)
    assert.equal(await ask(empty), 'nothing-to-approve')
    const encrypted = await fresh()
    const bytes = Buffer.from(`encrypted ${newId()}`)
    const sha256 = await office.files.put(office.tenantId, bytes)
    await done(office, clerk, (deed) => addContent(deed, encrypted, { name: 'dopis.pdf', role: 'main', sha256, size: bytes.length, mediaType: 'application/pdf' }))
    assert.equal(await ask(encrypted), 'cannot-be-signed')
  })

  it('asking about what is over: a file that is closed, a document that has left', async () => {
    const [closed, sent] = [await written(office), await written(office)]
    await sql`update records.document set dispatched_at = ${office.now()} where id = ${sent.documentId}`.execute(office.superuser)
    assert.equal(await ask(sent.documentId), 'already-dispatched')
    await sql`update records.file set state = 'vyrizen', settled_at = ${office.now()} where id = ${closed.fileId}`.execute(office.superuser)
    assert.equal(await ask(closed.documentId), 'file-closed')
  })

  it('rules that say nothing that can be: a share without a sample, a sample without a share, an unknown class, a signature shown where nobody signs', async () => {
    assert.equal(await keep({ mustOpen: 'all', samplePercent: 5 }), 'sample-missing')
    assert.equal(await keep({ mustOpen: 'sample', samplePercent: null }), 'sample-missing')
    assert.equal(await keep({ classId: newId() }), 'class-unknown')
    for (const need of ['none', 'approval', 'seal'] as const) assert.equal(await keep({ need, visible: true }), 'nothing-to-show')
    assert.equal(await keep({ visible: true }), 'done')
    assert.equal(refusalOf(await dropRule(office, admin(), newId())), 'not-found')
  })

  it('what stopped needing a signature after it was asked for: the book says why, and the frozen list leaves it out with the reason', async () => {
    const list = await asked(office, 2)
    for (const [need, refusal] of [['none', 'no-signature-needed'], ['approval', 'approval-suffices']] as const) {
      await rule(office, { need })
      const { lines } = await readBook(office, office.actors.head, { limit: 200 })
      assert.deepEqual(lines.filter(({ situation }) => list.some(({ itemId }) => itemId === situation.work.item.id)).map(({ situation }) => situation.refusal), [refusal, refusal])
      const chosen = { itemIds: list.map(({ itemId }) => itemId), excluded: [], credentialId: office.credentialId, reason: null }
      assert.equal(refusalOf(await freeze(office, office.actors.head, chosen)), 'nothing-to-sign')
    }
    await rule(office, {})
    await keep({ documentKind: 'internal', need: 'none' })
    const { documentId } = await written(office)
    await rule(office, { documentKind: 'internal', need: 'signature' })
    const { itemIds: [internal] } = await must(askSignature(office, office.actors.clerk, documentId, { to: [personId(office.actors.head)], documentKind: 'internal', amount: null, instruction: null, dueOn: null }))
    assert.ok(internal)
    await rule(office, { documentKind: 'internal', need: 'none' })
    const { ceremonyId, total } = await frozen(office, [...list.map(({ itemId }) => itemId), internal])
    assert.equal(total, 2)
    assert.deepEqual((await linesOf(office, office.actors.head, ceremonyId)).map(({ state, code }) => [state, code]), [['prepared', null], ['prepared', null], ['excluded', 'no-signature-needed']])
  })

  it('freezing nothing, what is not there, or with a key that is another’s, of nobody or over', async () => {
    const [one] = await asked(office, 1)
    assert.ok(one)
    const { head, colleague } = office.actors
    const freezing = async (more: Partial<Parameters<typeof freeze>[2]>) =>
      refusalOf(await freeze(office, head, { itemIds: [one.itemId], excluded: [], credentialId: office.credentialId, reason: null, ...more }))
    assert.equal(await freezing({ itemIds: [] }), 'nothing-chosen')
    assert.equal(await freezing({ itemIds: Array.from({ length: 5_001 }, () => newId()) }), 'too-many')
    assert.equal(await freezing({ itemIds: [one.itemId, newId()] }), 'list-changed')
    assert.equal(await freezing({ credentialId: newId() }), 'credential-unknown')
    assert.equal(await freezing({ credentialId: await giveCredential(office, colleague) }), 'credential-unknown')
    assert.equal(await freezing({ credentialId: await giveCredential(office, null) }), 'credential-unknown')
    const over = await giveCredential(office, head)
    await sql`update signing.credential set ended_at = ${office.now()}, ended_by = ${personId(head)} where id = ${over}`.execute(office.superuser)
    assert.equal(await freezing({ credentialId: over }), 'credential-not-valid')
    assert.equal(await freezing({}), 'done')
  })

  it('a seal where the rule wants none, and a final copy of what nobody signed', async () => {
    const documentId = await fresh()
    const { clerk } = office.actors
    assert.equal(refusalOf(await askSeal(office, clerk, documentId)), 'not-sealed-here')
    assert.equal(refusalOf(await askFinalCopy(office, clerk, documentId)), 'not-signed-yet')
    await sql`delete from signing.credential where person_id is null`.execute(office.superuser)
    await rule(office, { need: 'seal' })
    assert.equal(refusalOf(await askSeal(office, clerk, documentId)), 'no-seal')
    await giveCredential(office, null)
    assert.equal(refusalOf(await askSeal(office, clerk, documentId)), 'done')
  })
})
