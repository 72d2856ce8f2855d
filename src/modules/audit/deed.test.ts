import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { accept, refuse } from '../../kernel/result.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { logHeads, perform, proveEntry, checkProof, readHistory, verifyLog, type Command, type Deed } from './index.ts'

describe('a deed', () => {
  let office: TestOffice
  before(async () => void (office = await testOffice()))
  after(() => office.close())

  const size = async () => (await logHeads(office.db))[0]?.size ?? 0
  const deed = (id: string, command: Partial<Command> = {}, extra?: (deed: Deed) => void) => perform(office, office.actors.clerk, { name: 'test', ...command }, async (it) => {
    it.note({ event: 'Uprava', object: { type: 'Dokument', id }, payload: { secret: 'rodné číslo' } })
    it.tell('test.happened', id, { id })
    extra?.(it)
    return accept({ id })
  })
  const told = async (id: string) => (await sql<{ n: number }>`select count(*)::int as n from platform.outbox where subject = ${id}`.execute(office.db)).rows[0]?.n

  it('leaves its entry, its event and its job together', async () => {
    await deed('together')
    const [entry] = await readHistory(office.db, office.tenantId, { subjectId: 'together', limit: 10 })
    assert.deepEqual([entry?.event, entry?.actorName, entry?.outcome, await told('together')], ['Uprava', 'Petr Čáp', 'done', 1])
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from graphile_worker.jobs where queue_name = 'together'`.execute(office.superuser)
    assert.equal(rows[0]?.n, 1)
  })

  it('leaves nothing when it is refused or fails', async () => {
    const before = await size()
    const refused = await perform(office, office.actors.clerk, { name: 'test' }, async (it) => {
      it.note({ event: 'Uprava', object: { type: 'Dokument', id: 'refused' } })
      it.tell('test.happened', 'refused', {})
      return refuse('no-way')
    })
    assert.deepEqual(refused, { ok: false, refusal: 'no-way' })
    await assert.rejects(deed('broken', {}, () => { throw new Error('power cut') }), /power cut/)
    assert.deepEqual([await size(), await told('refused'), await told('broken')], [before, 0, 0])
  })

  it('records that somebody tried what they may not', async () => {
    await perform(office, office.actors.clerk, { name: 'open-the-safe' }, async () => refuse('not-allowed'))
    const [entry] = await readHistory(office.db, office.tenantId, { objectId: 'open-the-safe', limit: 1 })
    assert.deepEqual([entry?.event, entry?.outcome, entry?.actorName], ['OdmitnutyPristup', 'refused', 'Petr Čáp'])
  })

  it('has parts that are kept or given up by themselves, and speaks for all of them', async () => {
    const { clerk } = office.actors
    const mark = (whole: Deed, id: string, end: 'kept' | 'refused' | 'denied' | 'broken') =>
      perform({ ...office, within: whole }, clerk, { name: `mark-${id}` }, async (part) => {
        part.note({ event: 'Uprava', object: { type: 'Dokument', id } })
        part.tell('test.happened', id, {})
        await sql`insert into platform.command (tenant_id, key, actor, name, fingerprint, at)
          values (${office.tenantId}, ${`part ${id}`}, 'x', 'x', 'x', now())`.execute(part.tx)
        if (end === 'broken') await sql`select 1 / 0`.execute(part.tx)
        return end === 'kept' ? accept(id) : refuse(end === 'denied' ? 'not-allowed' : 'no-way')
      })
    const whole = await perform(office, clerk, { name: 'test' }, async (deed) => {
      const results = [await mark(deed, 'part-1', 'kept'), await mark(deed, 'part-2', 'refused'), await mark(deed, 'part-3', 'denied')]
      await assert.rejects(mark(deed, 'part-4', 'broken'), /division by zero/)
      return accept([...results, await mark(deed, 'part-5', 'kept')].map((each) => (each.ok ? each.value : each.refusal)))
    })
    assert.deepEqual(whole, { ok: true, value: ['part-1', 'no-way', 'not-allowed', 'part-5'] })
    assert.deepEqual(await Promise.all([1, 2, 3, 4, 5].map((n) => told(`part-${n}`))), [1, 0, 0, 0, 1])
    const { rows } = await sql<{ key: string }>`select key from platform.command where key like 'part %' order by key`.execute(office.db)
    assert.deepEqual(rows.map(({ key }) => key), ['part part-1', 'part part-5'])
    const entries = await readHistory(office.db, office.tenantId, { limit: 3 })
    assert.deepEqual(entries.map(({ objectId }) => objectId), ['part-5', 'mark-part-3', 'part-1'])
  })

  it('is done once however often and however concurrently its command is repeated', async () => {
    const command = { key: 'the-same-key', input: { a: 1 } }
    const results = await Promise.all(Array.from({ length: 8 }, () => deed('once', command)))
    assert.ok(results.every((result) => result.ok && result.value.id === 'once'))
    assert.equal(await told('once'), 1)
    assert.deepEqual(await deed('once', { ...command, input: { a: 2 } }), { ok: false, refusal: 'key-reused' })
    const other = await perform(office, office.actors.head, { name: 'test', ...command }, async () => accept(null))
    assert.deepEqual(other, { ok: false, refusal: 'key-reused' })
  })

  it('keeps one unbroken tree when many are done at once', async () => {
    const before = await size()
    await Promise.all(Array.from({ length: 40 }, (_, i) => deed(`race-${i}`, {}, (it) => it.note({ event: 'Zobrazeni', object: { type: 'Dokument', id: `race-${i}` } }))))
    assert.equal(await size(), before + 80)
    assert.deepEqual((await verifyLog(office.db, office.tenantId, office.logKey)).damage, [])
  })

  it('can be proved to anyone who has the public key, and a proof cannot be bent', async () => {
    for (let i = 0; i < 300; i++) await deed(`leaf-${i}`)
    const [entry] = await readHistory(office.db, office.tenantId, { subjectId: 'leaf-7', limit: 1 })
    const proof = await proveEntry(office.db, office.tenantId, entry?.index ?? -1)
    assert.ok(proof.ok)
    const checked = checkProof(proof.value, office.logKey)
    assert.ok(checked.ok)
    assert.deepEqual([checked.value.body.object.id, checked.value.payload?.['secret'], checked.value.origin], ['leaf-7', 'rodné číslo', 'kuzk.example/log'])
    const lines = proof.value.split('\n')
    const opening = Buffer.from(lines[1]?.slice(6) ?? '', 'base64').toString()
    const forged = proof.value.replace(lines[1] ?? '', `extra ${Buffer.from(opening.replace('leaf-7', 'leaf-8')).toString('base64')}`)
    assert.deepEqual(checkProof(forged, office.logKey), { ok: false, refusal: 'not-in-the-log' })
    const repainted = proof.value.replace(lines[1] ?? '', `extra ${Buffer.from(opening.replace('rodné', 'jiné')).toString('base64')}`)
    assert.deepEqual(checkProof(repainted, office.logKey), { ok: false, refusal: 'particulars-do-not-match' })
    assert.deepEqual(checkProof('hello', office.logKey), { ok: false, refusal: 'not-a-proof' })
    for (const index of [0, 1, 255, 256, entry?.index ?? 0]) assert.ok((await proveEntry(office.db, office.tenantId, index)).ok)
  })

  it('cannot be rewritten by the server itself: its role may add entries and nothing else', async () => {
    await assert.rejects(sql`update audit.entry set body = 'x'`.execute(office.db), /permission denied/)
    await assert.rejects(sql`delete from audit.entry`.execute(office.db), /permission denied/)
    await assert.rejects(sql`truncate audit.entry`.execute(office.db), /permission denied/)
  })
})
