import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import type { ComponentRole, Direction } from './model.ts'
import type { Reader } from './store.ts'

/* Keeping the index: what waits to be indexed, what it is made of, what was read in contents. */

type TenantId = Id<'Tenant'>
/** A document, file or party: whatever has a row in the index. */
export type FoundId = string
export type FoundKind = 'document' | 'file' | 'party'

/**
 * Takes some of what waits for this transaction, of one tenant: what has just changed first. Others that look at the same time take other
 * rows, and what a transaction that dies had taken waits again.
 */
export async function takeDue(tx: AnyTransaction, most: number): Promise<{ tenantId: TenantId; documentIds: Id<'Document'>[] } | null> {
  const { rows } = await sql<{ tenant_id: TenantId; document_id: Id<'Document'> }>`
    with taken as (select ctid, tenant_id from records.search_due order by later, tenant_id, id limit ${most} for update skip locked)
    delete from records.search_due as due using taken
    where due.ctid = taken.ctid and taken.tenant_id = (select tenant_id from taken limit 1)
    returning due.tenant_id, due.document_id`.execute(tx)
  const [first] = rows
  return first ? { tenantId: first.tenant_id, documentIds: [...new Set(rows.map((row) => row.document_id))] } : null
}

/** Everything is to be made anew, behind what has just changed. With `texts` the contents are read again as well. Returns how many documents. */
export async function markAllDue(tx: AnyTransaction, texts: 'kept' | 'failed' | 'all'): Promise<number> {
  if (texts !== 'kept') {
    await sql`update records.search_text set state = 'waiting', attempts = 0, taken_to = null, problem = null
      where state <> 'waiting' and (${texts === 'all'} or state = 'failed')`.execute(tx)
  }
  const { numAffectedRows } = await sql`insert into records.search_due (tenant_id, document_id, later)
    select tenant_id, id, true from records.document where not exists (select from records.search_due as due where due.later)`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function countDue(db: Reader): Promise<{ documents: number; texts: number }> {
  const { rows: [row] } = await sql<{ documents: number; texts: number }>`select
    (select count(*) from records.search_due) as documents, (select count(*) from records.search_text where state = 'waiting') as texts`.execute(db)
  return row ?? { documents: 0, texts: 0 }
}

interface Common { readonly id: FoundId; readonly numbers: readonly string[]; readonly subject: string }
export interface DocumentSource extends Common {
  readonly seers: readonly string[]
  readonly direction: Direction; readonly state: string; readonly unit_id: string; readonly person_id: string | null; readonly class_id: string | null
  readonly party_id: string | null; readonly on_day: Day; readonly file_id: string; readonly file_subject: string
  readonly party: string | null
  readonly contents: readonly { readonly name: string; readonly role: ComponentRole; readonly sha256: Sha256; readonly text: string | null }[]
}
export interface FileSource extends Common {
  readonly state: string; readonly unit_id: string; readonly person_id: string | null; readonly class_id: string | null; readonly on_day: Day
}
export interface PartySource extends Common { readonly email: string | null; readonly address: readonly string[]; readonly data_box: string | null }

const day = (column: string) => sql`(${sql.ref(column)} at time zone 'Europe/Prague')::date::text`

/** What the rows of documents are made of, the newest wording of each content with what was read in it (at most `textLimit` characters). */
export async function readDocumentSources(db: Reader, tenantId: TenantId, ids: readonly string[], textLimit: number): Promise<DocumentSource[]> {
  const { rows } = await sql<DocumentSource>`
    select d.id, array[d.reference_number, d.unique_id, f.file_reference, f.unique_id, coalesce(d.sender_reference, '')]
        || array(select o.reference_number from records.former_place o where o.tenant_id = d.tenant_id and o.document_id = d.id) as numbers, d.subject, d.direction, d.state,
      f.holder_unit_id as unit_id, f.holder_person_id as person_id, f.class_id, d.party_id, ${day('d.created_at')} as on_day, d.file_id,
      f.subject as file_subject, p.name as party,
      (select coalesce(array_agg(distinct g.grantee_id), '{}') from records."grant" g where g.tenant_id = d.tenant_id and g.document_id = d.id)
        || array_remove(array[f.holder_person_id], null) as seers,
      (select coalesce(json_agg(json_build_object('name', c.name, 'role', c.role, 'sha256', v.sha256, 'text', left(t.text, ${textLimit})) order by c.order_no), '[]')
        from records.component c
        join lateral (select sha256 from records.version v where v.tenant_id = c.tenant_id and v.component_id = c.id order by number desc limit 1) v on true
        left join records.search_text t on t.tenant_id = c.tenant_id and t.sha256 = v.sha256 and t.state = 'read'
        where c.tenant_id = d.tenant_id and c.document_id = d.id) as contents
    from records.document d
    join records.file f on f.tenant_id = d.tenant_id and f.id = d.file_id
    left join records.party p on p.tenant_id = d.tenant_id and p.id = d.party_id
    where d.tenant_id = ${tenantId} and d.id = any(${ids}::uuid[])`.execute(db)
  return rows
}

export async function readFileSources(db: Reader, tenantId: TenantId, ids: readonly string[]): Promise<FileSource[]> {
  const { rows } = await sql<FileSource>`
    select f.id, array[f.file_reference, f.unique_id] as numbers, f.subject, f.state, f.holder_unit_id as unit_id, f.holder_person_id as person_id, f.class_id,
      ${day('f.created_at')} as on_day
    from records.file f where f.tenant_id = ${tenantId} and f.id = any(${ids}::uuid[])`.execute(db)
  return rows
}

export async function readPartySources(db: Reader, tenantId: TenantId, ids: readonly string[]): Promise<PartySource[]> {
  const { rows } = await sql<PartySource>`
    select p.id, array[coalesce(p.data_box, ''), coalesce(p.ico, '')] as numbers, p.name as subject, p.email, p.address, p.data_box
    from records.party p where p.tenant_id = ${tenantId} and p.id = any(${ids}::uuid[])`.execute(db)
  return rows
}

/** A row of the index; what does not apply to its kind is left out. `words` as `lexemes` writes them. */
export interface IndexRow {
  readonly id: FoundId; readonly kind: FoundKind; readonly words: string; readonly numbers: readonly string[]; readonly seers: readonly string[]
  readonly direction?: string; readonly state?: string; readonly unit_id?: string; readonly person_id?: string | null; readonly class_id?: string | null
  readonly party_id?: string | null; readonly on_day?: string
}

/** Locks the rows of these for this transaction, in one order, so that who read older facts never overwrites newer ones. */
export async function lockRows(tx: AnyTransaction, tenantId: TenantId, items: readonly { id: FoundId; kind: FoundKind }[]): Promise<void> {
  if (items.length === 0) return
  await sql`insert into records.search (tenant_id, id, kind)
    select ${tenantId}::uuid, id, kind from json_to_recordset(${JSON.stringify(items)}::json) as item(id uuid, kind text) order by id
    on conflict (tenant_id, id) do update set kind = excluded.kind`.execute(tx)
}

/**
 * Numbers once given stay: those the row had and the thing has no more are kept with it. Who may see a file or a party is gathered from its
 * documents as they come and never taken back: the right itself is asked for in the search.
 */
export async function saveRows(tx: AnyTransaction, tenantId: TenantId, rows: readonly IndexRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update records.search as s set words = row.words::tsvector, direction = row.direction, state = row.state, unit_id = row.unit_id,
      person_id = row.person_id, class_id = row.class_id, party_id = row.party_id, on_day = row.on_day,
      numbers = (select coalesce(string_agg(distinct number, e'\n'), '') from unnest(row.numbers || string_to_array(s.numbers, e'\n')) as number where number <> ''),
      seers = case s.kind when 'document' then row.seers else array(select distinct unnest(s.seers || row.seers)) end
    from json_to_recordset(${JSON.stringify(rows)}::json) as row(id uuid, words text, numbers text[], seers uuid[], direction text, state text, unit_id uuid,
      person_id uuid, class_id uuid, party_id uuid, on_day date)
    where s.tenant_id = ${tenantId} and s.id = row.id`.execute(tx)
}

/** Contents nobody has read yet wait to be read. */
export async function askForTexts(tx: AnyTransaction, tenantId: TenantId, hashes: readonly Sha256[]): Promise<void> {
  if (hashes.length === 0) return
  await sql`insert into records.search_text (tenant_id, sha256, state) select ${tenantId}::uuid, hash, 'waiting' from unnest(${hashes}::text[]) as hash
    order by hash on conflict do nothing`.execute(tx)
}

/** Takes one content to be read, for so many seconds: who has not said by then what it found is taken for dead. */
export async function takeText(db: Reader, seconds: number): Promise<{ tenantId: TenantId; sha256: Sha256; attempts: number } | null> {
  const { rows: [row] } = await sql<{ tenant_id: TenantId; sha256: Sha256; attempts: number }>`
    update records.search_text as t set taken_to = now() + make_interval(secs => ${seconds}), attempts = t.attempts + 1
    from (select tenant_id, sha256 from records.search_text where state = 'waiting' and (taken_to is null or taken_to < now())
      order by taken_to nulls first limit 1 for update skip locked) as free
    where t.tenant_id = free.tenant_id and t.sha256 = free.sha256 returning t.tenant_id, t.sha256, t.attempts`.execute(db)
  return row ? { tenantId: row.tenant_id, sha256: row.sha256, attempts: row.attempts } : null
}

/** Keeps what was read, or why nothing could be; the documents that have this content are due. */
export async function saveText(tx: AnyTransaction, tenantId: TenantId, sha256: Sha256, found: { text: string } | { problem: string }): Promise<void> {
  const [state, text, problem] = 'text' in found ? ['read', found.text, null] : ['failed', '', found.problem]
  await sql`update records.search_text set state = ${state}, text = ${text}, problem = ${problem}, taken_to = null where tenant_id = ${tenantId} and sha256 = ${sha256}`.execute(tx)
  if (text === '') return
  await sql`insert into records.search_due (tenant_id, document_id)
    select distinct c.tenant_id, c.document_id from records.version v join records.component c on c.tenant_id = v.tenant_id and c.id = v.component_id
    where v.tenant_id = ${tenantId} and v.sha256 = ${sha256}`.execute(tx)
}
