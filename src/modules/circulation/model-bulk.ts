import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { canonicalJson, type Json } from '../../kernel/json.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { sha256Of, type Sha256 } from '../../kernel/sha256.ts'
import type { Addressee } from './model.ts'

/** The ways of settling that need no answer to have been sent. */
export const bulkSettlementWays = ['vzetimNaVedomi', 'zaznamemNaDokumentu', 'jinyZpusob'] as const

/** What is done to every item of a list, each as if it were asked for alone. */
export type BulkAction =
  | { readonly kind: 'hand-over'; readonly to: Addressee; readonly instruction: string | null }
  | { readonly kind: 'take-over' }
  | { readonly kind: 'see' }
  | { readonly kind: 'withdraw'; readonly reason: string }
  | { readonly kind: 'due'; readonly dueOn: Day; readonly reason: string }
  | { readonly kind: 'urge' }
  | { readonly kind: 'settle'; readonly way: (typeof bulkSettlementWays)[number]; readonly note: string }
  | { readonly kind: 'undo'; readonly of: 'hand-over' | 'take-over'; readonly bulkId: Id<'Bulk'> }

export type BulkState = 'running' | 'done' | 'cancelled'
export type BulkOutcome = 'waiting' | 'done' | 'refused' | 'failed' | 'cancelled'

export interface Bulk {
  readonly id: Id<'Bulk'>
  readonly action: BulkAction
  readonly hash: Sha256
  readonly total: number
  readonly state: BulkState
  readonly askedBy: Id<'Person'>
  readonly askedAt: Date
  /** From where it was asked for; every item is logged as done from there. */
  readonly origin: string
  readonly endedAt: Date | null
}

/** Who held the file before it was handed over. */
export interface Holder { readonly unitId: Id<'Unit'>; readonly personId: Id<'Person'> | null }

export interface BulkItem {
  readonly ordinal: number
  readonly itemId: Id<'WorkItem'>
  readonly documentId: Id<'Document'> | null
  readonly outcome: BulkOutcome
  readonly refusal: string | null
  readonly nextItem: Id<'WorkItem'> | null
  readonly previous: Holder | null
}

/** As many items as one action may take. */
export const bulkLimit = 5_000

/** How long after its end a bulk may be undone. */
export const undoLimitMs = 24 * 3_600_000

/** What the asker confirms: the action with all it says, and the list in its order. */
export function bulkHash(action: BulkAction, items: readonly Id<'WorkItem'>[]): Sha256 {
  return sha256Of(Buffer.from(canonicalJson([action as unknown as Json, [...items]])))
}

/** What a list has gained and lost since it was shown. */
export function listChange<Item>(shown: readonly Item[], now: readonly Item[]): { readonly added: readonly Item[]; readonly removed: readonly Item[] } {
  const [before, after] = [new Set(shown), new Set(now)]
  return { added: now.filter((each) => !before.has(each)), removed: shown.filter((each) => !after.has(each)) }
}

export type UndoRefusal = 'still-running' | 'not-undoable' | 'undo-too-late'

/** Handing and taking over can be taken back for a day; what was read, said, sent or settled cannot. */
export function undoOf({ id, action, state, endedAt }: Bulk, at: Date): Result<Extract<BulkAction, { kind: 'undo' }>, UndoRefusal> {
  if (action.kind !== 'hand-over' && action.kind !== 'take-over') return refuse('not-undoable')
  if (state === 'running' || !endedAt) return refuse('still-running')
  if (at.getTime() - endedAt.getTime() > undoLimitMs) return refuse('undo-too-late')
  return accept({ kind: 'undo', of: action.kind, bulkId: id })
}
