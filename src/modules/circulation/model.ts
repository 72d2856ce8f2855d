import { substituted, type Actor, type Substituted, type WorkKind } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'

/** Zpracování, vyjádření, schválení, podpis, pečeť, na vědomí, k opravě, kontrola, vypravení. */
export type ItemKind = WorkKind
export type ItemState = 'open' | 'done' | 'returned' | 'withdrawn' | 'skipped'

/** These are about one content: they are asked, given and counted for exactly its bytes. */
export const isBound = ({ kind }: Pick<WorkItem, 'kind'>) => kind === 'approve' || kind === 'sign' || kind === 'seal'

/** How a statement (vyjádření) may end. */
export const statementOutcomes = ['agree', 'agree-with-reservation', 'disagree'] as const
export type StatementOutcome = (typeof statementOutcomes)[number]
/** `silent`: nobody answered by the day after which silence means consent. */
export type Outcome = StatementOutcome | 'approved' | 'returned' | 'seen' | 'completed' | 'signed' | 'sealed' | 'silent'

export type Addressee = { readonly kind: 'person'; readonly id: Id<'Person'> } | { readonly kind: 'unit'; readonly id: Id<'Unit'> }

/** One addressee asked for one thing about one document (položka oběhu). */
export interface WorkItem {
  readonly id: Id<'WorkItem'>
  readonly fileId: Id<'File'>
  readonly documentId: Id<'Document'>
  readonly kind: ItemKind
  readonly addressee: Addressee
  /** The addressee's unit when they were asked. */
  readonly unitId: Id<'Unit'>
  readonly askedBy: Id<'Person'> | null
  readonly askedAt: Date
  readonly dueOn: Day | null
  readonly instruction: string | null
  /** What an approval, signature or seal is asked about: the bytes of the document's main content, nothing else. */
  readonly content: Sha256 | null
  /** All three `null` for what stands outside of any route: the handling of a file, a notice. */
  readonly routeId: Id<'Route'> | null
  readonly stageId: Id<'Stage'> | null
  readonly placeId: Id<'Place'> | null
  /** Who is asked again for the same thing is asked in the same place, a round later; two rounds are never open at once. */
  readonly round: number
  readonly state: ItemState
  readonly takenBy: Id<'Person'> | null
  /** To whom it was passed on, the last has it on the desk; whoever passed it on stays responsible. */
  readonly delegates: readonly Id<'Person'>[]
  readonly outcome: Outcome | null
  /** The statement, or the reason of a return or withdrawal. */
  readonly answer: string | null
  readonly doneAt: Date | null
  readonly doneBy: Id<'Person'> | null
  /** In whose place `doneBy` did it (v z.). */
  readonly doneFor: Id<'Person'> | null
  /** The course went back behind it, so that it counts no more and is asked again. */
  readonly outdated: boolean
  readonly urgedOn: Day | null
  /** The time limit of the file when it was asked: by then it is due when nobody said another day. */
  readonly fileDueOn?: Day | null
}

export type ItemRefusal =
  | 'wrong-kind' | 'not-yours' | 'already-done' | 'taken-by-somebody' | 'reason-missing' | 'content-changed' | 'four-eyes'
  | 'delegated-in-circle' | 'due-in-past' | 'urged-today' | 'locked-by-law'
export type Decision<Refusal extends ItemRefusal> = Result<WorkItem, Refusal>

/** Whether the actor may do the work, by themself or in the place of somebody they stand in for today. */
export const isFor = (item: WorkItem, actor: Actor): boolean => isOwn(item, actor) || standsForAddressee(item, actor) !== undefined

/** The person in whose place alone the actor may do the work. */
export const inPlaceOf = (item: WorkItem, actor: Actor): Substituted | undefined =>
  (isOwn(item, actor) ? undefined : standsForAddressee(item, actor))

/** A substitute has what waits for the person themself, never what that person might do as the head of others. */
const standsForAddressee = (item: WorkItem, actor: Actor) =>
  substituted(actor, item.delegates.at(-1) ?? responsibleFor(item), item.kind) ?? substituted(actor, responsibleFor(item), item.kind)

/** Who answers for the work, to whomever it was passed on; of a unit nobody by name until one of them takes it. */
export const responsibleFor = (item: WorkItem): Id<'Person'> | null =>
  item.takenBy ?? (item.addressee.kind === 'person' ? item.addressee.id : null)

/** The work of the whole file, which follows who holds it, unlike work asked for within a route. */
export const isHandling = (item: Pick<WorkItem, 'kind' | 'stageId'>) => item.kind === 'handle' && item.stageId === null

/**
 * Whose work the item is: the person asked, to whom they passed it on, anyone of the unit asked until one of them takes it, and the
 * head of either always.
 */
function isOwn(item: WorkItem, actor: Actor): boolean {
  if (actor.personId === null) return false
  if ((item.takenBy ?? item.addressee.id) === actor.personId || item.delegates.includes(actor.personId)) return true
  if (isBound(item) || item.unitId !== actor.unitId) return false
  return actor.roles.includes('head') || (item.addressee.kind === 'unit' && item.takenBy === null)
}

/** Takes work asked of a unit on oneself. To take it again changes nothing. */
export function take(item: WorkItem, by: Actor): Decision<'wrong-kind' | 'not-yours' | 'already-done' | 'taken-by-somebody'> {
  if (isBound(item) || item.addressee.kind !== 'unit') return refuse('wrong-kind')
  if (by.personId === null || item.unitId !== by.unitId) return refuse('not-yours')
  if (item.state !== 'open') return refuse('already-done')
  if (item.takenBy !== null && item.takenBy !== by.personId) return refuse('taken-by-somebody')
  return accept({ ...item, takenBy: by.personId })
}

/** Gives a statement. Whoever does not simply agree says why. */
export function giveStatement(
  item: WorkItem, by: Actor, { outcome, answer }: { readonly outcome: StatementOutcome; readonly answer: string | null }, at: Date,
): Decision<'wrong-kind' | 'not-yours' | 'already-done' | 'reason-missing'> {
  const mine = asked(item, 'comment', by)
  if (!mine.ok) return mine
  const said = answer?.trim() || null
  if (outcome !== 'agree' && said === null) return refuse('reason-missing')
  return accept(settled(item, 'done', by, at, { outcome, answer: said }))
}

/** What an approver decides about: the content on their screen, the document's content now, and everyone who wrote it. */
export interface Subject {
  readonly seen: Sha256
  readonly main: Sha256 | null
  readonly authors: ReadonlySet<Id<'Person'>>
}

/**
 * Approves exactly the content that was asked about, was seen, and still is the document's. Nobody approves what they wrote,
 * nor has it approved by who stands in for them. Who stands in for an author and wrote nothing may approve what they themself were asked to.
 */
export function approve(
  item: WorkItem, by: Actor, { seen, main, authors }: Subject, at: Date,
): Decision<'wrong-kind' | 'not-yours' | 'already-done' | 'content-changed' | 'four-eyes'> {
  const mine = asked(item, 'approve', by)
  // A request that lapsed because of new content says so, rather than that somebody settled it.
  if (!mine.ok && mine.refusal === 'already-done' && item.state === 'withdrawn' && isStale(item, main)) return refuse('content-changed')
  if (!mine.ok) return mine
  if (seen !== item.content || isStale(item, main)) return refuse('content-changed')
  const both = [by.personId, inPlaceOf(item, by)?.personId]
  if (both.some((person) => person && authors.has(person))) return refuse('four-eyes')
  return accept(settled(item, 'done', by, at, { outcome: 'approved' }))
}

/** Returns what was asked with a reason (vrácení): for rework, or because it is for somebody else to do. */
export function returnForRework(
  item: WorkItem, by: Actor, reason: string, at: Date,
): Decision<'wrong-kind' | 'not-yours' | 'already-done' | 'reason-missing'> {
  const mine = item.kind === 'note' || isHandling(item) ? refuse('wrong-kind') : asked(item, item.kind, by)
  if (!mine.ok) return mine
  if (!reason.trim()) return refuse('reason-missing')
  return accept(settled(item, 'returned', by, at, { outcome: 'returned', answer: reason.trim() }))
}

export function markSeen(item: WorkItem, by: Actor, at: Date): Decision<'wrong-kind' | 'not-yours' | 'already-done'> {
  const mine = asked(item, 'note', by)
  return mine.ok ? accept(settled(item, 'done', by, at, { outcome: 'seen' })) : mine
}

/** Takes a request back: whoever asked may, and whoever handles the file. The work itself is never withdrawn, only handed over. */
export function withdraw(
  item: WorkItem, by: Actor, reason: string, handlesFile: boolean, at: Date,
): Decision<'wrong-kind' | 'not-yours' | 'already-done' | 'reason-missing'> {
  if (isHandling(item)) return refuse('wrong-kind')
  if (!mayWithdraw(item, by, handlesFile)) return refuse('not-yours')
  if (item.state !== 'open') return refuse('already-done')
  if (!reason.trim()) return refuse('reason-missing')
  return accept(settled(item, 'withdrawn', by, at, { answer: reason.trim() }))
}

export const mayWithdraw = (item: WorkItem, by: Actor, handlesFile: boolean) =>
  !isHandling(item) && (handlesFile || (by.personId !== null && item.askedBy === by.personId))

/** The work has been done or passed on by handing the file over. */
export function handOn(item: WorkItem, by: Actor | null, at: Date): WorkItem {
  return settled(item, 'done', by, at, {})
}

/** An approval is about one content; of any other it says nothing. */
export const isStale = (item: WorkItem, main: Sha256 | null) =>
  item.outdated || (isBound(item) && item.content !== main)

/** The requests for approval that lapse because the document's main content is now `main`. Settled ones are left as they are. */
export function outdated(items: readonly WorkItem[], main: Sha256 | null, reason: string, at: Date): readonly WorkItem[] {
  return items.filter((item) => item.state === 'open' && isStale(item, main))
    .map((item) => ({ ...letOff(item, reason, at), outdated: true }))
}

/** How the open items of a file end when the file is settled: its handling is done, whatever else was asked is withdrawn. */
export function closed(items: readonly WorkItem[], reason: string, at: Date): readonly WorkItem[] {
  return items.filter((item) => item.state === 'open')
    .map((item) => (isHandling(item) ? handOn(item, null, at) : letOff(item, reason, at)))
}

/** Asked no longer, by rule and not by anybody's decision. */
export const letOff = (item: WorkItem, reason: string, at: Date): WorkItem => settled(item, 'withdrawn', null, at, { answer: reason })

/** The item, when this actor may settle it now. */
export function asked(item: WorkItem, kind: ItemKind, by: Actor): Decision<'wrong-kind' | 'not-yours' | 'already-done'> {
  if (item.kind !== kind) return refuse('wrong-kind')
  if (!isFor(item, by)) return refuse('not-yours')
  return item.state === 'open' ? accept(item) : refuse('already-done')
}

/** The item ended. Who did it in somebody's place is read from the actor. */
export function settled(
  item: WorkItem, state: Exclude<ItemState, 'open'>, by: Actor | null, doneAt: Date,
  said: { readonly outcome?: Outcome; readonly answer?: string | null },
): WorkItem {
  const doneFor = by && state !== 'withdrawn' ? inPlaceOf(item, by)?.personId ?? null : null
  return { ...item, state, doneBy: by?.personId ?? null, doneFor, doneAt, outcome: said.outcome ?? null, answer: said.answer ?? null }
}
