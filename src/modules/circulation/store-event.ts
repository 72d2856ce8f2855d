import { sql, type Expression } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import type { Deed } from '../audit/index.ts'

/** Of a deed, what a change of rows needs: the transaction, and who did it when. */
export type Change = Pick<Deed, 'tx' | 'actor' | 'at'>

export type Journaled = 'item' | 'stage' | 'route'

export interface EventRow {
  tenant_id: Id<'Tenant'>; subject_id: string; no: number; subject: Journaled; at: Date; by: Id<'Person'> | null
  /** Changed columns and their new values; the first event has all of them. */
  change: { readonly [column: string]: Json }
}

export const eventColumns = ['tenant_id', 'subject_id', 'no', 'subject', 'at', 'by', 'change'] as const

/** The database computes these itself, so they are no part of what happened. */
const row = (of: string) => sql`to_jsonb(${sql.ref(of)}) - 'waits_for' - 'answers_for'`

/** The first event of each row just inserted as the common table expression `made`. */
export const firstEvents = (subject: Journaled, { actor, at }: Change): Expression<EventRow> => sql<EventRow>`
  select tenant_id, id, version, ${subject}::text, ${at}::timestamptz, ${actor.personId}::uuid, ${row('made')} from made`

/**
 * What the update in `made` changed of the row that `old` read before it, found by the database itself: no change of a row can leave
 * its event out or tell another story.
 */
export const nextEvents = (subject: Journaled, { actor, at }: Change): Expression<EventRow> => sql<EventRow>`
  select made.tenant_id, made.id, made.version, ${subject}::text, ${at}::timestamptz, ${actor.personId}::uuid,
    (select jsonb_object_agg(key, value) from jsonb_each(${row('made')}) where value is distinct from to_jsonb(old) -> key)
  from made join old on old.id = made.id`
