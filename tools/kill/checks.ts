import pg from 'pg'
import type { Id } from '../../src/kernel/id.ts'
import { verifyCirculation } from '../../src/modules/circulation/index.ts'
import { openDatabase } from '../../src/platform/database/index.ts'
import type { Office } from './office.ts'
import type { Acknowledged } from './work.ts'

/** Questions whose every row is something wrong. */
const whole: Readonly<Record<string, string>> = {
  'a document without a file': 'select d.id from records.document d left join records.file f on (f.tenant_id, f.id) = (d.tenant_id, d.file_id) where f.id is null',
  'a document without a component': 'select id from records.document d where not exists (select from records.component c where (c.tenant_id, c.document_id) = (d.tenant_id, d.id)) and cancelled_at is null',
  'a component without a version': 'select id from records.component c where not exists (select from records.version v where (v.tenant_id, v.component_id) = (c.tenant_id, c.id))',
  'a document nobody logged': 'select id from records.document d where not exists (select from audit.entry e where e.tenant_id = d.tenant_id and e.subject_id = d.id::text)',
  'a file without a holder': 'select id from records.file where holder_unit_id is null',
  'an open file on nobody\'s desk': `select f.id from records.file f where state in ('otevren', 'nevyrizen') and not exists
    (select from circulation.item i where (i.tenant_id, i.file_id) = (f.tenant_id, f.id) and i.kind = 'handle' and i.state = 'open')`,
  'two open items of handling in one file': `select file_id from circulation.item where kind = 'handle' and state = 'open' group by tenant_id, file_id having count(*) > 1`,
  'a thing registered twice': `select subject from records.document where subject ~ '^(Věc|Odpověď) [0-9a-f-]{36}$' group by subject having count(*) > 1`,
  'a thing received twice': 'select sha256 from intake.item group by sha256 having count(*) > 1',
  'a received thing nobody read': `select id from intake.item where state = 'received'`,
  'a submission the reception does not know': 'select s.id from publication.submission s left join intake.item i on (i.tenant_id, i.id) = (s.tenant_id, s.id) where i.id is null',
  'numbers skipped': `select c.register from records.counter c where c.register = 'reference' and c.value <> (select count(*) from records.document d where d.tenant_id = c.tenant_id)
    union all select c.register from records.counter c where c.register = 'file' and c.value <> (select count(*) from records.file f where f.tenant_id = c.tenant_id)`,
  'a command without an outcome': 'select key from platform.command where outcome is null',
  'a job left': `select concat_ws(' ', task_identifier, id, 'tried', attempts, 'taken by ' || locked_by, left(last_error, 200)) from graphile_worker.jobs where run_at <= now() or attempts > 0`,
  'a bulk that did not end': `select id from circulation.bulk where state = 'running' union all select bulk_id from circulation.bulk_item where outcome in ('waiting', 'failed')`,
  'a mail that did not leave': `select id from dispatch.consignment where state <> 'vypraveno'`,
  'a mail of two outcomes': `select consignment_id from dispatch.attempt where outcome = 'sent' group by tenant_id, consignment_id having count(*) > 1`,
}

/** What was acknowledged and is to be found. */
const kept = (acknowledged: Acknowledged): readonly (readonly [what: string, ids: readonly string[], query: string])[] => [
  ['received items', [...acknowledged.items], 'select id::text from intake.item'],
  ['submissions', [...acknowledged.submissions], 'select number from publication.submission'],
  ['documents with their numbers', [...acknowledged.numbers].map((pair) => pair.join(' ')), `select id || ' ' || reference_number from records.document`],
  ['hand-overs', [...acknowledged.assigned], `select document_id::text from circulation.item where kind = 'handle' and addressee_kind = 'person'`],
  ['approvals', [...acknowledged.approved], `select id::text from circulation.item where state = 'done' and kind = 'approve'`],
  ['dispatches', [...acknowledged.dispatches], `select id::text from dispatch.consignment where state = 'vypraveno'`],
  ['bulks', [...acknowledged.bulks].map((pair) => pair.join(' ')), `select b.id || ' ' || count(*) filter (where i.outcome = 'done') from circulation.bulk b
    join circulation.bulk_item i on (i.tenant_id, i.bulk_id) = (b.tenant_id, b.id) group by b.tenant_id, b.id`],
]

/** Everything found wrong, in words; empty when the office is whole. */
export async function findDamage(office: Office, acknowledged: Acknowledged): Promise<string[]> {
  const client = new pg.Client({ connectionString: office.databaseUrl })
  await client.connect()
  const ask = async (query: string) => (await client.query<string[]>({ text: query, rowMode: 'array' })).rows.map(([first]) => String(first))
  const found: string[] = []
  for (const [what, query] of Object.entries(whole)) {
    const rows = await ask(query)
    if (rows.length > 0) found.push(`${what}: ${rows.length} (${rows.slice(0, 3).join(', ')})`)
  }
  for (const [what, ids, query] of kept(acknowledged)) {
    const there = new Set(await ask(query))
    const lost = ids.filter((id) => !there.has(id))
    if (lost.length > 0) found.push(`${what} acknowledged and lost: ${lost.length} of ${ids.length} (${lost.slice(0, 3).join(', ')})`)
  }
  const [tenantId] = await ask('select id from identity.tenant')
  await client.end()
  return [...found, ...await replayDamage(office, tenantId as Id<'Tenant'>), ...await logDamage(office), ...mailDamage(office)]
}

async function replayDamage({ databaseUrl }: Office, tenantId: Id<'Tenant'>): Promise<string[]> {
  const db = openDatabase(databaseUrl, { name: 'obeh kill' })
  const { damaged } = await verifyCirculation(db, tenantId).finally(() => db.destroy())
  return damaged.map(({ subject, id }) => `circulation: ${subject} ${id} is not what its events add up to`)
}

async function logDamage({ obeh }: Office): Promise<string[]> {
  const { code, stdout } = await obeh('log', 'verify', '--json')
  if (code === 0) return []
  return [`the log or a stored file does not verify: ${stdout.slice(0, 1000)}`]
}

/** Copies of one mail bear one Message-ID. */
function mailDamage({ smtp }: Office): string[] {
  return Object.entries(Object.groupBy(smtp.mails.filter(({ to }) => to.some((address) => address.startsWith('r'))), ({ to }) => to.join())).flatMap(([to, copies = []]) => {
    const ids = new Set(copies.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw.toString('latin1'))?.[1]))
    return ids.size > 1 ? [`${to} got ${ids.size} different mails of one dispatch`] : []
  })
}

/** How many mails went out a second time: only a server that dies between the mail server's yes and its own note of it may do that. */
export const copiesOf = ({ smtp }: Office): number => {
  const sent = smtp.mails.filter(({ to }) => to.some((address) => address.startsWith('r')))
  return sent.length - new Set(sent.map(({ to }) => to.join())).size
}
