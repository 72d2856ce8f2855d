import type { Id } from '../../kernel/id.ts'
import type { Database } from '../../platform/database/index.ts'
import { findByPayload, readHeads } from './store.ts'

export interface LogHead {
  readonly tenantId: Id<'Tenant'>
  readonly origin: string
  readonly size: number
  /** The signed checkpoint, as text. */
  readonly note: string
}

/** The newest checkpoint of every tenant. */
export async function logHeads(db: Database): Promise<LogHead[]> {
  return (await readHeads(db)).map(({ tenant_id, origin, size, note }) => ({ tenantId: tenant_id, origin, size, note }))
}

/** The entry by which a document with this number was registered. Reads the whole log: for the command line, not for a screen. */
export async function findEntry(db: Database, tenantId: Id<'Tenant'>, referenceNumber: string): Promise<number | undefined> {
  return findByPayload(db, tenantId, 'referenceNumber', referenceNumber)
}
