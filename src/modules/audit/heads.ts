import type { Id } from '../../kernel/id.ts'
import type { Database } from '../../platform/database/index.ts'
import { readHeads } from './store.ts'

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
