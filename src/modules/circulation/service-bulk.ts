import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { logDenied, perform, type Deed, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { readNames } from '../identity/index.ts'
import { mayBulk } from './access.ts'
import { bulkHash, bulkLimit, listChange, undoOf, type Bulk, type BulkAction, type UndoRefusal } from './model-bulk.ts'
import { judge, lookUp, readSituations, type BulkItemRefusal, type Situation } from './service-bulk-judge.ts'
import type { Done, Key } from './service.ts'
import { matchingItems, type InboxFilter } from './service-inbox.ts'
import { readItems } from './store.ts'
import { cancelWaiting, endBulk, insertBulk, lockBulk, readBulkItems, readBulkRow, type NewBulkItem } from './store-bulk.ts'

/** The task that does what is left of a bulk. */
export const bulkTask = 'circulation.bulk'

type AskedAction = Exclude<BulkAction, { kind: 'undo' }>
type ItemId = Id<'WorkItem'>
export type ListRefusal = 'nothing-chosen' | 'too-many' | 'not-allowed'
export type StartRefusal = ListRefusal | 'other-list'
export type UndoStartRefusal = UndoRefusal | 'not-found' | 'nothing-to-undo'

/** What would happen to one item, if it happened now. */
export interface Verdict { readonly itemId: ItemId; readonly situation: Situation | undefined; readonly refusal: BulkItemRefusal | null }
export interface Preview { readonly hash: Sha256; readonly itemIds: readonly ItemId[]; readonly verdicts: readonly Verdict[] }

/** What would happen to each item of a list; nothing is changed. Items are taken once each, in the order given. */
export async function previewBulk(
  deps: DeedDeps, actor: Actor, action: AskedAction, chosen: readonly ItemId[],
): Promise<Result<Preview, ListRefusal>> {
  const itemIds = [...new Set(chosen)]
  const allowed = await allow(deps, actor, action, itemIds)
  if (!allowed.ok) return allowed
  const [situations, given] = await Promise.all([readSituations(deps.db, actor, itemIds), lookUp(deps.db, actor, action, deps.now())])
  const verdicts = itemIds.map((itemId): Verdict => {
    const situation = situations.get(itemId)
    const judged = judge(given, actor, situation)
    return { itemId, situation, refusal: judged.ok ? null : judged.refusal }
  })
  return accept({ hash: bulkHash(action, itemIds), itemIds, verdicts })
}

/** With a filter, the list is everything that the filter chose: it must still choose the same. */
export interface AskedBulk {
  readonly action: AskedAction
  readonly itemIds: readonly ItemId[]
  readonly filter?: InboxFilter | undefined
  readonly hash: string
}

/**
 * Confirms exactly what was previewed: `hash` is that of the preview. The list is frozen and its items are done by the worker, each on
 * its own merit as it is then.
 */
export async function startBulk(
  deps: DeedDeps, actor: Actor, asked: AskedBulk, command: Key = {},
): Done<{ bulkId: Id<'Bulk'> }, StartRefusal | KeyRefusal> {
  const { action, itemIds, filter, hash } = asked
  const allowed = await allow(deps, actor, action, itemIds)
  if (!allowed.ok) return allowed
  if (bulkHash(action, itemIds) !== hash || listChange(itemIds, [...new Set(itemIds)]).removed.length > 0) return refuse('other-list')
  return perform(deps, actor, { name: 'start-bulk', input: { hash }, ...command }, async (deed): Done<{ bulkId: Id<'Bulk'> }, 'other-list' | 'not-allowed'> => {
    const now = filter ? await matchingItems({ db: deed.tx }, actor, { ...filter, today: deed.at }) : itemIds
    const { added, removed } = listChange(itemIds, now)
    if (added.length + removed.length > 0) return refuse('other-list')
    const documents = new Map((await readItems(deed.tx, actor.tenantId, itemIds)).map((item) => [item.id, item.documentId]))
    return begin(deed, action, itemIds.map((itemId) => ({ itemId, documentId: documents.get(itemId) ?? null, previous: null })))
  })
}

async function allow(deps: DeedDeps, actor: Actor, action: AskedAction, itemIds: readonly ItemId[]): Promise<Result<null, ListRefusal>> {
  if (itemIds.length === 0) return refuse('nothing-chosen')
  if (itemIds.length > bulkLimit) return refuse('too-many')
  if (actor.personId !== null && mayBulk(action.kind, actor.roles)) return accept(null)
  await logDenied(deps, actor, `bulk ${action.kind} not-allowed`)
  return refuse('not-allowed')
}

async function begin(deed: Deed, action: BulkAction, items: readonly NewBulkItem[]): Done<{ bulkId: Id<'Bulk'> }, 'not-allowed'> {
  const { actor: { personId, tenantId, origin }, at } = deed
  if (!personId) return refuse('not-allowed')
  const id = newId<'Bulk'>(at)
  const hash = bulkHash(action, items.map(({ itemId }) => itemId))
  const bulk: Bulk = { id, action, hash, total: items.length, state: 'running', askedBy: personId, askedAt: at, origin, endedAt: null }
  await insertBulk(deed.tx, tenantId, bulk, items)
  deed.note({ event: 'Spusteni', object: { type: 'HromadnyUkon', id }, payload: { action: action as unknown as Json, total: items.length, hash } })
  deed.ask(bulkTask, { tenantId, bulkId: id }, id)
  return accept({ bulkId: id })
}

/** Gives up what has not been done yet. What is being done at the moment is finished. */
export function cancelBulk(deps: DeedDeps, actor: Actor, bulkId: Id<'Bulk'>, command: Key = {}): Done<{ cancelled: number }, 'not-found' | 'already-ended' | KeyRefusal> {
  const input = { bulkId }
  return perform(deps, actor, { name: 'cancel-bulk', input, ...command }, async (deed): Done<{ cancelled: number }, 'not-found' | 'already-ended'> => {
    const bulk = await lockBulk(deed.tx, actor.tenantId, bulkId)
    if (!bulk || bulk.askedBy !== actor.personId) return refuse('not-found')
    if (bulk.state !== 'running') return refuse('already-ended')
    const cancelled = await cancelWaiting(deed.tx, actor.tenantId, bulkId)
    await endBulk(deed.tx, actor.tenantId, bulkId, 'cancelled', deed.at)
    deed.note({ event: 'Zastaveni', object: { type: 'HromadnyUkon', id: bulkId }, payload: { cancelled } })
    return accept({ cancelled })
  })
}

/** Takes back what a bulk has done, or some of it; itself a bulk, in which each item says why it could not be taken back. */
export function undoBulk(
  deps: DeedDeps, actor: Actor, bulkId: Id<'Bulk'>, only: readonly ItemId[] | null, command: Key = {},
): Done<{ bulkId: Id<'Bulk'> }, UndoStartRefusal | 'not-allowed' | KeyRefusal> {
  const input = { bulkId, only: only && [...only] }
  return perform(deps, actor, { name: 'undo-bulk', input, ...command }, async (deed): Done<{ bulkId: Id<'Bulk'> }, UndoStartRefusal | 'not-allowed'> => {
    const bulk = await readBulkRow(deed.tx, actor.tenantId, bulkId)
    if (!bulk || bulk.askedBy !== actor.personId) return refuse('not-found')
    const undo = undoOf(bulk, deed.at)
    if (!undo.ok) return undo
    const wanted = only && new Set(only)
    const done = await readBulkItems(deed.tx, actor.tenantId, bulkId, { outcomes: ['done'], limit: bulkLimit })
    const items = done.filter(({ itemId }) => wanted === null || wanted.has(itemId))
      .flatMap(({ nextItem, documentId, previous }) => (nextItem ? [{ itemId: nextItem, documentId, previous }] : []))
    return items.length > 0 ? begin(deed, undo.value, items) : refuse('nothing-to-undo')
  })
}

/** What those are called who hold the previewed files, and whom they would be handed over to. */
export function namesOf({ db }: DeedDeps, actor: Actor, action: AskedAction, { verdicts }: Preview): Promise<Map<string, string>> {
  const held = verdicts.flatMap(({ situation }) => (situation ? [situation.listed.file.holderPersonId, situation.listed.file.holderUnitId] : []))
  const ids = [...held, action.kind === 'hand-over' ? action.to.id : null].filter((id) => id !== null)
  return readNames(db, actor.tenantId, [...new Set<string>(ids)])
}
