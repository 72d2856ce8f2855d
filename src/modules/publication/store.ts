import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import { defaultScope, type PublicStep, type Scope, type StepKind } from './model.ts'

type TenantId = Id<'Tenant'>
type MatterId = Id<'Document'>

interface OfficeRow { tenant_id: TenantId; host: string | null; name: string; address: string; email: string; data_box: string | null; log_origin: string }
interface ScopeRow { tenant_id: TenantId; unit_names: boolean; statements: boolean; due_date: boolean; subject: boolean }
interface MatterRow {
  tenant_id: TenantId; id: MatterId; number: string; number_key: string; code_hash: Buffer; language: 'cs' | 'en'; received_at: Date; opened_on: Day
  due_on: Day | null; subject: string | null; proof: string | null; receipt_at: Date | null
}
interface StepRow { tenant_id: TenantId; matter_id: MatterId; id: Id<'Event'>; on_day: Day; kind: StepKind; unit_name: string | null; unit_names: string[] }

interface PublicationTables {
  'publication.office': OfficeRow
  'publication.scope': ScopeRow
  'publication.matter': MatterRow
  'publication.step': StepRow
  'publication.withdrawn': { tenant_id: TenantId; matter_id: MatterId }
}
type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<PublicationTables>(db)

export interface PublicOffice {
  readonly tenantId: TenantId
  readonly name: string
  readonly address: string
  readonly email: string
  readonly dataBox: string | null
  readonly logOrigin: string
}

export interface Matter {
  readonly id: MatterId
  readonly number: string
  readonly numberKey: string
  readonly codeHash: Buffer
  readonly language: 'cs' | 'en'
  readonly receivedAt: Date
  readonly openedOn: Day
  readonly dueOn: Day | null
  readonly subject: string | null
  /** The text of a `.tlog-proof`, as soon as it is made. */
  readonly proof: string | null
  readonly receiptAt: Date | null
}

export async function saveOffice(db: Reader, office: PublicOffice, host: string | null): Promise<void> {
  const { tenantId, name, address, email } = office
  const set = { host, name, address, email, data_box: office.dataBox, log_origin: office.logOrigin }
  await of(db).insertInto('publication.office').values({ tenant_id: tenantId, ...set })
    .onConflict((on) => on.column('tenant_id').doUpdateSet(set)).execute()
}

/** The office reached under this host name, or the only one there is. */
export async function findOffice(db: Reader, host: string | null): Promise<PublicOffice | undefined> {
  const rows = await of(db).selectFrom('publication.office').selectAll().execute()
  const row = rows.find((office) => office.host !== null && office.host === host) ?? (rows.length === 1 ? rows[0] : undefined)
  return row && { tenantId: row.tenant_id, name: row.name, address: row.address, email: row.email, dataBox: row.data_box, logOrigin: row.log_origin }
}

export async function readScope(db: Reader, tenantId: TenantId): Promise<Scope> {
  const row = await of(db).selectFrom('publication.scope').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst()
  return row ? { unitNames: row.unit_names, statements: row.statements, dueDate: row.due_date, subject: row.subject } : defaultScope
}

/** False when the matter had been opened before. */
export async function insertMatter(tx: AnyTransaction, tenantId: TenantId, matter: Matter): Promise<boolean> {
  const { id, number, language, subject, proof } = matter
  const inserted = await of(tx).insertInto('publication.matter').values({
    id, number, language, subject, proof, tenant_id: tenantId, number_key: matter.numberKey, code_hash: matter.codeHash, received_at: matter.receivedAt,
    opened_on: matter.openedOn, due_on: matter.dueOn, receipt_at: matter.receiptAt,
  }).onConflict((on) => on.columns(['tenant_id', 'id']).doNothing()).returning('id').execute()
  return inserted.length > 0
}

export async function insertStep(db: Reader, tenantId: TenantId, matterId: MatterId, { id, on, kind, unitName, unitNames }: PublicStep): Promise<void> {
  await of(db).insertInto('publication.step')
    .values({ tenant_id: tenantId, matter_id: matterId, id, on_day: on, kind, unit_name: unitName, unit_names: [...unitNames] })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'matter_id', 'id', 'kind']).doNothing()).execute()
}

export async function keepProof(db: Reader, tenantId: TenantId, id: MatterId, proof: string): Promise<void> {
  await of(db).updateTable('publication.matter').set({ proof }).where('tenant_id', '=', tenantId).where('id', '=', id).where('proof', 'is', null).execute()
}

export async function markReceipt(tx: AnyTransaction, tenantId: TenantId, id: MatterId, at: Date): Promise<void> {
  await of(tx).updateTable('publication.matter').set({ receipt_at: at }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

export async function readMatter(db: Reader, tenantId: TenantId, id: MatterId): Promise<Matter | undefined> {
  const row = await of(db).selectFrom('publication.matter').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toMatter(row)
}

/** Nothing of the matter is told from now on, whether or not it has been opened yet. */
export async function withdrawMatter(db: Reader, tenantId: TenantId, id: MatterId): Promise<void> {
  await of(db).insertInto('publication.withdrawn').values({ tenant_id: tenantId, matter_id: id }).onConflict((on) => on.doNothing()).execute()
}

export async function isWithdrawn(db: Reader, tenantId: TenantId, id: MatterId): Promise<boolean> {
  const row = await of(db).selectFrom('publication.withdrawn').select('matter_id').where('tenant_id', '=', tenantId).where('matter_id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** Usually one; more only where an office's numbers differ in nothing but white space. */
export async function findMatters(db: Reader, tenantId: TenantId, numberKey: string): Promise<Matter[]> {
  const rows = await of(db).selectFrom('publication.matter').selectAll()
    .where('tenant_id', '=', tenantId).where('number_key', '=', numberKey)
    .where((e) => e.not(e.exists(e.selectFrom('publication.withdrawn as w').select('w.matter_id')
      .whereRef('w.tenant_id', '=', 'publication.matter.tenant_id').whereRef('w.matter_id', '=', 'publication.matter.id'))))
    .orderBy('id').limit(5).execute()
  return rows.map(toMatter)
}

export async function readSteps(db: Reader, tenantId: TenantId, matterId: MatterId): Promise<PublicStep[]> {
  const rows = await of(db).selectFrom('publication.step').selectAll().where('tenant_id', '=', tenantId).where('matter_id', '=', matterId).execute()
  return rows.map((row) => ({ id: row.id, on: row.on_day, kind: row.kind, unitName: row.unit_name, unitNames: row.unit_names }))
}

function toMatter(row: MatterRow): Matter {
  const { id, number, language, subject, proof } = row
  return {
    id, number, language, subject, proof, numberKey: row.number_key, codeHash: row.code_hash, receivedAt: row.received_at, openedOn: row.opened_on,
    dueOn: row.due_on, receiptAt: row.receipt_at,
  }
}
