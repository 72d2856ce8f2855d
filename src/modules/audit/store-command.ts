import type { Id } from '../../kernel/id.ts'
import type { Actor } from '../../kernel/actor.ts'
import { sendAhead, tablesOf, type AnyTransaction } from '../../platform/database/index.ts'

interface CommandTables {
  'platform.command': {
    tenant_id: Id<'Tenant'>; key: string; actor: string; name: string; fingerprint: string; outcome: string | null; at: Date
  }
}

interface Claim { readonly key: string; readonly name: string; readonly fingerprint: string; readonly at: Date }

/**
 * Takes a command key for this transaction. A concurrent twin waits here for the first one to end.
 * Returns what the key already led to, `other` when it belongs to something else, or nothing when it is ours now.
 */
export async function claimCommand(tx: AnyTransaction, actor: Actor, claim: Claim): Promise<{ value: unknown } | 'other' | undefined> {
  const db = tablesOf<CommandTables>(tx)
  const row = { tenant_id: actor.tenantId, actor: actor.personId ?? actor.name, outcome: null, ...claim }
  const inserted = await db.insertInto('platform.command').values(row)
    .onConflict((on) => on.columns(['tenant_id', 'key']).doNothing()).returning('key').executeTakeFirst()
  if (inserted) return undefined
  const known = await db.selectFrom('platform.command').selectAll()
    .where('tenant_id', '=', actor.tenantId).where('key', '=', claim.key).executeTakeFirstOrThrow()
  if (known.actor !== row.actor || known.fingerprint !== claim.fingerprint) return 'other'
  return { value: (known.outcome as { value?: unknown } | null)?.value }
}

export async function keepOutcome(tx: AnyTransaction, tenantId: Id<'Tenant'>, key: string, value: unknown): Promise<void> {
  await sendAhead(tx, tablesOf<CommandTables>(tx).updateTable('platform.command').set({ outcome: JSON.stringify({ value }) })
    .where('tenant_id', '=', tenantId).where('key', '=', key))
}
