import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import type { Reader } from './store.ts'

type TenantId = Id<'Tenant'>

export interface Sensitivity { readonly documentId: Id<'Document'>; readonly kind: 'document' | 'file' | 'class'; readonly reason: string; readonly markedBy: Id<'Person'> | null; readonly markedAt: Date }

/** Those of the documents that are sensitive and why: by themselves, by their file, or by its class or a group above it. The nearest mark counts. */
export async function readSensitive(db: Reader, tenantId: TenantId, documents: readonly Id<'Document'>[]): Promise<Sensitivity[]> {
  if (documents.length === 0) return []
  const { rows } = await sql<Sensitivity>`
    select distinct on (d.id) d.id as "documentId", s.kind, s.reason, s.marked_by as "markedBy", s.marked_at as "markedAt"
    from records.document d join records.file f on f.tenant_id = d.tenant_id and f.id = d.file_id
    join records.sensitive s on s.tenant_id = d.tenant_id and (s.thing_id = d.id or s.thing_id = f.id or s.kind = 'class' and s.thing_id in (
      with recursive up (id, parent_id) as (
        select c.id, c.parent_id from records.class c where c.tenant_id = d.tenant_id and c.id = f.class_id
        union select c.id, c.parent_id from records.class c join up on c.id = up.parent_id where c.tenant_id = d.tenant_id)
      select id from up))
    where d.tenant_id = ${tenantId} and d.id = any(${[...documents]}::uuid[])
    order by d.id, case s.kind when 'document' then 0 when 'file' then 1 else 2 end`.execute(db)
  return rows
}

export interface Mark { readonly thingId: string; readonly kind: Sensitivity['kind']; readonly reason: string; readonly by: Id<'Person'> | null; readonly at: Date }

export async function saveMark(tx: AnyTransaction, tenantId: TenantId, { thingId, kind, reason, by, at }: Mark): Promise<void> {
  await sql`insert into records.sensitive (tenant_id, thing_id, kind, reason, marked_by, marked_at) values (${tenantId}, ${thingId}, ${kind}, ${reason}, ${by}, ${at})
    on conflict (tenant_id, thing_id) do update set reason = excluded.reason, marked_by = excluded.marked_by, marked_at = excluded.marked_at`.execute(tx)
}

/** False when there was no mark of its own. */
export async function dropMark(tx: AnyTransaction, tenantId: TenantId, thingId: string): Promise<boolean> {
  return (await sql`delete from records.sensitive where tenant_id = ${tenantId} and thing_id = ${thingId}`.execute(tx)).numAffectedRows === 1n
}

export type Way = 'read' | 'taken' | 'denied'
export interface Reading { readonly documentId: Id<'Document'>; readonly personId: Id<'Person'>; readonly way: Way; readonly at: Date }

const tenMinutesMs = 600_000

/** Writes readings down; returns those that were not written in these ten minutes yet. Of many at once each is written by one. */
export async function insertReadings(tx: AnyTransaction, tenantId: TenantId, readings: readonly Reading[]): Promise<Reading[]> {
  const written: Reading[] = []
  for (const reading of readings.toSorted((a, b) => (a.documentId < b.documentId ? -1 : 1))) {
    const began = new Date(Math.floor(reading.at.getTime() / tenMinutesMs) * tenMinutesMs)
    const { numAffectedRows } = await sql`insert into records.reading (tenant_id, document_id, began_at, person_id, way, at)
      values (${tenantId}, ${reading.documentId}, ${began}, ${reading.personId}, ${reading.way}, ${reading.at}) on conflict do nothing`.execute(tx)
    if (numAffectedRows === 1n) written.push(reading)
  }
  return written
}

/** Who read a document, newest first. */
export async function readReadings(db: Reader, tenantId: TenantId, documentId: Id<'Document'>, { before, limit }: { readonly before: Date | null; readonly limit: number }): Promise<Reading[]> {
  const { rows } = await sql<Reading>`select document_id as "documentId", person_id as "personId", way, at from records.reading
    where tenant_id = ${tenantId} and document_id = ${documentId} and (${before}::timestamptz is null or at < ${before}) order by at desc, person_id, way limit ${limit}`.execute(db)
  return rows
}
