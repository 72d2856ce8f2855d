import type { Actor } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { asked, isFor, isHandling, isStale, responsibleFor, settled, type Decision, type WorkItem } from './model.ts'

/** Work that is simply done, with or without a word about it: zpracování within a route, oprava, kontrola, vypravení. */
export const plainKinds: ReadonlySet<WorkItem['kind']> = new Set(['handle', 'correct', 'check', 'dispatch'])

/** Says that what was asked has been done. */
export function complete(
  item: WorkItem, by: Actor, answer: string | null, at: Date,
): Decision<'wrong-kind' | 'not-yours' | 'already-done'> {
  const mine = plainKinds.has(item.kind) && !isHandling(item) ? asked(item, item.kind, by) : refuse('wrong-kind')
  return mine.ok ? accept(settled(item, 'done', by, at, { outcome: 'completed', answer: answer?.trim() || null })) : mine
}

/** Records a signature or a seal that was really made over the content that was asked about, and still is the document's. */
export function confirmSigned(
  item: WorkItem, by: Actor, { signed, main }: { readonly signed: Sha256; readonly main: Sha256 | null }, at: Date,
): Decision<'wrong-kind' | 'not-yours' | 'already-done' | 'content-changed'> {
  const mine = item.kind === 'sign' || item.kind === 'seal' ? asked(item, item.kind, by) : refuse('wrong-kind')
  if (!mine.ok) return mine
  if (signed !== item.content || isStale(item, main)) return refuse('content-changed')
  return accept(settled(item, 'done', by, at, { outcome: item.kind === 'sign' ? 'signed' : 'sealed' }))
}

/** Nobody said anything until the day after which silence means consent. */
export const consentBySilence = (item: WorkItem, reason: string, at: Date): WorkItem =>
  settled(item, 'done', null, at, { outcome: 'silent', answer: reason })

/**
 * Passes work on to somebody else (delegování). Whoever passes it on stays responsible, sees it, and may still do it; the file itself
 * is handed over instead. Nobody gets twice what they themself passed on.
 */
export function delegate(
  item: WorkItem, by: Actor, to: Id<'Person'>, authors: ReadonlySet<Id<'Person'>>,
): Decision<'wrong-kind' | 'not-yours' | 'already-done' | 'four-eyes' | 'delegated-in-circle'> {
  if (isHandling(item)) return refuse('wrong-kind')
  if (by.personId === null || !isFor(item, by)) return refuse('not-yours')
  if (item.state !== 'open') return refuse('already-done')
  const takenBy = item.takenBy ?? (item.addressee.kind === 'unit' ? by.personId : null)
  const chain = [...item.delegates, responsibleFor({ ...item, takenBy }), by.personId]
  if (chain.includes(to)) return refuse('delegated-in-circle')
  if (item.kind === 'approve' && authors.has(to)) return refuse('four-eyes')
  return accept({ ...item, takenBy, delegates: [...item.delegates, to] })
}

/** Gives another time limit. */
export function changeDue(
  item: WorkItem, dueOn: Day | null, reason: string, today: Day,
): Decision<'already-done' | 'reason-missing' | 'due-in-past'> {
  if (item.state !== 'open') return refuse('already-done')
  if (!reason.trim()) return refuse('reason-missing')
  if (dueOn !== null && dueOn < today) return refuse('due-in-past')
  return accept({ ...item, dueOn })
}

/** Reminds of an item, once a day at most: more would only be noise. */
export function urge(item: WorkItem, today: Day): Decision<'already-done' | 'urged-today'> {
  if (item.state !== 'open') return refuse('already-done')
  return item.urgedOn === today ? refuse('urged-today') : accept({ ...item, urgedOn: today })
}

/** Passes over an item, for a reason that will be read (přeskočení). */
export const skipped = (item: WorkItem, by: Actor, reason: string, at: Date): WorkItem =>
  settled(item, 'skipped', by, at, { answer: reason.trim() })
