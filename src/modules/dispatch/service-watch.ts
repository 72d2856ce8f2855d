import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { enqueueAt } from '../../platform/events/index.ts'
import { perform } from '../audit/index.ts'
import { lockDocument, type RecordsDeps } from '../records/index.ts'
import { giveUp, isOverdue, isSilent, silentMs, type Consignment } from './model.ts'
import { rule, sendTask, watchTask } from './model-rule.ts'
import { fail } from './service-outcome.ts'
import { readAttempts, readConsignment, saveConsignment } from './store.ts'

/** Sees to it that a mail is looked after once more: jobs die with the process that runs them, the last attempt of one for good. */
export async function keepWatch(tx: AnyTransaction, tenantId: Id<'Tenant'>, dispatchId: Id<'Dispatch'>): Promise<void> {
  // The queue goes by the clock of the machine, whatever day the office has.
  await enqueueAt(tx, watchTask, { tenantId, dispatchId }, { at: new Date(Date.now() + silentMs), key: `${watchTask}:${dispatchId}` })
}

/**
 * Looks after a mail that has not left: one that nobody has tried for longer than any pause of the queue is tried again; one that has
 * waited for longer than all tries take is given up, with a notice. So no death of a process leaves a mail waiting for ever.
 */
export async function watchDispatch(deps: RecordsDeps, tenantId: Id<'Tenant'>, dispatchId: Id<'Dispatch'>): Promise<void> {
  const seen = await readConsignment(deps.db, tenantId, dispatchId)
  if (seen?.state !== 'nevypraveno') return
  const last = (await readAttempts(deps.db, tenantId, [dispatchId])).get(dispatchId)?.at(-1)?.at ?? null
  const done = await perform(deps, automaton(tenantId, rule), { name: 'watch-dispatch' }, async (deed): Promise<Result<Consignment | null, 'not-found'>> => {
    const carried = await lockDocument(deed, seen.documentId)
    const now = await readConsignment(deed.tx, tenantId, dispatchId)
    if (!carried.ok || now?.state !== 'nevypraveno') return accept(null)
    if (isSilent(now, last, deed.at) && isOverdue(now, deed.at)) {
      const given = giveUp(now)
      await saveConsignment(deed.tx, tenantId, given)
      await fail(deed, carried.value, given)
      return accept(given)
    }
    if (isSilent(now, last, deed.at)) deed.ask(sendTask, { tenantId, dispatchId }, `${sendTask}:${dispatchId}`)
    await keepWatch(deed.tx, tenantId, dispatchId)
    return accept(now)
  })
  if (!done.ok) throw new Error(`the watch over dispatch ${dispatchId} was refused: ${done.refusal}`)
}
