import type { ItemKind, ItemState, Outcome, StatementOutcome } from '../../src/modules/circulation/index.ts'
import type { Addressee } from '../identity/directory.ts'
import { hasCourse, type Limit, type Route } from './route.ts'

export type { ItemKind, Outcome, StatementOutcome }
/** `person` is the desk of somebody of the unit, for its head; it is reached from the overview of the unit. */
export const boxes = ['mine', 'unit', 'overdue', 'asked', 'person'] as const
export type Box = (typeof boxes)[number]
export const itemKinds = ['handle', 'comment', 'approve', 'sign', 'seal', 'note', 'correct', 'check', 'dispatch'] as const satisfies readonly ItemKind[]

/** What of a box is meant, as the server is asked for it. */
export interface Filter { readonly box: Box, readonly personId?: string, readonly text?: string, readonly kinds?: string, readonly ended?: string }

interface Named { readonly id: string, readonly name: string }

/** One addressee asked for one thing, as `circulation/present.ts` tells it. Instants are ISO strings, days `YYYY-MM-DD`. */
export interface Item {
  readonly id: string
  readonly kind: ItemKind
  readonly state: ItemState
  readonly addressee: Addressee & Named
  readonly askedBy: Named | null
  readonly askedAt: string
  readonly takenBy: Named | null
  readonly dueOn: string | null
  readonly instruction: string | null
  readonly outcome: Outcome | null
  readonly answer: string | null
  readonly doneAt: string | null
  readonly doneBy: Named | null
  /** In whose place `doneBy` did it. */
  readonly doneFor: Named | null
  /** Whose work it is, when the reader has it only as their substitute. */
  readonly inPlaceOf: Named | null
  /** SHA-256 of the wording an approval is about. */
  readonly content: string | null
  readonly stale: boolean
  readonly groupId: string | null
  /** The course went back behind it, so that it counts no more. */
  readonly outdated: boolean
  readonly routeId: string | null
  readonly stageId: string | null
  /** To whom it was passed on; the last has it on the desk. */
  readonly delegates: readonly Named[]
  readonly may: Readonly<Record<'answer' | 'take' | 'withdraw' | 'delegate' | 'return' | 'complete' | 'changeDue' | 'urge', boolean>>
}

export interface InboxItem extends Item {
  readonly document: {
    readonly id: string, readonly referenceNumber: string, readonly subject: string, readonly direction: 'incoming' | 'outgoing'
    readonly dueOn: string | null, readonly fileReference: string, readonly party: string | null
  }
}

export interface Circulation {
  readonly items: readonly Item[]
  /** Oldest first, each with all its stages. */
  readonly routes: readonly Route[]
  readonly limit: Limit
  readonly may: { readonly assign: boolean, readonly takeOver: boolean, readonly askStatements: boolean, readonly askApproval: boolean }
}

/** A version of the wording that can be approved. */
export interface Wording { readonly number: number, readonly sha256: string, readonly createdAt: string }

/** A step of the course of a document: a whole route of several stages, one request, or statements asked for together. */
export type CourseStep =
  | { readonly kind: 'route', readonly route: Route } | { readonly kind: 'one', readonly item: Item }
  | { readonly kind: 'group', readonly items: readonly [Item, ...Item[]] }

/** Items in the order they were asked, those of a route or a group together where the first of them stood. */
export function courseOf(items: readonly Item[], routes: readonly Route[] = []): CourseStep[] {
  const groups = Map.groupBy(items.filter(({ groupId }) => groupId !== null), ({ groupId }) => groupId)
  const shown = new Map(routes.filter(hasCourse).map((route) => [route.id, route]))
  return items.flatMap((item): CourseStep[] => {
    const route = item.routeId === null ? undefined : shown.get(item.routeId)
    if (route) return items.find(({ routeId }) => routeId === route.id) === item ? [{ kind: 'route', route }] : []
    if (item.groupId === null) return [{ kind: 'one', item }]
    const [first, ...others] = groups.get(item.groupId) ?? []
    return first === item ? [{ kind: 'group', items: [first, ...others] }] : []
  })
}

/** How many of those asked together have answered; who was let off is not waited for. */
export function answered(group: readonly Item[]): { readonly done: number, readonly of: number } {
  const counted = group.filter(({ state }) => state !== 'withdrawn')
  return { done: counted.filter(({ state }) => state !== 'open').length, of: counted.length }
}
