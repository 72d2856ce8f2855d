import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'

/** What a document of the office is: an answer, one of its own will, one that passes a received document on, or that puts right one already sent. */
export type LetterKind = 'answer' | 'own' | 'forward' | 'correction'

interface LetterTables {
  'dispatch.letter': { tenant_id: Id<'Tenant'>; document_id: Id<'Document'>; kind: Exclude<LetterKind, 'answer'>; corrects_id: Id<'Document'> | null }
  'dispatch.answered': { tenant_id: Id<'Tenant'>; document_id: Id<'Document'>; answered_id: Id<'Document'> }
}
type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<LetterTables>(db)

export async function insertLetter(tx: AnyTransaction, tenantId: Id<'Tenant'>, documentId: Id<'Document'>, kind: Exclude<LetterKind, 'answer'>, correctsId: Id<'Document'> | null = null): Promise<void> {
  await of(tx).insertInto('dispatch.letter').values({ tenant_id: tenantId, document_id: documentId, kind, corrects_id: correctsId }).execute()
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

/** Which document each of these corrects, and by which it is corrected; both are told of as they stand in the same file. */
export async function readCorrections(db: Reader, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<{ readonly corrects: Id<'Document'> | null; readonly correctedBy: readonly Id<'Document'>[] }> {
  const rows = await of(db).selectFrom('dispatch.letter').select(['document_id', 'corrects_id']).where('tenant_id', '=', tenantId)
    .where((e) => e.or([e('document_id', '=', documentId), e('corrects_id', '=', documentId)])).where('corrects_id', 'is not', null).orderBy('document_id').execute()
  return {
    corrects: rows.find((row) => row.document_id === documentId)?.corrects_id ?? null,
    correctedBy: rows.filter((row) => row.corrects_id === documentId).map((row) => row.document_id),
  }
}
