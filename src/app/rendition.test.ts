import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { memoryPages, validateXML } from 'xmllint-wasm'
import { automaton } from '../kernel/actor.ts'
import { addDays, dayOf, startOfDay, type Day } from '../kernel/day.ts'
import { accept } from '../kernel/result.ts'
import type { Sha256 } from '../kernel/sha256.ts'
import { logHeads, openRenditionNote, perform, readHistory, type Note } from '../modules/audit/index.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { listDocuments, openDocument, readComponents, readDocument, readFile } from '../modules/records/index.ts'
import { renderLogs, sealRendition } from './rendition.ts'
import { allMigrations } from './rooms.ts'

const schemas = ['nsesss-2024/TransakcniLogObjektu.xsd', 'nsesss-zaf-2024/nsesss-TrP.xsd'].map((name) => new URL(`../../../shared/standards/${name}`, import.meta.url))
const skip = schemas.every((url) => existsSync(url)) ? false : 'the schemas of the national standard are not beside the repository'

interface Rendition { day: Day; log_size: number; entries: number; sha256: Sha256; size: number; note: string; document_id: string; file_id: string }

describe('the daily rendition of the log', () => {
  let office: TestOffice
  const said: string[] = []
  before(async () => {
    office = await testOffice(allMigrations.filter(({ room }) => !['database', 'events', 'audit', 'identity'].includes(room)))
    office.clock = at('2026-11-23', 8)
  })
  after(() => office.close())

  const at = (day: string, hour: number) => new Date(startOfDay(day as Day).getTime() + hour * 3_600_000)
  const log = (note: Note) => perform(office, office.actors.clerk, { name: 'test' }, async (deed) => {
    deed.note(note)
    return accept(null)
  })
  const view = (id = 'd1', payload?: Note['payload']) => log({ event: 'Zobrazeni', object: { type: 'Dokument', id }, ...(payload ? { payload } : {}) })
  const render = () => renderLogs(office, (problem) => said.push(problem))
  const rows = async () => (await sql<Rendition>`select * from audit.rendition order by day`.execute(office.db)).rows
  const xmlOf = async ({ sha256 }: Rendition) => (await office.files.read(office.tenantId, sha256)).toString('utf8')
  const numbersIn = (xml: string) => [...xml.matchAll(/<Poradi>(\d+)<\/Poradi>/g)].map(([, number]) => Number(number) - 1)

  it('is made once the day is over and not before', async () => {
    await view()
    office.clock = at('2026-11-24', 0.05)
    assert.equal(await render(), 0)
    office.clock = at('2026-11-24', 0.2)
    assert.equal(await render(), 1)
    assert.equal(await render(), 0)
    assert.deepEqual([said, (await rows()).map(({ day }) => day)], [[], ['2026-11-23']])
  })

  it('is valid by annex 6 of the national standard, whatever stands in an entry', { skip }, async () => {
    const odd = 'Růžena <b>&amp;"\'\u0000\u001b\ud800 konec\r\n\tř '
    await view('x'.repeat(120), { subject: odd, list: ['a', 1, null], empty: [], deep: { a: [{ b: odd }] }, 'klíč s mezerou=]': '' })
    await log({ event: 'Prihlaseni', object: { type: 'Relace', id: '<id>' }, outcome: 'refused' })
    const long = { ...office.actors.clerk, name: 'Jméno'.repeat(40), origin: '::1' }
    await perform(office, long, { name: 'test' }, async (deed) => {
      deed.note({ event: 'Uprava', object: { type: 'Spis', id: 's' } })
      return accept(null)
    })
    office.clock = at('2026-11-25', 1)
    assert.equal(await render(), 1)
    const [, row] = await rows()
    assert.ok(row)
    const xml = await xmlOf(row)
    assert.deepEqual([await problems(xml, 0), numbersIn(xml).length], [[], row.entries])
    assert.deepEqual(await problems(xml.replace('nsesss/2024/log', 'nsesss/2023/log'), 1), [], 'a package for the archive takes it under the older name')
    assert.notDeepEqual(await problems(xml.replace('<Poradi>', '<Poradi>x'), 0), [], 'the validator sees what is wrong')
  })

  it('is a settled document in the file of its year, numbered outside the office\'s own series, and its hashes are an entry of the log', async () => {
    const [first, second] = await rows()
    assert.ok(first && second)
    assert.equal(first.file_id, second.file_id)
    const document = await readDocument(office.db, office.tenantId, second.document_id as never)
    const file = await readFile(office.db, office.tenantId, second.file_id as never)
    assert.deepEqual([document?.state, document?.subject, file?.subject, document?.referenceNumber.startsWith(file?.fileReference ?? '?')], ['vyrizen', 'Transakční protokol za 24. 11. 2026', 'Transakční protokol 2026', true])
    const components = await readComponents(office.db, office.tenantId, [second.document_id as never])
    assert.deepEqual(components.map(({ name, role, versions }) => [name, role, versions[0]?.sha256 === second.sha256]), [['protokol-2026-11-24.xml', 'original', true], ['protokol-2026-11-24.note', 'proof', false]])
    const [entry] = await readHistory(office.db, office.tenantId, { objectId: 'protokol/2026-11-24', limit: 5 })
    assert.deepEqual([entry?.particulars?.['sha256'], entry?.particulars?.['entries']], [second.sha256, second.entries])
  })

  it('is read by auditors and by nobody else, the registry and the unit that keeps the file included', async () => {
    const [row] = await rows()
    for (const role of ['registrar', 'head', 'clerk', 'otherHead'] as const) {
      const opened = await openDocument(office, office.actors[role], row?.document_id as never)
      assert.deepEqual([role, opened.ok], [role, false])
      assert.deepEqual(await listDocuments(office, office.actors[role], { limit: 10 }), [])
    }
    assert.ok((await openDocument(office, office.actors.auditor, row?.document_id as never)).ok)
    assert.equal((await listDocuments(office, office.actors.auditor, { limit: 10 })).length, 2)
  })

  it('has a note beside it that anybody can check with the public key alone, and that no other bytes satisfy', async () => {
    for (const row of await rows()) {
      const note = openRenditionNote(row.note, createPublicKey(office.logKey))
      assert.deepEqual([note?.day, note?.sha256, note?.size, note?.entries, note?.opened.size], [row.day, row.sha256, row.size, row.entries, row.log_size])
      assert.equal(openRenditionNote(row.note.replace('entries ', 'entries 1'), createPublicKey(office.logKey)), undefined)
    }
  })

  it('is made of every day after an outage, of days when nothing happened too, by four servers at once, each once', async () => {
    office.clock = at('2026-12-01', 9)
    const rendered = await Promise.all([0, 1, 2, 3].map(() => render()))
    assert.deepEqual([said, (await rows()).map(({ day }) => day)], [[], Array.from({ length: 8 }, (_, i) => addDays('2026-11-23' as Day, i))], JSON.stringify(rendered))
    const { rows: [count] } = await sql<{ documents: number }>`select count(*)::integer as documents from records.document where auditors_only`.execute(office.db)
    assert.equal(count?.documents, 8)
    const empty = (await rows()).at(-1)
    assert.ok(empty && empty.entries === 0)
    assert.match(await xmlOf(empty), /<Udalosti>\n<\/Udalosti>/)
  })

  it('begins a new file with a new year', async () => {
    office.clock = at('2027-01-02', 3)
    await render()
    const all = await rows()
    const files = new Set(all.map(({ file_id }) => file_id))
    assert.deepEqual([said, all.at(-1)?.day, files.size], [[], '2027-01-01', 2])
  })

  it('has every entry exactly once, in the order of the log, even when the clock steps back or a deed commits late', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ hours: fc.integer({ min: -30, max: 20 }), render: fc.boolean() }), { minLength: 1, maxLength: 8 }), async (steps) => {
      for (const step of steps) {
        office.clock = new Date(office.clock.getTime() + step.hours * 3_600_000)
        await view()
        if (step.render) await render()
      }
      office.clock = at(addDays(dayOf(new Date(Math.max(...(await latest()).map((each) => each.getTime())))), 1), 1)
      await render()
    }), { numRuns: 6 })
    const all = await rows()
    const [head] = await logHeads(office.db)
    const numbers = (await Promise.all(all.map(async (row) => numbersIn(await xmlOf(row))))).map((each) => (assert.deepEqual(each, each.toSorted((a, b) => a - b)), each)).flat()
    const covered = new Set(numbers)
    assert.equal(covered.size, numbers.length, 'none twice')
    const last = all.at(-1)
    const { rows: [missing] } = await sql<{ count: number }>`select count(*)::integer as count from audit.entry where index < ${last?.log_size} and not index = any(${[...covered]})
      and at < ${startOfDay(addDays(last?.day as Day, 1))}`.execute(office.db)
    assert.deepEqual([missing?.count, (head?.size ?? 0) >= covered.size], [0, true])
  })

  const latest = async () => (await sql<{ at: Date }>`select max(at) as at from audit.entry`.execute(office.db)).rows.map((row) => row.at)

  it('takes a sealed form that has it word for word inside, and no other; it stays itself as it was', async () => {
    const [first, second] = await rows()
    assert.ok(first && second)
    const sealed = (xml: string) => Buffer.from(`<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:Object>${xml.slice(xml.indexOf('<TransakcniLogSystemu')).trimEnd()}</ds:Object></ds:Signature>`)
    const sealer = automaton(office.tenantId, 'pečeť úřadu')
    assert.deepEqual(await sealRendition(office, sealer, first.day, sealed(await xmlOf(second))), { ok: false, refusal: 'not-this-rendition' })
    assert.deepEqual(await sealRendition(office, sealer, '2020-01-01' as Day, sealed(await xmlOf(first))), { ok: false, refusal: 'no-such-rendition' })
    assert.deepEqual(await sealRendition(office, sealer, first.day, sealed(await xmlOf(first))), { ok: true, value: null })
    const components = await readComponents(office.db, office.tenantId, [first.document_id as never])
    assert.deepEqual(components.map(({ name, versions }) => [name, versions.length]), [[`protokol-${first.day}.xml`, 1], [`protokol-${first.day}.note`, 1], [`protokol-${first.day}.xades.xml`, 1]])
    assert.equal(components[0]?.versions[0]?.sha256, first.sha256)
  })

  it('gives the same bytes when the same day is rendered anew', async () => {
    const [first] = await rows()
    await sql`create table kept as table audit.rendition`.execute(office.superuser)
    await sql`truncate audit.rendition`.execute(office.superuser)
    await sql`delete from platform.command where key = 'render-log 2026-11-23'`.execute(office.superuser)
    const clock = office.clock
    office.clock = at('2026-11-24', 1)
    assert.equal(await render(), 1)
    const [again] = await rows()
    assert.equal(again?.sha256, first?.sha256)
    await sql`truncate audit.rendition`.execute(office.superuser)
    await sql`insert into audit.rendition table kept`.execute(office.superuser)
    office.clock = clock
  })
})

async function problems(xml: string, which: number): Promise<string[]> {
  const url = schemas[which]
  const { valid, errors } = await validateXML({
    xml: [{ fileName: 'protokol.xml', contents: xml }], schema: [{ fileName: 'schema.xsd', contents: url ? readFileSync(url, 'utf8').replace(/^\ufeff/, '') : '' }],
    initialMemoryPages: 256, maxMemoryPages: 4 * memoryPages.MiB * 16,
  })
  return valid ? [] : errors.map(({ message }) => message)
}
