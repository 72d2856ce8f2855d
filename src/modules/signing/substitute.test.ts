import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { readHistory } from '../audit/index.ts'
import { written } from '../circulation/testing.ts'
import { arrangeSubstitution, endSubstitution } from '../identity/index.ts'
import { signedIn } from '../identity/testing.ts'
import { currentMain, readComponents } from '../records/index.ts'
import { askSignature, confirm, freeze, madeSignatures, openForSigning, readBook, runCeremony } from './index.ts'
import { readItems } from './service-read.ts'
import { authority, giveCredential, must, officeWithSigning, personId, proof } from './testing.ts'

describe('signatures of several people on one document', () => {
  let office: Awaited<ReturnType<typeof officeWithSigning>>
  let colleagueKey: Id<'Credential'>
  before(async () => {
    office = await officeWithSigning()
    await authority(office, { holder: { kind: 'person', id: personId(office.actors.colleague) } })
    colleagueKey = await giveCredential(office, office.actors.colleague)
  })
  after(() => office.close())

  async function forBoth() {
    const { documentId, content } = await written(office)
    const { head, colleague, clerk } = office.actors
    const { itemIds } = await must(askSignature(office, clerk, documentId, { to: [personId(head), personId(colleague)], documentKind: null, amount: null, instruction: null, dueOn: null }))
    return { documentId, content, itemIds }
  }
  async function standIn(maySign: boolean) {
    const today = dayOf(office.now())
    const { id } = await must(arrangeSubstitution(office, office.actors.head, {
      personId: personId(office.actors.head), substituteId: personId(office.actors.colleague), startsOn: today, endsOn: today, kinds: ['approve'], maySign, basis: 'dovolená',
    }))
    return { actor: await signedIn(office, 'colleague'), end: () => must(endSubstitution(office, office.actors.head, id)) }
  }
  async function confirmed(actor: Actor, credentialId: Id<'Credential'>, itemIds: readonly Id<'WorkItem'>[]) {
    const list = await must(freeze(office, actor, { itemIds, excluded: [], credentialId, reason: null }))
    for (const id of itemIds) await must(openForSigning(office, actor, id))
    await must(confirm(office, actor, list.ceremonyId, { root: list.root, proof: proof(office) }))
    return list.ceremonyId
  }
  const states = async (actor: Actor, id: Id<'Ceremony'>) => (await must(readItems(office, actor, id, { limit: 50 }))).items.map(({ item, forName }) => [item.state, item.code, forName])
  const versions = async (documentId: Id<'Document'>) => currentMain(await readComponents(office.db, office.tenantId, [documentId]))?.component.versions ?? []
  const signers = async (documentId: Id<'Document'>) => (await must(madeSignatures(office, office.actors.clerk, documentId))).map(({ signer, inPlaceOf, isOfNewest }) => [signer?.name, inPlaceOf?.name ?? null, isOfNewest])

  it('are made by one confirmation of a substitute: their own and one in the place of another (v z.), each over the one before', async () => {
    const [{ documentId, content, itemIds }, other] = [await forBoth(), await forBoth()]
    const { actor, end } = await standIn(true)
    const id = await confirmed(actor, colleagueKey, [...itemIds, ...other.itemIds])
    await runCeremony(office, office.tenantId, id)
    assert.deepEqual((await states(actor, id)).map(([state, code]) => [state, code]), Array.from({ length: 4 }, () => ['stored', null]))
    const [wording, first, second, ...more] = await versions(documentId)
    assert.deepEqual([wording?.sha256, first?.signs, second?.signs, more], [content, wording?.sha256, first?.sha256, []])
    assert.deepEqual((await signers(documentId)).toSorted(), [['Jan Žák', null, true], ['Jan Žák', 'Hana Malá', true]])
    assert.equal((await versions(other.documentId)).length, 3)
    // The log names both of the one, and only the signer of the other.
    const entries = (await readHistory(office.db, office.tenantId, { subjectId: documentId, event: 'NovaVerze', limit: 10 })).filter(({ actorId }) => actorId === actor.personId)
    assert.deepEqual(entries.map(({ actorName, onBehalfOf }) => [actorName, onBehalfOf ?? null]).toSorted(), [['Jan Žák', null], ['Jan Žák', 'Hana Malá']])
    await end()
  })

  it('are none of a substitute who may approve and not sign, nor of one whose substitution has ended', async () => {
    const { itemIds } = await forBoth()
    const waiting = async (actor: Actor) => (await readBook(office, actor, { limit: 50 })).lines.filter(({ situation }) => itemIds.includes(situation.work.item.id)).length
    const approving = await standIn(false)
    assert.equal(await waiting(approving.actor), 1)
    assert.deepEqual(await freeze(office, approving.actor, { itemIds, excluded: [], credentialId: colleagueKey, reason: null }), { ok: false, refusal: 'list-changed' })
    await approving.end()
    const signing = await standIn(true)
    assert.equal(await waiting(signing.actor), 2)
    const id = await confirmed(signing.actor, colleagueKey, itemIds)
    await signing.end()
    await runCeremony(office, office.tenantId, id)
    assert.deepEqual((await states(signing.actor, id)).toSorted(), [['failed', 'not-waiting', 'Hana Malá'], ['stored', null, null]])
  })

  it('are put over each other when one signs while the key of the other is at work, without another confirmation', async () => {
    const { documentId, itemIds: [first, second] } = await forBoth()
    const { head, colleague } = office.actors
    const [outer, inner] = [await confirmed(head, office.credentialId, [first!]), await confirmed(colleague, colleagueKey, [second!])]
    office.test.beforeSigning = async () => {
      office.test.beforeSigning = () => Promise.resolve()
      await runCeremony(office, office.tenantId, inner)
    }
    await runCeremony(office, office.tenantId, outer)
    await runCeremony(office, office.tenantId, outer)
    assert.deepEqual([await states(head, outer), await states(colleague, inner)], [[['stored', null, null]], [['stored', null, null]]])
    assert.deepEqual(await signers(documentId), [['Jan Žák', null, true], ['Hana Malá', null, true]])
  })

  it('come of two ceremonies at once, each run by two workers: every document has both, none of them twice', async () => {
    const both = [await forBoth(), await forBoth(), await forBoth()]
    const { head, colleague } = office.actors
    const ids = [await confirmed(head, office.credentialId, both.map(({ itemIds }) => itemIds[0]!)), await confirmed(colleague, colleagueKey, both.map(({ itemIds }) => itemIds[1]!))]
    await Promise.all([...ids, ...ids].map((id) => runCeremony(office, office.tenantId, id, { chunk: 2 })))
    // A run whose every document got another signature meanwhile leaves the rest to the job that goes on later.
    for (const id of ids) await runCeremony(office, office.tenantId, id)
    for (const { documentId, content } of both) {
      assert.deepEqual((await signers(documentId)).toSorted(), [['Hana Malá', null, true], ['Jan Žák', null, true]])
      const [wording, first, second, ...more] = await versions(documentId)
      assert.deepEqual([wording?.sha256, first?.signs, second?.signs, more], [content, content, first?.sha256, []])
    }
  })
})
