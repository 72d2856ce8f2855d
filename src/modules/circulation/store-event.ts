import { sql, type Expression } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Deed } from '../audit/index.ts'
import type { Columns } from './model-event.ts'

/** Of a deed, what a change of rows needs: the transaction, and who did it when. */
export type Change = Pick<Deed, 'tx' | 'actor' | 'at'>

export type Journaled = 'item' | 'stage' | 'route'

export interface EventRow {
  tenant_id: Id<'Tenant'>; subject_id: string; no: number; subject: Journaled; at: Date; by: Id<'Person'> | null
  /** Changed columns and their new values; the first event has all of them. */
  change: Columns
}

export const eventColumns = ['tenant_id', 'subject_id', 'no', 'subject', 'at', 'by', 'change'] as const

/** The database computes these itself, so they are no part of what happened. */
export const rowTold = (of: string) => sql`to_jsonb(${sql.ref(of)}) - 'waits_for' - 'answers_for' - 'due_key'`

/** The first event of each row just inserted as the common table expression `made`. */
export const firstEvents = (subject: Journaled, { actor, at }: Change): Expression<EventRow> => sql<EventRow>`
  select tenant_id, id, version, ${subject}::text, ${at}::timestamptz, ${actor.personId}::uuid, ${rowTold('made')} from made`

/**
 * What the update in `made` changed of the row that `old` read before it, found by the database itself: no change of a row can leave
 * its event out or tell another story. The row before is made JSON once (`offset 0`), not once for each of its columns.
 */
export const nextEvents = (subject: Journaled, { actor, at }: Change): Expression<EventRow> => sql<EventRow>`
  select made.tenant_id, made.id, made.version, ${subject}::text, ${at}::timestamptz, ${actor.personId}::uuid,
    (select jsonb_object_agg(key, value) from jsonb_each(${rowTold('made')}) where value is distinct from before.row -> key)
  from made join old on old.id = made.id cross join lateral (select to_jsonb(old) as row offset 0) as before`

export interface Journal { readonly id: string; readonly row: Columns; readonly changes: readonly Columns[] }

/** Every row of a kind with its events, some hundreds at a time. */
export async function* readJournal(db: Database, tenantId: Id<'Tenant'>, subject: Journaled): AsyncGenerator<Journal> {
  const table = sql.table(`circulation.${subject}`)
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await sql<Journal>`
      select t.id, to_jsonb(t) - 'waits_for' - 'answers_for' - 'due_key' as row,
        coalesce((select jsonb_agg(e.change order by e.no) from circulation.item_event e
          where e.tenant_id = t.tenant_id and e.subject = ${subject} and e.subject_id = t.id), '[]') as changes
      from ${table} t where t.tenant_id = ${tenantId} and t.id > ${after} order by t.id limit 500`.execute(db)
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}
