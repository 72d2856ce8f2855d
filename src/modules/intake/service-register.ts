import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { safeName } from '../../platform/mail/index.ts'
import { perform, type Deed, type KeyRefusal } from '../audit/index.ts'
import { findUnit } from '../identity/index.ts'
import { isOpen, readFile, registerDocument, type Content, type NewParty } from '../records/index.ts'
import { channelOf, originalName, register, senderOf, type Item, type SettleRefusal } from './model.ts'
import type { IntakeDeps, Key } from './deps.ts'
import { lockItem, updateItem } from './store.ts'

/** What a registrar says of an item. Only the subject and the unit must be known, and the unit is their own unless they say. */
export interface NewRegistration {
  readonly subject: string
  /** Absent: as the mail says. Empty: nobody known. */
  readonly senderName?: string | undefined
  readonly senderEmail?: string | undefined
  readonly senderReference?: string | undefined
  readonly unitId?: Id<'Unit'> | undefined
  /** An open file to join instead of opening one. */
  readonly fileId?: Id<'File'> | undefined
}

export interface RegisteredItem {
  readonly documentId: Id<'Document'>
  readonly referenceNumber: string
  readonly fileReference: string
}

export type RegisterRefusal = SettleRefusal | 'not-found' | 'subject-missing' | 'unit-missing' | 'no-such-unit' | 'no-such-file' | 'file-closed'

/** Makes a document of an item and puts it on the desk of its unit, all in one deed. Of many who try at once one succeeds. */
export function registerItem(
  deps: IntakeDeps, actor: Actor, id: Id<'Item'>, given: NewRegistration, command: Key = {},
): Promise<Result<RegisteredItem, RegisterRefusal | KeyRefusal>> {
  const { subject, senderName = null, senderEmail = null, senderReference = null, unitId = null, fileId = null } = given
  const input = { id, subject, senderName, senderEmail, senderReference, unitId, fileId }
  return perform(deps, actor, { name: 'register-item', input, ...command }, (deed) => registerInDeed(deps, deed, id, given))
}

async function registerInDeed(deps: IntakeDeps, deed: Deed, id: Id<'Item'>, given: NewRegistration): Promise<Result<RegisteredItem, RegisterRefusal>> {
  const { tx, actor: { tenantId, unitId: own } } = deed
  const subject = given.subject.trim().slice(0, 500)
  if (subject === '') return refuse('subject-missing')
  const item = await lockItem(tx, tenantId, id)
  if (!item) return refuse('not-found')
  // Asked before the numbers are taken: whoever comes second must not wait for a counter only to be refused.
  const possible = register(item, { documentId: item.documentId ?? ('' as Id<'Document'>), referenceNumber: '', unitId: null }, deed.at)
  if (!possible.ok) return possible
  const place = await placeFor(deed, given, own)
  if (!place.ok) return place
  const opened = await registerDocument(deed, {
    direction: 'incoming', subject, channel: channelOf(item), party: partyOf(item, given), senderReference: given.senderReference?.trim() || null,
    receivedAt: item.receivedAt, file: place.value, contents: contentsOf(item),
  })
  const { document, file } = opened
  if (!isOpen(file)) return refuse('file-closed')
  const made = { documentId: document.id, referenceNumber: document.referenceNumber }
  const registered = register(item, { ...made, unitId: 'openFor' in place.value ? place.value.openFor : null }, deed.at)
  if (!registered.ok) return registered
  await updateItem(tx, tenantId, registered.value)
  deed.note({
    event: 'VlozeniKDokumentu', object: { type: 'Podani', id }, subjectId: document.id,
    payload: { name: item.name, sha256: item.sha256, receivedAt: item.receivedAt.toISOString() },
  })
  deed.tell('intake.registered', id, { itemId: id, documentId: document.id })
  if ('openFor' in place.value) await deps.putOnDesk(deed, opened)
  else await deps.announce?.(deed, document.id, file.holderPersonId ? { kind: 'person', id: file.holderPersonId } : { kind: 'unit', id: file.holderUnitId })
  return accept({ ...made, fileReference: file.fileReference })
}

type Place = { readonly join: Id<'File'> } | { readonly openFor: Id<'Unit'> }

async function placeFor({ tx, actor: { tenantId } }: Deed, { fileId, unitId }: NewRegistration, own: Id<'Unit'> | null): Promise<Result<Place, RegisterRefusal>> {
  if (fileId) {
    const file = await readFile(tx, tenantId, fileId)
    if (!file) return refuse('no-such-file')
    return isOpen(file) ? accept({ join: fileId }) : refuse('file-closed')
  }
  const openFor = unitId ?? own
  if (!openFor) return refuse('unit-missing')
  return (await findUnit(tx, tenantId, openFor)) ? accept({ openFor }) : refuse('no-such-unit')
}

function partyOf(item: Item, { senderName, senderEmail }: NewRegistration): NewParty | null {
  const said = senderOf(item)
  const name = (senderName ?? said?.name ?? '').trim().slice(0, 300)
  const email = (senderEmail ?? said?.email ?? '').trim().slice(0, 254)
  const address = item.details?.sender?.address
  return name === '' && email === '' ? null : { name: name || email, email: email || null, ...address ? { address: [address] } : {} }
}

/** The first component is what came, byte for byte; what hung on it follows in its order. */
function contentsOf(item: Item): Content[] {
  const { sha256, size, reading } = item
  const original: Content = { name: originalName(item, safeName), role: 'original', sha256, size, mediaType: reading?.mediaType ?? 'application/octet-stream' }
  return [original, ...(reading?.parts ?? []).map((part): Content => ({ ...part, role: 'enclosure' }))]
}
