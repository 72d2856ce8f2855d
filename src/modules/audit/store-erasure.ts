import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { EntryRow } from './store.ts'

type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<{ 'audit.entry': EntryRow }>(db)

export interface Particulars { readonly index: number; readonly at: Date; readonly event: string; readonly objectType: string; readonly objectId: string; readonly payload: string }

/** The particulars that are still there of entries about any of these things, oldest first; those of one kind of event left out. */
export async function readParticularsAbout(db: Reader, tenantId: Id<'Tenant'>, things: readonly string[], but: string): Promise<Particulars[]> {
  if (things.length === 0) return []
  const among = (column: string) => sql<boolean>`${sql.ref(column)} = any(${[...things]}::text[])`
  const rows = await of(db).selectFrom('audit.entry').select(['index', 'at', 'event', 'object_type', 'object_id', 'payload']).where('tenant_id', '=', tenantId)
    .where((e) => e.or([among('subject_id'), among('object_id')])).where('payload', 'is not', null).where('event', '<>', but).orderBy('index').execute()
  return rows.map(({ index, at, event, object_type: objectType, object_id: objectId, payload }) => ({ index, at, event, objectType, objectId, payload: payload ?? '' }))
}

/** The oldest entries of these kinds that were made before an instant and still have particulars. */
export async function readOld(db: Reader, tenantId: Id<'Tenant'>, events: readonly string[], before: Date, limit: number): Promise<number[]> {
  const rows = await of(db).selectFrom('audit.entry').select('index').where('tenant_id', '=', tenantId).where('at', '<', before)
    .where('event', '=', sql<string>`any(${[...events]}::text[])`).where('payload', 'is not', null).orderBy('index').limit(limit).execute()
  return rows.map(({ index }) => index)
}

/** Takes particulars and salt away; the database itself refuses it for an entry that speaks of an erasure. */
export async function eraseEntries(tx: AnyTransaction, tenantId: Id<'Tenant'>, indexes: readonly number[]): Promise<void> {
  if (indexes.length > 0) await sql`select audit.erase(${tenantId}::uuid, ${[...indexes]}::bigint[])`.execute(tx)
}
