import type pg from 'pg'
import { compare, measure, row } from './measure.ts'
import { mirrorOf } from './mirror.ts'
import { openServed } from './served.ts'

const waiting = 6_000

/** Registering a document over HTTP, durable, against a bare transaction that writes the same rows. */
export async function bench() {
  const served = await openServed()
  try {
    const { pool } = served
    const ask = await served.signIn('vera.hajkova@jezerni-kraj.example')
    const ids = await makeWaiting(pool)
    const unit = ((await ask('GET', '/api/directory')) as { units: { id: string; code: string }[] }).units.find(({ code }) => code === 'OD')?.id
    const register = async () => {
      const id = ids.pop()
      if (id === undefined) throw new Error('the waiting items are used up: make more of them')
      return (await ask('POST', `/api/intake/${id}/register`, { subject: 'Žádost o uzavírku', unitId: unit })) as { documentId: string }
    }
    const { documentId } = await register()
    const { rows } = await pool.query<{ xmin: string }>('select xmin::text from records.document where id = $1', [documentId])
    const mirror = await mirrorOf(pool, rows[0]?.xmin ?? '')
    for (const atOnce of [1, 8]) {
      const { ours, peer, ratio } = await compare(3, () => measure(atOnce, 2, register), () => measure(atOnce, 2, mirror.write))
      process.stdout.write(`${row(`register over HTTP, ${atOnce} at once`, ours)}\n${row(`raw transaction, ${mirror.rows} rows in ${mirror.tables} tables`, peer)}\n  ratio ${ratio.toFixed(2)}\n`)
    }
  } finally {
    await served.close()
  }
}

/** As many copies of the row of one mail that was read: what is measured is registration, not reading of mails. */
async function makeWaiting(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(`
    insert into intake.item (tenant_id, id, state, received_at, received_by, channel, name, size, sha256, reading)
    select tenant_id, gen_random_uuid(), 'waiting', received_at, received_by, channel, name, size, sha256, reading
    from (select * from intake.item where reading is not null limit 1) as model, generate_series(1, $1)
    returning id`, [waiting])
  return rows.map(({ id }) => id)
}
