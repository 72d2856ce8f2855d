import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { of, toFile } from './store.ts'
import type { File } from './model.ts'

/** Files locked in the order of their ids, in which everybody who takes several takes them. */
export async function lockFilesInOrder(tx: AnyTransaction, tenantId: Id<'Tenant'>, ids: readonly Id<'File'>[]): Promise<File[]> {
  if (ids.length === 0) return []
  const rows = await of(tx).selectFrom('records.file').selectAll()
    .where('tenant_id', '=', tenantId).where('id', '=', sql<Id<'File'>>`any(${[...new Set(ids)]}::uuid[])`).orderBy('id').forUpdate().execute()
  return rows.map(toFile)
}

export interface Holding { readonly unitId: Id<'Unit'>; readonly personId: Id<'Person'> | null; readonly classId: Id<'Class'> | null }

/** Gives locked files to one holder; a file without a class gets the one given. */
export async function updateHolders(
  tx: AnyTransaction, tenantId: Id<'Tenant'>, ids: readonly Id<'File'>[], { unitId, personId, classId }: Holding,
): Promise<void> {
  await of(tx).updateTable('records.file')
    .set({ holder_unit_id: unitId, holder_person_id: personId, class_id: sql`coalesce(class_id, ${classId}::uuid)` })
    .where('tenant_id', '=', tenantId).where('id', '=', sql<Id<'File'>>`any(${[...ids]}::uuid[])`).execute()
}

/** Which of these documents may be given content: they are there, and their files are not closed. */
export async function readOpenDocuments(tx: AnyTransaction, tenantId: Id<'Tenant'>, ids: readonly Id<'Document'>[]): Promise<Set<Id<'Document'>>> {
  const rows = await of(tx).selectFrom('records.document as d').select('d.id')
    .innerJoin('records.file as f', (join) => join.onRef('f.tenant_id', '=', 'd.tenant_id').onRef('f.id', '=', 'd.file_id'))
    .where('d.tenant_id', '=', tenantId).where('d.id', '=', sql<Id<'Document'>>`any(${[...ids]}::uuid[])`).where('d.state', '<>', 'znepristupnen')
    .where('f.closed_at', 'is', null).execute()
  return new Set(rows.map(({ id }) => id))
}

/** The documents of many files, those of each in their order; cancelled ones are not there. */
export function readDocumentIds(
  tx: AnyTransaction, tenantId: Id<'Tenant'>, fileIds: readonly Id<'File'>[],
): Promise<{ id: Id<'Document'>; file_id: Id<'File'> }[]> {
  return of(tx).selectFrom('records.document').select(['id', 'file_id']).where('tenant_id', '=', tenantId)
    .where('file_id', '=', sql<Id<'File'>>`any(${[...fileIds]}::uuid[])`).where('state', '<>', 'znepristupnen').orderBy('file_id').orderBy('order_in_file').execute()
}
