import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql, type KyselyPlugin } from 'kysely'
import type { Database } from '../../platform/database/index.ts'
import type { TestOffice } from '../identity/testing.ts'
import { assign, askApproval, askStatements, readInbox, takeOver } from './index.ts'
import { returnItem } from './service-return.ts'
import type { Box } from './service-inbox.ts'
import { readCirculation } from './service-read.ts'
import { officeWithCirculation, received, rewrite, written } from './testing.ts'

describe('the inbox', () => {
  let office: TestOffice
  before(async () => void (office = await officeWithCirculation()))
  after(() => office.close())

  const box = async (
    role: keyof TestOffice['actors'], name: Box, page: { before?: never; limit: number } = { limit: 100 }
  ) => (await readInbox(office, office.actors[role], name, page)).items
  const subjects = async (role: keyof TestOffice['actors'], name: Box) => (await box(role, name)).map(
    ({ item, document }) => `${item.kind} ${document.document.id}`
  )

  it('shows work once: on the unit until somebody takes it, then on their desk, and to whoever asked', async () => {
    const { documentId } = await received(office)
    await assign(office, office.actors.registrar, documentId, { to: { kind: 'unit', id: office.units.DOP.id }, instruction: null })
    const line = `handle ${documentId}`
    assert.deepEqual(
      [await subjects('clerk', 'unit'), await subjects('clerk', 'mine'), await subjects('registrar', 'asked')], [[line], [], [line]]
    )
    await takeOver(office, office.actors.clerk, documentId)
    assert.deepEqual(
      [await subjects('colleague', 'unit'), await subjects('clerk', 'mine'), await subjects('colleague', 'mine')], [[], [line], []]
    )
    const [shown] = await box('clerk', 'mine')
    assert.deepEqual(
      [shown?.names.get(office.units.DOP.id), shown?.names.get(office.actors.registrar.personId!), shown?.document.party?.name],
      ['Odbor dopravy', 'Anna Zelená', 'Jana Nová']
    )
  })

  it('marks a request whose content has been replaced', async () => {
    const { documentId } = await written(office)
    await askApproval(office, office.actors.clerk, documentId, { to: office.actors.auditor.personId!, instruction: null })
    const stale = async () => (await box('auditor', 'mine')).map((each) => each.stale)
    assert.deepEqual(await stale(), [false])
    await rewrite(office, documentId)
    assert.deepEqual(await stale(), [true])
  })

  it('is read by pages without gaps or repeats, in the same few queries whatever a page holds', async () => {
    const { otherClerk, clerk } = office.actors
    for (let i = 0; i < 10; i++) {
      office.clock = new Date(office.clock.getTime() + 1000)
      const { documentId } = await written(office)
      await askStatements(
        office, clerk, documentId, { to: [{ kind: 'person', id: otherClerk.personId! }], instruction: `${i}`, dueOn: null }
      )
    }
    const seen: (string | null)[] = []
    const queries: number[] = []
    for (let before; ;) {
      const counted = counting(office.db)
      const page = await readInbox({ db: counted.db }, otherClerk, 'mine', { before, limit: 5 })
      seen.push(...page.items.map(({ item }) => item.instruction))
      queries.push(counted.queries())
      if (page.next === null) break
      before = page.next
    }
    assert.deepEqual(seen, Array.from({ length: 10 }, (_, i) => String(9 - i)))
    assert.equal(queries.length, 2)
    const one = counting(office.db)
    await readInbox({ db: one.db }, otherClerk, 'mine', { limit: 1 })
    assert.deepEqual([...new Set([...queries, one.queries()])], [3])
  })

  it('finds a desk by its index, already sorted', async () => {
    const plan = await office.superuser.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      const { rows } = await sql<Record<string, string>>`explain select * from circulation.item where tenant_id = ${office.tenantId}
        and waits_for = ${office.actors.clerk.personId} and state = 'open' and id < ${office.tenantId} order by id desc
        limit 50`.execute(tx)
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    })
    assert.match(plan, /Index Scan Backward using item_desk/)
    assert.doesNotMatch(plan, /Sort/)
  })

  it('keeps to itself what was said of another document of the file that the reader may not see', async () => {
    const { clerk, head, otherClerk } = office.actors
    const { documentId, fileId } = await received(office)
    const answer = await written(office, 'clerk', fileId)
    await askStatements(
      office, clerk, documentId, { to: [{ kind: 'person', id: otherClerk.personId! }], instruction: 'Vyjádřete se.', dueOn: null }
    )
    const asked = await askApproval(office, clerk, answer.documentId, { to: head.personId!, instruction: null })
    assert.ok(asked.ok && (await returnItem(office, head, asked.value.itemId, 'Zamítnutí neobstojí.')).ok)
    const seenBy = async (actor: typeof clerk) => {
      const circulation = await readCirculation(office, actor, documentId)
      assert.ok(circulation.ok)
      return Object.fromEntries(circulation.value.items.map(({ item }) => [item.kind, item.instruction]))
    }
    assert.deepEqual(await seenBy(otherClerk), { comment: 'Vyjádřete se.', handle: null })
    assert.deepEqual(await seenBy(clerk), { comment: 'Vyjádřete se.', handle: 'Zamítnutí neobstojí.' })
  })

  it('tells what may be started on a document, and hides all of it from strangers', async () => {
    const { documentId } = await written(office)
    const may = async (role: keyof TestOffice['actors']) => {
      const circulation = await readCirculation(office, office.actors[role], documentId)
      return circulation.ok ? Object.entries(circulation.value.may).filter(([, yes]) => yes).map(([name]) => name) : circulation.refusal
    }
    assert.deepEqual(await may('colleague'), ['assign', 'takeOver', 'askStatements', 'askApproval'])
    assert.deepEqual(await may('registrar'), ['assign'])
    assert.deepEqual(await may('otherClerk'), 'not-found')
    await takeOver(office, office.actors.clerk, documentId)
    await askApproval(office, office.actors.clerk, documentId, { to: office.actors.head.personId!, instruction: null })
    assert.deepEqual(await may('clerk'), ['assign', 'askStatements'])
    assert.deepEqual(await may('colleague'), [])
    assert.deepEqual(await may('registrar'), [])
  })
})

/** The same database, counting what is asked of it. */
function counting(db: Database): { db: Database; queries(): number } {
  let count = 0
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      count++
      return result
    },
  }
  return { db: db.withPlugin(plugin), queries: () => count }
}
