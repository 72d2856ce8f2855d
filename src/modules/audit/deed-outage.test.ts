import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { accept } from '../../kernel/result.ts'
import { openDatabase, UnknownOutcome } from '../../platform/database/index.ts'
import { lineTo } from '../../platform/testing/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { logHeads, perform, verifyLog } from './index.ts'

describe('a deed whose commit gets no answer', () => {
  let office: TestOffice
  before(async () => void (office = await testOffice()))
  after(() => office.close())

  const size = async () => (await logHeads(office.db))[0]?.size ?? 0
  const told = async (like: string) => (await sql<{ subject: string }>`select subject from platform.outbox where subject like ${like} order by subject`.execute(office.db)).rows.map(({ subject }) => subject)

  for (const keyed of [true, false]) {
    it(`is done once, ${keyed ? 'as its command key tells' : 'without a command key, as its entry in the log tells'}, by each of six who contend`, async () => {
      const line = await lineTo(office.url)
      const db = openDatabase(line.url, { name: 'test', role: 'obeh_app', connections: 6 })
      const before = await size()
      const cut = line.cutAtCommit((commit) => (commit % 10 === 1 ? 'late' : commit % 10 === 6 ? 'early' : null))
      const kind = keyed ? 'keyed' : 'keyless'
      const results = await Promise.all(Array.from({ length: 6 }, async (_, who) => {
        const mine: string[] = []
        for (let i = 0; i < 8; i++) {
          const id = `${kind}-${who}-${i}`
          const done = await perform({ ...office, db }, office.actors.clerk, { name: 'test', ...(keyed ? { key: `key of ${id}` } : {}) }, async (deed) => {
            deed.note({ event: 'Uprava', object: { type: 'Dokument', id } })
            deed.tell('test.happened', id, {})
            return accept(id)
          })
          assert.ok(done.ok)
          mine.push(done.value)
        }
        return mine
      }))
      assert.ok(cut.late >= 4 && cut.early >= 4, JSON.stringify(cut))
      const all = results.flat().sort()
      assert.equal(new Set(all).size, 48)
      assert.deepEqual([await size(), await told(`${kind}-%`)], [before + 48, all])
      assert.deepEqual((await verifyLog(office.db, office.tenantId, office.logKey)).damage, [])
      await db.destroy()
      await line.cut()
    })
  }

  it('and that left neither key nor entry is not done again: its asker is told that nobody knows', async () => {
    const line = await lineTo(office.url)
    const db = openDatabase(line.url, { name: 'test', role: 'obeh_app', connections: 2 })
    line.cutAtCommit((commit) => (commit === 0 ? 'late' : null))
    let runs = 0
    await assert.rejects(perform({ ...office, db }, office.actors.clerk, { name: 'test' }, async (deed) => {
      deed.tell('test.happened', `silent-${runs++}`, {})
      return accept(null)
    }), UnknownOutcome)
    while ((await told('silent-%')).length === 0) await pause(10)
    assert.deepEqual([runs, await told('silent-%')], [1, ['silent-0']])
    await db.destroy()
    await line.cut()
  })
})
