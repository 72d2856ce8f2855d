import type { Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import type { LeafBody } from './model.ts'
import { readEntries, type EntryQuery, type EntryRow } from './store.ts'

/** A log entry as a person reads it. `particulars` is null where they have been erased. */
export interface HistoryItem {
  readonly index: number
  readonly at: Date
  readonly event: string
  readonly objectType: string
  readonly objectId: string
  /** The thing in whose history the deed is read. */
  readonly subjectId: string
  readonly actorId: string | null
  readonly actorName: string | null
  /** In whose place it was done (v z.), by name. */
  readonly onBehalfOf: string | null
  /** The device it was done from. */
  readonly origin: string
  readonly outcome: string
  readonly particulars: { readonly [key: string]: Json } | null
}

/** Newest first. Whoever calls it has already decided that the reader may see this history. */
export async function readHistory(db: Database | AnyTransaction, tenantId: Id<'Tenant'>, query: EntryQuery): Promise<HistoryItem[]> {
  return (await readEntries(db, tenantId, query)).map(toHistory)
}

export function toHistory(row: EntryRow): HistoryItem {
  const particulars = row.payload === null ? null : (JSON.parse(row.payload) as { [key: string]: Json })
  const { origin, outcome } = JSON.parse(row.body) as LeafBody
  const name = particulars?.['actorName']
  const behalf = particulars?.['onBehalfOf']
  return {
    index: row.index, at: row.at, event: row.event, objectType: row.object_type, objectId: row.object_id, subjectId: row.subject_id, actorId: row.actor_id,
    actorName: typeof name === 'string' ? name : null, onBehalfOf: nameIn(behalf), origin, outcome, particulars,
  }
}

function nameIn(value: Json | undefined): string | null {
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : null
  return typeof name === 'string' ? name : null
}
