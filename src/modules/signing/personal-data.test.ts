import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Subject } from '../privacy/index.ts'
import { signingKeeper } from './personal-data.ts'
import { asked, frozen, officeWithSigning, personId } from './testing.ts'

describe('what is kept of somebody who signs', () => {
  let office: Awaited<ReturnType<typeof officeWithSigning>>
  before(async () => { office = await officeWithSigning() })
  after(() => office.close())

  it('is told to them whole, and held as long as official records are; of others nothing is said', async () => {
    const { head, clerk } = office.actors
    const [one] = await asked(office, 1)
    assert.ok(one)
    await frozen(office, [one.itemId])
    const of = async (subject: Subject) => signingKeeper.collect(office.db, { tenantId: office.tenantId, subject, at: office.now(), tells: [], items: [] } as never)
    const told = await of({ kind: 'person', id: personId(head) })
    assert.deepEqual(told.map(({ place }) => place).toSorted(), ['signing.authority', 'signing.ceremony', 'signing.credential'])
    assert.ok(told.every(({ hold }) => hold?.reason === 'official-record'))
    assert.deepEqual(await of({ kind: 'person', id: personId(clerk) }), [])
  })
})
