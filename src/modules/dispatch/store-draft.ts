import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Draft } from './model-draft.ts'

interface DraftRow {
  tenant_id: Id<'Tenant'>; person_id: Id<'Person'>; document_id: Id<'Document'>; version: number; subject: string; body: string
  based_on: Sha256 | null; saved_at: Date
}
const of = (db: Database | AnyTransaction) => tablesOf<{ 'dispatch.draft': DraftRow }>(db)

/** Whose draft of what. */
export interface DraftKey { readonly tenantId: Id<'Tenant'>; readonly personId: Id<'Person'>; readonly documentId: Id<'Document'> }

export async function readDraft(db: Database | AnyTransaction, { tenantId, personId, documentId }: DraftKey): Promise<Draft | null> {
  const row = await of(db).selectFrom('dispatch.draft').selectAll()
    .where('tenant_id', '=', tenantId).where('person_id', '=', personId).where('document_id', '=', documentId).executeTakeFirst()
  return row ? { version: row.version, subject: row.subject, body: row.body, basedOn: row.based_on, savedAt: row.saved_at } : null
}

/** False when somebody else saved another version in between. */
export async function writeDraft(tx: AnyTransaction, { tenantId, personId, documentId }: DraftKey, draft: Draft): Promise<boolean> {
  const set = { version: draft.version, subject: draft.subject, body: draft.body, based_on: draft.basedOn, saved_at: draft.savedAt }
  const written = draft.version === 1
    ? await of(tx).insertInto('dispatch.draft').values({ tenant_id: tenantId, person_id: personId, document_id: documentId, ...set })
      .onConflict((on) => on.columns(['tenant_id', 'person_id', 'document_id']).doNothing()).returning('version').execute()
    : await of(tx).updateTable('dispatch.draft').set(set).where('tenant_id', '=', tenantId).where('person_id', '=', personId)
      .where('document_id', '=', documentId).where('version', '=', draft.version - 1).returning('version').execute()
  return written.length > 0
}

export async function deleteDraft(tx: AnyTransaction, { tenantId, personId, documentId }: DraftKey): Promise<void> {
  await of(tx).deleteFrom('dispatch.draft')
    .where('tenant_id', '=', tenantId).where('person_id', '=', personId).where('document_id', '=', documentId).execute()
}
