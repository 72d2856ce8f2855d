import type { Sha256 } from '../../kernel/sha256.ts'
import { JobFailure } from '../../platform/events/index.ts'
import type { Deed } from '../audit/index.ts'
import { noteInDeed } from '../circulation/index.ts'
import { addContent, markDispatched, type Document, type File } from '../records/index.ts'
import { tell } from './events.ts'
import type { Consignment } from './model.ts'
import { settleTask } from './model-rule.ts'
import { readConsignments } from './store.ts'
import { readLetterKind } from './store-letter.ts'
import { notices } from './texts-record.ts'

/** The document a consignment carries and its file, both locked. */
export interface Carried { readonly document: Document; readonly file: File }

const about = ({ id, documentId, channel, recipient, email, response, tries, postingNumber }: Consignment) => (
  { object: { type: 'Zasilka', id }, subjectId: documentId, payload: { channel, recipient, email, response, tries, postingNumber } } as const)

/** A consignment has left. With the first one the document has left the office, which is told once. */
export async function depart(deed: Deed, { document }: Carried, consignment: Consignment): Promise<void> {
  deed.note({ event: 'Vypraveno', ...about(consignment) })
  if (document.dispatchedAt !== null) return
  await markDispatched(deed, { ...document, channel: consignment.channel })
  const kind = await readLetterKind(deed.tx, deed.actor.tenantId, document.id)
  if (kind === 'forward') tell.forwarded(deed, document, consignment.channel)
  else tell.sent(deed, document, consignment.channel)
  if (consignment.settles) deed.ask(settleTask, { tenantId: deed.actor.tenantId, dispatchId: consignment.id }, document.id)
}

/** A consignment has reached its addressee. */
export function arrive(deed: Deed, { document }: Carried, consignment: Consignment): void {
  deed.note({ event: 'Doruceno', ...about(consignment) })
  tell.delivered(deed, document, consignment.channel)
}

/** A consignment came to nothing: it is logged, and whoever asked for it is told. */
export async function fail(deed: Deed, { document, file }: Carried, consignment: Consignment): Promise<void> {
  deed.note({ event: 'NeuspesneVypraveni', outcome: 'failed', ...about(consignment) })
  await putNotice(deed, consignment, file)
  tell.failed(deed, document, consignment.channel)
}

/** On the desk of whoever asked; when they have left, of the unit that holds the file now. */
async function putNotice(deed: Deed, consignment: Consignment, file: File): Promise<void> {
  const { documentId, askedBy } = consignment
  const text = notices.notDelivered(consignment)
  const toAsker = await noteInDeed(deed, documentId, { kind: 'person', id: askedBy }, text)
  const put = toAsker.ok ? toAsker : await noteInDeed(deed, documentId, { kind: 'unit', id: file.holderUnitId }, text)
  if (!put.ok) throw new JobFailure(`nobody could be told that document ${documentId} was not delivered: ${put.refusal}`)
}

interface Proof { readonly name: string; readonly extension: string; readonly mediaType: string; readonly sha256: Sha256; readonly size: number }

/**
 * Keeps evidence of a consignment with its document, under a name of its own. The bytes are in the content store already. Nothing is added
 * to a closed file: of what comes that late the log keeps the hash, by which its bytes stay in the store.
 */
export async function keepProof(deed: Deed, { file }: Carried, { id, documentId }: Consignment, { name, extension, ...content }: Proof): Promise<void> {
  const place = (await readConsignments(deed.tx, deed.actor.tenantId, documentId)).findIndex((one) => one.id === id)
  const called = `${name}${place > 0 ? `-${place + 1}` : ''}.${extension}`
  if (file.closedAt === null) await addContent(deed, documentId, { ...content, name: called, role: 'proof' })
  else deed.note({ event: 'Uprava', object: { type: 'Zasilka', id }, subjectId: documentId, payload: { proof: called, content: content.sha256, size: content.size } })
}
