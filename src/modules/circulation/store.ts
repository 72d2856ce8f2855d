import { sql } from 'kysely'
import type { WorkKind } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { sendAhead, tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Addressee, ItemKind, ItemState, Outcome, WorkItem } from './model.ts'
import { eventColumns, firstEvents, nextEvents, type Change, type EventRow } from './store-event.ts'

export interface ItemRow {
  tenant_id: Id<'Tenant'>; id: Id<'WorkItem'>; file_id: Id<'File'>; document_id: Id<'Document'>; kind: ItemKind
  addressee_kind: Addressee['kind']; addressee_id: Addressee['id']; unit_id: Id<'Unit'>
  asked_by: Id<'Person'> | null; asked_at: Date; due_on: Day | null; instruction: string | null; content: Sha256 | null
  route_id: Id<'Route'> | null; stage_id: Id<'Stage'> | null; place_id: Id<'Place'> | null; round: number; state: ItemState
  taken_by: Id<'Person'> | null; delegates: Id<'Person'>[]; outcome: Outcome | null; answer: string | null
  done_at: Date | null; done_by: Id<'Person'> | null; done_for: Id<'Person'> | null; outdated: boolean; urged_on: Day | null
  file_due_on: Day | null
}
/** `waits_for`, `answers_for`, `due_key` are computed by the database and only asked about; `version` counts the events of the row. */
interface CirculationTables {
  'circulation.item': ItemRow & { readonly waits_for?: string; readonly answers_for?: string; readonly due_key?: string; readonly version?: number }
  'circulation.item_event': EventRow
}

export type Reader = Database | AnyTransaction
export type TenantId = Id<'Tenant'>
const of = (db: Reader) => tablesOf<CirculationTables>(db)

/** Items come into being together with the first event of each. */
export async function insertItems(change: Change, items: readonly WorkItem[]): Promise<void> {
  if (items.length === 0) return
  const rows = items.map((item) => toRow(change.actor.tenantId, item))
  await sendAhead(change.tx, of(change.tx).with('made', (db) => db.insertInto('circulation.item').values(rows).returningAll())
    .insertInto('circulation.item_event').columns(eventColumns).expression(firstEvents('item', change)))
}

/** Saves what may change of items that the transaction has locked, each with the event that tells of it; one statement for any number. */
export async function saveItems(change: Change, items: readonly WorkItem[]): Promise<void> {
  if (items.length === 0) return
  const { tx, actor: { tenantId } } = change
  const rows = JSON.stringify(items.map((item) => toRow(tenantId, item)))
  await sql`
    with old as (select * from circulation.item where tenant_id = ${tenantId} and id = any(${items.map(({ id }) => id)}::uuid[])),
    new as (select * from json_to_recordset(${rows}::json) as (
      id uuid, state text, outcome text, answer text, outdated boolean, due_on date, taken_by uuid, delegates uuid[], done_at timestamptz,
      done_by uuid, done_for uuid, urged_on date, file_due_on date)),
    made as (
      update circulation.item as i set state = new.state, outcome = new.outcome, answer = new.answer, outdated = new.outdated,
        due_on = new.due_on, taken_by = new.taken_by, delegates = new.delegates, done_at = new.done_at, done_by = new.done_by,
        done_for = new.done_for, urged_on = new.urged_on, file_due_on = new.file_due_on, version = i.version + 1
      from new where i.tenant_id = ${tenantId} and i.id = new.id returning i.*)
    insert into circulation.item_event (${sql.join(eventColumns.map((column) => sql.ref(column)))}) ${nextEvents('item', change)}`.execute(tx)
}

export async function readItem(db: Reader, tenantId: TenantId, id: Id<'WorkItem'>): Promise<WorkItem | undefined> {
  const row = await of(db).selectFrom('circulation.item').selectAll()
    .where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toItem(row)
}

/** Items by their ids, in no order. */
export async function readItems(db: Reader, tenantId: TenantId, ids: readonly Id<'WorkItem'>[]): Promise<WorkItem[]> {
  if (ids.length === 0) return []
  const rows = await of(db).selectFrom('circulation.item').selectAll()
    .where('tenant_id', '=', tenantId).where('id', '=', anyOf(ids)).execute()
  return rows.map(toItem)
}

/** One parameter however long the list. */
const anyOf = <Kind extends string>(ids: readonly Id<Kind>[]) => sql<Id<Kind>>`any(${[...ids]}::uuid[])`

/** The handling of many files, locked in the order of ids. */
export async function lockHandlings(tx: AnyTransaction, tenantId: TenantId, fileIds: readonly Id<'File'>[]): Promise<WorkItem[]> {
  const rows = await of(tx).selectFrom('circulation.item').selectAll().where('tenant_id', '=', tenantId).where('file_id', '=', anyOf(fileIds))
    .where('kind', '=', 'handle').where('stage_id', 'is', null).where('state', '=', 'open').orderBy('id').forUpdate().execute()
  return rows.map(toItem)
}

export async function lockItem(tx: AnyTransaction, tenantId: TenantId, id: Id<'WorkItem'>): Promise<WorkItem | undefined> {
  const row = await of(tx).selectFrom('circulation.item').selectAll()
    .where('tenant_id', '=', tenantId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toItem(row)
}

/** Items that stand in no route, locked in the order of ids. */
export async function lockLooseItems(tx: AnyTransaction, tenantId: TenantId, ids: readonly Id<'WorkItem'>[]): Promise<WorkItem[]> {
  if (ids.length === 0) return []
  const rows = await of(tx).selectFrom('circulation.item').selectAll().where('tenant_id', '=', tenantId).where('id', '=', anyOf(ids))
    .where('route_id', 'is', null).orderBy('id').forUpdate().execute()
  return rows.map(toItem)
}

/** The open items of a file, locked in the order of ids. */
export async function lockOpenItems(tx: AnyTransaction, tenantId: TenantId, fileId: Id<'File'>): Promise<WorkItem[]> {
  const rows = await of(tx).selectFrom('circulation.item').selectAll()
    .where('tenant_id', '=', tenantId).where('file_id', '=', fileId).where('state', '=', 'open').orderBy('id').forUpdate().execute()
  return rows.map(toItem)
}

/** What was asked about a document, and who has handled its file; oldest first. */
export async function readDocumentItems(
  db: Reader, tenantId: TenantId, fileId: Id<'File'>, documentId: Id<'Document'>,
): Promise<WorkItem[]> {
  const rows = await of(db).selectFrom('circulation.item').selectAll().where('tenant_id', '=', tenantId).where('file_id', '=', fileId)
    .where((e) => e.or([e('document_id', '=', documentId), e('kind', '=', 'handle')])).orderBy('id').execute()
  return rows.map(toItem)
}

/** What was last decided about a content by those asked to approve it. Requests that were taken back or lapsed say nothing. */
export async function readLastDecision(
  db: Reader, tenantId: TenantId, documentId: Id<'Document'>, content: Sha256,
): Promise<WorkItem | undefined> {
  const row = await of(db).selectFrom('circulation.item').selectAll()
    .where('tenant_id', '=', tenantId).where('document_id', '=', documentId).where('content', '=', content).where('kind', '=', 'approve')
    .where('state', 'in', ['done', 'returned']).where('outdated', '=', false).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row && toItem(row)
}

/** The same of many contents, by document and content in one text. */
export async function readLastDecisions(db: Reader, tenantId: TenantId, contents: readonly { readonly documentId: Id<'Document'>; readonly content: Sha256 }[]): Promise<Map<string, WorkItem>> {
  if (contents.length === 0) return new Map()
  const rows = await of(db).selectFrom('circulation.item').selectAll().distinctOn(['document_id', 'content'])
    .where('tenant_id', '=', tenantId).where('document_id', '=', anyOf(contents.map(({ documentId }) => documentId)))
    .where('content', '=', sql<Sha256>`any(${contents.map(({ content }) => content)}::text[])`).where('kind', '=', 'approve')
    .where('state', 'in', ['done', 'returned']).where('outdated', '=', false).orderBy('document_id').orderBy('content').orderBy('id', 'desc').execute()
  return new Map(rows.map((row) => [`${row.document_id} ${row.content}`, toItem(row)]))
}

/** A desk and, where one only stands in for whose it is, which kinds of work. */
export interface Desk { readonly of: Id<'Person'> | Id<'Unit'>; readonly kinds?: readonly WorkKind[] }

export function toRow(tenantId: TenantId, item: WorkItem): ItemRow {
  const { id, kind, state, instruction, content, outcome, answer, round, outdated, addressee } = item
  return {
    id, kind, state, instruction, content, outcome, answer, round, outdated, tenant_id: tenantId, file_id: item.fileId,
    document_id: item.documentId, addressee_kind: addressee.kind, addressee_id: addressee.id, unit_id: item.unitId, asked_by: item.askedBy,
    asked_at: item.askedAt, due_on: item.dueOn, route_id: item.routeId, stage_id: item.stageId, place_id: item.placeId,
    taken_by: item.takenBy, delegates: [...item.delegates], done_at: item.doneAt, done_by: item.doneBy,
    done_for: item.doneFor, urged_on: item.urgedOn, file_due_on: item.fileDueOn ?? null,
  }
}

export function toItem(row: ItemRow): WorkItem {
  const { id, kind, state, instruction, content, outcome, answer, round, outdated, delegates } = row
  return {
    id, kind, state, instruction, content, outcome, answer, round, outdated, delegates, fileId: row.file_id, documentId: row.document_id,
    addressee: { kind: row.addressee_kind, id: row.addressee_id } as Addressee, unitId: row.unit_id, askedBy: row.asked_by,
    askedAt: row.asked_at, dueOn: row.due_on, routeId: row.route_id, stageId: row.stage_id, placeId: row.place_id,
    takenBy: row.taken_by, doneAt: row.done_at, doneBy: row.done_by, doneFor: row.done_for, urgedOn: row.urged_on,
    fileDueOn: row.file_due_on,
  }
}
