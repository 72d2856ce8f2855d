import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { countStatements } from '../../platform/testing/statements.ts'
import { confirm, openForSigning, runCeremony } from './index.ts'
import { readItems } from './service-read.ts'
import { asked, frozen, must, officeWithSigning, proof } from './testing.ts'

/** A longer list is the same statement. */
const withoutLists = (text: string) => text.replaceAll(/\([$\d, ]+\)(, \([$\d, ]+\))*/g, '(…)')

describe('the run of a ceremony', () => {
  let office: Awaited<ReturnType<typeof officeWithSigning>>
  before(async () => { office = await officeWithSigning() })
  after(() => office.close())

  async function statementsOf(count: number): Promise<string[]> {
    const { head } = office.actors
    const itemIds = (await asked(office, count)).map(({ itemId }) => itemId)
    for (const id of itemIds) await must(openForSigning(office, head, id))
    const { ceremonyId, root } = await frozen(office, itemIds)
    await must(confirm(office, head, ceremonyId, { root, proof: proof(office) }))
    const counted = countStatements(office.db)
    await runCeremony({ ...office, db: counted.db }, office.tenantId, ceremonyId)
    const { items } = await must(readItems(office, head, ceremonyId, { limit: 200 }))
    assert.deepEqual(items.map(({ item }) => item.state), itemIds.map(() => 'stored'))
    return counted.taken()
  }

  it('asks the database as often for a chunk of twelve documents as for one of three', async () => {
    const [few, many] = [await statementsOf(3), await statementsOf(12)]
    assert.deepEqual(many.map(withoutLists).sort(), few.map(withoutLists).sort())
    assert.ok(few.length > 10 && few.length < 62, `${few.length} statements`)
  })
})
