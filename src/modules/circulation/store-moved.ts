import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { tablesOf } from '../../platform/database/index.ts'
import { eventColumns, nextEvents, type Change, type EventRow } from './store-event.ts'
import type { Reader, TenantId } from './store.ts'

interface Placed { tenant_id: TenantId; id: string; file_id: Id<'File'>; document_id: Id<'Document'>; kind?: string; state: string; version: number }
interface Tables { 'circulation.item': Placed; 'circulation.route': Placed; 'circulation.item_event': EventRow }
const of = (db: Reader) => tablesOf<Tables>(db)

/** Everything about a document that stands in one file stands in another from now on, each row with its event. */
export async function followDocument(change: Change, documentId: Id<'Document'>, from: Id<'File'>, to: Id<'File'>): Promise<void> {
  const { tx, actor: { tenantId } } = change
  for (const [subject, table] of [['route', 'circulation.route'], ['item', 'circulation.item']] as const) {
    await of(tx)
      .with('old', (db) => db.selectFrom(table).selectAll().where('tenant_id', '=', tenantId).where('document_id', '=', documentId).where('file_id', '=', from))
      .with('made', (db) => db.updateTable(table).set({ file_id: to, version: sql<number>`version + 1` })
        .where('tenant_id', '=', tenantId).where('document_id', '=', documentId).where('file_id', '=', from).returningAll())
      .insertInto('circulation.item_event').columns(eventColumns).expression(nextEvents(subject, change)).execute()
  }
}

/** Those of the documents about which somebody is still asked for something other than handling the file or taking note. */
export async function unfinishedDocuments(db: Reader, tenantId: TenantId, documentIds: readonly Id<'Document'>[]): Promise<Id<'Document'>[]> {
  if (documentIds.length === 0) return []
  const rows = await of(db).selectFrom('circulation.item').select('document_id').distinct()
    .where('tenant_id', '=', tenantId).where('document_id', 'in', documentIds).where('state', '=', 'open').where('kind', 'not in', ['handle', 'note']).execute()
  return rows.map(({ document_id: id }) => id)
}
