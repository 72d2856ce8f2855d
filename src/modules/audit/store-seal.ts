import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { RenditionRow } from './store-rendition.ts'

/** The sealed form of a rendition. */
export interface SealRow { tenant_id: Id<'Tenant'>; day: Day; sha256: Sha256; size: number; sealed_at: Date }

type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<{ 'audit.rendition': RenditionRow; 'audit.rendition_seal': SealRow }>(db)

export async function insertSeal(tx: AnyTransaction, row: SealRow): Promise<void> {
  await of(tx).insertInto('audit.rendition_seal').values(row).execute()
}

export function readSeals(db: Reader, tenantId: Id<'Tenant'>): Promise<SealRow[]> {
  return of(db).selectFrom('audit.rendition_seal').selectAll().where('tenant_id', '=', tenantId).orderBy('day').execute()
}

/** Those of some days. */
export async function readSealedDays(db: Reader, tenantId: Id<'Tenant'>, days: readonly Day[]): Promise<Map<Day, SealRow>> {
  if (days.length === 0) return new Map()
  const rows = await of(db).selectFrom('audit.rendition_seal').selectAll().where('tenant_id', '=', tenantId).where('day', 'in', [...days]).execute()
  return new Map(rows.map((row) => [row.day, row]))
}

/** Renditions that have no sealed form, oldest first; `madeBefore`: only those made earlier. */
export async function readUnsealed(db: Reader, tenantId: Id<'Tenant'>, { madeBefore, limit }: { readonly madeBefore?: Date; readonly limit?: number } = {}): Promise<Day[]> {
  let select = of(db).selectFrom('audit.rendition as made').select('made.day').where('made.tenant_id', '=', tenantId)
    .where((e) => e.not(e.exists(e.selectFrom('audit.rendition_seal as sealed').select('sealed.day').where('sealed.tenant_id', '=', tenantId).whereRef('sealed.day', '=', 'made.day'))))
    .orderBy('made.day')
  if (madeBefore) select = select.where('made.made_at', '<', madeBefore)
  if (limit !== undefined) select = select.limit(limit)
  return (await select.execute()).map(({ day }) => day)
}
