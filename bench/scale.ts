import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assign, readInbox } from '../src/modules/circulation/index.ts'
import { actorOf, readPeople, readTenants, readUnits } from '../src/modules/identity/index.ts'
import { receive, registerItem } from '../src/modules/intake/index.ts'
import { listDocuments, openDocument } from '../src/modules/records/index.ts'
import { fillDemoOffice } from '../src/app/demo/fill.ts'
import { fillScale } from '../src/app/demo/scale/scale.ts'
import { openOffice, type Office } from '../src/app/office.ts'
import { intakeDeps } from '../src/app/wiring.ts'
import { readConfig } from '../src/platform/config/index.ts'
import { openPool } from '../src/platform/database/index.ts'
import { testDatabase } from '../src/platform/testing/index.ts'
import type { Id } from '../src/kernel/id.ts'
import { compare, measure, row } from './measure.ts'

const [few, many] = [10_000, Number(process.env['OBEH_BENCH_DOCUMENTS'] ?? 200_000)]

/** What the usual deeds cost in an office of two hundred thousand documents, against the same in one of ten thousand. */
export async function bench() {
  const offices: Filled[] = []
  try {
    for (const documents of [few, many]) offices.push(await openFilled(documents))
    const [small, large] = offices
    if (!small || !large) throw new Error('two offices were to be compared')
    for (const [name, work] of Object.entries(deeds)) {
      const found = await compare(5, () => measure(1, 1.5, () => work(large)), () => measure(1, 1.5, () => work(small)))
      process.stdout.write(`${row(`${name}, ${many} documents`, found.ours)}\n${row(`the same, ${few} documents`, found.peer)}\n  cost ratio ${(1 / found.ratio).toFixed(2)}\n`)
    }
  } finally {
    for (const office of offices) await office.close()
  }
}

type Filled = Awaited<ReturnType<typeof openFilled>>

const deeds: Readonly<Record<string, (office: Filled) => Promise<void>>> = {
  async 'register a document'({ office, registrar, units, next }) {
    const item = next('items')
    const done = await registerItem(intakeDeps(office), registrar, item as Id<'Item'>, { subject: 'Žádost o uzavírku', unitId: units[next.count() % units.length]?.id })
    if (!done.ok) throw new Error(done.refusal)
  },
  async 'open a document'({ office, registrar, next }) {
    const done = await openDocument(office, registrar, next('documents') as Id<'Document'>)
    if (!done.ok) throw new Error(done.refusal)
  },
  async 'a page of the inbox'({ office, clerks, next }) {
    const clerk = clerks[next.count() % clerks.length]
    if (clerk) await readInbox(office, clerk, 'unit', { limit: 50 })
  },
  async 'a page of documents'({ office, clerks, next }) {
    const clerk = clerks[next.count() % clerks.length]
    if (clerk) await listDocuments(office, clerk, { limit: 50 })
  },
  async 'hand a file over'({ office, heads, units, next }) {
    const { id, unit } = JSON.parse(next('open')) as { id: Id<'Document'>; unit: Id<'Unit'> }
    const head = heads.find(({ unitId }) => unitId === unit)
    const to = units.find((each) => each.id !== unit && heads.some(({ unitId }) => unitId === each.id))
    if (!head || !to) throw new Error('a file nobody can hand over')
    const done = await assign(office, head, id, { to: { kind: 'unit', id: to.id }, instruction: null })
    if (!done.ok) throw new Error(done.refusal)
    next.again({ id, unit: to.id })
  },
}

async function openFilled(documents: number) {
  const database = await testDatabase(async () => {}, 'empty')
  const directory = await mkdtemp(join(tmpdir(), 'obeh-bench-'))
  const office = await openOffice(readConfig({ OBEH_DATA: directory, DATABASE_URL: database.url, PORT: '0' }))
  const say = (line: string) => void process.stderr.write(`  ${line}\n`)
  await fillDemoOffice(office, say, { days: 3, mattersADay: 2 })
  const filled = await fillScale(office, { documents, seed: 1, ownerUrl: database.url }, say)
  if (!filled.ok) throw new Error(filled.refusal)
  process.stdout.write(`  ${documents} documents made in ${filled.value.seconds.toFixed(1)} s, ${(documents / filled.value.seconds).toFixed(0)} a second\n`)
  const owner = openPool(database.url, { name: 'obeh bench', connections: 1 })
  await owner.query('vacuum analyze')
  const [tenant] = await readTenants(office.db)
  if (!tenant) throw new Error('the office has no tenant')
  const tenantId = tenant.tenant.id
  const people = (await readPeople(office.db, tenantId)).map((person) => actorOf(tenantId, person, 'bench'))
  const withRole = (role: 'registrar' | 'head' | 'clerk') => people.filter(({ roles }) => roles.includes(role))
  const [registrar] = withRole('registrar')
  if (!registrar) throw new Error('the office has no registrar')
  const lists = await work(office, owner, registrar)
  await owner.end()
  let count = 0
  const next = Object.assign((list: keyof typeof lists) => {
    count += 1
    const found = list === 'documents' ? lists.documents[count % lists.documents.length] : lists[list].pop()
    if (found === undefined) throw new Error(`the ${list} are used up: make more of them`)
    return found
  }, {
    count: () => (count += 1),
    /** A file that was handed over can be handed on, when its turn comes again. */
    again: (open: { readonly id: string; readonly unit: string }) => void lists.open.unshift(JSON.stringify(open)),
  })
  return {
    office, registrar, heads: withRole('head'), clerks: withRole('clerk'), units: await readUnits(office.db, tenantId), next,
    async close() {
      await office.close()
      await database.drop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** What the deeds work on: items that wait, documents anywhere in the years, files that are open. */
async function work(office: Office, owner: ReturnType<typeof openPool>, registrar: Filled['registrar']) {
  const received = await receive(intakeDeps(office), registrar, { name: 'zadost.eml', bytes: Buffer.from('From: a@example.cz\r\nSubject: Dobry den\r\n\r\nText'), channel: null })
  if (!received.ok) throw new Error('nothing was received')
  const ids = async (text: string, values: unknown[]) => (await owner.query<{ id: string }>(text, values)).rows.map(({ id }) => id)
  const items = await ids(`
    insert into intake.item select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid()))).* from intake.item i, generate_series(1, 4000) where i.id = $1 returning id`, [received.value.id])
  const documents = await ids('select id from records.document order by md5(id::text) limit 3000', [])
  const open = await ids(`
    select json_build_object('id', i.document_id, 'unit', i.unit_id)::text as id from circulation.item i join records.file f on f.tenant_id = i.tenant_id and f.id = i.file_id
    where i.kind = 'handle' and i.state = 'open' and exists (select from identity.person p where p.unit_id = i.unit_id and 'head' = any (p.roles)) order by md5(i.id::text) limit 4000`, [])
  return { items, documents, open }
}
