import { z } from 'zod'
import { automaton } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import type { DeliveredEvent, Listener } from '../../platform/events/index.ts'
import { perform, type Deed, type DeedDeps } from '../audit/index.ts'
import { handOverFile, isOpen, isPresent, lockFiles, readDocument, readFileDocuments, type File } from '../records/index.ts'
import { closed, handOn, isHandling, type WorkItem } from './model.ts'
import { findAddressee, newItem } from './service.ts'
import { endCourses } from './service-end.ts'
import { followDue } from './service-limit.ts'
import { insertItems, lockOpenItems, saveItems } from './store.ts'
import { followDocument } from './store-moved.ts'
import { reasons } from './texts-record.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const Moved = z.object({ documentId: id<'Document'>(), fromFileId: id<'File'>(), fileId: id<'File'>() })
const Cancelled = z.object({ documentId: id<'Document'>(), fileId: id<'File'>() })
const OfFile = z.object({ fileId: id<'File'>() })
const Reopened = z.object({ fileId: id<'File'>(), documentIds: z.array(id<'Document'>()), reason: z.string() })

/** What becomes of work when its document goes elsewhere, or there is nothing left to work on. */
export function fileListeners(deps: DeedDeps): Listener[] {
  const ear = <Body>(hears: `records.${string}`, name: string, shape: z.ZodType<Body>, work: (deed: Deed, body: Body) => Promise<void>): Listener => ({
    name: `circulation.${name}`, hears, handle: (event) => once(deps, event, name, (deed) => work(deed, shape.parse(event.body))),
  })
  return [
    ear('records.moved', 'move', Moved, followMoved),
    ear('records.cancelled', 'end-cancelled', Cancelled, endCancelled),
    ear('records.closed', 'end-closed', OfFile, endClosed),
    ear('records.reopened', 'put-back', Reopened, putBack),
    ear('records.due-changed', 'due', OfFile, (deed, { fileId }) => followDue(deed, fileId)),
  ]
}

async function once(deps: DeedDeps, event: DeliveredEvent, ear: string, work: (deed: Deed) => Promise<void>) {
  await perform(deps, automaton(event.tenantId, 'oběh spisu'), { name: `circulation.${ear}`, key: `circulation.${ear}:${event.id}` }, async (deed) => {
    await work(deed)
    return accept(null)
  })
}

/** Requests about a document go with it. The handling of the file it lay in stays there, with another document of that file when there is one. */
async function followMoved(deed: Deed, { documentId, fromFileId, fileId }: z.infer<typeof Moved>): Promise<void> {
  await lockFiles(deed, [fromFileId, fileId])
  const handling = await endHandling(deed, documentId, fromFileId)
  await followDocument(deed, documentId, fromFileId, fileId)
  await goOn(deed, fromFileId, handling)
}

/** Nothing is left to do about a document that is gone; its file, if it holds others, stays on the desk it lies on. */
async function endCancelled(deed: Deed, { documentId, fileId }: z.infer<typeof Cancelled>): Promise<void> {
  const [file] = await lockFiles(deed, [fileId])
  await endCourses(deed, { documentId }, reasons.documentCancelled)
  const handling = await endHandling(deed, documentId, fileId)
  await end(deed, fileId, (item) => item.documentId === documentId, reasons.documentCancelled)
  if (file && isOpen(file)) await goOn(deed, fileId, handling)
}

/** Of the closing of a file that has been opened again meanwhile nothing is to be done. */
async function endClosed(deed: Deed, { fileId }: z.infer<typeof OfFile>): Promise<void> {
  const [file] = await lockFiles(deed, [fileId])
  if (file && isOpen(file)) return
  await endCourses(deed, { fileId }, reasons.fileSettled)
  await end(deed, fileId, () => true, reasons.fileSettled)
}

/** A file that was opened again is on the desk of who holds it, or of their unit when they have left. */
async function putBack(deed: Deed, { fileId, documentIds, reason }: z.infer<typeof Reopened>): Promise<void> {
  const { tx, actor: { tenantId } } = deed
  const [file] = await lockFiles(deed, [fileId])
  if (!file || !isOpen(file) || (await lockOpenItems(tx, tenantId, fileId)).some(isHandling)) return
  const named = documentIds[0] && await readDocument(tx, tenantId, documentIds[0])
  const document = named && named.fileId === fileId && isPresent(named) ? named : (await readFileDocuments(tx, tenantId, fileId))[0]
  const addressee = await holderOf(deed, file, reason)
  if (!document || !addressee) return
  const item = newItem(deed, { document, file }, { kind: 'handle', addressee, instruction: reason })
  await insertItems(deed, [item])
  deed.note({ event: 'Zalozeni', object: { type: 'PolozkaObehu', id: item.id }, subjectId: document.id, payload: { kind: item.kind, to: addressee.name, instruction: reason } })
}

async function holderOf(deed: Deed, file: File, reason: string) {
  const { tx, actor: { tenantId } } = deed
  const person = file.holderPersonId && await findAddressee(tx, tenantId, { kind: 'person', id: file.holderPersonId })
  if (person) return person
  if (file.holderPersonId) await handOverFile(deed, file, { unitId: file.holderUnitId, personId: null }, reason)
  return findAddressee(tx, tenantId, { kind: 'unit', id: file.holderUnitId })
}

/** Ends the handling of a file when it is about this document; returns what ended. */
async function endHandling(deed: Deed, documentId: Id<'Document'>, fileId: Id<'File'>): Promise<WorkItem[]> {
  const handling = (await lockOpenItems(deed.tx, deed.actor.tenantId, fileId)).filter((item) => item.documentId === documentId && isHandling(item))
  await saveItems(deed, handling.map((item) => handOn(item, null, deed.at)))
  return handling
}

/** The handling goes on with the first document that is left in the file. */
async function goOn(deed: Deed, fileId: Id<'File'>, handling: readonly WorkItem[]): Promise<void> {
  const [first] = await readFileDocuments(deed.tx, deed.actor.tenantId, fileId)
  if (first) await insertItems(deed, handling.map((item) => ({ ...item, id: newId(deed.at), documentId: first.id, fileId })))
}

async function end(deed: Deed, fileId: Id<'File'>, which: (item: WorkItem) => boolean, reason: string): Promise<void> {
  const { tx, at, actor: { tenantId } } = deed
  const ended = closed((await lockOpenItems(tx, tenantId, fileId)).filter(which), reason, at)
  await saveItems(deed, ended)
  for (const { id: itemId, documentId, kind, state, answer } of ended) {
    if (state === 'withdrawn') deed.note({ event: 'Storno', object: { type: 'PolozkaObehu', id: itemId }, subjectId: documentId, payload: { kind, reason: answer } })
  }
}
