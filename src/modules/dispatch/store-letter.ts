import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'

/** What a document of the office is: an answer, one of the office's own will, or one that passes a received document on. */
export type LetterKind = 'answer' | 'own' | 'forward'

interface LetterTables {
  'dispatch.letter': { tenant_id: Id<'Tenant'>; document_id: Id<'Document'>; kind: Exclude<LetterKind, 'answer'> }
  'dispatch.answered': { tenant_id: Id<'Tenant'>; document_id: Id<'Document'>; answered_id: Id<'Document'> }
}
type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<LetterTables>(db)

export async function insertLetter(tx: AnyTransaction, tenantId: Id<'Tenant'>, documentId: Id<'Document'>, kind: Exclude<LetterKind, 'answer'>): Promise<void> {
  await of(tx).insertInto('dispatch.letter').values({ tenant_id: tenantId, document_id: documentId, kind }).execute()
}

/** Answers have no row. */
export async function readLetterKind(db: Reader, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<LetterKind> {
  const row = await of(db).selectFrom('dispatch.letter').select('kind').where('tenant_id', '=', tenantId).where('document_id', '=', documentId).executeTakeFirst()
  return row?.kind ?? 'answer'
}

export async function insertAnswered(tx: AnyTransaction, tenantId: Id<'Tenant'>, documentId: Id<'Document'>, answered: readonly Id<'Document'>[]): Promise<void> {
  if (answered.length === 0) return
  await of(tx).insertInto('dispatch.answered').values(answered.map((id) => ({ tenant_id: tenantId, document_id: documentId, answered_id: id }))).execute()
}

export async function readAnswered(db: Reader, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<Id<'Document'>[]> {
  const rows = await of(db).selectFrom('dispatch.answered').select('answered_id')
    .where('tenant_id', '=', tenantId).where('document_id', '=', documentId).orderBy('answered_id').execute()
  return rows.map((row) => row.answered_id)
}
