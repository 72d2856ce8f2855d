import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { Deed, DeedDeps, KeyRefusal } from '../audit/index.ts'
import { findUnit } from '../identity/index.ts'
import { grantAccess, handOverFile, isOpen, lockDocument, sayForWhom, type Registered } from '../records/index.ts'
import { mayAssign, mayTakeOver } from './access.ts'
import { tell } from './events.ts'
import { handOn, isHandling, take, type Addressee, type ItemRefusal, type WorkItem } from './model.ts'
import { findAddressee, newItem, performHere, type Done, type Key } from './service.ts'
import { lockWork } from './service-course.ts'
import { insertItems, lockOpenItems, saveItems } from './store.ts'

interface Assignment { readonly to: Addressee; readonly instruction: string | null }
type Given = { itemId: Id<'WorkItem'> }
export type AssignInDeedRefusal = 'not-found' | 'file-closed' | 'addressee-unknown'
export type AssignRefusal = AssignInDeedRefusal | 'not-allowed'
export type TakeRefusal = 'not-found' | 'file-closed' | 'not-allowed' | 'taken-by-somebody'

/** Hands a document's file over to a unit or a person (předání, přidělení): they hold it from now on and have it on their desk. */
export function assign(
  deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, { to, instruction }: Assignment, command: Key = {},
): Done<Given, AssignRefusal | KeyRefusal> {
  const input = { documentId, to: { ...to }, instruction }
  return performHere(deps, actor, { name: 'assign', input, ...command }, async (deed): Done<Given, AssignRefusal> => {
    const found = await lockDocument(deed, documentId)
    if (!found.ok) return found
    if (!mayAssign(actor, found.value.file)) return refuse('not-allowed')
    sayForWhom(deed, found.value.file)
    return assignInDeed(deed, documentId, to, instruction)
  })
}

/** The same inside another room's deed, which has decided that it may be done. */
export async function assignInDeed(
  deed: Deed, documentId: Id<'Document'>, to: Addressee, instruction: string | null,
): Done<Given, AssignInDeedRefusal> {
  const found = await lockDocument(deed, documentId)
  if (!found.ok) return found
  const { file } = found.value
  if (!isOpen(file)) return refuse('file-closed')
  const addressee = await findAddressee(deed.tx, deed.actor.tenantId, to)
  if (!addressee) return refuse('addressee-unknown')
  await handOverFile(deed, file, { unitId: addressee.unitId, personId: to.kind === 'person' ? to.id : null }, instruction)
  const item = newItem(deed, found.value, { kind: 'handle', addressee, instruction })
  await replaceHandling(deed, item)
  tell.assigned(deed, item, addressee)
  return accept({ itemId: item.id })
}

/** Puts a document that opened its own file in this very deed on the desk of the unit it was opened for: nobody held it, nothing is taken. */
export async function putOnDesk(deed: Deed, { document, file }: Registered): Promise<Given> {
  const unit = await findUnit(deed.tx, deed.actor.tenantId, file.holderUnitId)
  if (!unit) throw new Error(`File ${file.id} was opened for a unit that does not exist`)
  const addressee = { to: { kind: 'unit', id: unit.id }, unitId: unit.id } as const
  const item = newItem(deed, { document, file }, { kind: 'handle', addressee, instruction: null })
  await insertItems(deed, [item])
  noteOpened(deed, document.id, file.id, unit.name)
  tell.assigned(deed, item, { unitId: unit.id, unitName: unit.name })
  return { itemId: item.id }
}

/** The same words as any other handing over has. */
function noteOpened(deed: Deed, documentId: Id<'Document'>, fileId: Id<'File'>, unit: string) {
  deed.note({ event: 'Predani', object: { type: 'Spis', id: fileId }, subjectId: documentId, payload: { unit, person: null, personId: null, reason: null } })
}

/** Takes the file of one's unit over (převzetí): of many who try at once, one succeeds. For its holder it changes nothing. */
export function takeOver(
  deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, command: Key = {},
): Done<Given, TakeRefusal | KeyRefusal> {
  return performHere(deps, actor, { name: 'take-over', input: { documentId }, ...command }, (deed) => takeOverInDeed(deed, documentId))
}

/** Takes work asked of one's unit: with its handling goes the file. */
export function takeItem(deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, command: Key = {}) {
  const input = { itemId }
  return performHere(deps, actor, { name: 'take-item', input, ...command }, async (deed): Done<Given, TakeRefusal | ItemRefusal> => {
    const found = await lockWork(deed, itemId)
    if (!found.ok) return found
    const taken = take(found.value.item, actor)
    if (!taken.ok) return taken
    if (isHandling(taken.value)) return takeOverInDeed(deed, taken.value.documentId)
    await saveItems(deed, [taken.value])
    // It was granted to the unit; whoever stands in for the taker one day may be of another.
    if (actor.personId) await grantAccess(deed, [taken.value.documentId], { kind: 'person', id: actor.personId }, 'statement')
    noteTaken(deed, taken.value)
    return accept({ itemId })
  })
}

async function takeOverInDeed(deed: Deed, documentId: Id<'Document'>): Done<Given, TakeRefusal> {
  const { actor, tx } = deed
  const found = await lockDocument(deed, documentId)
  if (!found.ok) return found
  const { file } = found.value
  if (!isOpen(file)) return refuse('file-closed')
  const handling = (await lockOpenItems(tx, actor.tenantId, file.id)).find(isHandling)
  const taken = file.holderPersonId !== null
  if (taken && file.holderPersonId === actor.personId && handling) return accept({ itemId: handling.id })
  if (taken && file.holderUnitId === actor.unitId && file.holderPersonId !== actor.personId) return refuse('taken-by-somebody')
  if (!mayTakeOver(actor, file) || !actor.personId || !actor.unitId) return refuse('not-allowed')
  await handOverFile(deed, file, { unitId: file.holderUnitId, personId: actor.personId }, null)
  const unit = { to: { kind: 'unit', id: actor.unitId }, unitId: actor.unitId } as const
  // A file that nobody assigned, as one opened by its own unit, gets its item now.
  const item: WorkItem = handling ? { ...handling, takenBy: actor.personId }
    : newItem(deed, found.value, { kind: 'handle', addressee: unit, instruction: null, askedBy: null, takenBy: actor.personId })
  await (handling ? saveItems : insertItems)(deed, [item])
  noteTaken(deed, item, documentId)
  return accept({ itemId: item.id })
}

/** Puts the work of a file on another desk: the handling that was open ends, so that there is always exactly one. */
export async function replaceHandling(deed: Deed, next: WorkItem): Promise<void> {
  const { tx, actor, at } = deed
  const open = (await lockOpenItems(tx, actor.tenantId, next.fileId)).filter(isHandling)
  await saveItems(deed, open.map((item) => handOn(item, actor, at)))
  await insertItems(deed, [next])
}

function noteTaken(deed: Deed, { id, kind, documentId }: WorkItem, readIn: Id<'Document'> = documentId) {
  deed.note({ event: 'Prevzeti', object: { type: 'PolozkaObehu', id }, subjectId: readIn, payload: { kind } })
}
