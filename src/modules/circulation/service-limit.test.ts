import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { TestOffice } from '../identity/testing.ts'
import { changeDue, readFile, seedClasses } from '../records/index.ts'
import { assign, readCirculation } from './index.ts'
import { resumeLimit, suspendLimit } from './service-limit.ts'
import { done, hears, officeWithCirculation, received } from './testing.ts'

const why = { ground: '64/1a', reason: 'výzva k odstranění vad' }
const at = (day: string) => new Date(`${day}T09:00:00+01:00`)

describe('the time limit of a file', () => {
  let office: TestOffice
  before(async () => {
    office = await officeWithCirculation()
    await done(office, office.actors.registrar, (deed) => seedClasses(deed, [{ code: '1', name: 'Doprava', disposalMark: 'S', retentionYears: 5, timeLimitDays: 30, defaultUnitId: office.units.DOP.id }]))
  })
  after(() => office.close())

  async function dueOn(day: Day) {
    office.clock = at('2026-11-23')
    const matter = await received(office)
    assert.ok((await assign(office, office.actors.registrar, matter.documentId, { to: { kind: 'person', id: office.actors.clerk.personId! }, instruction: null })).ok)
    await give(matter.fileId, day)
    return matter
  }
  async function give(fileId: Id<'File'>, day: Day) {
    assert.ok((await changeDue(office, office.actors.clerk, fileId, { dueOn: day, reason: '§ 71 odst. 3' })).ok)
    await hears(office, 'records.due-changed', fileId)
  }
  const fileDue = async (fileId: Id<'File'>) => (await readFile(office.db, office.tenantId, fileId))?.dueOn
  const itemsDue = async (fileId: Id<'File'>) => (await sql<{ due: string }>`select due_key::text as due from circulation.item where file_id = ${fileId} and state = 'open'`.execute(office.db)).rows.map(({ due }) => due)
  async function stands(documentId: Id<'Document'>, from: string, until: string) {
    office.clock = at(from)
    assert.deepEqual(await suspendLimit(office, office.actors.clerk, documentId, why), { ok: true, value: null })
    office.clock = at(until)
    const resumed = await resumeLimit(office, office.actors.clerk, documentId)
    assert.ok(resumed.ok)
    return resumed.value.dueOn
  }

  it('when it is extended, moves the work in the file on every desk', async () => {
    const { fileId } = await dueOn('2026-12-30' as Day)
    assert.deepEqual([await fileDue(fileId), await itemsDue(fileId)], ['2026-12-30', ['2026-12-30']])
  })

  it('keeps an extension given between two suspensions', async () => {
    const { documentId, fileId } = await dueOn('2026-12-30' as Day)
    assert.equal(await stands(documentId, '2026-11-24', '2026-12-04'), '2027-01-11', 'ten days later, and that was a Saturday')
    await give(fileId, '2027-03-01' as Day)
    assert.equal(await stands(documentId, '2026-12-07', '2026-12-17'), '2027-03-11', 'ten days after the end it was given')
  })

  it('has no end while it stands still, also when it is extended then; the extension counts from when it runs on', async () => {
    const { documentId, fileId } = await dueOn('2026-12-30' as Day)
    office.clock = at('2026-11-24')
    assert.ok((await suspendLimit(office, office.actors.clerk, documentId, why)).ok)
    await give(fileId, '2027-03-01' as Day)
    assert.deepEqual([await fileDue(fileId), await itemsDue(fileId)], [null, ['infinity']])
    const shown = await readCirculation(office, office.actors.clerk, documentId)
    assert.ok(shown.ok && shown.value.limit.may.resume && shown.value.limit.dueOn === null)
    office.clock = at('2026-12-04')
    assert.deepEqual(await resumeLimit(office, office.actors.clerk, documentId), { ok: true, value: { dueOn: '2027-03-11' } })
    assert.deepEqual([await fileDue(fileId), await itemsDue(fileId)], ['2027-03-11', ['2027-03-11']])
  })
})
