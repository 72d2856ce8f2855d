import { compare, measure, row } from './measure.ts'
import { openServed } from './served.ts'

/** A citizen's look at a matter and a clerk's inbox over HTTP, each against the bare query behind it. */
export async function bench() {
  const served = await openServed()
  try {
    const { pool, url, receipt } = served
    const form = new URLSearchParams({ number: receipt.number, code: receipt.code }).toString()
    const look = async () => {
      const page = await fetch(`${url}/portal/vec`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form })
      const html = await page.text()
      if (page.status !== 200 || !html.includes(receipt.number)) throw new Error(`the matter was not shown: ${page.status}`)
    }
    const { rows } = await pool.query<{ id: string }>('select id from publication.matter where number = $1', [receipt.number])
    const id = rows[0]?.id
    const status = () => pool.query({
      name: 'status', values: [id],
      text: 'select m.*, (select json_agg(s order by s.id) from publication.step s where s.matter_id = m.id and s.tenant_id = m.tenant_id) as steps from publication.matter m where m.id = $1' })
    await print('public status of a matter, 8 at once', look, status)

    const ask = await served.signIn('helena.cerna@jezerni-kraj.example')
    const me = (await ask('GET', '/api/me')) as { person: { id: string; unitId: string } }
    const inbox = () => ask('GET', '/api/inbox?box=unit')
    const select = () => pool.query({
      name: 'inbox', values: [me.person.id, me.person.unitId],
      text: `select i.*, d.reference_number, d.subject, f.file_reference, f.due_on from circulation.item i
        join records.document d on d.tenant_id = i.tenant_id and d.id = i.document_id join records.file f on f.tenant_id = d.tenant_id and f.id = d.file_id
        where i.state = 'open' and i.unit_id = $2 and $1::uuid is not null order by i.id limit 51` })
    await print('inbox of a unit, 8 at once', inbox, select)
  } finally {
    await served.close()
  }
}

async function print(name: string, ours: () => Promise<unknown>, peer: () => Promise<unknown>) {
  const found = await compare(3, () => measure(8, 2, ours), () => measure(8, 2, peer))
  process.stdout.write(`${row(name, found.ours)}\n${row('the query alone', found.peer)}\n  ratio ${found.ratio.toFixed(2)}\n`)
}
