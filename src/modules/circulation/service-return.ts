import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import type { Deed, DeedDeps, KeyRefusal } from '../audit/index.ts'
import { tell } from './events.ts'
import { returnForRework, type ItemRefusal } from './model.ts'
import { returnIn } from './model-deviation.ts'
import { newItem, performHere, type Done, type Key, type Subject } from './service.ts'
import { replaceHandling } from './service-assign.ts'
import { lockLiveWork, momentOf, saveCourse } from './service-course.ts'

export type ReturnRefusal = ItemRefusal | 'not-found' | 'file-closed' | 'step-passed'

/** Where a return goes: a step named by its place, or whoever started the route; by default as the stage says. */
export type ReturnTarget = Id<'Place'> | 'sender' | undefined

/**
 * Returns what was asked with a reason (vrácení). To the sender: an approval puts the work of the file on its holder's desk again, and
 * the route waits for them. To a named step: that step alone is asked again, and what came after it holds no more.
 */
export function returnItem(
  deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, reason: string, command: Key & { readonly to?: ReturnTarget } = {},
): Done<null, ReturnRefusal | KeyRefusal> {
  const { to, ...key } = command
  return performHere(deps, actor, { name: 'return-item', input: { itemId, reason, to: to ?? null }, ...key }, async (deed): Done<null, ReturnRefusal> => {
    const found = await lockLiveWork(deed, itemId)
    if (!found.ok) return found
    const { item, course, document } = found.value
    const returned = returnForRework(item, actor, reason, deed.at)
    if (!returned.ok) return returned
    if (!course) throw new Error(`item ${itemId} stands in no route`)
    const back = returnIn(course, returned.value, to, await momentOf(deed, document.id, course.stages))
    if (!back.ok) return back
    const behalf = actor.standsFor.find(({ personId }) => personId === returned.value.doneFor)
    if (behalf) deed.actFor(behalf)
    const payload = { kind: item.kind, reason: returned.value.answer, content: item.content }
    deed.note({ event: 'Vraceni', object: { type: 'PolozkaObehu', id: itemId }, subjectId: document.id, payload })
    await saveCourse(deed, found.value, course, back.value, itemId)
    if (back.value.route.state === 'stopped') await giveBack(deed, found.value, reason)
    tell.returned(deed, item)
    return accept(null)
  })
}

/** The work of the file is on the desk of its holder again, with the reason. */
async function giveBack(deed: Deed, subject: Subject, reason: string): Promise<void> {
  const { file } = subject
  const to = file.holderPersonId ? { kind: 'person', id: file.holderPersonId } as const : { kind: 'unit', id: file.holderUnitId } as const
  await replaceHandling(deed, newItem(deed, subject, { kind: 'handle', addressee: { to, unitId: file.holderUnitId }, instruction: reason }))
}
