import type { Id } from '../../kernel/id.ts'
import type { Database } from '../../platform/database/index.ts'
import type { HistoryItem } from '../audit/index.ts'
import { readAllGrants, type GrantKey } from './store-verify.ts'

/** Who was given a document to see, by `document/grantee`, and the entry that says so. */
export type LoggedGrants = Map<string, number>

/** A document is seen by the unit its file is for and by its author from the start; by others from when they were given it. */
export function readGrantEntry(grants: LoggedGrants, { index, event, objectType, objectId, actorId, particulars }: HistoryItem): void {
  if (objectType !== 'Dokument' || !particulars) return
  const { unitId, granteeId } = particulars
  const given = event === 'Zalozeni' ? [unitId, actorId] : event === 'ZmenaOpravneni' ? [granteeId] : []
  for (const grantee of given) if (typeof grantee === 'string') grants.set(`${objectId}/${grantee}`, index)
}

export interface GrantDamage { readonly entry: number | null; readonly what: 'grant-not-in-log' | 'grant-missing'; readonly detail: string }

/** Names every right to see a document that nobody gave, and every given one that was taken away. Documents whose words were erased are left out. */
export async function verifyGrants(db: Database, tenantId: Id<'Tenant'>, logged: LoggedGrants, erased: ReadonlySet<string>): Promise<GrantDamage[]> {
  const damage: GrantDamage[] = []
  const unseen = new Map(logged)
  let last: GrantKey | undefined
  do {
    const rows: GrantKey[] = await readAllGrants(db, tenantId, last ?? null, 5000)
    for (const { document_id: document, grantee_id: grantee } of rows) {
      const key = `${document}/${grantee}`
      if (!unseen.delete(key) && !logged.has(key) && !erased.has(document)) damage.push({ entry: null, what: 'grant-not-in-log', detail: `document ${document} is shown to ${grantee}, whom nobody gave it` })
    }
    last = rows.at(-1)
  } while (last)
  for (const [key, entry] of unseen) {
    const [document = '', grantee = ''] = key.split('/')
    if (!erased.has(document)) damage.push({ entry, what: 'grant-missing', detail: `document ${document} was given to ${grantee}, who does not see it` })
  }
  return damage
}
