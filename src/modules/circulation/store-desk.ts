import type { Id } from '../../kernel/id.ts'
import { tablesOf, type AnyTransaction } from '../../platform/database/index.ts'
import type { WorkItem } from './model.ts'
import { toItem, type ItemRow, type Reader, type TenantId } from './store.ts'

const of = (db: Reader) => tablesOf<{ 'circulation.item': ItemRow & { readonly waits_for?: string } }>(db)

/** Everything open on somebody's desk, locked in the order of ids. */
export async function lockDesk(tx: AnyTransaction, tenantId: TenantId, desk: Id<'Person'>): Promise<WorkItem[]> {
  const rows = await of(tx).selectFrom('circulation.item').selectAll()
    .where('tenant_id', '=', tenantId).where('waits_for', '=', desk).where('state', '=', 'open').orderBy('id').forUpdate().execute()
  return rows.map(toItem)
}

/** How much waits for a person or a unit besides the files they hold. */
export async function countDesk(db: Reader, tenantId: TenantId, desk: Id<'Person'> | Id<'Unit'>): Promise<number> {
  const { count } = await of(db).selectFrom('circulation.item').select((e) => e.fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId).where('waits_for', '=', desk).where('state', '=', 'open')
    .where((e) => e.or([e('kind', '<>', 'handle'), e('stage_id', 'is not', null)])).executeTakeFirstOrThrow()
  return count
}
