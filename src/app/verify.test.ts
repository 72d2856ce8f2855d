import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { accept } from '../kernel/result.ts'
import { perform } from '../modules/audit/index.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { addContent, migrations, registerDocument } from '../modules/records/index.ts'
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
    office = await testOffice([migrations])
    for (let i = 0; i < 12; i++) {
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
        return accept(null)
      })
    }
    await keepCheckpoints({ db: office.db, config: config() })
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
