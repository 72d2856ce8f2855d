import { sql } from 'kysely'
import { copyRows, type AnyTransaction } from '../../platform/database/index.ts'
import type { WorkItem } from './model.ts'
import { rowTold } from './store-event.ts'
import { toRow, type TenantId } from './store.ts'

/** Adds the handling of files as it was in the past, thousands of items at once, each with the events that tell of it. */
export async function loadItems(tx: AnyTransaction, tenantId: TenantId, items: readonly WorkItem[]): Promise<void> {
  if (items.length === 0) return
  await copyRows(tx, 'circulation.item', items.map((item) => ({ ...toRow(tenantId, item), version: item.state === 'open' && item.takenBy === null ? 1 : 2 })))
  const ids = items.map(({ id }) => id)
  const whole = rowTold('i')
  const asked = sql`'{"state": "open", "taken_by": null, "outcome": null, "answer": null, "done_at": null, "done_by": null, "version": 1}'::jsonb`
  await sql`
    with loaded as materialized (
      select i.*, ${whole} as now, (${whole}) || ${asked} as at_first from unnest(${ids}::uuid[]) as given (id)
      join circulation.item as i on i.tenant_id = ${tenantId} and i.id = given.id)
    insert into circulation.item_event (tenant_id, subject_id, no, subject, at, by, change)
    select tenant_id, id, 1, 'item', asked_at, asked_by, at_first from loaded
    union all
    select tenant_id, id, 2, 'item', coalesce(done_at, asked_at), coalesce(done_by, taken_by),
      (select jsonb_object_agg(key, value) from jsonb_each(now) where value is distinct from at_first -> key)
    from loaded where version = 2`.execute(tx)
}
