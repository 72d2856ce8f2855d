import assert from 'node:assert/strict'
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import type { TestOffice } from '../identity/testing.ts'
import { cancelCeremony, confirm, runCeremony } from './index.ts'
import { askCode, nextForCard, takeFromCard } from './service-hand.ts'
import { readCeremony, readItems } from './service-read.ts'
import { countSignatures } from './store-ceremony.ts'
import { asked, frozen, must, officeWithSigning, opened, proof, testKeys } from './testing.ts'

const pinAndCode = { kind: 'secrets', anyOf: false, asks: [{ id: 'PIN', kind: 'secret', label: null, isNumber: true }, { id: 'OTP', kind: 'code', label: null, isNumber: true }] } as const
const card = { kind: 'agent', url: 'http://127.0.0.1:24824', certificate: '0'.repeat(64) } as const
const told = { PIN: '1234', OTP: '999999' }

describe('a key in its holder’s hands', () => {
  let office: Awaited<ReturnType<typeof officeWithSigning>>
  let head: Actor
  before(async () => {
    office = await officeWithSigning()
    head = office.actors.head
  })
  after(() => office.close())
  beforeEach(() => {
    office.test.hand = undefined
    office.test.perConfirmation = null
    office.test.beforeSigning = () => Promise.resolve()
  })

  const states = async (id: Id<'Ceremony'>) => (await must(readItems(office, head, id, { limit: 200 }))).items.map(({ item }) => item.state)
  const stateOf = async (id: Id<'Ceremony'>) => (await must(readCeremony(office, head, id))).ceremony.state
  const run = (id: Id<'Ceremony'>) => runCeremony(office, office.tenantId, id)
  async function ready(count: number) {
    const itemIds = (await asked(office, count)).map(({ itemId }) => itemId)
    await opened(office, itemIds)
    const { ceremonyId, root } = await frozen(office, itemIds)
    return { id: ceremonyId, root, again: (given = told) => confirm(office, head, ceremonyId, { root, proof: proof(office), told: given }) }
  }

  describe('that is told a PIN and a code', () => {
    beforeEach(() => {
      office.test.hand = pinAndCode
      office.test.perConfirmation = 2
    })

    it('signs as many as one confirmation is for, says how many there will be, and asks again for the rest', async () => {
      const { id, again } = await ready(3)
      assert.equal((await must(readCeremony(office, head, id))).forecast.confirmations, 2)
      const before_ = office.test.signed.length
      assert.deepEqual(await must(again()), { signing: 3, trouble: null })
      assert.equal(office.test.signed.length, before_ + 2)
      await run(id)
      assert.deepEqual([await states(id), await stateOf(id)], [['stored', 'stored', 'authorised'], 'confirmation-needed'])
      await must(again())
      await run(id)
      assert.deepEqual([await states(id), await stateOf(id), office.test.signed.length], [['stored', 'stored', 'stored'], 'done', before_ + 3])
    })

    it('that was told a wrong PIN signs nothing, says what is left, and is told again', async () => {
      const { id, again } = await ready(1)
      const wrong = await must(again({ ...told, PIN: '0000' }))
      assert.deepEqual(wrong.trouble, { code: 'pin-incorrect', again: false, detail: 'two tries left' })
      assert.equal(await stateOf(id), 'confirmation-needed')
      assert.equal((await must(again())).trouble, null)
      await run(id)
      assert.deepEqual(await states(id), ['stored'])
    })

    it('is not confirmed before all is told that it wants', async () => {
      const { id, again } = await ready(1)
      assert.deepEqual(await again({ PIN: '1234', OTP: '' }), { ok: false, refusal: 'secret-missing' })
      assert.equal(await stateOf(id), 'frozen')
    })

    it('confirmed in four windows at once, and sent again on the way, is asked once', async () => {
      const { id, root } = await ready(2)
      const before_ = office.test.signed.length
      const one = () => confirm(office, head, id, { root, proof: proof(office), told }, { key: `same-${id}` })
      const done = await Promise.all([one(), one(), ...[1, 2].map(() => confirm(office, head, id, { root, proof: proof(office), told }))])
      assert.ok(done.some(({ ok }) => ok))
      for (const each of done) if (!each.ok) assert.equal(each.refusal, 'not-frozen')
      assert.equal(office.test.signed.length, before_ + 2)
      await run(id)
      assert.deepEqual(await states(id), ['stored', 'stored'])
    })

    it('is asked for again when the process died meanwhile, and nothing is signed twice', async () => {
      const { id, again } = await ready(2)
      const before_ = office.test.signed.length
      office.test.beforeSigning = () => Promise.reject(new Error('killed'))
      await assert.rejects(again(), /killed/)
      office.test.beforeSigning = () => Promise.resolve()
      await run(id)
      assert.equal(await stateOf(id), 'running', 'its holder may be signing still')
      office.clock = new Date(office.now().getTime() + 6 * 60_000)
      await run(id)
      assert.equal(await stateOf(id), 'confirmation-needed')
      await must(again())
      await run(id)
      assert.deepEqual([await states(id), office.test.signed.length], [['stored', 'stored'], before_ + 2])
    })

    it('is not asked for again because the worker looked while it was signing', async () => {
      const { id, again } = await ready(2)
      const [looks, isDone] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
      let worker: Promise<void> | undefined
      office.test.beforeSigning = async () => {
        if (worker) {
          looks.resolve(undefined)
          await isDone.promise
        } else {
          worker = run(id)
          await looks.promise
        }
      }
      await must(again())
      isDone.resolve(undefined)
      await worker
      assert.equal(await stateOf(id), 'running')
      await run(id)
      assert.deepEqual(await states(id), ['stored', 'stored'])
    })

    it('leaves nothing of what it was told in the database', async () => {
      const secret = 'heslo-9f3c71'
      office.test.secret = secret
      const { root, again } = await ready(1)
      await must(again({ ...told, PIN: secret }))
      office.test.secret = '1234'
      const places = (word: string) => tablesWith(office, word)
      assert.ok((await places(root)).includes('signing.ceremony'))
      assert.deepEqual([await places(secret), await places(Buffer.from(secret).toString('hex'))], [[], []])
    })

    it('has a code sent to its holder, and to nobody else', async () => {
      const { id } = await ready(1)
      assert.deepEqual(await askCode(office, head, id, 'OTP'), { ok: true, value: { question: null } })
      assert.deepEqual(await askCode(office, head, id, 'PIN'), { ok: false, refusal: 'code-not-sent' })
      assert.deepEqual(await askCode(office, office.actors.clerk, id, 'OTP'), { ok: false, refusal: 'not-found' })
    })
  })

  describe('that is a card at their computer', () => {
    beforeEach(() => { office.test.hand = card })
    const { privateKey: foreign } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    /** What a card does with a digest, as far as this office can tell. */
    const sign = (list: readonly { ordinal: number; wanted: Uint8Array }[], key: KeyObject = testKeys.privateKey) => list.map(({ ordinal, wanted }) => ({ ordinal, value: createSign('sha256').update(wanted).sign(key) }))
    /** The test engine signs the bytes whose digest it is asked for; a card knows only the digest. */
    const next = async (id: Id<'Ceremony'>) => (await must(nextForCard(office, head, id))).map(({ ordinal, digest }) => ({ ordinal, wanted: office.test.bytesOf(digest) }))

    it('signs in parts what it is given, and the worker finishes without it', async () => {
      const { id, again } = await ready(3)
      assert.deepEqual(await must(again()), { signing: 3 })
      const list = await next(id)
      assert.deepEqual(list.map(({ ordinal }) => ordinal), [1, 2, 3])
      const signed = sign(list)
      assert.deepEqual(await must(takeFromCard(office, head, id, signed.slice(0, 1))), { kept: 1, wrong: [] })
      await run(id)
      assert.deepEqual([await states(id), await stateOf(id)], [['stored', 'authorised', 'authorised'], 'running'])
      assert.deepEqual((await next(id)).map(({ ordinal }) => ordinal), [2, 3])
      await must(takeFromCard(office, head, id, signed.slice(1)))
      await run(id)
      assert.deepEqual([await states(id), await stateOf(id)], [['stored', 'stored', 'stored'], 'done'])
    })

    it('that is taken out is asked for again, and what it signed stays', async () => {
      const { id, again } = await ready(2)
      await must(again())
      await must(takeFromCard(office, head, id, sign(await next(id)).slice(0, 1)))
      office.clock = new Date(office.now().getTime() + 6 * 60_000)
      assert.deepEqual(await nextForCard(office, head, id), { ok: false, refusal: 'not-confirmed' })
      await run(id)
      assert.deepEqual([await states(id), await stateOf(id)], [['stored', 'authorised'], 'confirmation-needed'])
      await must(again())
      await must(takeFromCard(office, head, id, sign(await next(id))))
      await run(id)
      assert.equal(await stateOf(id), 'done')
    })

    it('gives nothing to whoever it does not belong to, and takes nothing that is not its own signature over that document', async () => {
      const [one, other] = [await ready(2), await ready(1)]
      await must(one.again())
      await must(other.again())
      const [list, others] = [await next(one.id), await next(other.id)]
      const [first, second] = sign(list)
      assert.ok(first && second)
      const take = (given: typeof first[], actor = head, id = one.id) => takeFromCard(office, actor, id, given)
      const wrong = { ok: false, refusal: 'signature-wrong' } as const
      assert.deepEqual(await nextForCard(office, office.actors.clerk, one.id), { ok: false, refusal: 'not-found' })
      assert.deepEqual(await take([first], office.actors.clerk), { ok: false, refusal: 'not-found' })
      assert.deepEqual(await take([{ ordinal: 2, value: first.value }]), wrong, 'of another document')
      assert.deepEqual(await take(sign(list, foreign)), wrong, 'by another key')
      assert.deepEqual(await take([{ ordinal: 1, value: sign(others)[0]!.value }]), wrong, 'of another list')
      assert.deepEqual(await take([{ ordinal: 9, value: first.value }]), wrong, 'of no document')
      assert.equal(await countSignatures(office.db, office.tenantId, one.id), 0)
      assert.deepEqual(await must(take([first, { ordinal: 2, value: first.value }])), { kept: 1, wrong: [2] })
      assert.equal((await must(take([first, second]))).kept, 2, 'said twice')
      await run(one.id)
      assert.equal((await take([first, second])).ok, false, 'after the end')
    })

    it('of a list that is not confirmed, or was stopped, is asked nothing and given nothing', async () => {
      const { id, again } = await ready(1)
      const nothing = { ok: false, refusal: 'not-confirmed' } as const
      const value = Buffer.from('podpis')
      assert.deepEqual([await nextForCard(office, head, id), await takeFromCard(office, head, id, [{ ordinal: 1, value }])], [nothing, nothing])
      await must(again())
      const signed = sign(await next(id))
      await must(cancelCeremony(office, head, id))
      assert.deepEqual([await nextForCard(office, head, id), await takeFromCard(office, head, id, signed)], [nothing, nothing])
    })

    it('whose signatures come from four windows at once has one of each', async () => {
      const { id, again } = await ready(3)
      await must(again())
      const list = await next(id)
      const taken = await Promise.all([1, 2, 3, 4].map(() => takeFromCard(office, head, id, sign(list))))
      assert.ok(taken.every(({ ok }) => ok))
      assert.equal(await countSignatures(office.db, office.tenantId, id), 3)
      await Promise.all([run(id), run(id), run(id), run(id)])
      assert.deepEqual([await states(id), await stateOf(id)], [['stored', 'stored', 'stored'], 'done'])
    })
  })
})

/** The tables of the whole database that have a word anywhere in them. */
async function tablesWith({ superuser }: Pick<TestOffice, 'superuser'>, word: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(superuser)
  const found: string[] = []
  for (const { name } of rows) {
    const { rows: [row] } = await sql<{ has: boolean }>`select exists (select from ${sql.raw(name)} as t where t::text like ${`%${word}%`}) as has`.execute(superuser)
    if (row?.has) found.push(name)
  }
  return found
}
