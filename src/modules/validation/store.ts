import { sql } from 'kysely'
import type { DocumentReport } from '../../engines/verdict/index.ts'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import type { ValidationRecord } from './model.ts'

type Reader = Database | AnyTransaction
type TenantId = Id<'Tenant'>

const columns = sql`id, document_id as "documentId", component_id as "componentId", version, sha256, judged_at as "judgedAt", judged_by as "judgedBy", report`

/** The newest of each content of a document. */
export async function readNewest(db: Reader, tenantId: TenantId, documentId: Id<'Document'>): Promise<ValidationRecord[]> {
  const { rows } = await sql<ValidationRecord>`select distinct on (component_id, version) ${columns} from validation.record
    where tenant_id = ${tenantId} and document_id = ${documentId} order by component_id, version, judged_at desc, id desc`.execute(db)
  return rows
}

/** All of these documents, oldest first. */
export async function readRecords(db: Reader, tenantId: TenantId, documentIds: readonly Id<'Document'>[]): Promise<ValidationRecord[]> {
  const { rows } = await sql<ValidationRecord>`select ${columns} from validation.record
    where tenant_id = ${tenantId} and document_id = any(${[...documentIds]}::uuid[]) order by judged_at, id`.execute(db)
  return rows
}

export async function insertRecord(tx: AnyTransaction, tenantId: TenantId, record: Omit<ValidationRecord, 'report'> & { readonly report: DocumentReport }): Promise<void> {
  const { id, documentId, componentId, version, sha256, judgedAt, judgedBy, report } = record
  await sql`insert into validation.record (tenant_id, id, document_id, component_id, version, sha256, judged_at, judged_by, verdict, report)
    values (${tenantId}, ${id}, ${documentId}, ${componentId}, ${version}, ${sha256}, ${judgedAt}, ${judgedBy}, ${report.verdict}, ${asJson(report)}::jsonb)`.execute(tx)
}

/** Until the end of the transaction nobody else keeps findings about what this office signed. */
export async function lockKeeping(tx: AnyTransaction, tenantId: TenantId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`validation.own ${tenantId}`}, 0))`.execute(tx)
}

/** Names and reasons are words of strangers: the database takes no zero characters. */
const asJson = (report: DocumentReport): string => JSON.stringify(report, (_, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '') : value))

/** Of documents whose content is gone nothing is kept. */
export async function deleteRecords(tx: AnyTransaction, tenantId: TenantId, documentIds: readonly Id<'Document'>[]): Promise<void> {
  await sql`delete from validation.record where tenant_id = ${tenantId} and document_id = any(${[...documentIds]}::uuid[])`.execute(tx)
}
