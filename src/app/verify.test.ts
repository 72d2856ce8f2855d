import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { accept } from '../kernel/result.ts'
import { perform } from '../modules/audit/index.ts'
import { migrations as circulation } from '../modules/circulation/index.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { addContent, changeSubject, migrations, registerDocument } from '../modules/records/index.ts'
import { migrations as signing } from '../modules/signing/index.ts'
import { keepCheckpoints } from './checkpoints.ts'
import { verifyOffice } from './verify.ts'

/** The columns whose bytes a database superuser could flip. */
const columns = {
  entry: ['at', 'event', 'object_type', 'object_id', 'subject_id', 'actor_id', 'body', 'payload', 'salt', 'leaf_hash'],
  head: ['origin', 'frontier', 'note'],
} as const

describe('verification of the whole office', () => {
  let office: TestOffice
  const config = () => ({ dataDirectory: office.fileDirectory }) as Parameters<typeof verifyOffice>[0]['config']
  const findings = async () => (await verifyOffice({ ...office, config: config() })).flatMap((report) => report.findings)
  const hashes: string[] = []

  before(async () => {
    office = await testOffice([migrations, circulation, signing])
    for (let i = 0; i < 12; i++) {
      // A second between them, so that ids stand in the order of registration.
      office.clock = new Date(office.clock.getTime() + 1000)
      const contents = await Promise.all(['original', 'main'].map(async (role) => {
        const bytes = Buffer.from(`${role} ${i} ${'x'.repeat(i * 37)}`)
        const sha256 = await office.files.put(office.tenantId, bytes)
        hashes.push(sha256)
        return { name: `${role}.txt`, role: role as 'original' | 'main', sha256, size: bytes.byteLength, mediaType: 'text/plain' }
      }))
      await perform(office, office.actors.registrar, { name: 'test' }, async (deed) => {
        const { document } = await registerDocument(deed, {
          direction: 'incoming', subject: `Věc ${i}`, channel: 'EPodatelnaMail', party: { name: 'Jan', email: `jan${i}@example.cz` }, receivedAt: office.clock,
          file: { openFor: office.units.DOP.id }, contents: contents.slice(0, 1),
        })
        if (contents[1]) await addContent(deed, document.id, contents[1])
        await changeSubject(deed, document, `Jinak nazvaná věc ${i}`)
        return accept(null)
      })
    }
    await keepCheckpoints({ ...office, config: config() })
  })
  after(() => office.close())

  it('finds nothing in an office that nobody touched', async () => assert.deepEqual(await findings(), []))

  it('finds every flipped byte of the log and names the entry', async () => {
    const { rows } = await sql<{ size: number }>`select size from audit.head`.execute(office.db)
    const size = rows[0]?.size ?? 0
    const flip = fc.record({ column: fc.constantFrom(...columns.entry), index: fc.nat(size - 1), byte: fc.nat(10_000), bit: fc.nat(7) })
    await fc.assert(fc.asyncProperty(flip, async ({ column, index, byte, bit }) => {
      const before = await sql`select * from audit.entry where index = ${index}`.execute(office.superuser)
      const row = before.rows[0] as Record<string, unknown>
      const changed = damaged(row[column], byte, bit)
      if (changed === undefined) return
      await sql`update audit.entry set ${sql.ref(column)} = ${changed} where index = ${index}`.execute(office.superuser)
      const found = await findings()
      await sql`update audit.entry set ${sql.ref(column)} = ${row[column]} where index = ${index}`.execute(office.superuser)
      assert.ok(found.some(({ entry }) => entry === index), `${column} of entry ${index}: ${JSON.stringify(found)}`)
    }), { numRuns: 60 })
    assert.deepEqual(await findings(), [])
  })

  it('finds every flipped byte of the tree\'s head', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...columns.head), fc.nat(500), fc.nat(7), async (column, byte, bit) => {
      const before = await sql`select * from audit.head`.execute(office.superuser)
      const row = before.rows[0] as Record<string, unknown>
      const changed = damaged(row[column], byte, bit)
      if (changed === undefined) return
      await sql`update audit.head set ${sql.ref(column)} = ${changed}`.execute(office.superuser)
      const found = await findings()
      await sql`update audit.head set ${sql.ref(column)} = ${row[column]}`.execute(office.superuser)
      assert.ok(found.length > 0, `${column} byte ${byte}`)
    }), { numRuns: 25 })
  })

  it('finds every flipped byte of a stored file and names the entry that vouched for it', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(hashes.length - 1), fc.nat(10_000), fc.nat(7), async (which, byte, bit) => {
      const sha256 = hashes[which] ?? ''
      const path = join(office.fileDirectory, office.tenantId, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
      const bytes = await readFile(path)
      const bent = Buffer.from(bytes)
      const at = byte % bent.length
      bent[at] = (bent[at] ?? 0) ^ (1 << bit)
      await writeFile(path, bent)
      const found = await findings()
      await writeFile(path, bytes)
      assert.deepEqual(found.map(({ what, entry }) => [what, typeof entry]), [['content-changed', 'number']])
    }), { numRuns: 25 })
  })

  it('finds a version whose row was taken away or points elsewhere', async () => {
    await sql`create table kept as table records.version`.execute(office.superuser)
    await sql`update records.version set sha256 = ${hashes[1] ?? ''} where sha256 = ${hashes[0] ?? ''}`.execute(office.superuser)
    const pointed = await findings()
    await sql`delete from records.version where sha256 = ${hashes[3] ?? ''}`.execute(office.superuser)
    const dropped = await findings()
    await sql`truncate records.version`.execute(office.superuser)
    await sql`insert into records.version table kept`.execute(office.superuser)
    assert.ok(pointed.length > 0 && dropped.some(({ what, entry }) => what === 'version-missing' && entry !== null))
    assert.deepEqual(await findings(), [])
  })

  /** Does the harm as the database superuser in spite of all constraints, verifies, and undoes it. */
  async function harmedBy(table: 'document' | 'component' | 'version', harm: ReturnType<typeof sql>) {
    const all = ['document', 'component', 'version'] as const
    for (const each of all) await sql`create table keep_${sql.raw(each)} as table records.${sql.raw(each)}`.execute(office.superuser)
    const unbound = <Value>(work: (tx: typeof office.superuser) => Promise<Value>) => office.superuser.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      return work(tx)
    })
    await unbound((tx) => harm.execute(tx))
    const found = await findings()
    await unbound(async (tx) => {
      await sql`delete from records.${sql.raw(table)}`.execute(tx)
      await sql`insert into records.${sql.raw(table)} table keep_${sql.raw(table)}`.execute(tx)
    })
    for (const each of all) await sql`drop table keep_${sql.raw(each)}`.execute(office.superuser)
    assert.deepEqual(await findings(), [], 'the harm was undone')
    return found.map(({ what, entry, detail }) => [what, entry !== null, /component|document/.exec(detail)?.[0]])
  }

  const first = sql`(select id from records.component order by id limit 1)`
  const firstDocument = sql`(select id from records.document order by id limit 1)`
  const lastDocument = sql`(select id from records.document order by id desc limit 1)`
  const harms: [string, 'document' | 'component' | 'version', ReturnType<typeof sql>, unknown[]][] = [
    ['a component renamed', 'component', sql`update records.component set name = 'jiny.txt' where id = ${first}`, ['not-in-log', true, 'component']],
    ['a component moved to another document', 'component', sql`update records.component set document_id = ${lastDocument}, order_no = 9 where id = ${first}`, ['not-in-log', true, 'component']],
    ['a component dropped', 'component', sql`delete from records.component where id = ${first}`, ['not-in-log', true, 'component']],
    ['an older wording made the newest', 'version', sql`
      insert into records.version select tenant_id, component_id, 3, sha256, size, media_type, created_at, created_by from records.version where component_id = ${first}`, ['not-in-log', false, 'component']],
    ['a version numbered otherwise', 'version', sql`update records.version set number = 2 where component_id = ${first}`, ['not-in-log', false, 'component']],
    ['a document given another number', 'document', sql`update records.document set reference_number = 'X 1/2026' where id = ${firstDocument}`, ['document-changed', true, 'document']],
    ['a document given another unique id', 'document', sql`update records.document set unique_id = 'X1' where id = ${firstDocument}`, ['document-changed', true, 'document']],
    ['a document given another subject', 'document', sql`update records.document set subject = 'Jiná věc' where id = ${firstDocument}`, ['document-changed', true, 'document']],
    ['a changed subject set back', 'document', sql`update records.document set subject = 'Věc 11' where id = ${lastDocument}`, ['document-changed', true, 'document']],
    ['a document received at another time', 'document', sql`update records.document set received_at = received_at - interval '1 day' where id = ${firstDocument}`, ['document-changed', true, 'document']],
    ['a document dropped', 'document', sql`delete from records.document where id = ${firstDocument}`, ['document-missing', true, 'document']],
    ['a document that nobody registered', 'document', sql`
      insert into records.document (tenant_id, id, unique_id, reference_number, file_id, order_in_file, direction, subject, state, created_at, filed_at)
      select tenant_id, gen_random_uuid(), 'X1', 'X 1/2026', file_id, 9, direction, subject, 'nevyrizen', created_at, created_at from records.document where id = ${firstDocument}`, ['not-in-log', false, 'document']],
  ]
  for (const [name, table, harm, expected] of harms) {
    it(`finds ${name}`, async () => assert.deepEqual((await harmedBy(table, harm))[0], expected))
  }

  it('finds nothing in an office at work', async () => {
    let working = 4
    const write = async (writer: number) => {
      for (let i = 0; i < 25; i++) {
        const bytes = Buffer.from(`writer ${writer}, letter ${i}`)
        const content = { name: 'dopis.txt', role: 'main', sha256: await office.files.put(office.tenantId, bytes), size: bytes.byteLength, mediaType: 'text/plain' } as const
        await perform(office, office.actors.clerk, { name: 'test' }, async (deed) => {
          const { document } = await registerDocument(deed, {
            direction: 'outgoing', subject: 'Dopis', channel: null, party: null, receivedAt: null, file: { openFor: office.units.DOP.id }, contents: [content],
          })
          await changeSubject(deed, document, `Dopis ${i}`)
          return accept(null)
        })
      }
      working--
    }
    const writers = Promise.all([0, 1, 2, 3].map(write))
    const found: unknown[] = []
    let rounds = 0
    while (working > 0) {
      found.push(...await findings())
      await keepCheckpoints({ ...office, config: config() }, (problem) => found.push(problem))
      rounds++
    }
    await writers
    assert.deepEqual(found, [])
    assert.ok(rounds > 2, `${rounds} rounds`)
    assert.deepEqual(await findings(), [])
  })

  it('names a tenant whose head was deleted', async () => {
    await sql`delete from audit.head`.execute(office.superuser)
    assert.deepEqual((await findings()).map(({ what }) => what), ['head-missing'])
  })
})

/** The value with one bit of one byte flipped; undefined where the column could not hold the result. */
function damaged(value: unknown, byte: number, bit: number): unknown {
  if (Buffer.isBuffer(value)) {
    const bent = Buffer.from(value)
    const at = byte % bent.length
    bent[at] = (bent[at] ?? 0) ^ (1 << bit)
    return bent
  }
  if (value instanceof Date) return new Date(value.getTime() ^ (1 << bit))
  if (typeof value !== 'string' || value === '') return undefined
  if (/^[0-9a-f-]{36}$/.test(value)) return value.slice(0, -1) + (value.endsWith('0') ? '1' : '0')
  const letters = Buffer.from(value)
  const at = byte % letters.length
  letters[at] = (letters[at] ?? 0) ^ (1 << (bit % 7))
  const bent = letters.toString('utf8')
  return bent.includes('\u0000') || bent.includes('\ufffd') ? undefined : bent
}
