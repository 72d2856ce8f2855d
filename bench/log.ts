import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { accept } from '../src/kernel/result.ts'
import { perform, verifyLog } from '../src/modules/audit/index.ts'
import { testOffice } from '../src/modules/identity/testing.ts'
import { compare, measure, row } from './measure.ts'

const entries = 20_000

/** Verification of the log against hashing the same bytes, and an append against the bare transaction. */
export async function bench() {
  const office = await testOffice()
  try {
    for (let done = 0; done < entries; done += 1000) {
      await perform(office, office.actors.clerk, { name: 'bench' }, async (deed) => {
        for (let i = 0; i < 1000; i++) deed.note({ event: 'Uprava', object: { type: 'Dokument', id: `d${done + i}` }, payload: { text: 'Změna věci dokumentu', i } })
        return accept(null)
      })
    }
    const { rows } = await sql<{ body: string; payload: string }>`select body, payload from audit.entry`.execute(office.db)
    const leaves = rows.flatMap(({ body, payload }) => [Buffer.from(body), Buffer.from(payload)])
    const verified = await compare(3, () => measure(1, 2, () => verifyLog(office.db, office.tenantId, office.logKey)), () => measure(1, 2, async () => {
      for (const leaf of leaves) createHash('sha256').update(leaf).digest()
    }))
    process.stdout.write(`${row(`verify ${entries} entries from PostgreSQL`, verified.ours)}\n${row('sha256 of the same leaves and payloads, in memory', verified.peer)}\n  ratio ${verified.ratio.toFixed(2)}\n`)
    let turn = 0
    const appended = await compare(3, () => measure(8, 2, () => perform(office, office.actors.clerk, { name: 'bench' }, async (deed) => {
      deed.note({ event: 'Uprava', object: { type: 'Dokument', id: `e${turn++}` } })
      return accept(null)
    })), () => measure(8, 2, () => office.superuser.transaction().execute(async (tx) => {
      await sql`insert into audit.head (tenant_id, origin, size, frontier, note) values (gen_random_uuid(), 'x', 0, '', '')`.execute(tx)
    })))
    process.stdout.write(`${row('a deed of one entry, 8 at once', appended.ours)}\n${row('a transaction of one row, 8 at once', appended.peer)}\n  ratio ${appended.ratio.toFixed(2)}\n`)
  } finally {
    await office.close()
  }
}
