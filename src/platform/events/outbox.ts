import { sql } from 'kysely'
import { newId, type Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import { tablesOf, type AnyTransaction, type Database } from '../database/index.ts'

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
  'platform.outbox': { tenant_id: Id<'Tenant'>; id: Id<'Event'>; name: DomainEvent['name']; subject: string; at: Date; body: DomainEvent['body'] }
}

/** The task under which an event waits to be delivered. */
export const eventTask = 'platform.event'

/** Events and the jobs that deliver them, written in the transaction of the change itself: all are kept, or none. */
export async function publish(tx: AnyTransaction, events: readonly DomainEvent[]): Promise<void> {
  for (const event of events) {
    const id = newId<'Event'>(event.at)
    await sql`
      with told as (
        insert into platform.outbox (tenant_id, id, name, subject, at, body)
        values (${event.tenantId}, ${id}, ${event.name}, ${event.subject}, ${event.at}, ${JSON.stringify(event.body)})
        returning tenant_id, id, subject
      )
      select platform.enqueue(${eventTask}, json_build_object('tenantId', tenant_id, 'id', id), subject) from told
    `.execute(tx)
  }
}

/** Asks the worker for a piece of work, in the same transaction as the reason for it. Jobs of one `queue` run one by one. */
export async function enqueue(tx: AnyTransaction, task: string, payload: Json, queue: string | null = null): Promise<void> {
  await sql`select platform.enqueue(${task}, ${JSON.stringify(payload)}::json, ${queue})`.execute(tx)
}

export async function readEvent(db: Database, tenantId: Id<'Tenant'>, id: Id<'Event'>): Promise<DeliveredEvent | undefined> {
  const row = await tablesOf<OutboxTables>(db).selectFrom('platform.outbox').selectAll()
    .where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const { tenant_id, ...event } = row
  return { tenantId: tenant_id, ...event }
}
