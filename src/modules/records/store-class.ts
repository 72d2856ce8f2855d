import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import type { Regime } from './model-regime.ts'
import { of, type ClassRow, type Reader } from './store.ts'

type TenantId = Id<'Tenant'>

export async function insertClasses(tx: AnyTransaction, rows: readonly ClassRow[]): Promise<void> {
  if (rows.length > 0) await of(tx).insertInto('records.class').values([...rows]).execute()
}

/** Every class the office has ever had, by its mark. */
export function readClasses(db: Reader, tenantId: TenantId): Promise<ClassRow[]> {
  return of(db).selectFrom('records.class').selectAll().where('tenant_id', '=', tenantId).orderBy('code').orderBy('valid_from').execute()
}

export function readClass(db: Reader, tenantId: TenantId, id: Id<'Class'>): Promise<ClassRow | undefined> {
  return of(db).selectFrom('records.class').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
}

/** Where new files of a unit belong. */
export function defaultClass(db: Reader, tenantId: TenantId, unitId: Id<'Unit'>): Promise<ClassRow | undefined> {
  return of(db).selectFrom('records.class').selectAll()
    .where('tenant_id', '=', tenantId).where('default_unit_id', '=', unitId).where('valid_to', 'is', null).orderBy('code').executeTakeFirst()
}

/** The regime of a class; null for a group, whose files its leaves keep. */
export function regimeOf(row: Pick<ClassRow, 'disposal_mark' | 'retention_years' | 'trigger' | 'check_years'>): Regime | null {
  const { disposal_mark: mark, retention_years: years, trigger, check_years: checkYears } = row
  return mark !== null && years !== null && trigger !== null ? { mark, years, trigger, checkYears } : null
}

export async function updateClass(tx: AnyTransaction, { tenant_id: tenantId, id, ...set }: ClassRow): Promise<void> {
  await of(tx).updateTable('records.class').set(set).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

/** From then on no file is opened in these classes. */
export async function endClasses(tx: AnyTransaction, tenantId: TenantId, ids: readonly Id<'Class'>[], on: Day): Promise<void> {
  if (ids.length === 0) return
  await of(tx).updateTable('records.class').set({ valid_to: sql`greatest(valid_from, ${on}::date)` }).where('tenant_id', '=', tenantId).where('id', 'in', ids).execute()
}

/** Puts the files of one class that are not closed under another; returns them. */
export async function moveOpenFiles(tx: AnyTransaction, tenantId: TenantId, from: Id<'Class'>, to: Id<'Class'>): Promise<Id<'File'>[]> {
  const moved = await of(tx).updateTable('records.file').set({ class_id: to })
    .where('tenant_id', '=', tenantId).where('class_id', '=', from).where('closed_at', 'is', null).returning('id').execute()
  return moved.map(({ id }) => id)
}
