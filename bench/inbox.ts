import { compare, measure, row } from './measure.ts'
import { fillDesk } from './desk.ts'
import { openServed } from './served.ts'

const many = 100_000

/** A page of a unit's inbox over HTTP with a hundred thousand open items in it, against one indexed select of the same rows. */
export async function bench() {
  const served = await openServed()
  try {
    const { pool } = served
    const { unitId } = await fillDesk(pool, many, { unitCode: 'OD' })
    const ask = await served.signIn('jan.novotny@jezerni-kraj.example')
    const select = (after: string) => pool.query({
      name: `inbox ${after}`, values: [unitId],
      text: `select i.*, d.reference_number, d.subject, f.file_reference, f.due_on as file_due from circulation.item i
        join records.document d on d.tenant_id = i.tenant_id and d.id = i.document_id join records.file f on f.tenant_id = d.tenant_id and f.id = d.file_id
        where i.tenant_id = (select id from identity.tenant) and i.waits_for = $1 and i.state = 'open' ${after} order by i.due_key, i.id limit 51` })
    const { next } = (await ask('GET', '/api/inbox?box=unit&limit=50')) as { next: string }
    for (const [name, address, after] of [
      ['the first page', '/api/inbox?box=unit&limit=50', ''],
      ['a page in the middle', `/api/inbox?box=unit&limit=50&before=${new Date(Date.now() + 45 * 86_400_000).toISOString().slice(0, 10)}~${next.split('~')[1] ?? ''}`, `and i.due_key > current_date + 45`],
    ] as const) {
      const found = await compare(5, () => measure(1, 1.5, () => ask('GET', address)), () => measure(1, 1.5, () => select(after)))
      process.stdout.write(`${row(`${name} of ${many} items, over HTTP`, found.ours)}\n${row('one indexed select of the same', found.peer)}\n  cost ratio ${(1 / found.ratio).toFixed(2)}\n`)
    }
  } finally {
    await served.close()
  }
}
