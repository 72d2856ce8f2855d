import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { verifyLog } from '../../modules/audit/index.ts'
import { migrations as circulation } from '../../modules/circulation/index.ts'
import { hears, rewrite, written } from '../../modules/circulation/testing.ts'
import { migrations as dispatch, withdrawLetter } from '../../modules/dispatch/index.ts'
import { testOffice } from '../../modules/identity/testing.ts'
import { migrations as publication } from '../../modules/publication/index.ts'
import { currentMain, migrations as records, readComponents } from '../../modules/records/index.ts'
import { askSignature, cancelCeremony, confirm, freeze, migrations as signing, openForSigning, readBook, runCeremony } from '../../modules/signing/index.ts'
import { authority, giveCredential, personId, proof, rootOf, rule, testSigner, type CeremonyItem } from '../../modules/signing/testing.ts'

const runs = Number(process.env['RUNS'] ?? 10)

/** What is done, and how often. */
const weights = { run: 5, freeze: 2, confirm: 2, edit: 2, withdraw: 2, ask: 1, cancel: 1 } as const
type Kind = keyof typeof weights
/** Where a worker dies: before the key signs, when its signatures are kept, or when the signed contents are stored as well. */
const deaths = ['before-key', 'after-key', 'after-files'] as const

/** Something somebody does. `who`: which signer; `which`: which document. `meanwhile`: what happens between the look at a document and its signature. */
interface Step { readonly kind: Kind; readonly who: number; readonly which: number; readonly dies: (typeof deaths)[number] | null; readonly meanwhile: readonly Step[] }
const kind = fc.oneof(...(Object.keys(weights) as Kind[]).map((each) => ({ arbitrary: fc.constant(each), weight: weights[each] })))
const plain = fc.record({ kind, who: fc.nat(1), which: fc.nat(1), dies: fc.option(fc.constantFrom(...deaths), { freq: 2 }) })
const step = (within: fc.Arbitrary<Step[]>): fc.Arbitrary<Step> => fc.tuple(plain, within).map(([one, meanwhile]) => ({ ...one, meanwhile: one.kind === 'run' ? meanwhile : [] }))
const leaf = step(fc.constant([]))
const one = (first: Kind, more: Partial<Step> = {}): Step => ({ kind: first, who: 0, which: 0, dies: null, meanwhile: [], ...more })
/** Both signers freeze, and one or both confirm, before anything else: no case is about nothing. */
const life = fc.tuple(fc.boolean(), fc.array(step(fc.array(leaf, { maxLength: 2 })), { minLength: 3, maxLength: 8 }))
  .map(([both, steps]) => [one('freeze'), one('freeze', { who: 1 }), one('confirm'), ...(both ? [one('confirm', { who: 1 })] : []), ...steps])
const both = [one('freeze'), one('freeze', { who: 1 }), one('confirm'), one('confirm', { who: 1 })]
/** What is rarely drawn: taken back while the second signer's key is at work, edited between two deaths, two workers and a second signer at once. */
const examples = [
  [...both, one('run'), one('run', { who: 1, meanwhile: [one('withdraw')] }), one('edit'), one('ask')],
  [...both, one('run', { dies: 'after-key' }), one('edit'), one('run', { dies: 'after-files' }), one('run')],
  [...both, one('run', { meanwhile: [one('run', { who: 1 })] }), one('run'), one('withdraw', { which: 1 }), one('edit', { which: 1 })],
]

describe('documents that are frozen, edited, confirmed, signed, taken back, and whose workers are killed, in any order', () => {
  let office: Awaited<ReturnType<typeof officeOfTwo>>
  before(async () => void (office = await officeOfTwo()))
  after(() => office.close())

  async function officeOfTwo() {
    const made = Object.assign(await testOffice([records, circulation, publication, dispatch, signing]), testSigner())
    const signers = [made.actors.head, made.actors.colleague]
    await rule(made, { onChange: 'affected' })
    const keys: Id<'Credential'>[] = []
    for (const actor of signers) {
      await authority(made, { holder: { kind: 'person', id: personId(actor) } })
      keys.push(await giveCredential(made, actor))
    }
    return Object.assign(made, { signers, keys })
  }

  interface World {
    readonly documentIds: readonly Id<'Document'>[]
    readonly ceremonies: { readonly id: Id<'Ceremony'>; readonly who: number; readonly root: string; confirmed: boolean }[]
    /** Lines of lists, by ceremony and ordinal, whose document got other words after they were frozen and before they were signed. */
    readonly overtaken: Set<string>
  }
  interface Line extends CeremonyItem { readonly ceremonyId: Id<'Ceremony'> }

  async function begin(): Promise<World> {
    const documentIds = [(await written(office)).documentId, (await written(office)).documentId]
    const world = { documentIds, ceremonies: [], overtaken: new Set<string>() }
    for (const which of [0, 1]) await acts.ask(world, { kind: 'ask', who: 0, which, dies: null, meanwhile: [] })
    return world
  }
  const actorOf = ({ who }: { readonly who: number }): Actor => office.signers[who]!
  const latest = ({ ceremonies }: World, { who }: Step, confirmed: boolean) => ceremonies.findLast((one) => one.who === who && one.confirmed === confirmed)

  /** Every line of every list of these documents as it stands. */
  async function lines({ documentIds }: World): Promise<Line[]> {
    const { rows } = await sql<Line>`select ceremony_id as "ceremonyId", ordinal, item_id as "itemId", document_id as "documentId", component_id as "componentId", version, sha256, wording,
      size, pages, title, reference_number as "referenceNumber", class_code as "classCode", need, for_id as "forId", visible, state, code, signed, signed_version as "signedVersion"
      from signing.ceremony_item where document_id = any(${[...documentIds]}::uuid[]) order by ceremony_id, ordinal`.execute(office.superuser)
    return rows
  }
  const nameOf = ({ ceremonyId, ordinal }: Line) => `${ceremonyId} ${ordinal}`
  const main = async (id: Id<'Document'>) => currentMain(await readComponents(office.db, office.tenantId, [id]))

  const acts: Record<Kind, (world: World, step: Step) => Promise<unknown>> = {
    ask: (world, { which }) => askSignature(office, office.actors.clerk, world.documentIds[which]!, { to: office.signers.map(personId), documentKind: null, amount: null, instruction: null, dueOn: null }),
    async freeze(world, { who }) {
      const actor = office.signers[who]!
      const waiting = (await readBook(office, actor, { limit: 100 })).lines.map(({ situation }) => situation.work.item).filter(({ documentId }) => world.documentIds.includes(documentId))
      for (const { id } of waiting) await openForSigning(office, actor, id)
      const made = await freeze(office, actor, { itemIds: waiting.map(({ id }) => id), excluded: [], credentialId: office.keys[who]!, reason: null })
      if (made.ok) world.ceremonies.push({ id: made.value.ceremonyId, who, root: made.value.root, confirmed: false })
    },
    async confirm(world, step) {
      const one = latest(world, step, false)
      if (one && (await confirm(office, actorOf(one), one.id, { root: one.root, proof: proof(office) })).ok) one.confirmed = true
    },
    async edit(world, { which }) {
      const documentId = world.documentIds[which]!
      for (const line of await lines(world)) if (line.documentId === documentId && ['prepared', 'authorised', 'signed'].includes(line.state)) world.overtaken.add(nameOf(line))
      await rewrite(office, documentId)
      await hears(office, 'records.content-replaced', documentId)
    },
    withdraw: (world, { which }) => withdrawLetter(office, office.actors.clerk, world.documentIds[which]!, 'Jiný adresát'),
    async cancel(world, step) {
      const one = latest(world, step, step.which === 1)
      if (one) await cancelCeremony(office, actorOf(one), one.id)
    },
    async run(world, step) {
      const one = latest(world, step, true)
      if (one) await work(one.id, step.dies, async () => { for (const other of step.meanwhile) await acts[other.kind](world, other) })
    },
  }

  /** A worker goes through a ceremony, one document at a time; it dies where it is told to. */
  async function work(id: Id<'Ceremony'>, dies: Step['dies'], meanwhile: () => Promise<void>): Promise<void> {
    const killed = new Error('killed')
    const { putAll } = office.files
    const files = { ...office.files, async putAll(...given: Parameters<typeof putAll>) {
      if (dies === 'after-key') throw killed
      const stored = await putAll(...given)
      if (dies === 'after-files') throw killed
      return stored
    } }
    office.test.beforeSigning = async () => {
      office.test.beforeSigning = () => Promise.resolve()
      await meanwhile()
      if (dies === 'before-key') throw killed
    }
    await runCeremony({ ...office, files }, office.tenantId, id, { chunk: 1 }).catch((error: unknown) => { if (error !== killed) throw error })
    office.test.beforeSigning = () => Promise.resolve()
  }

  /** The jobs of all ceremonies, as often as they want to go on. */
  async function settle(world: World): Promise<void> {
    for (const _ of ['first', 'second', 'third']) for (const { id } of world.ceremonies) await runCeremony(office, office.tenantId, id)
  }

  async function holds(world: World): Promise<void> {
    const all = await lines(world)
    const stored = all.filter(({ state }) => state === 'stored')
    assert.equal(new Set(stored.map(({ itemId }) => itemId)).size, stored.length, 'a request was signed twice')
    for (const { id, who, root } of world.ceremonies) {
      const list = all.filter(({ ceremonyId }) => ceremonyId === id)
      const { rows: [row] } = await sql<{ root: string; total: number; state: string }>`select root, total, state from signing.ceremony where id = ${id}`.execute(office.superuser)
      assert.equal(rootOf({ signerId: personId(office.signers[who]!), credentialId: office.keys[who]!, reason: null }, list.slice(0, row?.total)), root)
      assert.notEqual(row?.state, 'running', 'nothing is left to do')
    }
    for (const documentId of world.documentIds) await holdsOf(documentId, stored.filter((line) => line.documentId === documentId))
    const confirmed = new Set(world.ceremonies.flatMap((one) => (one.confirmed ? [one.id] : [])))
    for (const line of all) {
      if (!world.overtaken.has(nameOf(line)) || !confirmed.has(line.ceremonyId) || ['excluded', 'cancelled'].includes(line.state)) continue
      assert.deepEqual([line.state, line.code], ['changed', 'CHANGED_SINCE_CONFIRMATION'])
    }
  }

  /** Each signature of a document is one version, over exactly what was confirmed, and none is put to what was taken back. */
  async function holdsOf(documentId: Id<'Document'>, stored: readonly Line[]): Promise<void> {
    const versions = (await main(documentId))?.component.versions ?? []
    const signatures = versions.filter(({ signs }) => signs !== null)
    assert.deepEqual(signatures.map(({ sha256 }) => sha256).toSorted(), stored.map(({ signed }) => signed).toSorted())
    for (const { number, signs } of signatures) assert.equal(signs, versions.find((earlier) => earlier.number === number - 1)?.sha256, 'a signature is put over the version before')
    const read = (sha256: Sha256) => office.files.read(office.tenantId, sha256)
    for (const { sha256, signed, signedVersion, version, wording } of stored) {
      const [shown, now] = [await read(sha256), await read(signed!)]
      assert.ok(now.length > shown.length && now.subarray(0, shown.length).equals(shown))
      const between = versions.filter(({ number }) => number > version && number <= signedVersion!)
      assert.ok(between.every(({ signs }) => signs !== null), 'other words came between')
      assert.ok(versions.some((one) => one.sha256 === wording && one.number <= version))
    }
    for (const { number, withdrawnAt } of versions) if (withdrawnAt) assert.equal(versions.find((one) => one.number === number + 1)?.signs ?? null, null)
  }

  it('have at most one signature for each request, of what was confirmed; what was edited since it was frozen is left out as that', async () => {
    const seen = { stored: 0, changed: 0, withdrawn: 0 }
    await fc.assert(fc.asyncProperty(life, async (steps) => {
      const world = await begin()
      for (const each of steps) await acts[each.kind](world, each)
      await settle(world)
      await holds(world)
      for (const { state } of await lines(world)) if (state === 'stored' || state === 'changed') seen[state]++
      for (const id of world.documentIds) seen.withdrawn += (await main(id))?.component.versions.filter(({ withdrawnAt }) => withdrawnAt).length ?? 0
    }), { numRuns: runs, examples: examples.map((steps): [Step[]] => [steps]) })
    assert.ok(seen.stored > 0 && seen.changed > 0 && seen.withdrawn > 0, JSON.stringify(seen))
    assert.deepEqual((await verifyLog(office.db, office.tenantId, office.logKey)).damage, [])
    console.log(`${runs} lives of two documents: ${seen.stored} signatures, ${seen.changed} changed since they were frozen, ${seen.withdrawn} taken back`)
  })
})
