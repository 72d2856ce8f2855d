import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { approveItem, askApproval, migrations as circulation } from '../../modules/circulation/index.ts'
import { hears, logged, received } from '../../modules/circulation/testing.ts'
import { composeAnswer, correctSent, dispatchAnswer, migrations as dispatch, readAnswer, updateAnswer, withdrawLetter } from '../../modules/dispatch/index.ts'
import { testOffice } from '../../modules/identity/testing.ts'
import { migrations as publication } from '../../modules/publication/index.ts'
import { currentMain, migrations as records, readComponents, viewDocument } from '../../modules/records/index.ts'
import { askSignature, confirm, freeze, madeSignatures, migrations as signing, openForSigning, runCeremony } from '../../modules/signing/index.ts'
import { authority, giveCredential, must, personId, proof, readItems, rule, testSigner } from '../../modules/signing/testing.ts'

describe('a letter signed by one while another signs', () => {
  let office: Awaited<ReturnType<typeof officeOfTwo>>
  before(async () => void (office = await officeOfTwo()))
  after(() => office.close())

  async function officeOfTwo() {
    const made = Object.assign(await testOffice([records, circulation, publication, dispatch, signing]), testSigner())
    await rule(made, { onChange: 'none' })
    const { head, colleague } = made.actors
    for (const actor of [head, colleague]) await authority(made, { holder: { kind: 'person', id: personId(actor) } })
    return Object.assign(made, { keys: new Map([[head, await giveCredential(made, head)], [colleague, await giveCredential(made, colleague)]]) })
  }

  const words = { subject: 'Oprava mostu', body: 'Most opravíme do konce roku.' }
  async function confirmed(actor: Actor, itemIds: readonly Id<'WorkItem'>[]): Promise<Id<'Ceremony'>> {
    const { ceremonyId, root } = await must(freeze(office, actor, { itemIds, excluded: [], credentialId: office.keys.get(actor)!, reason: null }))
    for (const id of itemIds) await must(openForSigning(office, actor, id))
    await must(confirm(office, actor, ceremonyId, { root, proof: proof(office) }))
    return ceremonyId
  }
  const main = async (id: Id<'Document'>) => currentMain(await readComponents(office.db, office.tenantId, [id]))

  /** Approved, signed by the head, and in a list of the colleague that is confirmed and not run yet. */
  async function halfSigned() {
    const { clerk, head, colleague } = office.actors
    const { documentId: id } = await must(composeAnswer(office, clerk, (await received(office)).documentId, words))
    const { itemId } = await must(askApproval(office, clerk, id, { to: personId(head), instruction: null }))
    await must(approveItem(office, head, itemId, (await main(id))!.version.sha256))
    const { itemIds: [first, second] } = await must(askSignature(office, clerk, id, { to: [personId(head), personId(colleague)], documentKind: null, amount: null, instruction: null, dueOn: null }))
    await runCeremony(office, office.tenantId, await confirmed(head, [first!]))
    return { id, second: await confirmed(colleague, [second!]), wording: (await must(readAnswer(office, clerk, id))).wording }
  }
  /** What became of the colleague's signature, when nothing of it is left to do. */
  async function ended(ceremonyId: Id<'Ceremony'>): Promise<readonly [string, string | null]> {
    await runCeremony(office, office.tenantId, ceremonyId)
    const { state, code } = (await must(readItems(office, office.actors.colleague, ceremonyId, { limit: 1 }))).items[0]!.item
    return [state, code]
  }
  const changes = async (id: Id<'Document'>) => (await must(viewDocument(office.db, office.actors.clerk, id))).changes.map(({ kind, number }) => ({ kind, number }))

  it('has one fate, whoever signs, corrects, rewords, takes it back and sends it at the same moment', async () => {
    const { clerk } = office.actors
    for (let round = 0; round < 4; round++) {
      const { id, second, wording } = await halfSigned()
      const reword = (kind: 'correction' | 'rewording') => updateAnswer(office, clerk, id, { ...words, body: `Jinak ${kind} ${round}`, basedOn: wording, change: { kind, reason: 'Překlep v termínu' } })
      const [back, send, sign] = [() => withdrawLetter(office, clerk, id, 'Jiný adresát'), () => dispatchAnswer(office, clerk, id, { to: [{ channel: 'Osobne' }] }), () => runCeremony(office, office.tenantId, second)]
      const [correct, change] = [() => reword('correction'), () => reword('rewording')]
      // Each round another begins; in every other one nobody takes it back.
      const contenders = [[back, correct, send, sign, back, change, sign], [send, correct, sign, change, sign], [sign, back, correct, send, back, sign], [correct, sign, send, change, sign]][round]!
      const results = await Promise.all(contenders.map((begin) => begin().then((result) => ({ begin, ok: result?.ok ?? true }))))
      const count = (...deeds: unknown[]) => results.filter(({ begin, ok }) => ok && deeds.includes(begin)).length
      await hears(office, 'records.content-replaced', id)
      const [state, code] = await ended(second)
      const { component: { versions }, wording: newest } = (await main(id))!
      const [withdrawals, edits] = [count(back), count(correct, change)]
      assert.ok(withdrawals <= 1 && edits <= 1)
      if (count(send) === 1) assert.deepEqual([withdrawals, edits], [0, 0])
      assert.ok(withdrawals + edits > 0 || count(send) === 1)
      // The second signature is there exactly when the list says so, over the first, and of neither other words nor what was taken back.
      const made = await must(madeSignatures(office, clerk, id))
      assert.deepEqual(made.map(({ signer }) => signer?.name), state === 'stored' ? ['Hana Malá', 'Jan Žák'] : ['Hana Malá'])
      assert.deepEqual(versions.map(({ signs }) => signs !== null).slice(0, 2), [false, true])
      const taken = versions.find(({ withdrawnAt }) => withdrawnAt)
      assert.equal(taken !== undefined, withdrawals === 1)
      assert.ok(versions.every(({ signs }) => signs === null || signs !== taken?.sha256))
      if (edits === 1) assert.deepEqual([versions.at(-1)?.signs, made.every(({ isOfNewest }) => isOfNewest)], [null, false])
      else assert.equal(newest, versions[0]?.sha256)
      const lawful = [['stored', null], ...(edits === 1 ? [['changed', 'CHANGED_SINCE_CONFIRMATION']] : []), ...(withdrawals === 1 ? [['failed', 'withdrawn']] : [])]
      assert.ok(lawful.some(([a, b]) => a === state && b === code), `${state} ${code}, ${edits} edits, ${withdrawals} taken back`)
      // Each change that was made is told once, with what it was about.
      const told = await changes(id)
      assert.equal(told.filter(({ kind }) => kind === 'withdrawal').length, withdrawals)
      assert.ok(told.filter(({ kind }) => kind !== 'withdrawal').every(({ number }) => number === versions.at(-1)?.number))
      assert.equal((await logged(office, id)).filter((event) => event === 'PripojeniPodpisu').length >= made.length, true)
    }
  })

  it('is taken back once by four at once, while two workers sign it for the other', async () => {
    const { id, second } = await halfSigned()
    const workers = [1, 2].map(() => runCeremony(office, office.tenantId, second))
    const four = await Promise.all([1, 2, 3, 4].map((n) => withdrawLetter(office, office.actors.clerk, id, `Důvod ${n}`)))
    await Promise.all(workers)
    assert.deepEqual(four.flatMap((each) => (each.ok ? [] : [each.refusal])), ['already-withdrawn', 'already-withdrawn', 'already-withdrawn'])
    const [state, code] = await ended(second)
    assert.deepEqual(code, state === 'stored' ? null : 'withdrawn')
    assert.equal((await changes(id)).length, 1)
    const { component: { versions } } = (await main(id))!
    assert.notEqual(versions.at(-1)?.withdrawnAt, null)
  })

  it('that has left is put right by one document, however often four ask for the same correction at once', async () => {
    const { clerk } = office.actors
    const { id, second } = await halfSigned()
    await ended(second)
    await must(dispatchAnswer(office, clerk, id, { to: [{ channel: 'Osobne' }] }))
    await office.superuser.updateTable('records.document' as never).set({ dispatched_at: office.now() } as never).where('id' as never, '=', id as never).execute()
    const key = newId()
    const made = await Promise.all([1, 2, 3, 4].map(() => correctSent(office, clerk, id, { subject: 'Oprava', body: 'Správně zní: do června.' }, { key })))
    assert.equal(new Set(made.map((each) => (each.ok ? each.value.documentId : each.refusal))).size, 1)
    assert.equal((await must(readAnswer(office, clerk, id))).correctedBy.length, 1)
    assert.deepEqual(await withdrawLetter(office, clerk, id, 'Pozdě'), { ok: false, refusal: 'correct-instead' })
  })
})
