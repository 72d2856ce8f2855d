import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql, type RawBuilder } from 'kysely'
import { accept } from '../../kernel/result.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { logHeads, perform, verifyLog } from './index.ts'

describe('verification of the log', () => {
  let office: TestOffice
  let size = 0
  before(async () => {
    office = await testOffice()
    for (let i = 0; i < 300; i++) {
      await perform(office, office.actors.clerk, { name: 'test' }, async (deed) => {
        deed.note({ event: 'Uprava', object: { type: 'Dokument', id: `d${i}` }, payload: { i } })
        return accept(null)
      })
    }
    size = (await logHeads(office.db))[0]?.size ?? 0
  })
  after(() => office.close())

  const verify = (witness?: string) => verifyLog(office.db, office.tenantId, office.logKey, witness === undefined ? {} : { witness })

  /** Does the harm as the database superuser, verifies, and undoes it. */
  async function damagedBy(harm: RawBuilder<unknown>) {
    const copies = ['entry', 'node', 'head'] as const
    for (const table of copies) await sql`create table keep_${sql.raw(table)} as table audit.${sql.raw(table)}`.execute(office.superuser)
    await harm.execute(office.superuser)
    const { damage } = await verify()
    for (const table of copies) {
      await sql`truncate audit.${sql.raw(table)}`.execute(office.superuser)
      await sql`insert into audit.${sql.raw(table)} table keep_${sql.raw(table)}`.execute(office.superuser)
      await sql`drop table keep_${sql.raw(table)}`.execute(office.superuser)
    }
    assert.deepEqual((await verify()).damage, [], 'the harm was undone')
    return damage.map(({ what, index }) => `${what} ${index}`)
  }

  it('finds nothing wrong with a log that nobody touched', async () => {
    const report = await verify()
    assert.deepEqual([report.damage, report.size, report.origin], [[], size, 'kuzk.example/log'])
  })

  const flip = (column: string) => sql`update audit.entry set ${sql.ref(column)} = set_byte(${sql.ref(column)}, 5, get_byte(${sql.ref(column)}, 5) # 1) where index = 100`
  const harms: [string, RawBuilder<unknown>, string][] = [
    ['one letter of the logged body', sql`update audit.entry set body = replace(body, '"outcome":"done"', '"outcome":"dona"') where index = 100`, 'leaf-changed 100'],
    ['one letter of the particulars', sql`update audit.entry set payload = replace(payload, 'Petr', 'Petra') where index = 100`, 'payload-changed 100'],
    ['the salt', flip('salt'), 'payload-changed 100'],
    ['the salt taken away alone', sql`update audit.entry set salt = null where index = 100`, 'payload-changed 100'],
    ['particulars and salt both taken away', sql`update audit.entry set payload = null, salt = null where index = 100`, 'payload-changed 100'],
    ['the hash of the leaf', flip('leaf_hash'), 'leaf-changed 100'],
    ['the time', sql`update audit.entry set at = at + interval '1 ms' where index = 100`, 'columns-changed 100'],
    ['the searchable event', sql`update audit.entry set event = 'Zniceni' where index = 100`, 'columns-changed 100'],
    ['the object', sql`update audit.entry set object_id = 'x' where index = 100`, 'columns-changed 100'],
    ['the subject', sql`update audit.entry set subject_id = 'x' where index = 100`, 'columns-changed 100'],
    ['the actor', sql`update audit.entry set actor_id = null where index = 100`, 'columns-changed 100'],
    ['an entry dropped', sql`delete from audit.entry where index = 100`, 'entry-missing 100'],
    ['a kept subtree', sql`update audit.node set hash = set_byte(hash, 5, get_byte(hash, 5) # 1) where level = 8 and index = 0`, 'node-changed 0'],
    ['the right edge', sql`update audit.head set frontier = set_byte(frontier, 20, get_byte(frontier, 20) # 1)`, 'head-changed null'],
    ['the whole head', sql`delete from audit.head`, 'head-missing null'],
    ['the signed checkpoint', sql`update audit.head set note = replace(note, 'kuzk', 'kuzl')`, 'checkpoint-changed null'],
  ]
  for (const [name, harm, expected] of harms) {
    it(`names what was harmed: ${name}`, async () => assert.equal((await damagedBy(harm))[0], expected))
  }

  it('notices two entries that changed places', async () => {
    const swapped = await damagedBy(sql`
      with a as (select body, payload, salt, leaf_hash, at, object_id, subject_id from audit.entry where index = 100),
           b as (select body, payload, salt, leaf_hash, at, object_id, subject_id from audit.entry where index = 101)
      update audit.entry e set body = s.body, payload = s.payload, salt = s.salt, leaf_hash = s.leaf_hash, at = s.at, object_id = s.object_id, subject_id = s.subject_id
      from (select 101 as index, a.* from a union all select 100, b.* from b) s where e.index = s.index`)
    assert.ok(swapped.includes('checkpoint-changed null') && swapped.includes('node-changed 0'), swapped.join())
  })

  it('notices a forged entry even when its hash was recomputed', async () => {
    const found = await damagedBy(sql`
      update audit.entry set body = replace(body, '"outcome":"done"', '"outcome":"dona"'),
        leaf_hash = sha256('\\x00'::bytea || convert_to(replace(body, '"outcome":"done"', '"outcome":"dona"'), 'UTF8')) where index = 100`)
    assert.ok(found.includes('checkpoint-changed null') && found.includes('node-changed 0'), found.join())
  })

  it('notices a log that was set back, tail, head and all, by a checkpoint kept elsewhere', async () => {
    const witness = (await logHeads(office.db))[0]?.note ?? ''
    assert.deepEqual((await verify(witness)).damage, [])
    const earlier = await testOffice()
    try {
      const foreign = (await logHeads(earlier.db))[0]?.note ?? ''
      assert.deepEqual((await verify(foreign)).damage.map(({ what }) => what), ['checkpoint-changed'])
      const shorter = await verifyLog(earlier.db, earlier.tenantId, office.logKey, { witness })
      assert.ok(shorter.damage.some(({ what }) => what === 'rolled-back'))
    } finally {
      await earlier.close()
    }
  })
})
