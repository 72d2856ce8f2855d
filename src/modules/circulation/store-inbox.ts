import { sql, type RawBuilder } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { ItemKind, WorkItem } from './model.ts'
import { toItem, type Desk, type ItemRow, type Reader, type TenantId } from './store.ts'

/** Due first and of those due together the oldest first; or the newest first. */
export const inboxSorts = ['due', 'newest'] as const
export type InboxSort = (typeof inboxSorts)[number]

/** Where a page begins: behind the item with this id and, by time limit, this day (`infinity` for what is never due). */
export interface InboxKey { readonly due: Day | 'infinity' | null; readonly id: Id<'WorkItem'> }

/** On whose desk it lies, by whom it was asked, who passed it on and answers for it, or both whose desk and in which unit. */
export type Shelf = Desk & { readonly by?: 'desk' | 'asker' | 'answering'; readonly unitId?: Id<'Unit'> }

export interface InboxQuery {
  readonly sort: InboxSort
  readonly after?: InboxKey | undefined
  readonly limit: number
  readonly kinds?: readonly ItemKind[] | undefined
  /** Only about these documents. */
  readonly documentIds?: readonly Id<'Document'>[] | undefined
  /** Only what was due before this day. */
  readonly dueBefore?: Day | undefined
  /** Of what was asked, also what has ended. */
  readonly ended?: boolean | undefined
}

export type KeyedItem = WorkItem & { readonly dueKey: Day | 'infinity' }

/** A page of several shelves in one order; one query, each shelf by its own walk of an index. */
export async function readShelves(db: Reader, tenantId: TenantId, shelves: readonly Shelf[], query: InboxQuery): Promise<KeyedItem[]> {
  if (shelves.length === 0) return []
  const walks = shelves.map((shelf) => sql`(${walk(tenantId, shelf, query)})`)
  const { rows } = await sql<ItemRow & { due_key: Day | 'infinity' }>`
    select * from (${sql.join(walks, sql` union all `)}) as item order by ${orderOf(query.sort)} limit ${query.limit}`.execute(db)
  return rows.map((row) => ({ ...toItem(row), dueKey: row.due_key }))
}

function walk(tenantId: TenantId, shelf: Shelf, query: InboxQuery): RawBuilder<unknown> {
  const owner = shelf.by === 'asker' ? sql`asked_by = ${shelf.of}`
    : shelf.by === 'answering' ? sql`answers_for = ${shelf.of} and asked_by is distinct from ${shelf.of}` : sql`waits_for = ${shelf.of}`
  const conditions = [
    sql`tenant_id = ${tenantId}`, owner,
    ...(query.ended && shelf.by === 'asker' ? [] : [sql`state = 'open'`]),
    ...(query.after ? [behind(query.sort, query.after)] : []),
    ...(shelf.kinds ? [sql`kind = any(${[...shelf.kinds]}::text[])`] : []),
    ...(shelf.unitId ? [sql`unit_id = ${shelf.unitId}`] : []),
    ...(query.kinds ? [sql`kind = any(${[...query.kinds]}::text[])`] : []),
    ...(query.documentIds ? [sql`document_id = any(${[...query.documentIds]}::uuid[])`] : []),
    ...(query.dueBefore ? [sql`due_key < ${query.dueBefore}::date`] : []),
  ]
  return sql`select * from circulation.item where ${sql.join(conditions, sql` and `)} order by ${orderOf(query.sort)} limit ${query.limit}`
}

const orderOf = (sort: InboxSort) => (sort === 'due' ? sql`due_key, id` : sql`id desc`)

const behind = (sort: InboxSort, { due, id }: InboxKey) =>
  (sort === 'due' ? sql`(due_key, id) > (${due ?? '-infinity'}::date, ${id}::uuid)` : sql`id < ${id}::uuid`)

export interface Load { readonly personId: Id<'Person'>; readonly open: number; readonly overdue: number }

/** How much lies on each of these desks in this unit, never counted beyond `cap`. */
export async function readLoad(
  db: Reader, tenantId: TenantId, unitId: Id<'Unit'>, people: readonly Id<'Person'>[], today: Day, cap: number,
): Promise<Load[]> {
  const upTo = (condition: RawBuilder<unknown>) => sql`(select count(*)::int from (select 1 from circulation.item
    where tenant_id = ${tenantId} and waits_for = p.id and state = 'open' and unit_id = ${unitId} ${condition} limit ${cap}) as counted)`
  const { rows } = await sql<{ id: Id<'Person'>; open: number; overdue: number }>`
    select p.id, ${upTo(sql``)} as open, ${upTo(sql`and due_key < ${today}::date`)} as overdue
    from unnest(${[...people]}::uuid[]) as p (id)`.execute(db)
  return rows.map(({ id, open, overdue }) => ({ personId: id, open, overdue }))
}
