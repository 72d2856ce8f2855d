import pg from 'pg'
import { automaton } from '../kernel/actor.ts'
import { accept } from '../kernel/result.ts'
import type { Sha256 } from '../kernel/sha256.ts'
import { perform } from '../modules/audit/index.ts'
import { readTenants } from '../modules/identity/index.ts'
import { openDoor } from '../platform/database/index.ts'
import type { StoredContent } from '../platform/files/index.ts'
import { whileNobodyCopies } from './backup/hold.ts'
import type { Office } from './office.ts'

export interface SweepReport {
  readonly stored: number
  /** Stored or wanted again within the grace period: not judged. */
  readonly young: number
  readonly unreferenced: readonly { readonly tenantId: string; readonly sha256: Sha256; readonly size: number }[]
  /** Bytes of what nothing refers to. */
  readonly bytes: number
  readonly deleted: number
}

/** `databaseUrl`: the owner's, who alone sees every table (`asOwner`). */
type SweepDeps = Pick<Office, 'db' | 'now' | 'logKey' | 'contents'> & { readonly databaseUrl: string }

interface SweepOptions {
  readonly graceMs: number
  readonly remove: boolean
}

/**
 * Finds contents that nothing in the whole database mentions, and removes them when asked to. It does not trust a list of who refers to
 * contents, which the next room would be missing from: a content stays as long as its hash stands anywhere, in a row, a draft, a job
 * or the log. The contents are listed before the database is read, so what was committed meanwhile is seen. A backup that is running is
 * waited for before anything is removed.
 */
export async function sweepContents(office: SweepDeps, { graceMs, remove }: SweepOptions): Promise<SweepReport> {
  const limit = new Date(Date.now() - graceMs)
  const old = new Map<string, StoredContent>()
  let stored = 0
  for await (const content of office.contents.stored()) {
    stored++
    if (content.wantedAt < limit) old.set(`${content.tenantId}/${content.sha256}`, content)
  }
  const unused = old.size === 0 ? [] : await unmentioned(office.databaseUrl, [...old.values()])
  const removed: StoredContent[] = []
  if (remove && unused.length > 0) {
    await whileNobodyCopies(office.databaseUrl, async () => {
      for (const content of unused) if (await office.contents.removeUnwanted(content, limit)) removed.push(content)
    })
  }
  await keepRecord(office, removed)
  return {
    stored, young: stored - old.size, unreferenced: unused.map(({ tenantId, sha256, size }) => ({ tenantId, sha256, size })),
    bytes: unused.reduce((sum, { size }) => sum + size, 0), deleted: removed.length,
  }
}

/**
 * Reads as the owner of the database, who alone sees every table, those of the job queue included, all at one moment, through the door in
 * the walls between offices. A wall without a door would hide rows, and with them what is still needed.
 */
async function unmentioned(databaseUrl: string, contents: readonly StoredContent[]): Promise<StoredContent[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'obeh files sweep', options: openDoor })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const { rows: [blind] } = await client.query<{ name: string }>(`
      select oid::regclass::text as name from pg_class c where relforcerowsecurity
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'door') limit 1`)
    if (blind) throw new Error(`the rows of ${blind.name} cannot all be seen`)
    const { rows: columns } = await client.query<{ place: string; name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as place, format('%I', a.attname) as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
      where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema')
        and (t.typcategory in ('S', 'A') or t.typname in ('json', 'jsonb', 'bytea', 'xml'))`)
    const left = new Map(contents.map((content) => [content.sha256 as string, content]))
    for (const { place, name } of columns) {
      // The text of bytes is hexadecimal, so a hash kept as bytes is found as well, wherever in them it begins.
      const { rows } = await client.query<{ run: string }>(
        `select distinct lower(m[1]) as run from ${place}, regexp_matches(${name}::text, '([0-9a-fA-F]{64,})', 'g') as m where length(${name}::text) >= 64`)
      for (const { run } of rows) for (let at = 0; at + 64 <= run.length; at++) left.delete(run.slice(at, at + 64))
    }
    return contents.filter(({ sha256 }) => left.has(sha256))
  } finally {
    await client.end()
  }
}

async function keepRecord(office: SweepDeps, removed: readonly StoredContent[]): Promise<void> {
  const tenants = await readTenants(office.db)
  for (const [tenantId, contents] of Map.groupBy(removed, (content) => content.tenantId)) {
    if (!tenants.some(({ tenant }) => tenant.id === tenantId)) continue
    await perform(office, automaton(tenantId, 'obeh files sweep'), { name: 'sweep-contents' }, async (deed) => {
      deed.note({ event: 'Zniceni', object: { type: 'KonfiguraceSystemu', id: 'files.unreferenced' }, payload: { contents: contents.length, bytes: contents.reduce((sum, { size }) => sum + size, 0) } })
      return accept(null)
    })
  }
}
