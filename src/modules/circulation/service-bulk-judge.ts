import type { Actor } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import { handles, isOpen, listDocuments, settle, type File, type Listed, type SettleRefusal } from '../records/index.ts'
import { mayAssign, mayTakeOver } from './access.ts'
import { isHandling, markSeen, take, withdraw, type ItemRefusal, type WorkItem } from './model.ts'
import type { BulkAction, Holder } from './model-bulk.ts'
import { changeDue, urge } from './model-verbs.ts'
import { findAddressee, type FoundAddressee } from './service.ts'
import { isLeftBehind } from './service-course.ts'
import { maySteer } from './service-verbs.ts'
import { readItems } from './store.ts'

/** Why one item of a list is not done. */
export type BulkItemRefusal =
  | ItemRefusal | SettleRefusal | 'not-found' | 'file-closed' | 'not-allowed' | 'addressee-unknown' | 'moved-on' | 'taken-over' | 'not-undoable'

/** One item and its document as they are now, for somebody who may see them. */
export interface Situation { readonly item: WorkItem; readonly listed: Listed }

/** What decides about each item of a list; two queries for a list of any length. Items the actor may not see are missing. */
export async function readSituations(
  db: Database | AnyTransaction, actor: Actor, itemIds: readonly Id<'WorkItem'>[],
): Promise<Map<Id<'WorkItem'>, Situation>> {
  const items = await readItems(db, actor.tenantId, itemIds)
  const ids = [...new Set(items.map(({ documentId }) => documentId))]
  const listed = ids.length > 0 ? await listDocuments({ db }, actor, { ids, limit: ids.length }) : []
  const documents = new Map(listed.map((each) => [each.document.id, each]))
  return new Map(items.flatMap((item) => {
    const document = documents.get(item.documentId)
    return document && !isLeftBehind(item, document.file) ? [[item.id, { item, listed: document }] as const] : []
  }))
}

/** What the action itself refers to, looked up once for the whole list. */
export interface Given { readonly action: BulkAction; readonly addressee: FoundAddressee | undefined; readonly at: Date }

export async function lookUp(db: Database | AnyTransaction, actor: Actor, action: BulkAction, at: Date): Promise<Given> {
  return { action, at, addressee: action.kind === 'hand-over' ? await findAddressee(db, actor.tenantId, action.to) : undefined }
}

/**
 * Whether the single deed would be done now, or why not: the same questions in the same order as it asks them, over what was read
 * for the whole list. That both always say the same is tested. Only which steps a law requires is not known before the item's turn.
 */
export function judge(
  { action, addressee, at }: Given, actor: Actor, situation: Situation | undefined, previous: Holder | null = null,
): Result<null, BulkItemRefusal> {
  if (!situation) return refuse('not-found')
  const { item, listed: { document, file } } = situation
  switch (action.kind) {
    case 'hand-over': return judgeHandOver(actor, item, file, addressee)
    case 'take-over': return judgeTakeOver(actor, item, file)
    case 'see': return verdict(markSeen(item, actor, at))
    case 'withdraw': return verdict(withdraw(item, actor, action.reason, handles(actor, file), at))
    case 'due': case 'urge': {
      if (!isOpen(file)) return refuse('file-closed')
      if (!maySteer(item, actor, file)) return refuse('not-yours')
      return verdict(action.kind === 'due' ? changeDue(item, action.dueOn, action.reason, dayOf(at)) : urge(item, dayOf(at)))
    }
    case 'settle': {
      if (!handles(actor, file)) return refuse('not-allowed')
      if (!isOpen(file)) return refuse('file-closed')
      return verdict(settle(document, action, false, at))
    }
    case 'undo': return judgeUndo(action.of, actor, item, file, previous)
  }
}

const verdict = <Refusal extends string>(result: Result<unknown, Refusal>): Result<null, Refusal> => (result.ok ? accept(null) : result)

/** Only the work itself is handed over; a statement or an approval was asked of somebody in person. */
export function judgeHandOver(
  actor: Actor, item: WorkItem, file: File, addressee: FoundAddressee | undefined,
): Result<null, 'wrong-kind' | 'file-closed' | 'already-done' | 'not-allowed' | 'addressee-unknown'> {
  if (!isHandling(item)) return refuse('wrong-kind')
  if (!isOpen(file)) return refuse('file-closed')
  if (item.state !== 'open') return refuse('already-done')
  if (!mayAssign(actor, file)) return refuse('not-allowed')
  return addressee ? accept(null) : refuse('addressee-unknown')
}

function judgeTakeOver(actor: Actor, item: WorkItem, file: File): Result<null, BulkItemRefusal> {
  const taken = take(item, actor)
  if (!taken.ok || !isHandling(item)) return verdict(taken)
  if (!isOpen(file)) return refuse('file-closed')
  if (file.holderPersonId !== null && file.holderPersonId === actor.personId) return accept(null)
  if (file.holderPersonId !== null && file.holderUnitId === actor.unitId) return refuse('taken-by-somebody')
  return mayTakeOver(actor, file) ? accept(null) : refuse('not-allowed')
}

/**
 * A hand-over is taken back by whoever made it, until the next holder has taken the work over or passed it on; a take-over is given back
 * by whoever still holds the file.
 */
export function judgeUndo(of: 'hand-over' | 'take-over', actor: Actor, item: WorkItem, file: File, previous: Holder | null): Result<null, BulkItemRefusal> {
  if (!previous || !isHandling(item)) return refuse('not-undoable')
  if (!isOpen(file)) return refuse('file-closed')
  if (item.state !== 'open') return refuse('moved-on')
  if (of === 'take-over') return file.holderPersonId === actor.personId ? accept(null) : refuse('moved-on')
  if (item.askedBy !== actor.personId) return refuse('not-yours')
  if (item.takenBy !== null) return refuse('taken-over')
  const holder = item.addressee.kind === 'person' ? item.addressee.id : null
  return file.holderUnitId === item.unitId && file.holderPersonId === holder ? accept(null) : refuse('moved-on')
}
