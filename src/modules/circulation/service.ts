import type { Actor } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { logDenied, perform, type Command, type Deed, type DeedDeps, type EventType, type KeyRefusal } from '../audit/index.ts'
import { findPerson, findUnit } from '../identity/index.ts'
import { handles, lockDocument, sayForWhom, type Document, type File } from '../records/index.ts'
import { tell } from './events.ts'
import { isComplete, markSeen, withdraw, type Addressee, type ItemKind, type ItemRefusal, type WorkItem } from './model.ts'
import type { Place, Route, Stage } from './model-route.ts'
import { insertItems, lockStage, lockItem, readItem, saveItems } from './store.ts'
import { insertPlaces, insertRoute, insertStages } from './store-route.ts'

/** The key under which the asker may repeat the same request. */
export type Key = Pick<Command, 'key'>
type ItemDone = ItemRefusal | 'not-found'
export type NoteRefusal = 'not-found' | 'addressee-unknown'

export type Done<Value, Refusal extends string> = Promise<Result<Value, Refusal>>

/** Does a deed of this room. An attempt at somebody else's item, or at approving one's own work, is logged like any other denied one. */
export async function performHere<Value, Refusal extends string>(
  deps: DeedDeps, actor: Actor, command: Command, work: (deed: Deed) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | KeyRefusal>> {
  const result = await perform(deps, actor, command, work)
  const denied = !result.ok && (result.refusal === 'not-yours' || result.refusal === 'four-eyes')
  if (denied) await logDenied(deps, actor, `${command.name} ${result.refusal}`)
  return result
}

/** Takes a request back. */
export function withdrawItem(deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, reason: string, command: Key = {}) {
  return performHere(deps, actor, { name: 'withdraw-item', input: { itemId, reason }, ...command }, async (deed): Done<null, ItemDone> => {
    const found = await lockWork(deed, itemId)
    if (!found.ok) return found
    const { item, group, file } = found.value
    const withdrawn = withdraw(item, actor, reason, handles(actor, file), deed.at)
    if (!withdrawn.ok) return withdrawn
    if (item.askedBy !== actor.personId) sayForWhom(deed, file)
    await settleItem(deed, withdrawn.value, 'Storno', { kind: item.kind, reason })
    sayIfComplete(deed, group, withdrawn.value)
    return accept(null)
  })
}

/** Confirms that a notice has been read. */
export function seeNote(deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, command: Key = {}) {
  return performHere(deps, actor, { name: 'see-note', input: { itemId }, ...command }, async (deed): Done<null, ItemDone> => {
    const found = await lockWork(deed, itemId)
    if (!found.ok) return found
    const seen = markSeen(found.value.item, actor, deed.at)
    if (!seen.ok) return seen
    await settleItem(deed, seen.value, 'Zobrazeni', { kind: 'note' })
    return accept(null)
  })
}

/** Puts a notice about a document on somebody's desk, inside another room's deed. */
export async function noteInDeed(
  deed: Deed, documentId: Id<'Document'>, to: Addressee, text: string,
): Promise<Result<{ itemId: Id<'WorkItem'> }, NoteRefusal>> {
  const found = await lockDocument(deed, documentId)
  if (!found.ok) return found
  const addressee = await findAddressee(deed.tx, deed.actor.tenantId, to)
  if (!addressee) return refuse('addressee-unknown')
  const item = newItem(deed, found.value, { kind: 'note', addressee, instruction: text })
  await insertItems(deed, [item])
  const payload = { kind: item.kind, to: addressee.name, instruction: text }
  deed.note({ event: 'Zalozeni', object: { type: 'PolozkaObehu', id: item.id }, subjectId: documentId, payload })
  return accept({ itemId: item.id })
}

/** An addressee who exists, with what the others call them and the unit they belong to. */
export interface FoundAddressee { readonly to: Addressee; readonly name: string; readonly unitId: Id<'Unit'>; readonly unitName: string }

export async function findAddressee(tx: AnyTransaction, tenantId: Id<'Tenant'>, to: Addressee): Promise<FoundAddressee | undefined> {
  const person = to.kind === 'person' ? await findPerson(tx, tenantId, to.id) : undefined
  const unitId = to.kind === 'unit' ? to.id : person?.active ? person.unitId : undefined
  const unit = unitId && await findUnit(tx, tenantId, unitId)
  return unit && { to, name: person?.name ?? unit.name, unitId: unit.id, unitName: unit.name }
}

export interface NewItem {
  readonly kind: ItemKind
  readonly addressee: Pick<FoundAddressee, 'to' | 'unitId'>
  readonly instruction: string | null
  readonly askedBy?: Id<'Person'> | null
  readonly takenBy?: Id<'Person'>
  readonly dueOn?: Day | null
  readonly content?: Sha256
  /** Where in which route; without it the item stands alone. */
  readonly in?: { readonly stage: Stage; readonly placeId: Id<'Place'> | null }
}

export interface Subject { readonly document: Document; readonly file: File }

export function newItem({ at, actor }: Deed, { document, file }: Subject, item: NewItem): WorkItem {
  const { kind, addressee, instruction, askedBy = actor.personId, takenBy = null, dueOn = null, content = null } = item
  const { stage, placeId = null } = item.in ?? {}
  return {
    id: newId(at), routeId: stage?.routeId ?? null, stageId: stage?.id ?? null, placeId, round: 1, delegates: [], outdated: false,
    urgedOn: null, fileId: file.id, documentId: document.id, kind, addressee: addressee.to, unitId: addressee.unitId, askedBy,
    askedAt: at, dueOn, instruction: instruction?.trim() || null, content, state: 'open', takenBy, outcome: null, answer: null, doneAt: null,
    doneBy: null, doneFor: null,
  }
}

interface Work { readonly item: WorkItem; readonly group: readonly WorkItem[]; readonly document: Document; readonly file: File }

/** An item, those asked for together with it, and their document, all locked. Whoever may not see the document learns nothing. */
export async function lockWork(deed: Deed, itemId: Id<'WorkItem'>): Promise<Result<Work, 'not-found'>> {
  const { tx, actor: { tenantId } } = deed
  const seen = await readItem(tx, tenantId, itemId)
  const found = seen ? await lockDocument(deed, seen.documentId) : refuse('not-found')
  if (!found.ok) return found
  const group = seen?.stageId ? await lockStage(tx, tenantId, seen.stageId) : []
  const item = seen?.stageId ? group.find(({ id }) => id === itemId) : await lockItem(tx, tenantId, itemId)
  return item ? accept({ item, group, ...found.value }) : refuse('not-found')
}

/** Saves how an item ended and notes it in the history of its document. */
export async function settleItem(
  deed: Deed, item: WorkItem, event: EventType, payload: { readonly [key: string]: string | null },
): Promise<void> {
  await saveItems(deed, [item])
  const behalf = deed.actor.standsFor.find(({ personId }) => personId === item.doneFor)
  if (behalf) deed.actFor(behalf)
  const type = event === 'Schvaleni' ? 'SchvaleniDokument' : 'PolozkaObehu'
  deed.note({ event, object: { type, id: item.id }, subjectId: item.documentId, payload })
}

/** Tells that statements are complete when `settled` was the last awaited of its locked group. */
export function sayIfComplete(deed: Deed, group: readonly WorkItem[], settled: WorkItem): void {
  const after = group.map((item) => (item.id === settled.id ? settled : item))
  if (settled.kind === 'comment' && settled.stageId && isComplete(after)) tell.statementsComplete(deed, settled, settled.stageId)
}

/** Begins a route of a single stage: what is asked without a plan. */
export async function openStage(
  { actor, at, tx }: Deed, { document, file }: Subject, asked: Pick<Stage, 'kind' | 'instruction'> & { readonly dueOn?: Day | null },
  addressees: readonly FoundAddressee[],
): Promise<{ stage: Stage; places: readonly Place[] }> {
  const route: Route = {
    id: newId(at), fileId: file.id, documentId: document.id, name: null, templateId: null, onChange: 'none', state: 'running',
    startedBy: actor.personId, startedAt: at, endedAt: null,
  }
  const stage: Stage = {
    id: newId(at), routeId: route.id, ord: 1, kind: asked.kind, rule: 'all', needed: null, dueDays: null, dueOn: asked.dueOn ?? null,
    onReturn: 'sender', lockedByLaw: false, instruction: asked.instruction, shows: [], state: 'open',
  }
  await insertRoute({ actor, at, tx }, route)
  await insertStages({ actor, at, tx }, [stage])
  const places = addressees.map(({ to, unitId }): Place => ({ id: newId(at), stageId: stage.id, addressee: to, unitId }))
  await insertPlaces({ actor, at, tx }, places)
  return { stage, places }
}
