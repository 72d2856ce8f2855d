import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'

/** A text that a unit, or without one the whole office, writes again and again. */
export interface Snippet {
  readonly id: Id<'Snippet'>
  readonly unitId: Id<'Unit'> | null
  readonly title: string
  readonly body: string
}
interface SnippetRow {
  tenant_id: Id<'Tenant'>; id: Id<'Snippet'>; unit_id: Id<'Unit'> | null; title: string; body: string; saved_by: Id<'Person'>; saved_at: Date
  retired_at: Date | null
}
type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<{ 'dispatch.snippet': SnippetRow }>(db)

/** Those of a unit and of everybody, by title. */
export async function readSnippets(db: Reader, tenantId: Id<'Tenant'>, unitId: Id<'Unit'> | null): Promise<Snippet[]> {
  const rows = await of(db).selectFrom('dispatch.snippet').selectAll().where('tenant_id', '=', tenantId).where('retired_at', 'is', null)
    .where((e) => unitId ? e.or([e('unit_id', '=', unitId), e('unit_id', 'is', null)]) : e('unit_id', 'is', null)).orderBy('title').orderBy('id').limit(200).execute()
  return rows.map(toSnippet)
}

export async function lockSnippet(tx: AnyTransaction, tenantId: Id<'Tenant'>, id: Id<'Snippet'>): Promise<Snippet | undefined> {
  const row = await of(tx).selectFrom('dispatch.snippet').selectAll()
    .where('tenant_id', '=', tenantId).where('id', '=', id).where('retired_at', 'is', null).forUpdate().executeTakeFirst()
  return row && toSnippet(row)
}

interface Saved { readonly by: Id<'Person'>; readonly at: Date }

export async function insertSnippet(tx: AnyTransaction, tenantId: Id<'Tenant'>, { id, unitId, title, body }: Snippet, { by, at }: Saved): Promise<void> {
  await of(tx).insertInto('dispatch.snippet')
    .values({ tenant_id: tenantId, id, unit_id: unitId, title, body, saved_by: by, saved_at: at, retired_at: null }).execute()
}

export async function updateSnippet(tx: AnyTransaction, tenantId: Id<'Tenant'>, { id, title, body }: Snippet, { by, at }: Saved, retired: boolean): Promise<void> {
  await of(tx).updateTable('dispatch.snippet').set({ title, body, saved_by: by, saved_at: at, retired_at: retired ? at : null })
    .where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

const toSnippet = (row: SnippetRow): Snippet => ({ id: row.id, unitId: row.unit_id, title: row.title, body: row.body })
