import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Channel, Direction, Document, DocumentNumbering, DocumentState, File, FileState, Party, SettlementWay } from './model.ts'
import { isPresent } from './model-life.ts'
import { defaultTemplates, type Register } from './model-numbering.ts'
import type { Trigger } from './model-regime.ts'

type TenantId = Id<'Tenant'>

export interface FileRow {
  tenant_id: TenantId; id: Id<'File'>; unique_id: string; file_reference: string; subject: string; class_id: Id<'Class'> | null; state: FileState
  holder_unit_id: Id<'Unit'>; holder_person_id: Id<'Person'> | null; due_on: Day | null; created_at: Date; settled_at: Date | null
  closed_at: Date | null; document_numbering: DocumentNumbering; trigger_year: number | null; disposal_mark: 'A' | 'S' | null; disposal_year: number | null
}
export interface DocumentRow {
  tenant_id: TenantId; id: Id<'Document'>; unique_id: string; reference_number: string; file_id: Id<'File'>; order_in_file: number; direction: Direction
  subject: string; state: DocumentState; channel: Channel | null; party_id: Id<'Party'> | null; sender_reference: string | null; answers_id: Id<'Document'> | null
  received_at: Date | null; created_at: Date; created_by: Id<'Person'> | null; settled_at: Date | null; settled_way: SettlementWay | null
  settled_note: string | null; dispatched_at: Date | null; filed_at: Date
  cancelled_at: Date | null; cancelled_by: Id<'Person'> | null; cancelled_reason: string | null
}
export interface PartyRow {
  tenant_id: TenantId; id: Id<'Party'>; kind: Party['kind']; name: string; email: string | null; address: string[]; data_box: string | null
  ico: string | null; born_on: Day | null; name_words: string[]; merged_into: Id<'Party'> | null
}
export interface ClassRow {
  tenant_id: TenantId; id: Id<'Class'>; code: string; name: string; parent_id: Id<'Class'> | null; description: string
  disposal_mark: 'A' | 'S' | null; retention_years: number | null; trigger: Trigger | null; check_years: number | null
  document_numbering: DocumentNumbering; time_limit_days: number | null; default_unit_id: Id<'Unit'> | null; valid_from: Day; valid_to: Day | null
}
export interface PlanRow { tenant_id: TenantId; name: string; separator: string }
export interface FormerPlaceRow {
  tenant_id: Id<'Tenant'>; document_id: Id<'Document'>; file_id: Id<'File'>; order_in_file: number; reference_number: string; filed_at: Date
  left_at: Date; reason: string
}
interface GrantRow { tenant_id: TenantId; document_id: Id<'Document'>; grantee_id: string; grantee_kind: 'person' | 'unit'; basis: string; at: Date }

export interface RecordsTables {
  'records.numbering': { tenant_id: TenantId; register: Register; template: string }
  'records.counter': { tenant_id: TenantId; register: Register; period: string; value: number }
  'records.class': ClassRow
  'records.plan': PlanRow
  'records.former_place': FormerPlaceRow
  'records.party': PartyRow
  'records.file': FileRow
  'records.document': DocumentRow
  'records.grant': GrantRow
}
export type Reader = Database | AnyTransaction
export const of = (db: Reader) => tablesOf<RecordsTables>(db)

/** The next serial of each register, in one statement that locks the counters in their fixed order. */
export async function takeSerials(tx: AnyTransaction, tenantId: TenantId, wanted: readonly Register[], period: string): Promise<Map<Register, number>> {
  const rows = [...wanted].sort().map((register) => ({ tenant_id: tenantId, register, period, value: 1 }))
  const taken = await of(tx).insertInto('records.counter').values(rows)
    .onConflict((on) => on.columns(['tenant_id', 'register', 'period']).doUpdateSet({ value: sql`records.counter.value + 1` }))
    .returning(['register', 'value']).execute()
  return new Map(taken.map(({ register, value }) => [register, value]))
}

export async function readTemplates(db: Reader, tenantId: TenantId): Promise<Record<Register, string>> {
  const rows = await of(db).selectFrom('records.numbering').selectAll().where('tenant_id', '=', tenantId).execute()
  return { ...defaultTemplates, ...Object.fromEntries(rows.map((row) => [row.register, row.template])) }
}

export async function updateFile(tx: AnyTransaction, tenantId: TenantId, file: File): Promise<void> {
  const { tenant_id: _, id: __, ...set } = fileRow(tenantId, file)
  await of(tx).updateTable('records.file').set(set).where('tenant_id', '=', tenantId).where('id', '=', file.id).execute()
}

export async function lockFile(tx: AnyTransaction, tenantId: TenantId, id: Id<'File'>): Promise<File | undefined> {
  const row = await of(tx).selectFrom('records.file').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toFile(row)
}

export async function readFile(db: Reader, tenantId: TenantId, id: Id<'File'>): Promise<File | undefined> {
  const row = await of(db).selectFrom('records.file').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toFile(row)
}

export async function updateDocument(tx: AnyTransaction, tenantId: TenantId, document: Document): Promise<void> {
  const { tenant_id: _, id: __, ...set } = documentRow(tenantId, document)
  await of(tx).updateTable('records.document').set(set).where('tenant_id', '=', tenantId).where('id', '=', document.id).execute()
}

export async function readDocument(db: Reader, tenantId: TenantId, id: Id<'Document'>): Promise<Document | undefined> {
  const row = await of(db).selectFrom('records.document').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toDocument(row)
}

/** The documents of a file in their order, those cancelled included. The caller has locked the file when it means to change any. */
export async function readAllFileDocuments(db: Reader, tenantId: TenantId, fileId: Id<'File'>): Promise<Document[]> {
  const rows = await of(db).selectFrom('records.document').selectAll().where('tenant_id', '=', tenantId).where('file_id', '=', fileId).orderBy('order_in_file').execute()
  return rows.map(toDocument)
}

/** The same without the cancelled ones: what the file holds. */
export async function readFileDocuments(db: Reader, tenantId: TenantId, fileId: Id<'File'>): Promise<Document[]> {
  return (await readAllFileDocuments(db, tenantId, fileId)).filter(isPresent)
}

/** What answers a document, in whatever file either lies by now; cancelled answers are none. */
export async function readAnswers(db: Reader, tenantId: TenantId, id: Id<'Document'>): Promise<Document[]> {
  const rows = await of(db).selectFrom('records.document').selectAll().where('tenant_id', '=', tenantId).where('answers_id', '=', id).execute()
  return rows.map(toDocument).filter(isPresent)
}

export function fileRow(tenantId: TenantId, file: File): FileRow {
  const { id, subject, state } = file
  return {
    id, subject, state, tenant_id: tenantId, unique_id: file.uniqueId, file_reference: file.fileReference, class_id: file.classId,
    holder_unit_id: file.holderUnitId, holder_person_id: file.holderPersonId, due_on: file.dueOn, created_at: file.createdAt, settled_at: file.settledAt,
    closed_at: file.closedAt, document_numbering: file.documentNumbering, trigger_year: file.triggerYear, disposal_mark: file.disposalMark,
    disposal_year: file.disposalYear,
  }
}

export function toFile(row: FileRow): File {
  const { id, subject, state } = row
  return {
    id, subject, state, uniqueId: row.unique_id, fileReference: row.file_reference, classId: row.class_id, holderUnitId: row.holder_unit_id,
    holderPersonId: row.holder_person_id, dueOn: row.due_on, createdAt: row.created_at, settledAt: row.settled_at,
    closedAt: row.closed_at, documentNumbering: row.document_numbering, triggerYear: row.trigger_year, disposalMark: row.disposal_mark,
    disposalYear: row.disposal_year,
  }
}

export function documentRow(tenantId: TenantId, document: Document): DocumentRow {
  const { id, direction, subject, state, channel } = document
  return {
    id, direction, subject, state, channel, tenant_id: tenantId, unique_id: document.uniqueId, reference_number: document.referenceNumber,
    file_id: document.fileId, order_in_file: document.orderInFile, party_id: document.partyId, sender_reference: document.senderReference,
    answers_id: document.answersId, received_at: document.receivedAt, created_at: document.createdAt, created_by: document.createdBy,
    settled_at: document.settledAt, settled_way: document.settledWay, settled_note: document.settledNote, dispatched_at: document.dispatchedAt,
    filed_at: document.filedAt, cancelled_at: document.cancelled?.at ?? null, cancelled_by: document.cancelled?.by ?? null,
    cancelled_reason: document.cancelled?.reason ?? null,
  }
}

export function toDocument(row: DocumentRow): Document {
  const { id, direction, subject, state, channel } = row
  return {
    id, direction, subject, state, channel, uniqueId: row.unique_id, referenceNumber: row.reference_number, fileId: row.file_id,
    orderInFile: row.order_in_file, partyId: row.party_id, senderReference: row.sender_reference, answersId: row.answers_id, receivedAt: row.received_at,
    createdAt: row.created_at, createdBy: row.created_by, settledAt: row.settled_at, settledWay: row.settled_way, settledNote: row.settled_note,
    dispatchedAt: row.dispatched_at, filedAt: row.filed_at,
    cancelled: row.cancelled_at && { at: row.cancelled_at, by: row.cancelled_by, reason: row.cancelled_reason ?? '' },
  }
}
