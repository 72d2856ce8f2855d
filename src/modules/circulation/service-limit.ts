import type { Actor } from '../../kernel/actor.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { Deed, DeedDeps, KeyRefusal } from '../audit/index.ts'
import { changeFileDue, lockFiles, lockHandled, sayForWhom, type File, type FileRefusal } from '../records/index.ts'
import { tell } from './events.ts'
import { endWithout, limitEnd } from './model-limit.ts'
import { performHere, type Done, type Key } from './service.ts'
import { lockOpenItems, saveItems } from './store.ts'
import { endSuspension, insertSuspension, readLimit, saveLimit, type KeptLimit } from './store-limit.ts'
import { reasons } from './texts-record.ts'

export type LimitRefusal = FileRefusal | 'reason-missing' | 'no-limit' | 'limit-passed' | 'already-suspended' | 'not-suspended'

/** Lets the time limit of a file stand still from today, on a ground of law and for a reason (přerušení řízení). */
export function suspendLimit(
  deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, { ground, reason }: { readonly ground: string; readonly reason: string }, command: Key = {},
): Done<null, LimitRefusal | KeyRefusal> {
  return performHere(deps, actor, { name: 'suspend-limit', input: { documentId, ground, reason }, ...command }, async (deed): Done<null, LimitRefusal> => {
    const { tx, actor: { tenantId, personId }, at } = deed
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    const { file } = found.value
    if (!ground.trim() || !reason.trim()) return refuse('reason-missing')
    const known = await readLimit(tx, tenantId, file.id)
    if (known?.suspensions.some(({ until }) => until === null)) return refuse('already-suspended')
    if (file.dueOn === null) return refuse('no-limit')
    if (file.dueOn < dayOf(at)) return refuse('limit-passed')
    await saveLimit(tx, tenantId, file.id, known ? endsNow(known, file.dueOn) : file.dueOn)
    await insertSuspension(tx, tenantId, file.id, { id: newId(at), from: dayOf(at), until: null, ground: ground.trim(), reason: reason.trim() }, personId)
    sayForWhom(deed, file)
    await moveDue(deed, file, null)
    const payload = { ground: ground.trim(), reason: reason.trim(), endsOn: file.dueOn }
    deed.note({ event: 'PozastaveniLhuty', object: { type: 'Spis', id: file.id }, subjectId: documentId, payload })
    tell.changed(deed, { documentId, fileId: file.id }, 'limit-suspended')
    return accept(null)
  })
}

/** Lets it run on from today; the end moves by the days it stood. */
export function resumeLimit(deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, command: Key = {}): Done<{ dueOn: Day }, LimitRefusal | KeyRefusal> {
  return performHere(deps, actor, { name: 'resume-limit', input: { documentId }, ...command }, async (deed): Done<{ dueOn: Day }, LimitRefusal> => {
    const { tx, actor: { tenantId, personId }, at } = deed
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    const { file } = found.value
    const known = await readLimit(tx, tenantId, file.id)
    const open = known?.suspensions.find(({ until }) => until === null)
    if (!known || !open) return refuse('not-suspended')
    const until = dayOf(at)
    await endSuspension(tx, tenantId, open.id, until, personId)
    const endsOn = endsNow(known, file.dueOn)
    await saveLimit(tx, tenantId, file.id, endsOn)
    const dueOn = limitEnd(endsOn, known.suspensions.map((each) => (each.id === open.id ? { ...each, until } : each)))
    if (dueOn === null) throw new Error(`file ${file.id} has two suspensions at once`)
    sayForWhom(deed, file)
    await moveDue(deed, file, dueOn)
    deed.note({ event: 'ObnoveniLhuty', object: { type: 'Spis', id: file.id }, subjectId: documentId, payload: { from: open.from, until, dueOn } })
    tell.changed(deed, { documentId, fileId: file.id }, 'limit-resumed')
    return accept({ dueOn })
  })
}

/**
 * When the limit would end without its suspensions. A file that is due on another day than they make has been given that day since (an
 * extension): it counts from then on.
 */
function endsNow({ endsOn, suspensions }: KeptLimit, dueOn: Day | null): Day {
  return dueOn === null || dueOn === limitEnd(endsOn, suspensions) ? endsOn : endWithout(dueOn, suspensions)
}

/** A file was given another time limit: the work in it is due by that. While the limit stands still it has no end, whatever it will be. */
export async function followDue(deed: Deed, fileId: Id<'File'>): Promise<void> {
  const { tx, actor: { tenantId } } = deed
  const [file] = await lockFiles(deed, [fileId])
  if (!file) return
  const known = await readLimit(tx, tenantId, fileId)
  const stands = known?.suspensions.some(({ until }) => until === null) ?? false
  if (known && stands && file.dueOn !== null) {
    await saveLimit(tx, tenantId, fileId, endsNow(known, file.dueOn))
    await changeFileDue(deed, file, null, reasons.limitStands)
  }
  await followItems(deed, fileId, stands ? null : file.dueOn)
}

/** The file is due on another day, and so is all the work in it that has no day of its own. */
async function moveDue(deed: Deed, file: File, dueOn: Day | null): Promise<void> {
  await changeFileDue(deed, file, dueOn)
  await followItems(deed, file.id, dueOn)
}

async function followItems(deed: Deed, fileId: Id<'File'>, dueOn: Day | null): Promise<void> {
  const open = await lockOpenItems(deed.tx, deed.actor.tenantId, fileId)
  await saveItems(deed, open.filter((item) => item.fileDueOn !== dueOn).map((item) => ({ ...item, fileDueOn: dueOn })))
}
