import assert from 'node:assert/strict'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { newId, type Id } from '../../kernel/id.ts'
import { migrate, openDatabase, type Database, type MigrationSource } from '../../platform/database/index.ts'
import { platformMigrations } from '../../platform/events/index.ts'
import { testDatabase, type TestDatabase } from '../../platform/testing/index.ts'
import { migrations as audit } from '../audit/index.ts'
import { migrations as identity } from '../identity/index.ts'
import { migrations as records } from '../records/index.ts'
import { migrations as circulation, verifyCirculation } from './index.ts'
import { readCourses } from './store-route.ts'

const others: MigrationSource[] = [...platformMigrations, audit, identity, records]

describe('an office that worked before there were routes', () => {
  let database: TestDatabase
  let db: Database
  let folder: string
  const tenantId = newId<'Tenant'>()
  const documentId = newId<'Document'>()
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'obeh-circulation-'))
    for (const name of ['0001_item.sql', '0002_done_for.sql']) await copyFile(new URL(name, circulation.folder), join(folder, name))
    database = await testDatabase(async () => {}, 'empty')
    await migrate(database.url, [...others, { room: 'circulation', folder: pathToFileURL(`${folder}/`) }])
    db = openDatabase(database.url, { name: 'test', connections: 2 })
  })
  after(async () => {
    await db.destroy()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  async function item(kind: string, state: string, more: { group?: string; content?: string } = {}) {
    const done = state === 'open' ? null : new Date('2026-11-24T08:00:00Z')
    await sql`insert into circulation.item (tenant_id, id, file_id, document_id, kind, addressee_kind, addressee_id, unit_id, asked_at, content, group_id, state, answer, done_at)
      values (${tenantId}, ${newId()}, ${tenantId}, ${documentId}, ${kind}, 'person', ${newId()}, ${newId()}, ${new Date('2026-11-23T08:00:00Z')},
        ${more.content ?? null}, ${more.group ?? null}, ${state}, ${state === 'returned' ? 'Doplnit.' : null}, ${done})`.execute(db)
  }

  it('finds what was asked together in routes of one stage, and every row is what its events add up to', async () => {
    const [first, second] = [newId(), newId()]
    await item('handle', 'open')
    await item('note', 'done')
    for (const state of ['open', 'done']) await item('comment', state, { group: first })
    for (const state of ['done', 'withdrawn']) await item('comment', state, { group: second })
    await item('approve', 'returned', { content: 'a'.repeat(64) })
    await item('approve', 'open', { content: 'b'.repeat(64) })
    await migrate(database.url, [...others, circulation])
    const courses = await readCourses(db, tenantId, documentId)
    const seen = courses.map(({ route, stages, places, items }) => [route.state, stages.map(({ kind, state }) => `${kind} ${state}`).join(), places.length, items.length].join(' '))
    assert.deepEqual(seen.sort(), ['cancelled approve cancelled 1 1', 'done comment done 2 2', 'running approve open 1 1', 'running comment open 2 2'])
    const report = await verifyCirculation(db, tenantId as Id<'Tenant'>)
    assert.deepEqual([report.checked, report.damaged], [8 + 4 + 4, []])
  })
})
