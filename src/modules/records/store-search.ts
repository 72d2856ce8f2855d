import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { sqlState, type AnyTransaction } from '../../platform/database/index.ts'
import { seesEverything } from './access.ts'
import type { Direction } from './model.ts'
import { tsquery, tsqueryExact, type Question, type Term } from './model-query.ts'
import type { Reader } from './store.ts'
import { grantees, visibleTo } from './store-grant.ts'
import type { FoundId, FoundKind } from './store-index.ts'

/* What a person finds. Every statement here carries the condition of access itself: nothing is found first and hidden afterwards. */

export interface Filters {
  readonly kind?: FoundKind | undefined
  readonly direction?: Direction | undefined
  readonly state?: string | undefined
  readonly unitId?: Id<'Unit'> | undefined
  readonly partyId?: Id<'Party'> | undefined
  readonly classId?: Id<'Class'> | undefined
  /** Days of registration, both included. */
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  /** Only what the actor holds. */
  readonly mine?: boolean | undefined
}

export interface Search {
  readonly question: Question
  readonly filters: Filters
  readonly sort: 'newest' | 'relevance'
  /** Only hits after this one: the key of the page. */
  readonly after: HitKey | null
  readonly limit: number
  /** Ranking looks at the newest so many hits (1,000). */
  readonly among?: number | undefined
  /** Letters from which on a word is found by its beginning. */
  readonly leastPrefix?: number | undefined
}
export interface HitKey { readonly id: FoundId; readonly rank: number }
export interface Hit { readonly id: FoundId; readonly kind: FoundKind; readonly rank: number }

/** Ranking looks at the newest so many hits and no further, counting at fewer: all hits of a common word take seconds. */
export const ranked = 1000
export const counted = 300

/** The store as the service sees it, so that a test can hand in a faulty one and show that leaks are seen. */
export interface SearchStore {
  hits(db: Reader, actor: Actor, search: Search): Promise<Hit[]>
  counts(db: Reader, actor: Actor, search: Pick<Search, 'question' | 'filters' | 'leastPrefix'>): Promise<{ kind: FoundKind; count: number }[]>
  vocabulary(db: Reader, actor: Actor): Promise<string[]>
}

export const searchStore: SearchStore = {
  async hits(db, actor, { question, filters, sort, after, limit, among = ranked, leastPrefix }) {
    const where = condition(actor, question, filters, leastPrefix)
    if (sort === 'newest') {
      const { rows } = await sql<Hit>`select s.id, s.kind, 0 as rank from records.search as s where ${where} ${after ? sql`and s.id < ${after.id}::uuid` : sql``}
        order by s.id desc limit ${limit}`.execute(db)
      return rows
    }
    const words = question.wanted.map((term) => tsquery(term, leastPrefix)).join(' | ')
    const { rows } = await sql<Hit>`
      with newest as (select s.id, s.kind, s.words from records.search as s where ${where} order by s.id desc limit ${among}),
      weighed as (select id, kind, ts_rank('{0.05, 0.2, 0.5, 1}', words, ${words}::tsquery)::float8 as rank from newest)
      select id, kind, rank from weighed ${after ? sql`where (rank, id) < (${after.rank}::float8, ${after.id}::uuid)` : sql``}
      order by rank desc, id desc limit ${limit}`.execute(db)
    return rows
  },

  async counts(db, actor, { question, filters, leastPrefix }) {
    const { rows } = await sql<{ kind: FoundKind; count: number }>`
      select kind, count(*)::integer as count from (
        select s.kind from records.search as s where ${condition(actor, question, filters, leastPrefix)} order by s.id desc limit ${counted + 1}) as newest
      group by kind order by kind`.execute(db)
    return rows
  },

  async vocabulary(db, actor) {
    const { rows } = await sql<{ text: string }>`
      select concat_ws(' ', d.subject, p.name) as text from records.document as d
      left join records.party as p on p.tenant_id = d.tenant_id and p.id = d.party_id
      where d.tenant_id = ${actor.tenantId} and ${visibleTo(actor)} order by d.id desc limit ${ranked}`.execute(db)
    return rows.map(({ text }) => text)
  },
}

function condition(actor: Actor, { wanted, unwanted }: Question, filters: Filters, leastPrefix: number | undefined): RawBuilder<SqlBool> {
  const plain = wanted.filter((term) => term.kind !== 'number').map((term) => tsquery(term, leastPrefix))
  const query = [...plain, ...unwanted.filter((term) => term.kind !== 'number').map((term) => `!${tsqueryExact(term)}`)].join(' & ')
  const all: RawBuilder<SqlBool>[] = [
    sql`s.tenant_id = ${actor.tenantId}`,
    ...(query === '' ? [] : [sql<SqlBool>`s.words @@ ${query}::tsquery`]),
    ...wanted.filter((term) => term.kind === 'number').map((term) => hasNumber(term)),
    ...unwanted.filter((term) => term.kind === 'number').map((term) => sql<SqlBool>`not ${hasNumber(term)}`),
    ...filtersOf(actor, filters),
    ...(seesEverything(actor) ? [] : [sql<SqlBool>`s.seers && ${grantees(actor)}::uuid[]`]),
    visible(actor),
  ]
  return sql<SqlBool>`${sql.join(all, sql` and `)}`
}

const hasNumber = (term: Term & { kind: 'number' }) =>
  sql<SqlBool>`(s.numbers like ${`%${term.fragment.replace(/[\\%_]/g, '\\$&')}%`} or s.words @@ ${tsquery(term)}::tsquery)`

/**
 * A file or a party is known to whoever may see one of its documents, and to nobody else. `offset 0` keeps the planner from reading all
 * documents into a hash in order to look up a few.
 */
const visible = (actor: Actor) => sql<SqlBool>`case s.kind
  when 'document' then exists (select from records.document as d where d.tenant_id = s.tenant_id and d.id = s.id and ${visibleTo(actor)} offset 0)
  when 'file' then exists (select from records.document as d where d.tenant_id = s.tenant_id and d.file_id = s.id and ${visibleTo(actor)} offset 0)
  else exists (select from records.document as d where d.tenant_id = s.tenant_id and d.party_id = s.id and ${visibleTo(actor)} offset 0) end`

function filtersOf(actor: Actor, { kind, direction, state, unitId, partyId, classId, from, to, mine }: Filters): RawBuilder<SqlBool>[] {
  return [
    ...(kind === undefined ? [] : [sql<SqlBool>`s.kind = ${kind}`]),
    ...(direction === undefined ? [] : [sql<SqlBool>`s.direction = ${direction}`]),
    ...(state === undefined ? [] : [sql<SqlBool>`s.state = ${state}`]),
    ...(unitId === undefined ? [] : [sql<SqlBool>`s.unit_id = ${unitId}`]),
    ...(partyId === undefined ? [] : [sql<SqlBool>`s.party_id = ${partyId}`]),
    ...(classId === undefined ? [] : [sql<SqlBool>`s.class_id = ${classId}`]),
    ...(from === undefined ? [] : [sql<SqlBool>`s.on_day >= ${from}::date`]),
    ...(to === undefined ? [] : [sql<SqlBool>`s.on_day <= ${to}::date`]),
    ...(mine ? [sql<SqlBool>`s.person_id = ${actor.personId}`] : []),
  ]
}

/** Reads under a time limit of each statement; says so when the time was not enough. */
export async function readWithPatience<Value>(
  patienceMs: number, begin: (work: (tx: AnyTransaction) => Promise<Value>) => Promise<Value>, work: (tx: AnyTransaction) => Promise<Value>,
): Promise<Value | 'too-slow'> {
  try {
    return await begin(async (tx) => {
      await sql`select set_config('statement_timeout', ${String(patienceMs)}, true)`.execute(tx)
      return await work(tx)
    })
  } catch (error) {
    if (sqlState(error) === '57014') return 'too-slow'
    throw error
  }
}

export interface FoundDocument {
  readonly id: Id<'Document'>; readonly subject: string; readonly referenceNumber: string; readonly fileReference: string; readonly party: string | null
  readonly senderReference: string | null; readonly uniqueId: string; readonly direction: Direction; readonly state: string; readonly dispatchedAt: Date | null; readonly createdAt: Date
  readonly holderUnitId: Id<'Unit'>; readonly holderPersonId: Id<'Person'> | null; readonly dueOn: Day | null
  /** Names of contents and what was read in them, the beginning. */
  readonly contents: readonly { readonly name: string; readonly text: string | null }[]
}

/** What is shown of documents that were found; asked for with the right once more. `textLimit` characters of each content at most. */
export async function readFoundDocuments(db: Reader, actor: Actor, ids: readonly string[], textLimit: number): Promise<FoundDocument[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<FoundDocument>`
    select d.id, d.subject, d.reference_number as "referenceNumber", f.file_reference as "fileReference", p.name as party, d.sender_reference as "senderReference",
      d.unique_id as "uniqueId", d.direction, d.state, d.dispatched_at as "dispatchedAt", d.created_at as "createdAt", f.holder_unit_id as "holderUnitId",
      f.holder_person_id as "holderPersonId", f.due_on as "dueOn",
      (select coalesce(json_agg(json_build_object('name', c.name, 'text', left(t.text, ${textLimit})) order by c.order_no), '[]')
        from records.component c
        join lateral (select sha256 from records.version v where v.tenant_id = c.tenant_id and v.component_id = c.id order by number desc limit 1) v on true
        left join records.search_text t on t.tenant_id = c.tenant_id and t.sha256 = v.sha256 and t.state = 'read' and c.role not in ('source', 'proof')
        where c.tenant_id = d.tenant_id and c.document_id = d.id) as contents
    from records.document as d join records.file as f on f.tenant_id = d.tenant_id and f.id = d.file_id
    left join records.party as p on p.tenant_id = d.tenant_id and p.id = d.party_id
    where d.tenant_id = ${actor.tenantId} and d.id = any(${ids}::uuid[]) and ${visibleTo(actor)}`.execute(db)
  return rows
}

export interface FoundFile {
  readonly id: Id<'File'>; readonly subject: string; readonly fileReference: string; readonly state: string; readonly createdAt: Date
  readonly holderUnitId: Id<'Unit'>; readonly holderPersonId: Id<'Person'> | null; readonly dueOn: Day | null
  /** The newest of its documents that the actor may see. */
  readonly documentId: Id<'Document'>
}

export async function readFoundFiles(db: Reader, actor: Actor, ids: readonly string[]): Promise<FoundFile[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<FoundFile>`
    select distinct on (f.id) f.id, f.subject, f.file_reference as "fileReference", f.state, f.created_at as "createdAt", f.holder_unit_id as "holderUnitId",
      f.holder_person_id as "holderPersonId", f.due_on as "dueOn", d.id as "documentId"
    from records.file as f join records.document as d on d.tenant_id = f.tenant_id and d.file_id = f.id
    where f.tenant_id = ${actor.tenantId} and f.id = any(${ids}::uuid[]) and ${visibleTo(actor)} order by f.id, d.id desc`.execute(db)
  return rows
}

export interface FoundParty { readonly id: Id<'Party'>; readonly name: string; readonly email: string | null; readonly address: readonly string[]; readonly dataBox: string | null }

export async function readFoundParties(db: Reader, actor: Actor, ids: readonly string[]): Promise<FoundParty[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<FoundParty>`
    select p.id, p.name, p.email, p.address, p.data_box as "dataBox" from records.party as p
    where p.tenant_id = ${actor.tenantId} and p.id = any(${ids}::uuid[]) and exists (
      select from records.document as d where d.tenant_id = p.tenant_id and d.party_id = p.id and ${visibleTo(actor)} offset 0)`.execute(db)
  return rows
}
