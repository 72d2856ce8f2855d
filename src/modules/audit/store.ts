import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { copyRows, tablesOf, together, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Entry } from './model.ts'

export interface EntryRow {
  tenant_id: Id<'Tenant'>
  index: number
  at: Date
  event: string
  object_type: string
  object_id: string
  subject_id: string
  actor_id: string | null
  body: string
  payload: string | null
  salt: Buffer | null
  leaf_hash: Buffer
}

export interface HeadRow { tenant_id: Id<'Tenant'>; origin: string; size: number; frontier: Buffer; note: string }
export interface NodeRow { tenant_id: Id<'Tenant'>; level: number; index: number; hash: Buffer }

interface AuditTables { 'audit.entry': EntryRow; 'audit.head': HeadRow; 'audit.node': NodeRow }

const of = (db: Database | AnyTransaction) => tablesOf<AuditTables>(db)

/** Locks the right edge of the tenant's tree until the transaction ends. */
export function lockHead(tx: AnyTransaction, tenantId: Id<'Tenant'>): Promise<HeadRow | undefined> {
  return of(tx).selectFrom('audit.head').selectAll().where('tenant_id', '=', tenantId).forUpdate().executeTakeFirst()
}

export function readHead(db: Database | AnyTransaction, tenantId: Id<'Tenant'>): Promise<HeadRow | undefined> {
  return of(db).selectFrom('audit.head').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst()
}

/** How many entries there would be if none before the last were missing. */
export async function readLogEnd(db: Database | AnyTransaction, tenantId: Id<'Tenant'>): Promise<number> {
  const last = await of(db).selectFrom('audit.entry').select('index').where('tenant_id', '=', tenantId).orderBy('index', 'desc').limit(1).executeTakeFirst()
  return last ? last.index + 1 : 0
}

/** Every tenant with an entry or a head. */
export async function readLogTenants(db: Database): Promise<Id<'Tenant'>[]> {
  const { rows } = await sql<{ tenants: Id<'Tenant'> }>`select audit.tenants()`.execute(db)
  return rows.map((row) => row.tenants)
}

export async function insertHead(tx: AnyTransaction, head: HeadRow): Promise<void> {
  await of(tx).insertInto('audit.head').values(head).execute()
}

export interface Appended {
  readonly head: Omit<HeadRow, 'origin'>
  readonly entries: readonly (Entry & { readonly index: number; readonly leafHash: Uint8Array })[]
  readonly nodes: readonly Omit<NodeRow, 'tenant_id'>[]
}

/** Entries, finished subtrees and the new head in one statement: the head's lock costs one round trip and the commit. */
export async function saveAppended(tx: AnyTransaction, appended: Appended): Promise<void> {
  const { entries, nodes } = rowsOf(appended)
  await together(tx, [
    of(tx).insertInto('audit.entry').values(entries), headUpdate(tx, appended),
    nodes.length > 0 ? of(tx).insertInto('audit.node').values(nodes) : null,
  ])
}

/** The same for thousands of entries. */
export async function copyAppended(tx: AnyTransaction, appended: Appended): Promise<void> {
  const { entries, nodes } = rowsOf(appended)
  await copyRows(tx, 'audit.entry', entries)
  await copyRows(tx, 'audit.node', nodes)
  await headUpdate(tx, appended).execute()
}

const headUpdate = (tx: AnyTransaction, { head }: Appended) => of(tx).updateTable('audit.head')
  .set({ size: head.size, frontier: head.frontier, note: head.note }).where('tenant_id', '=', head.tenant_id)

function rowsOf({ head: { tenant_id }, entries, nodes }: Appended) {
  return {
    entries: entries.map((e): EntryRow => ({
      tenant_id, index: e.index, at: e.at, event: e.event, object_type: e.objectType, object_id: e.objectId, subject_id: e.subjectId,
      actor_id: e.actorId, body: e.body, payload: e.payload, salt: e.salt, leaf_hash: Buffer.from(e.leafHash),
    })),
    nodes: nodes.map((node): NodeRow => ({ tenant_id, ...node })),
  }
}

export interface EntryQuery {
  readonly subjectId?: string
  readonly objectId?: string
  readonly event?: string
  /** Entries of this kind are left out. */
  readonly but?: string
  readonly actorId?: string
  /** The object, or the subject in whose history the deed is read. */
  readonly thing?: string
  /** Done at this instant or later. */
  readonly from?: Date
  /** Done before this instant. */
  readonly until?: Date
  /** Only entries before this index: the key of the page. */
  readonly before?: number
  readonly limit: number
}

/** Newest first. */
export function readEntries(db: Database | AnyTransaction, tenantId: Id<'Tenant'>, query: EntryQuery): Promise<EntryRow[]> {
  let select = of(db).selectFrom('audit.entry').selectAll().where('tenant_id', '=', tenantId).orderBy('index', 'desc').limit(query.limit)
  if (query.subjectId !== undefined) select = select.where('subject_id', '=', query.subjectId)
  if (query.objectId !== undefined) select = select.where('object_id', '=', query.objectId)
  if (query.event !== undefined) select = select.where('event', '=', query.event)
  if (query.but !== undefined) select = select.where('event', '<>', query.but)
  if (query.actorId !== undefined) select = select.where('actor_id', '=', query.actorId)
  const { thing, from, until } = query
  if (thing !== undefined) select = select.where((e) => e.or([e('object_id', '=', thing), e('subject_id', '=', thing)]))
  if (from !== undefined) select = select.where('at', '>=', from).where('index', '>', nearest(tenantId, from, 'before'))
  if (until !== undefined) select = select.where('at', '<', until).where('index', '<', nearest(tenantId, until, 'after'))
  if (query.before !== undefined) select = select.where('index', '<', query.before)
  return select.execute()
}

/**
 * The index of the last entry well before an instant, or of the first well after it: the walk by index begins or ends there. Entries stand in
 * the order of commits and bear the time their deed began; no deed takes an hour.
 */
function nearest(tenantId: Id<'Tenant'>, at: Date, side: 'before' | 'after') {
  const hour = side === 'before' ? -3_600_000 : 3_600_000
  const away = new Date(at.getTime() + hour)
  return side === 'before'
    ? sql<number>`coalesce((select index from audit.entry where tenant_id = ${tenantId} and at < ${away} order by at desc limit 1), -1)`
    : sql<number>`coalesce((select index from audit.entry where tenant_id = ${tenantId} and at > ${away} order by at limit 1), 9223372036854775807)`
}

/** Entries `from` ≤ index < `to`, in the order of the tree. */
export function readRange(db: Database | AnyTransaction, tenantId: Id<'Tenant'>, from: number, to: number): Promise<EntryRow[]> {
  return of(db).selectFrom('audit.entry').selectAll()
    .where('tenant_id', '=', tenantId).where('index', '>=', from).where('index', '<', to).orderBy('index').execute()
}

export function readLeafHashes(db: Database | AnyTransaction, tenantId: Id<'Tenant'>, from: number, to: number): Promise<Pick<EntryRow, 'index' | 'leaf_hash'>[]> {
  return of(db).selectFrom('audit.entry').select(['index', 'leaf_hash'])
    .where('tenant_id', '=', tenantId).where('index', '>=', from).where('index', '<', to).orderBy('index').execute()
}

export function readNodes(db: Database | AnyTransaction, tenantId: Id<'Tenant'>): Promise<NodeRow[]> {
  return of(db).selectFrom('audit.node').selectAll().where('tenant_id', '=', tenantId).orderBy('level').orderBy('index').execute()
}

export function readNode(db: Database | AnyTransaction, tenantId: Id<'Tenant'>, level: number, index: number): Promise<NodeRow | undefined> {
  return of(db).selectFrom('audit.node').selectAll()
    .where('tenant_id', '=', tenantId).where('level', '=', level).where('index', '=', index).executeTakeFirst()
}

/** The heads of every log, whoever asks. */
export async function readHeads(db: Database): Promise<HeadRow[]> {
  return (await sql<HeadRow>`select * from audit.heads()`.execute(db)).rows
}

/** The first entry whose particulars have this value. */
export async function findByPayload(db: Database, tenantId: Id<'Tenant'>, key: string, value: string): Promise<number | undefined> {
  const row = await of(db).selectFrom('audit.entry').select('index').where('tenant_id', '=', tenantId)
    .where(sql<string>`payload::jsonb ->> ${key}`, '=', value).orderBy('index').limit(1).executeTakeFirst()
  return row?.index
}
