import { z } from 'zod'
import { automaton } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import type { DeliveredEvent, Listener } from '../../platform/events/index.ts'
import { perform, type Deed, type DeedDeps } from '../audit/index.ts'
import { readFileDocuments } from '../records/index.ts'
import { closed, handOn, isHandling, type WorkItem } from './model.ts'
import { endCourses } from './service-end.ts'
import { insertItems, lockOpenItems, saveItems } from './store.ts'
import { followDocument } from './store-moved.ts'
import { reasons } from './texts-record.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const Moved = z.object({ documentId: id<'Document'>(), fromFileId: id<'File'>(), fileId: id<'File'>() })
const Cancelled = z.object({ documentId: id<'Document'>(), fileId: id<'File'>() })
const Closed = z.object({ fileId: id<'File'>() })

/** What becomes of work when its document goes elsewhere, or there is nothing left to work on. */
export function fileListeners(deps: DeedDeps): Listener[] {
  const ear = <Body>(hears: `records.${string}`, name: string, shape: z.ZodType<Body>, work: (deed: Deed, body: Body) => Promise<void>): Listener => ({
    name: `circulation.${name}`, hears, handle: (event) => once(deps, event, name, (deed) => work(deed, shape.parse(event.body))),
  })
  return [
    ear('records.moved', 'move', Moved, followMoved),
    ear('records.cancelled', 'end-cancelled', Cancelled, async (deed, body) => {
      await endCourses(deed, { documentId: body.documentId }, reasons.fileSettled)
      await end(deed, body.fileId, (item) => item.documentId === body.documentId)
    }),
    ear('records.closed', 'end-closed', Closed, async (deed, body) => {
      await endCourses(deed, { fileId: body.fileId }, reasons.fileSettled)
      await end(deed, body.fileId, () => true)
    }),
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
  const { tx, at, actor: { tenantId } } = deed
  const handling = (await lockOpenItems(tx, tenantId, fromFileId)).filter((item) => item.documentId === documentId && isHandling(item) && item.stageId === null)
  await saveItems(deed, handling.map((item) => handOn(item, null, at)))
  const [first] = await readFileDocuments(tx, tenantId, fromFileId)
  await followDocument(deed, documentId, fromFileId, fileId)
  if (first) await insertItems(deed, handling.map((item) => ({ ...item, id: newId(at), documentId: first.id, fileId: fromFileId })))
}

async function end(deed: Deed, fileId: Id<'File'>, which: (item: WorkItem) => boolean): Promise<void> {
  const { tx, at, actor: { tenantId } } = deed
  const ended = closed((await lockOpenItems(tx, tenantId, fileId)).filter(which), reasons.fileSettled, at)
  await saveItems(deed, ended)
  for (const { id: itemId, documentId, kind, state, answer } of ended) {
    if (state === 'withdrawn') deed.note({ event: 'Storno', object: { type: 'PolozkaObehu', id: itemId }, subjectId: documentId, payload: { kind, reason: answer } })
  }
}
