import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import { logDenied, perform, type Command, type Deed, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { findPerson, findUnit } from '../identity/index.ts'
import { lockDocument, type Document, type File } from '../records/index.ts'
import type { Addressee, ItemKind, WorkItem } from './model.ts'
import { insertItems } from './store.ts'

/** The key under which the asker may repeat the same request. */
export type Key = Pick<Command, 'key'>
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

export async function findAddressee(tx: Database | AnyTransaction, tenantId: Id<'Tenant'>, to: Addressee): Promise<FoundAddressee | undefined> {
  const person = to.kind === 'person' ? await findPerson(tx, tenantId, to.id) : undefined
  const unitId = to.kind === 'unit' ? to.id : person?.active ? person.unitId : undefined
  const unit = unitId && await findUnit(tx, tenantId, unitId)
  return unit && { to, name: person?.name ?? unit.name, unitId: unit.id, unitName: unit.name }
}

interface NewItem {
  readonly kind: ItemKind
  readonly addressee: Pick<FoundAddressee, 'to' | 'unitId'>
  readonly instruction: string | null
  readonly askedBy?: Id<'Person'> | null
  readonly takenBy?: Id<'Person'>
}

export interface Subject { readonly document: Document; readonly file: File }

/** Work outside of any route: the handling of a file, or a notice. */
export function newItem({ at, actor }: Deed, { document, file }: Subject, item: NewItem): WorkItem {
  const { kind, addressee, instruction, askedBy = actor.personId, takenBy = null } = item
  return {
    id: newId(at), routeId: null, stageId: null, placeId: null, round: 1, delegates: [], outdated: false, urgedOn: null, fileDueOn: file.dueOn, fileId: file.id,
    documentId: document.id, kind, addressee: addressee.to, unitId: addressee.unitId, askedBy, askedAt: at, dueOn: null,
    instruction: instruction?.trim() || null, content: null, state: 'open', takenBy, outcome: null, answer: null, doneAt: null,
    doneBy: null, doneFor: null,
  }
}
