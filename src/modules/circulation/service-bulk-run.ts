import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { isPassing } from '../../platform/database/index.ts'
import type { Task } from '../../platform/events/index.ts'
import { perform, type Deed, type DeedDeps } from '../audit/index.ts'
import { recallActor } from '../identity/index.ts'
import { lockFiles } from '../records/index.ts'
import type { BulkAction, BulkItem } from './model-bulk.ts'
import { bulkTask } from './service-bulk.ts'
import { handOverMany } from './service-bulk-hand-over.ts'
import { doOne, type Target, type Trace } from './service-bulk-single.ts'
import { readItems } from './store.ts'
import { endBulk, lockBulk, readBulkItems, readBulkRow, saveOutcomes, type Ended } from './store-bulk.ts'

const Payload = z.object({ tenantId: z.uuid().transform((id) => id as Id<'Tenant'>), bulkId: z.uuid().transform((id) => id as Id<'Bulk'>) })

/** What is left of bulks is done. */
export const bulkTasks = (deps: DeedDeps): Readonly<Record<string, Task>> => ({
  [bulkTask]: async (payload) => {
    const { tenantId, bulkId } = Payload.parse(payload)
    await runBulk(deps, tenantId, bulkId)
  },
})

/** So many items are one deed: enough to share its cost, few enough that nobody waits long for a file it holds. */
const handOverChunk = 250
const singlesChunk = 50

/**
 * Does what is left of a bulk, chunk by chunk. The outcomes of a chunk are committed with what they speak of, so a run that was killed is
 * gone on with and no item is done twice; runs of one bulk at once take turns. Throws at the end what some items stumbled over.
 */
export async function runBulk(deps: DeedDeps, tenantId: Id<'Tenant'>, bulkId: Id<'Bulk'>): Promise<void> {
  const failures: unknown[] = []
  while (await runChunk(deps, tenantId, bulkId, { failures })) { /* the next one */ }
  if (failures.length > 0) throw failures[0]
}

/** Does the next items of a bulk; false when nothing is left. What an item stumbled over is added to `failures`. */
export async function runChunk(
  deps: DeedDeps, tenantId: Id<'Tenant'>, bulkId: Id<'Bulk'>, { limit, failures = [] }: { limit?: number; failures?: unknown[] } = {},
): Promise<boolean> {
  const bulk = await readBulkRow(deps.db, tenantId, bulkId)
  if (!bulk || bulk.state !== 'running') return false
  const actor = await recallActor(deps, tenantId, bulk.askedBy, bulk.origin)
  const chunk = limit ?? (bulk.action.kind === 'hand-over' ? handOverChunk : singlesChunk)
  const ran = await perform(deps, actor, { name: bulkTask }, async (deed): Promise<Result<{ more: boolean }, 'ended'>> => {
    const locked = await lockBulk(deed.tx, tenantId, bulkId)
    if (locked?.state !== 'running') return refuse('ended')
    const items = await readBulkItems(deed.tx, tenantId, bulkId, { outcomes: ['waiting'], limit: chunk })
    await saveOutcomes(deed.tx, tenantId, bulkId, await doItems({ ...deps, within: deed }, deed, bulk.action, items, failures))
    const more = items.length === chunk
    if (!more) await endBulk(deed.tx, tenantId, bulkId, 'done', deed.at)
    return accept({ more })
  })
  return ran.ok && ran.value.more
}

async function doItems(
  deps: DeedDeps, deed: Deed, action: BulkAction, items: readonly BulkItem[], failures: unknown[],
): Promise<Ended[]> {
  if (action.kind === 'hand-over') {
    const handed = await together(deps, deed.actor, (part) => handOverMany(deps, part, action, items))
    if (handed) return items.map((item, i) => ended(item, handed[i]))
  }
  const known = await readItems(deed.tx, deed.actor.tenantId, items.map(({ itemId }) => itemId))
  // In the order of ids, as everybody locks them who needs several.
  await lockFiles(deed, known.map(({ fileId }) => fileId))
  const done: Ended[] = []
  for (const item of items) done.push(await alone(deps, deed.actor, action, item, failures))
  return done
}

/** The whole chunk in a few statements; nothing when one of its items breaks it, so that each is then tried by itself. */
async function together(
  deps: DeedDeps, actor: Actor, work: (part: Deed) => Promise<Result<Trace, string>[]>,
): Promise<Result<Trace, string>[] | null> {
  try {
    const results = await perform(deps, actor, { name: bulkTask }, async (part) => accept(await work(part)))
    if (!results.ok) return null
    return results.value
  } catch (error) {
    if (isPassing(error)) throw error
    return null
  }
}

async function alone(
  deps: DeedDeps, actor: Actor, action: BulkAction, target: Target & Pick<BulkItem, 'ordinal'>, failures: unknown[],
): Promise<Ended> {
  try {
    return ended(target, await doOne(deps, actor, action, target))
  } catch (error) {
    if (isPassing(error)) throw error
    failures.push(error)
    return { ordinal: target.ordinal, outcome: 'failed', refusal: null, nextItem: null, previous: null }
  }
}

function ended({ ordinal }: Pick<BulkItem, 'ordinal'>, result: Result<Trace, string> | undefined): Ended {
  if (result?.ok) return { ordinal, outcome: 'done', refusal: null, ...result.value }
  return { ordinal, outcome: 'refused', refusal: result?.refusal ?? 'not-found', nextItem: null, previous: null }
}
