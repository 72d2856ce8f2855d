import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { ChangeKind, NotedChange } from './model-change.ts'

interface ChangeRow {
  tenant_id: Id<'Tenant'>; component_id: Id<'Component'>; number: number; kind: ChangeKind; reason: string; made_at: Date; made_by: Id<'Person'> | null
}
const of = (db: Database | AnyTransaction) => tablesOf<{ 'records.change': ChangeRow }>(db)

export async function insertChange(tx: AnyTransaction, tenantId: Id<'Tenant'>, { componentId, number, kind, reason, at, by }: NotedChange): Promise<void> {
  await of(tx).insertInto('records.change').values({ number, kind, reason, tenant_id: tenantId, component_id: componentId, made_at: at, made_by: by }).execute()
}

/** What was noted of these components, in the order it was noted. */
export async function readChanges(db: Database | AnyTransaction, tenantId: Id<'Tenant'>, componentIds: readonly Id<'Component'>[]): Promise<NotedChange[]> {
  if (componentIds.length === 0) return []
  const rows = await of(db).selectFrom('records.change').selectAll().where('tenant_id', '=', tenantId).where('component_id', 'in', componentIds)
    .orderBy('made_at').orderBy('number').execute()
  return rows.map(({ component_id: componentId, number, kind, reason, made_at: at, made_by: by }) => ({ componentId, number, kind, reason, at, by }))
}
