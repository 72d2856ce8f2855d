import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { sqlState, tablesOf, type AnyTransaction } from '../../platform/database/index.ts'
import type { Reader } from './keeper.ts'
import type { Subject } from './model.ts'

type TenantId = Id<'Tenant'>

interface ExportRow {
  tenant_id: TenantId; id: Id<'Export'>; subject: Subject; reason: string; asked_by: Id<'Person'>; asked_at: Date; state: 'making' | 'ready' | 'expired'; sha256: Sha256 | null
  items: number | null; expires_at: Date | null
}
interface ErasureRow {
  tenant_id: TenantId; id: Id<'Erasure'>; subject: Subject; reason: string; plan: string; proposed_by: Id<'Person'>; proposed_at: Date; state: 'proposed' | 'confirmed' | 'withdrawn'
  decided_by: Id<'Person'> | null; decided_at: Date | null; documents: Id<'Document'>[]; contents: Sha256[]; erased: number | null; kept: number | null
}
interface PrivacyTables { 'privacy.export': ExportRow; 'privacy.erasure': ErasureRow }
const of = (db: Reader) => tablesOf<PrivacyTables>(db)

export type Export = Omit<ExportRow, 'tenant_id'>
export type Erasure = Omit<ErasureRow, 'tenant_id'>

/** One form for one subject, so that it can be compared. */
const written = (subject: Subject) => JSON.stringify(subject.kind === 'party' ? { kind: 'party', ids: [...subject.ids].sort() } : { kind: 'person', id: subject.id })

export async function insertExport(tx: AnyTransaction, tenantId: TenantId, { subject, ...row }: Export): Promise<void> {
  await of(tx).insertInto('privacy.export').values({ ...row, tenant_id: tenantId, subject: sql`${written(subject)}::jsonb` }).execute()
}

export async function lockExport(tx: AnyTransaction, tenantId: TenantId, id: Id<'Export'>): Promise<Export | undefined> {
  return of(tx).selectFrom('privacy.export').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function readExport(db: Reader, tenantId: TenantId, id: Id<'Export'>): Promise<Export | undefined> {
  return of(db).selectFrom('privacy.export').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
}

export async function updateExport(tx: AnyTransaction, tenantId: TenantId, { id, state, sha256, items, expires_at }: Export): Promise<void> {
  await of(tx).updateTable('privacy.export').set({ state, sha256, items, expires_at }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

/** Newest first. */
export async function readExports(db: Reader, tenantId: TenantId, limit: number): Promise<Export[]> {
  return of(db).selectFrom('privacy.export').selectAll().where('tenant_id', '=', tenantId).orderBy('id', 'desc').limit(limit).execute()
}

/** Copies of this person that are still there, locked. */
export async function lockReadyExports(tx: AnyTransaction, tenantId: TenantId, ids: readonly string[]): Promise<Export[]> {
  return of(tx).selectFrom('privacy.export').selectAll().where('tenant_id', '=', tenantId).where('state', '<>', 'expired')
    .where(sql<boolean>`(subject ->> 'id' = any(${[...ids]}::text[]) or subject -> 'ids' ?| ${[...ids]}::text[])`).orderBy('id').forUpdate().execute()
}

/** False when one of the same person waits already. */
export async function insertErasure(tx: AnyTransaction, tenantId: TenantId, { subject, ...row }: Erasure): Promise<boolean> {
  try {
    await of(tx).insertInto('privacy.erasure').values({ ...row, tenant_id: tenantId, subject: sql`${written(subject)}::jsonb` }).execute()
    return true
  } catch (error) {
    if (sqlState(error) === '23505') return false
    throw error
  }
}

export async function lockErasure(tx: AnyTransaction, tenantId: TenantId, id: Id<'Erasure'>): Promise<Erasure | undefined> {
  return of(tx).selectFrom('privacy.erasure').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function readErasure(db: Reader, tenantId: TenantId, id: Id<'Erasure'>): Promise<Erasure | undefined> {
  return of(db).selectFrom('privacy.erasure').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
}

export async function updateErasure(tx: AnyTransaction, tenantId: TenantId, { id, state, decided_by, decided_at, documents, contents, erased, kept, reason }: Erasure): Promise<void> {
  await of(tx).updateTable('privacy.erasure').set({ state, decided_by, decided_at, documents, contents, erased, kept, reason }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

/** Newest first. */
export async function readErasures(db: Reader, tenantId: TenantId, { state, limit }: { readonly state?: Erasure['state'] | undefined; readonly limit: number }): Promise<Erasure[]> {
  let select = of(db).selectFrom('privacy.erasure').selectAll().where('tenant_id', '=', tenantId).orderBy('id', 'desc').limit(limit)
  if (state) select = select.where('state', '=', state)
  return select.execute()
}

/** Those of the documents whose person was erased. */
export async function readErasedDocuments(db: Reader, tenantId: TenantId, ids: readonly Id<'Document'>[]): Promise<Id<'Document'>[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: Id<'Document'> }>`
    select distinct d.id from privacy.erasure e cross join lateral unnest(e.documents) as d(id)
    where e.tenant_id = ${tenantId} and e.state = 'confirmed' and e.documents && ${[...ids]}::uuid[] and d.id = any(${[...ids]}::uuid[])`.execute(db)
  return rows.map(({ id }) => id)
}

/** Who asked for what on whose request goes with the person. */
export async function blankReasons(tx: AnyTransaction, tenantId: TenantId, ids: readonly string[], word: string): Promise<void> {
  const about = sql`tenant_id = ${tenantId} and (subject ->> 'id' = any(${[...ids]}::text[]) or subject -> 'ids' ?| ${[...ids]}::text[])`
  await sql`update privacy.export set reason = ${word} where ${about}`.execute(tx)
  await sql`update privacy.erasure set reason = ${word} where ${about} and state = 'withdrawn'`.execute(tx)
}

/** Empties what the office remembers to have answered under a command's key, where that mentions the person. */
export async function blankOutcomes(tx: AnyTransaction, tenantId: TenantId, tells: readonly string[]): Promise<void> {
  if (tells.length === 0) return
  const patterns = tells.map((tell) => `%${JSON.stringify(tell).slice(1, -1).replace(/[\\%_]/g, '\\$&')}%`)
  await sql`update platform.command set outcome = null where tenant_id = ${tenantId} and outcome is not null and outcome::text ilike any(${patterns}::text[])`.execute(tx)
}

/** Takes the reasons out of what was told of these things. */
export async function blankEvents(tx: AnyTransaction, tenantId: TenantId, things: readonly string[]): Promise<void> {
  await sql`select privacy.blank_events(${tenantId}::uuid, ${[...things]}::text[])`.execute(tx)
}
