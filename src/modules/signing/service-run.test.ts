import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { readHistory } from '../audit/index.ts'
import { logged, written } from '../circulation/testing.ts'
import { arrangeSubstitution } from '../identity/index.ts'
import { signedIn } from '../identity/testing.ts'
import { currentMain, readComponents } from '../records/index.ts'
import { askSignature, cancelCeremony, confirm, freeze, openForSigning, runCeremony } from './index.ts'
import { mostTries } from './model-ceremony.ts'
import { readItems } from './service-read.ts'
import { ceremonyTask } from './service-run.ts'
import { asked, authority, giveCredential, must, officeWithSigning, personId, proof, rule } from './testing.ts'

describe('the run of a ceremony', () => {
  let office: Awaited<ReturnType<typeof officeWithSigning>>
  before(async () => { office = await officeWithSigning() })
  after(() => office.close())
  beforeEach(() => {
    office.test.beforeSigning = () => Promise.resolve()
    office.test.signed.length = 0
  })

  async function confirmed(itemIds: readonly Id<'WorkItem'>[], actor: Actor = office.actors.head, credentialId = office.credentialId) {
    for (const id of itemIds) await must(openForSigning(office, actor, id))
    const { ceremonyId, root } = await must(freeze(office, actor, { itemIds, excluded: [], credentialId, reason: null }))
    await must(confirm(office, actor, ceremonyId, { root, proof: proof(office) }))
    return ceremonyId
  }
  async function ready(count: number) {
    const list = await asked(office, count)
    return { list, ceremonyId: await confirmed(list.map(({ itemId }) => itemId)) }
  }
  const lines = async (id: Id<'Ceremony'>, actor: Actor = office.actors.head) => (await must(readItems(office, actor, id, { limit: 50 }))).items.map(({ item }) => item)
  const outcomes = async (id: Id<'Ceremony'>) => (await lines(id)).map(({ state, code, tries }) => [state, code, tries])
  const versions = async (documentId: Id<'Document'>) => currentMain(await readComponents(office.db, office.tenantId, [documentId]))?.component.versions ?? []
  const run = (id: Id<'Ceremony'>, chunk = 100) => runCeremony(office, office.tenantId, id, { chunk })

  it('settles one by one what cannot be settled together: the one that breaks is left out, the others are signed once', async () => {
    const { list, ceremonyId } = await ready(4)
    const [componentId] = (await readComponents(office.db, office.tenantId, [list[1]!.documentId])).map(({ id }) => id)
    await sql`alter table records.version add constraint trap check (component_id <> ${sql.lit(componentId)} or number < 2)`.execute(office.superuser)
    await run(ceremonyId)
    await sql`alter table records.version drop constraint trap`.execute(office.superuser)
    assert.deepEqual((await outcomes(ceremonyId)).map(([state, code]) => [state, code]), [['stored', null], ['failed', 'broken'], ['stored', null], ['stored', null]])
    for (const [i, { documentId }] of list.entries()) {
      const signatures = (await logged(office, documentId)).filter((event) => event === 'PripojeniPodpisu')
      assert.deepEqual([(await versions(documentId)).length, signatures.length], [i === 1 ? 1 : 2, 1], `document ${i}`)
    }
    const again = await confirmed([list[1]!.itemId])
    await run(again)
    assert.deepEqual(await outcomes(again), [['stored', null, 0]])
  })

  it('leaves out a document whose content is damaged or gone, and signs the others', async () => {
    const { list: [lost, whole], ceremonyId } = await ready(2)
    const { content } = lost!
    await rm(join(office.fileDirectory, office.tenantId, content.slice(0, 2), content.slice(2, 4), content))
    await run(ceremonyId)
    assert.deepEqual(await outcomes(ceremonyId), [['failed', 'content-missing', 0], ['stored', null, 0]])
    assert.deepEqual([(await versions(lost!.documentId)).length, (await versions(whole!.documentId)).length], [1, 2])
  })

  it('has no more documents at once in memory than it holds, and one that is larger by itself', async () => {
    const { list, ceremonyId } = await ready(4)
    const mib = (size: number) => size * 2 ** 20
    const sizes = [mib(30), mib(34), mib(500), mib(1)]
    for (const [i, size] of sizes.entries()) await sql`update signing.ceremony_item set size = ${size} where ceremony_id = ${ceremonyId} and ordinal = ${i + 1}`.execute(office.superuser)
    const together: number[] = []
    office.test.beforeSigning = async () => void together.push(office.test.signed.length)
    await run(ceremonyId)
    assert.deepEqual(together, [0, 2, 3])
    assert.deepEqual((await outcomes(ceremonyId)).map(([state]) => state), list.map(() => 'stored'))
  })

  describe('of a substitute', () => {
    let substitute: Actor
    let key: Id<'Credential'>
    before(async () => {
      const [today, { head, colleague }] = [dayOf(office.now()), office.actors]
      await authority(office, { holder: { kind: 'person', id: personId(colleague) } })
      key = await giveCredential(office, colleague)
      await must(arrangeSubstitution(office, head, { personId: personId(head), substituteId: personId(colleague), startsOn: today, endsOn: today, kinds: ['approve'], maySign: true, basis: 'dovolená' }))
      substitute = await signedIn(office, 'colleague')
    })

    it('makes ready a document that is in the chunk before only when that is settled: the key signs it once for each', async () => {
      const { documentId, content } = await written(office)
      const { itemIds } = await must(askSignature(office, office.actors.clerk, documentId, {
        to: [personId(office.actors.head), personId(substitute)], documentKind: null, amount: null, instruction: null, dueOn: null }))
      const ceremonyId = await confirmed(itemIds, substitute, key)
      await run(ceremonyId, 1)
      assert.deepEqual((await lines(ceremonyId, substitute)).map(({ state }) => state), ['stored', 'stored'])
      const [first, second, third, ...more] = await versions(documentId)
      assert.deepEqual([first?.sha256, second?.signs, third?.signs, more], [content, first?.sha256, second?.sha256, []])
      const [inner, outer] = await Promise.all([second, third].map((one) => office.files.read(office.tenantId, one?.sha256 as Sha256)))
      assert.ok(inner && outer?.subarray(0, inner.length).equals(inner))
      assert.equal(office.test.signed.length, 2)
    })

    it('says of each document of one chunk in whose place it was signed, if in anybody\'s', async () => {
      const [own, others] = [await asked(office, 2, office.actors.colleague), await asked(office, 2)]
      const list = [own[0]!, others[0]!, own[1]!, others[1]!]
      const ceremonyId = await confirmed(list.map(({ itemId }) => itemId), substitute, key)
      await run(ceremonyId)
      assert.deepEqual((await lines(ceremonyId, substitute)).map(({ state }) => state), list.map(() => 'stored'))
      const said = await Promise.all(list.map(async ({ documentId }) => (
        (await readHistory(office.db, office.tenantId, { subjectId: documentId, limit: 20 })).filter(({ event }) => event === 'PripojeniPodpisu' || event === 'NovaVerze')
          .filter(({ actorId }) => actorId === substitute.personId).map(({ event, onBehalfOf }) => [event, onBehalfOf ?? null]).sort())))
      const of = (whom: string | null) => [['NovaVerze', whom], ['PripojeniPodpisu', whom]]
      assert.deepEqual(said, [of(null), of('Hana Malá'), of(null), of('Hana Malá')])
    })
  })

  describe('with time stamps', () => {
    before(() => rule(office, { need: 'signature+timestamp' }))
    after(() => rule(office, {}))
    beforeEach(() => { office.test.stampsFail = true })
    after(() => { office.test.stampsFail = false })
    const due = async (id: Id<'Ceremony'>) => {
      const { rows } = await sql<{ run_at: Date }>`select run_at from graphile_worker.jobs where key = ${`${ceremonyTask}:${id}`}`.execute(office.superuser)
      return rows.map(({ run_at: at }) => at.getTime() - office.now().getTime())
    }

    it('waits for one, longer each time, and asks the key for nothing again; when an authority answers, the rest is stored', async () => {
      const { list, ceremonyId } = await ready(2)
      const waits: number[] = []
      for (let tries = 1; tries <= 3; tries++) {
        await run(ceremonyId)
        assert.deepEqual(await outcomes(ceremonyId), list.map(() => ['signed', 'no-timestamp', tries]))
        waits.push(...await due(ceremonyId))
      }
      assert.ok(waits.length === 3 && waits[0]! < waits[1]! && waits[1]! < waits[2]!, waits.join(' '))
      office.test.stampsFail = false
      await run(ceremonyId)
      assert.deepEqual(await outcomes(ceremonyId), list.map(() => ['stored', null, 3]))
      assert.equal(office.test.signed.length, 2)
      for (const { documentId } of list) assert.equal((await versions(documentId)).length, 2)
    })

    it(`is given up after ${mostTries} tries, when somebody has to look; the document may be signed again`, async () => {
      const { list: [one], ceremonyId } = await ready(1)
      await sql`update signing.ceremony_item set tries = ${mostTries - 2} where ceremony_id = ${ceremonyId}`.execute(office.superuser)
      await run(ceremonyId)
      assert.deepEqual(await outcomes(ceremonyId), [['signed', 'no-timestamp', mostTries - 1]])
      await run(ceremonyId)
      assert.deepEqual(await outcomes(ceremonyId), [['failed', 'no-timestamp', mostTries]])
      office.test.stampsFail = false
      const again = await confirmed([one!.itemId])
      await run(again)
      assert.deepEqual(await outcomes(again), [['stored', null, 0]])
    })
  })

  it('stores nothing of what was cancelled while the key was signing it, and another list may have it', async () => {
    const { list, ceremonyId } = await ready(3)
    office.test.beforeSigning = async () => { await must(cancelCeremony(office, office.actors.head, ceremonyId)) }
    await run(ceremonyId)
    office.test.beforeSigning = () => Promise.resolve()
    assert.deepEqual((await outcomes(ceremonyId)).map(([state]) => state), list.map(() => 'cancelled'))
    for (const { documentId } of list) {
      assert.deepEqual([(await versions(documentId)).length, (await logged(office, documentId)).includes('PripojeniPodpisu')], [1, false])
    }
    const again = await confirmed(list.map(({ itemId }) => itemId))
    await run(again)
    assert.deepEqual((await outcomes(again)).map(([state]) => state), list.map(() => 'stored'))
  })

  it('is cancelled and run by four at once: what ended as signed is signed once, what was cancelled not at all', async () => {
    const { list, ceremonyId } = await ready(6)
    await Promise.all([...[1, 2, 3, 4].map(() => run(ceremonyId, 2)), ...[1, 2, 3, 4].map(() => cancelCeremony(office, office.actors.head, ceremonyId))])
    const ended = await lines(ceremonyId)
    for (const [i, { documentId }] of list.entries()) {
      const isSigned = ended[i]?.state === 'stored'
      assert.ok(isSigned || ended[i]?.state === 'cancelled', ended[i]?.state)
      const signatures = (await logged(office, documentId)).filter((event) => event === 'PripojeniPodpisu')
      assert.deepEqual([(await versions(documentId)).length, signatures.length], isSigned ? [2, 1] : [1, 0])
    }
  })
})
