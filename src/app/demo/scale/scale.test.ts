import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { accept } from '../../../kernel/result.ts'
import { perform } from '../../../modules/audit/index.ts'
import { actorOf, readPeople, readTenants } from '../../../modules/identity/index.ts'
import { registerDocument } from '../../../modules/records/index.ts'
import { openDatabase, type Database } from '../../../platform/database/index.ts'
import { readConfig } from '../../../platform/config/index.ts'
import { testDatabase, type TestDatabase } from '../../../platform/testing/index.ts'
import { openOffice, type Office } from '../../office.ts'
import { verifyOffice } from '../../verify.ts'
import { fillDemoOffice } from '../fill.ts'
import { momentsOf, planOf } from './plan.ts'
import { fillScale, type Scale } from './scale.ts'

const documents = 2_600

describe('an office filled with years of documents', () => {
  let office: Office
  let db: Database
  let wanted: Scale
  let database: TestDatabase
  let directory = ''
  before(async () => {
    database = await testDatabase(async () => {}, 'empty')
    directory = await mkdtemp(join(tmpdir(), 'obeh-scale-'))
    wanted = { documents, seed: 7, ownerUrl: database.url }
    office = await openOffice(readConfig({ OBEH_DATA: directory, DATABASE_URL: database.url, PORT: '0' }))
    await fillDemoOffice(office, () => {}, { days: 1, mattersADay: 1 })
    // Cut off after the first batch, as by somebody's Ctrl+C, and begun again.
    await assert.rejects(fillScale(office, wanted, () => { throw new Error('cut off') }, 1_300), /cut off/)
    assert.deepEqual(await fillScale(office, { ...wanted, seed: 8 }, () => {}), { ok: false, refusal: 'another-is-unfinished' })
    const filled = await fillScale(office, wanted, () => {}, 1_300)
    const [tenant] = await readTenants(office.db)
    assert.ok(filled.ok && tenant)
    db = openDatabase(office.logins.app, { name: 'test', connections: 2, tenantId: tenant.tenant.id })
    assert.equal(filled.value.before, 1_300)
  })
  after(async () => {
    await db.destroy()
    await office.close()
    await database.drop()
    await rm(directory, { recursive: true, force: true })
  })

  const ask = async <Row>(text: string): Promise<Row[]> => (await sql<Row>`${sql.raw(text)}`.execute(db)).rows
  const one = async (text: string) => Number((await ask<{ n: string }>(text))[0]?.n)

  it('has every document once, and says so when it is asked for again', async () => {
    assert.ok(await one('select count(*) as n from records.document') >= wanted.documents)
    const again = await fillScale(office, wanted, () => {})
    assert.ok(again.ok)
    assert.equal(again.value.before, wanted.documents)
  })

  it('has numbers without gaps or doubles in every year, and the counters go on after them', async () => {
    const gaps = await ask(`
      with n as (select split_part(reference_number, '/', 2) as year, substring(reference_number from ' (\\d+)/')::int as serial from records.document)
      select year from n group by year having min(serial) <> 1 or max(serial) <> count(*) or count(distinct serial) <> count(*)
        or max(serial) <> (select value from records.counter c where register = 'reference' and period = year)`)
    assert.deepEqual(gaps, [])
    assert.ok(await one(`select count(distinct period) as n from records.counter`) >= 3)
    const [tenant] = await readTenants(office.db)
    const [person] = tenant ? await readPeople(db, tenant.tenant.id) : []
    assert.ok(tenant && person)
    const registered = await perform(office, actorOf(tenant.tenant.id, person, 'test'), { name: 'test' }, async (deed) => accept((await registerDocument(deed, {
      direction: 'incoming', subject: 'Další', channel: 'Posta', party: null, receivedAt: office.now(), file: { openFor: person.unitId }, contents: [],
    })).document.referenceNumber))
    assert.ok(registered.ok)
  })

  it('has exactly one holder and one open handling of each open file, and none of a settled one', async () => {
    assert.ok(await one(`select count(*) as n from records.file where state = 'nevyrizen'`) > 20)
    assert.deepEqual(await ask(`
      select f.id from records.file f left join circulation.item i on i.tenant_id = f.tenant_id and i.file_id = f.id and i.kind = 'handle' and i.state = 'open'
      where f.created_at < now() - interval '3 days'
      group by f.id, f.state, f.holder_unit_id, f.holder_person_id having count(i.id) <> (f.state = 'nevyrizen')::int or bool_or(i.id is not null and (i.unit_id <> f.holder_unit_id or i.taken_by is distinct from f.holder_person_id))`), [])
    assert.deepEqual(await ask(`
      select d.id from records.document d join records.file f on f.tenant_id = d.tenant_id and f.id = d.file_id
      where f.state in ('vyrizen', 'uzavren') and d.state = 'nevyrizen' or d.created_at > coalesce(f.closed_at, now()) limit 5`), [])
  })

  it('has a log that verifies, and contents that are those it says', async () => {
    const [report] = await verifyOffice(office)
    assert.deepEqual(report?.findings, [])
    assert.ok((report?.contents ?? 0) > wanted.documents)
  })

  it('has events of every item that add up to it', async () => {
    assert.deepEqual(await ask(`
      select to_jsonb(i) as item from circulation.item i where (to_jsonb(i) - 'waits_for' - 'answers_for' - 'due_key') <> (
        select jsonb_object_agg(c.key, c.value order by e.no) from circulation.item_event e, jsonb_each(e.change) c where e.tenant_id = i.tenant_id and e.subject_id = i.id) limit 5`), [])
  })
})

describe('the course of the years', () => {
  it('is the same for the same seed, another for another, and holds every document once', () => {
    const told = (seed: number) => [...planOf(3_000, seed)].map(({ document, matter, order, settled }) => [document, matter.number, order, settled.map(({ number }) => number)])
    assert.deepEqual(told(1), told(1))
    assert.notDeepEqual(told(1), told(2))
    const places = new Set(told(1).map(([, matter, order]) => `${String(matter)}/${String(order)}`))
    assert.equal(places.size, 3_000)
  })

  it('goes forward in time, in office hours', () => {
    const momentOf = momentsOf(500, '2026-11-27' as never)
    const moments = Array.from({ length: 500 }, (_, i) => momentOf(i))
    assert.ok(moments.every((at, i) => i === 0 || at > (moments[i - 1] ?? at)))
    assert.ok(moments.every((at) => at.getUTCDay() > 0 && at.getUTCDay() < 6 && at.getUTCHours() >= 6 && at.getUTCHours() < 16))
  })
})
