import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { accept } from '../../kernel/result.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { checkProof, eraseParticulars, perform, proveEntry, verifyLog } from './index.ts'
import { readRanges, writeIndexes } from './model-erasure.ts'

describe('erasure of particulars', () => {
  let office: TestOffice
  before(async () => { office = await testOffice() })
  after(() => office.close())

  const say = (id: string, name: string) => perform(office, office.actors.clerk, { name: 'test' }, async (deed) => {
    deed.note({ event: 'Uprava', object: { type: 'Subjekt', id }, payload: { name } })
    return accept(null)
  })
  const erase = (things: string[], word: string) => perform(office, office.actors.auditor, { name: 'test' }, async (deed) => accept(
    await eraseParticulars(deed, things, (payload) => payload.includes(word), { object: { type: 'Subjekt', id: things[0] ?? '' }, payload: { contents: [] } })))
  const damage = async () => (await verifyLog(office.db, office.tenantId, office.logKey)).damage
  const entries = async (id: string) => (await sql<{ index: number; payload: string | null; salt: Buffer | null }>`
    select index, payload, salt from audit.entry where object_id = ${id} order by index`.execute(office.superuser)).rows

  it('takes the words and the salt of what mentions the person and leaves the tree, the log of everybody else, and a proof that still holds', async () => {
    await say('p1', 'Karel Starý')
    await say('p1', 'jen poznámka')
    await say('p2', 'Karel Starý')
    const erased = await erase(['p1'], 'Karel Starý')
    assert.ok(erased.ok)
    const [first, second] = await entries('p1')
    assert.deepEqual([erased.value, first?.payload, first?.salt, second?.payload !== null], [[first?.index], null, null, true])
    assert.match((await entries('p2'))[0]?.payload ?? '', /Karel Starý/)
    assert.deepEqual(await damage(), [])
    const proof = await proveEntry(office.db, office.tenantId, first?.index ?? -1)
    assert.ok(proof.ok)
    const proven = checkProof(proof.value, office.logKey)
    assert.deepEqual(proven.ok && [proven.value.index, proven.value.payload], [first?.index, undefined])
  })

  it('is told from tampering: what no erasure names was taken away, also when the database superuser did it the same way', async () => {
    await say('p3', 'Karel Starý')
    const [entry] = await entries('p3')
    await sql`update audit.entry set payload = null, salt = null where index = ${entry?.index}`.execute(office.superuser)
    assert.deepEqual((await damage()).map(({ what, index }) => [what, index]), [['payload-changed', entry?.index]])
    await sql`update audit.entry set payload = ${entry?.payload}, salt = ${entry?.salt} where index = ${entry?.index}`.execute(office.superuser)
    assert.deepEqual(await damage(), [])
  })

  it('cannot be hidden: an erasure does not erase what an erasure said, and taking that away is found as well', async () => {
    await say('p4', 'Karel Starý')
    await erase(['p4'], 'Karel Starý')
    await erase(['p4'], 'entries')
    const [taken, said] = await entries('p4')
    assert.equal(said?.payload === null, false)
    await sql`select audit.erase(${office.tenantId}::uuid, array[${said?.index}]::bigint[])`.execute(office.db)
    assert.equal((await entries('p4'))[1]?.payload, said?.payload)
    await sql`update audit.entry set payload = null, salt = null where index = ${said?.index}`.execute(office.superuser)
    assert.deepEqual((await damage()).map(({ index }) => index).sort(), [taken?.index, said?.index].sort())
    await sql`update audit.entry set payload = ${said?.payload}, salt = ${said?.salt} where index = ${said?.index}`.execute(office.superuser)
  })

  it('is all the server may do to an entry: it can write no other words', async () => {
    await assert.rejects(sql`update audit.entry set payload = 'x' where index = 0`.execute(office.db), /permission denied/)
  })

  it('names entries in a text that reads back to the same numbers, and nonsense names none', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(10_000), { maxLength: 60 }), (indexes) => {
      const read = readRanges(writeIndexes(indexes)).flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
      assert.deepEqual(read, indexes.toSorted((a, b) => a - b))
    }))
    assert.deepEqual(['', 'x', '1-', '1,,2', '-3', '1 or 2'].flatMap(readRanges), [])
  })
})
