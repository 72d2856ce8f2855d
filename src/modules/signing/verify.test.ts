import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { verifyLog } from '../audit/index.ts'
import { nothingSigned, readSigningEntry, verifySigning } from './index.ts'
import { asked, frozen, officeWithSigning } from './testing.ts'

describe('what the log vouches for of signing', () => {
  let office: Awaited<ReturnType<typeof officeWithSigning>>
  before(async () => { office = await officeWithSigning() })
  after(() => office.close())

  async function findings(): Promise<string[]> {
    const logged = nothingSigned()
    await verifyLog(office.db, office.tenantId, office.logKey, { onEntry: (entry) => readSigningEntry(logged, entry) })
    return (await verifySigning(office.db, office.tenantId, logged)).map(({ what }) => what).sort()
  }

  it('is what is stored; an authority, a rule, a key or a list that somebody changed behind the server is found', async () => {
    const [one] = await asked(office, 1)
    await frozen(office, one ? [one.itemId] : [])
    assert.deepEqual(await findings(), [])
    await sql`update signing.authority set up_to = 5`.execute(office.superuser)
    await sql`update signing.rule set need = 'none'`.execute(office.superuser)
    await sql`update signing.credential set chain = array['other'::bytea]`.execute(office.superuser)
    await sql`update signing.ceremony set root = repeat('a', 64)`.execute(office.superuser)
    assert.deepEqual(await findings(), ['authority-changed', 'ceremony-changed', 'credential-changed', 'rule-changed'])
  })
})
