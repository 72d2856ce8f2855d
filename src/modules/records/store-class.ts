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
    .where('tenant_id', '=', tenantId).where('default_unit_id', '=', unitId).where('valid_to', 'is', null).executeTakeFirst()
}

/** The regime of a class; null for a group, whose files its leaves keep. */
export function regimeOf(row: Pick<ClassRow, 'disposal_mark' | 'retention_years' | 'trigger' | 'check_years'>): Regime | null {
  const { disposal_mark: mark, retention_years: years, trigger, check_years: checkYears } = row
  return mark !== null && years !== null && trigger !== null ? { mark, years, trigger, checkYears } : null
}
