import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Id } from '../kernel/id.ts'
import { assign, putOnDesk, readInbox } from '../modules/circulation/index.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { receive, registerItem, type IntakeDeps } from '../modules/intake/index.ts'
import { listDocuments, openDocument } from '../modules/records/index.ts'
import { countStatements, type CountedDatabase } from '../platform/testing/index.ts'
import { allMigrations } from './rooms.ts'

/** Each statement that is waited for is a round trip, and those between the counter and the commit make everybody else wait. */
describe('the number of statements', () => {
  let office: TestOffice
  let counted: CountedDatabase
  let deps: IntakeDeps
  before(async () => {
    office = await testOffice(allMigrations.filter(({ room }) => !['database', 'events', 'audit', 'identity'].includes(room)))
    counted = countStatements(office.db)
    deps = { ...office, db: counted.db, putOnDesk }
  })
  after(() => office.close())

  async function register(turn: number): Promise<Id<'Document'>> {
    const bytes = Buffer.from(`From: jan@example.cz\r\nMessage-ID: <${turn}@example.cz>\r\nSubject: Žádost ${turn}\r\n\r\nDobrý den.`)
    const received = await receive(deps, office.actors.registrar, { name: 'zadost.eml', bytes, channel: null })
    assert.ok(received.ok)
    counted.taken()
    const done = await registerItem(deps, office.actors.registrar, received.value.id, { subject: `Žádost ${turn}`, unitId: office.units.DOP.id })
    assert.ok(done.ok, JSON.stringify(done))
    return done.value.documentId
  }

  it('of a registration with everything it writes is at most 6 to wait for, and at most 1 of them holds the counter', async () => {
    await register(0)
    const taken = counted.taken()
    assert.ok(taken.length <= 6, `${taken.length}:\n${taken.join('\n')}`)
    const counter = taken.findIndex((text) => text.includes('"records"."counter"'))
    assert.ok(counter > 0 && taken.length - counter - 1 <= 1, taken.slice(counter).join('\n'))
  })

  it('of opening a document, of a page of the inbox and of a page of documents does not grow with what there is', async () => {
    const measure = async (documentId: Id<'Document'>) => {
      counted.taken()
      assert.ok((await openDocument({ ...office, db: counted.db }, office.actors.clerk, documentId)).ok)
      const opening = counted.taken().length
      const { items } = await readInbox({ db: counted.db }, office.actors.clerk, 'unit', { limit: 50 })
      const inbox = counted.taken().length
      const listed = await listDocuments({ db: counted.db }, office.actors.clerk, { limit: 50 })
      return { shown: [items.length, listed.length], opening, inbox, list: counted.taken().length }
    }
    const first = await register(1)
    const few = await measure(first)
    for (let turn = 2; turn < 8; turn++) await register(turn)
    const many = await measure(first)
    assert.deepEqual({ ...many, shown: 0 }, { ...few, shown: 0 })
    assert.ok(Number(many.shown[0]) > Number(few.shown[0]) && Number(many.shown[1]) > Number(few.shown[1]))
    assert.ok(few.opening <= 12 && few.inbox <= 8 && few.list <= 2, JSON.stringify(few))
  })

  it('of handing a file over does not grow with the size of the office', async () => {
    const hand = async (documentId: Id<'Document'>) => {
      counted.taken()
      const done = await assign({ ...office, db: counted.db }, office.actors.head, documentId, { to: { kind: 'unit', id: office.units.ZIV.id }, instruction: null })
      assert.ok(done.ok)
      return counted.taken().length
    }
    const cost = await hand(await register(20))
    assert.equal(await hand(await register(21)), cost)
    assert.ok(cost <= 22, String(cost))
  })
})
