import type { Id } from '../../kernel/id.ts'
import type { Database } from '../../platform/database/index.ts'
import { isWhatHappened } from './model-event.ts'
import { readJournal, type Journaled } from './store-event.ts'

/** Items, stages and routes of an office that are not what their events add up to: somebody changed them behind the server's back. */
export async function verifyCirculation(db: Database, tenantId: Id<'Tenant'>): Promise<{ checked: number; damaged: { subject: Journaled; id: string }[] }> {
  let checked = 0
  const damaged: { subject: Journaled; id: string }[] = []
  for (const subject of ['item', 'stage', 'route'] as const) {
    for await (const { id, row, changes } of readJournal(db, tenantId, subject)) {
      checked++
      if (!isWhatHappened(row, changes)) damaged.push({ subject, id })
    }
  }
  return { checked, damaged }
}
