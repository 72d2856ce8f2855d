import { sql, type ColumnType, type Generated } from 'kysely'
import { newId, type Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import { sendAhead, tablesOf, type AnyTransaction, type Database } from '../database/index.ts'

/** Something that has happened, told to the rest of the office in the past tense. `subject` orders its own events. */
export interface DomainEvent {
  readonly tenantId: Id<'Tenant'>
  readonly name: `${string}.${string}`
  readonly subject: string
  readonly at: Date
  readonly body: { readonly [key: string]: Json }
}

export interface DeliveredEvent extends DomainEvent {
  readonly id: Id<'Event'>
}

interface OutboxTables {
  'platform.outbox': { tenant_id: Id<'Tenant'>; id: Id<'Event'>; seq: Generated<number>; name: DomainEvent['name']; subject: string; at: Date; body: ColumnType<DomainEvent['body'], string, never> }
}

/** The task under which an event waits to be delivered. */
export const eventTask = 'platform.event'

/**
 * Events and the jobs that deliver them, written in the transaction of the change itself: all are kept, or none.
 * Events of one subject travel in one job, in their order, because adding a job costs more than everything else here.
 */
export async function publish(tx: AnyTransaction, events: readonly DomainEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ tenantId, body, ...event }) => ({ ...event, tenant_id: tenantId, id: newId<'Event'>(event.at), body: JSON.stringify(body) }))
  const parcels = Map.groupBy(rows, ({ tenant_id, subject }) => JSON.stringify([tenant_id, subject]))
  const jobs = [...parcels.values()].flatMap(([first, ...others]) =>
    first ? [{ queue: first.subject, payload: { tenantId: first.tenant_id, ids: [first.id, ...others.map(({ id }) => id)] } }] : [])
  await sendAhead(tx, tablesOf<OutboxTables>(tx).with('told', (db) => db.insertInto('platform.outbox').values(rows))
    .selectNoFrom(sql`platform.enqueue_all(${eventTask}, ${JSON.stringify(jobs)}::json)`.as('asked')))
}

/** Asks the worker for a piece of work, in the same transaction as the reason for it. Jobs of one `queue` run one by one. */
export async function enqueue(tx: AnyTransaction, task: string, payload: Json, queue: string | null = null): Promise<void> {
  await sql`select platform.enqueue(${task}, ${JSON.stringify(payload)}::json, ${queue})`.execute(tx)
}

/** The same for a later moment. A job that waits under the same key is replaced. A moment that has passed while nobody worked is now. */
export async function enqueueAt(tx: AnyTransaction, task: string, payload: Json, { at, key }: { readonly at: Date; readonly key: string }): Promise<void> {
  await sql`select platform.enqueue_at(${task}, ${JSON.stringify(payload)}::json, null, ${key}, ${at})`.execute(tx)
}

/** The same for work that nobody waits for: not before a moment, behind all other jobs, and those of one `queue` one by one. */
export async function enqueueBehind(tx: AnyTransaction, task: string, payload: Json, { at, queue }: { readonly at: Date; readonly queue: string }): Promise<void> {
  await sql`select platform.enqueue_behind(${task}, ${JSON.stringify(payload)}::json, ${queue}, ${at})`.execute(tx)
}

/** The events of one parcel, as they were told. */
export async function readEvents(db: Database, tenantId: Id<'Tenant'>, ids: readonly Id<'Event'>[]): Promise<DeliveredEvent[]> {
  const rows = await tablesOf<OutboxTables>(db).selectFrom('platform.outbox').selectAll()
    .where('tenant_id', '=', tenantId).where('id', 'in', ids).orderBy('seq').execute()
  return rows.map(({ tenant_id, id, name, subject, at, body }) => ({ tenantId: tenant_id, id, name, subject, at, body }))
}
