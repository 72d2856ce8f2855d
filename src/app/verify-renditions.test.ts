import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { startOfDay, type Day } from '../kernel/day.ts'
import { missingDays } from '../modules/audit/index.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { createServer } from '../platform/http/index.ts'
import { logHealthRoutes } from './log-health.ts'
import { renderLogs } from './rendition.ts'
import { allMigrations } from './rooms.ts'
import { verifyOffice } from './verify.ts'

describe('verification of the daily renditions', () => {
  let office: TestOffice
  const config = () => ({ dataDirectory: office.fileDirectory }) as Parameters<typeof verifyOffice>[0]['config']
  const findings = async () => (await verifyOffice({ ...office, config: config() })).flatMap((report) => report.findings.map(({ what, entry, detail }) => [what, entry !== null, /\d{4}-\d\d-\d\d/.exec(detail)?.[0]]))
  before(async () => {
    office = await testOffice(allMigrations.filter(({ room }) => !['database', 'events', 'audit', 'identity'].includes(room)))
    office.clock = new Date(startOfDay('2026-11-27' as Day).getTime() + 3_600_000)
    assert.equal(await renderLogs(office, assert.fail), 4)
    await sql`create table kept as table audit.rendition`.execute(office.superuser)
  })
  after(() => office.close())

  const harm = async (statement: ReturnType<typeof sql>, look = findings) => {
    await statement.execute(office.superuser)
    const found = await look()
    await sql`truncate audit.rendition`.execute(office.superuser)
    await sql`insert into audit.rendition table kept`.execute(office.superuser)
    return found
  }
  const day = sql`day = '2026-11-24'`

  it('finds nothing where every day is as it was made', async () => {
    assert.deepEqual([await findings(), await missingDays(office, office.tenantId)], [[], []])
  })

  const harms: [string, ReturnType<typeof sql>, unknown][] = [
    ['a rendition that points to another content', sql`update audit.rendition set sha256 = repeat('0', 64) where ${day}`, ['rendition-changed', true, '2026-11-24']],
    ['a rendition with another number of entries', sql`update audit.rendition set entries = entries + 1 where ${day}`, ['rendition-changed', true, '2026-11-24']],
    ['a rendition of another document', sql`update audit.rendition set document_id = gen_random_uuid() where ${day}`, ['rendition-changed', true, '2026-11-24']],
    ['a note exchanged for that of another day', sql`update audit.rendition set note = (select note from kept where day = '2026-11-25') where ${day}`, ['rendition-changed', true, '2026-11-24']],
    ['a rendition taken away', sql`delete from audit.rendition where ${day}`, ['rendition-missing', true, '2026-11-24']],
    ['a rendition that the log does not know', sql`insert into audit.rendition select tenant_id, '2026-11-27', log_size, entries, sha256, size, note, document_id, file_id, made_at from kept where ${day}`, ['rendition-not-in-log', false, '2026-11-27']],
  ]
  for (const [name, statement, expected] of harms) it(`names ${name}`, async () => assert.deepEqual((await harm(statement)).find(([what]) => what === (expected as string[])[0]), expected))

  it('raises the alarm of a day that was taken away', async () => {
    assert.deepEqual(await harm(sql`delete from audit.rendition where ${day}`, () => missingDays(office, office.tenantId) as Promise<never>), ['2026-11-24'])
  })

  it('raises the alarm of days that are over while nobody renders them, after three hours of patience, and names them a day later', async () => {
    const clock = office.clock
    office.clock = new Date(startOfDay('2026-11-28' as Day).getTime() + 2 * 3_600_000)
    assert.deepEqual(await missingDays(office, office.tenantId), [])
    office.clock = new Date(startOfDay('2026-11-28' as Day).getTime() + 4 * 3_600_000)
    assert.deepEqual([await missingDays(office, office.tenantId), await findings()], [['2026-11-27'], [['rendition-day-missing', false, '2026-11-27']]])
    office.clock = clock
  })

  it('tells a supervisor by a status and by numbers, and nothing about the office', async () => {
    const ask = async (accept = '*/*') => {
      const app = createServer({ authenticate: async () => office.actors.clerk })
      logHealthRoutes(app, { ...office, config: { witnesses: [], witnessAlarmHours: 24 } as never })
      const answer = await app.inject({ url: '/logz', headers: { accept } })
      await app.close()
      return [answer.statusCode, answer.body]
    }
    assert.deepEqual(await ask(), [200, '{"status":"kept","missingDays":0,"unsealedDays":0,"lateWitnesses":0,"contradictingWitnesses":0}'])
    assert.deepEqual(await harm(sql`delete from audit.rendition where ${day}`, ask as never), [503, '{"status":"look","missingDays":1,"unsealedDays":0,"lateWitnesses":0,"contradictingWitnesses":0}'])
    assert.match(String((await ask('text/plain'))[1]), /^obeh_log_missing_days 0$/m)
  })

  it('cannot be deceived by the server itself, which may neither change nor delete a rendition', async () => {
    for (const statement of [sql`delete from audit.rendition`, sql`update audit.rendition set entries = 0`]) await assert.rejects(statement.execute(office.db), /permission denied/)
  })
})
