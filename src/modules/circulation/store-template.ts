import { sql, type ColumnType } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { sqlState, tablesOf, type AnyTransaction } from '../../platform/database/index.ts'
import type { ChangePolicy } from './model-route.ts'
import type { RouteTemplate, TemplateStage } from './model-template.ts'
import type { Reader, TenantId } from './store.ts'

interface TemplateRow {
  tenant_id: TenantId; id: Id<'RouteTemplate'>; unit_id: Id<'Unit'> | null; name: string; on_change: ChangePolicy
  stages: ColumnType<readonly TemplateStage[], string, string>; version: number; changed_by: Id<'Person'> | null; changed_at: Date
  retired_at: Date | null
}
const of = (db: Reader) => tablesOf<{ 'circulation.template': TemplateRow }>(db)

/** Those of the whole office and of this unit, by name. */
export async function readTemplates(db: Reader, tenantId: TenantId, unitId: Id<'Unit'> | null): Promise<RouteTemplate[]> {
  const rows = await of(db).selectFrom('circulation.template').selectAll().where('tenant_id', '=', tenantId).where('retired_at', 'is', null)
    .where((e) => e.or([e('unit_id', 'is', null), ...(unitId ? [e('unit_id', '=', unitId)] : [])]))
    .orderBy('name', (by) => by.collate('cs-x-icu')).orderBy('id').execute()
  return rows.map(toTemplate)
}

export async function readTemplate(db: Reader, tenantId: TenantId, id: Id<'RouteTemplate'>): Promise<RouteTemplate | undefined> {
  const row = await of(db).selectFrom('circulation.template').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).where('retired_at', 'is', null).executeTakeFirst()
  return row && toTemplate(row)
}

interface By { readonly by: Id<'Person'> | null; readonly at: Date }

/** Saves a template, or says that its name is taken among those of the same unit. */
export async function saveTemplate(tx: AnyTransaction, tenantId: TenantId, template: RouteTemplate, { by, at }: By): Promise<boolean> {
  const { id, name, version } = template
  const row = { name, version, unit_id: template.unitId, on_change: template.onChange, stages: JSON.stringify(template.stages), changed_by: by, changed_at: at }
  const { unit_id: _, ...changed } = row
  const saved = await of(tx).insertInto('circulation.template').values({ ...row, id, tenant_id: tenantId, retired_at: null })
    .onConflict((on) => on.columns(['tenant_id', 'id']).doUpdateSet(changed)).returning('id').execute().catch(taken)
  return saved !== null
}

export async function retireTemplate(tx: AnyTransaction, tenantId: TenantId, id: Id<'RouteTemplate'>, { by, at }: By): Promise<void> {
  await of(tx).updateTable('circulation.template').set({ retired_at: at, changed_by: by, changed_at: at, version: sql<number>`version + 1` })
    .where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

function taken(error: unknown): null {
  if (sqlState(error) === '23505') return null
  throw error
}

const toTemplate = ({ id, name, version, stages, unit_id: unitId, on_change: onChange }: TemplateRowRead): RouteTemplate => ({ id, name, version, stages, unitId, onChange })
type TemplateRowRead = Omit<TemplateRow, 'stages'> & { stages: readonly TemplateStage[] }
