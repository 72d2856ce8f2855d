import type { Actor } from '../../kernel/actor.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Deed, DeedDeps, KeyRefusal } from '../audit/index.ts'
import { readNames } from '../identity/index.ts'
import { grantAccess, handles, sayForWhom, type File } from '../records/index.ts'
import { tell } from './events.ts'
import { isHandling, markSeen, mayWithdraw, withdraw, type Addressee, type ItemRefusal, type WorkItem } from './model.ts'
import { changeDue, complete, confirmSigned, delegate, urge } from './model-verbs.ts'
import { findAddressee, newItem, performHere, type Done, type Key } from './service.ts'
import { awaitSilence } from './service-announce.ts'
import { lockLiveWork, lockWork, settleItem, wordingOf } from './service-course.ts'
import { insertItems, saveItems } from './store.ts'
import { reasons } from './texts-record.ts'

type ItemDone = ItemRefusal | 'not-found' | 'file-closed' | 'addressee-unknown'
type Doing = Done<null, ItemDone | KeyRefusal>

/** Takes a request back. */
export function withdrawItem(deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, reason: string, command: Key = {}): Doing {
  return performHere(deps, actor, { name: 'withdraw-item', input: { itemId, reason }, ...command }, async (deed): Done<null, ItemDone> => {
    const found = await lockWork(deed, itemId)
    if (!found.ok) return found
    const { item, file, course } = found.value
    const withdrawn = withdraw(item, actor, reason, handles(actor, file), deed.at)
    if (!withdrawn.ok) return withdrawn
    if (course?.stages.some(({ id, lockedByLaw }) => id === item.stageId && lockedByLaw)) return refuse('locked-by-law')
    if (item.askedBy !== actor.personId) sayForWhom(deed, file)
    await settleItem(deed, found.value, withdrawn.value, { event: 'Storno', payload: { kind: item.kind, reason } })
    return accept(null)
  })
}

/** Confirms that a notice has been read. */
export function seeNote(deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, command: Key = {}): Doing {
  return performHere(deps, actor, { name: 'see-note', input: { itemId }, ...command }, async (deed): Done<null, ItemDone> => {
    const found = await lockWork(deed, itemId)
    if (!found.ok) return found
    const seen = markSeen(found.value.item, actor, deed.at)
    if (!seen.ok) return seen
    await settleItem(deed, found.value, seen.value, { event: 'Zobrazeni', payload: { kind: 'note' } })
    return accept(null)
  })
}

/** Says that work asked for is done: handling within a route, a correction, a check, a dispatch. */
export function completeItem(deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, answer: string | null, command: Key = {}): Doing {
  return performHere(deps, actor, { name: 'complete-item', input: { itemId, answer }, ...command }, async (deed): Done<null, ItemDone> => {
    const found = await lockLiveWork(deed, itemId)
    if (!found.ok) return found
    const done = complete(found.value.item, actor, answer, deed.at)
    if (!done.ok) return done
    await settleItem(deed, found.value, done.value, { event: 'Vyrizeni', payload: { kind: done.value.kind, answer: done.value.answer } })
    return accept(null)
  })
}

/** Records that what was asked for has been signed or sealed, inside the deed of the room that did it over exactly these bytes. */
export async function completeSigning(deed: Deed, itemId: Id<'WorkItem'>, signed: Sha256): Done<null, ItemDone> {
  const found = await lockLiveWork(deed, itemId)
  if (!found.ok) return found
  const { item, document } = found.value
  const { main } = await wordingOf(deed.tx, deed.actor.tenantId, document.id)
  const done = confirmSigned(item, deed.actor, { signed, main }, deed.at)
  if (!done.ok) return done
  await settleItem(deed, found.value, done.value, { event: 'PripojeniPodpisu', payload: { kind: item.kind, content: signed } })
  return accept(null)
}

interface Delegation { readonly to: Id<'Person'>; readonly note: string | null }

/** Passes an item on to somebody else, who may then see what it is about. Whoever passes it on stays responsible and sees it too. */
export function delegateItem(deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, { to, note }: Delegation, command: Key = {}): Doing {
  return performHere(deps, actor, { name: 'delegate-item', input: { itemId, to, note }, ...command }, async (deed): Done<null, ItemDone> => {
    const found = await lockLiveWork(deed, itemId)
    if (!found.ok) return found
    const { item, document, course } = found.value
    const addressee = await findAddressee(deed.tx, actor.tenantId, { kind: 'person', id: to })
    if (!addressee) return refuse('addressee-unknown')
    const { authors } = await wordingOf(deed.tx, actor.tenantId, document.id, document.createdBy)
    const passed = delegate(item, actor, to, authors)
    if (!passed.ok) return passed
    await saveItems(deed, [passed.value])
    const shows = course?.stages.find(({ id }) => id === item.stageId)?.shows ?? []
    await grantAccess(deed, [document.id, ...shows], addressee.to, 'delegation')
    deed.note({ event: 'Delegovani', object: { type: 'PolozkaObehu', id: itemId }, subjectId: document.id, payload: { kind: item.kind, to: addressee.name, note } })
    tell.changed(deed, item, 'delegated')
    return accept(null)
  })
}

/** Gives an item another time limit, for a reason that is kept. */
export function changeItemDue(
  deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, { dueOn, reason }: { readonly dueOn: Day | null; readonly reason: string }, command: Key = {},
): Doing {
  return performHere(deps, actor, { name: 'change-due', input: { itemId, dueOn, reason }, ...command }, async (deed): Done<null, ItemDone> => {
    const found = await lockLiveWork(deed, itemId)
    if (!found.ok) return found
    const { item, file, course } = found.value
    if (!maySteer(item, actor, file)) return refuse('not-yours')
    const silent = course?.stages.some(({ id, rule }) => id === item.stageId && rule === 'silence') ?? false
    // Without its day silence would never mean anything.
    if (silent && dueOn === null) return refuse('due-in-past')
    const changed = changeDue(item, dueOn, reason, dayOf(deed.at))
    if (!changed.ok) return changed
    await saveItems(deed, [changed.value])
    if (silent && dueOn) await awaitSilence(deed, itemId, dueOn)
    deed.note({ event: 'ZmenaTerminu', object: { type: 'PolozkaObehu', id: itemId }, subjectId: item.documentId, payload: { before: item.dueOn, dueOn, reason: reason.trim() } })
    tell.changed(deed, item, 'due-changed')
    return accept(null)
  })
}

/** Reminds whoever has the item on the desk, by a notice; once a day. */
export function urgeItem(deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, command: Key = {}): Doing {
  return performHere(deps, actor, { name: 'urge-item', input: { itemId }, ...command }, async (deed): Done<null, ItemDone> => {
    const found = await lockLiveWork(deed, itemId)
    if (!found.ok) return found
    const { item, file } = found.value
    if (!maySteer(item, actor, file)) return refuse('not-yours')
    const urged = urge(item, dayOf(deed.at))
    if (!urged.ok) return urged
    await saveItems(deed, [urged.value])
    const person = item.delegates.at(-1) ?? item.takenBy
    const to: Addressee = person ? { kind: 'person', id: person } : item.addressee
    await insertItems(deed, [newItem(deed, found.value, { kind: 'note', addressee: { to, unitId: item.unitId }, instruction: reasons.urged })])
    const name = (await readNames(deed.tx, actor.tenantId, [to.id])).get(to.id) ?? ''
    deed.note({ event: 'Urgence', object: { type: 'PolozkaObehu', id: itemId }, subjectId: item.documentId, payload: { kind: item.kind, to: name } })
    tell.changed(deed, item, 'urged')
    return accept(null)
  })
}

/** Who may move a limit or remind: whoever may take the request back, and of the handling itself the head of the unit. */
export const maySteer = (item: WorkItem, actor: Actor, file: Pick<File, 'holderUnitId' | 'holderPersonId'>) =>
  isHandling(item) ? handles(actor, file) && item.takenBy !== actor.personId : mayWithdraw(item, actor, handles(actor, file))
