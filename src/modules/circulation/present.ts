import type { Actor } from '../../kernel/actor.ts'
import { inPlaceOf, isFor, isHandling, mayWithdraw } from './model.ts'
import { plainKinds } from './model-verbs.ts'
import type { InboxItem, ShownLoad } from './service-inbox.ts'
import type { ShownItem } from './service-read.ts'

/** What of an item leaves the server; the only way out. `may` says what this person can do with it now. */
export function presentItem({ item, names, stale }: ShownItem, actor: Actor, handlesFile: boolean) {
  const person = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })
  const { id, kind, state, addressee, askedAt, dueOn, instruction, outcome, answer, doneAt, content, routeId, stageId, outdated } = item
  const open = state === 'open'
  const absent = open ? inPlaceOf(item, actor) : undefined
  return {
    id, kind, state, addressee: { ...addressee, name: names.get(addressee.id) ?? '' }, askedBy: person(item.askedBy), askedAt,
    takenBy: person(item.takenBy), dueOn, instruction, outcome, answer, doneAt, doneBy: person(item.doneBy), doneFor: person(item.doneFor), content, stale,
    outdated, routeId, stageId, groupId: kind === 'comment' ? stageId : null, delegates: item.delegates.map((id) => ({ id, name: names.get(id) ?? '' })),
    /** Whose work it is, when the reader has it only because they stand in for that person. */
    inPlaceOf: absent ? { id: absent.personId, name: absent.name } : null,
    may: {
      answer: open && isFor(item, actor) && !stale,
      take: open && addressee.kind === 'unit' && item.takenBy === null && item.unitId === actor.unitId,
      withdraw: open && mayWithdraw(item, actor, handlesFile) && !isHandling(item),
      delegate: open && isFor(item, actor) && !isHandling(item) && !stale,
      return: open && isFor(item, actor) && !isHandling(item) && kind !== 'note' && !stale,
      complete: open && isFor(item, actor) && plainKinds.has(kind) && !isHandling(item),
      changeDue: open && mayWithdraw(item, actor, handlesFile),
      urge: open && mayWithdraw(item, actor, handlesFile) && item.takenBy !== actor.personId && addressee.id !== actor.personId,
    },
  }
}

export function presentInboxItem(shown: InboxItem, actor: Actor) {
  const { document: { document, file, party } } = shown
  const { id, referenceNumber, subject, direction } = document
  return {
    ...presentItem(shown, actor, false),
    document: { id, referenceNumber, subject, direction, dueOn: file.dueOn, fileReference: file.fileReference, party: party?.name ?? null },
  }
}

/** Counts stop at `cap`: `100` then means a hundred or more. */
export function presentLoad({ person, open, overdue }: ShownLoad, cap: number) {
  const { id, name, post } = person
  return { id, name, post, open, overdue, openMore: open >= cap, overdueMore: overdue >= cap }
}
