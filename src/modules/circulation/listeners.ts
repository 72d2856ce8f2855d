import { z } from 'zod'
import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { DeliveredEvent, Listener } from '../../platform/events/index.ts'
import { perform, type Deed, type DeedDeps } from '../audit/index.ts'
import { currentMain, isOpen, lockDocument, readComponents } from '../records/index.ts'
import { closed, outdated, type WorkItem } from './model.ts'
import { lockOpenItems, saveItems } from './store.ts'
import { reasons } from './texts-record.ts'

const About = z.object({ documentId: z.uuid().transform((id) => id as Id<'Document'>) })

/** What the room hears. Each ear may be told the same thing again and does it once. */
export function circulationListeners(deps: DeedDeps): Listener[] {
  return [
    { name: 'circulation.lapse', hears: 'records.content-replaced', handle: (event) => hear(deps, event, 'lapse', lapseOutdated) },
    { name: 'circulation.close', hears: 'records.settled', handle: (event) => hear(deps, event, 'close', closeSettled) },
  ]
}

async function hear(deps: DeedDeps, event: DeliveredEvent, ear: string, work: (deed: Deed, documentId: Id<'Document'>) => Promise<void>) {
  const { documentId } = About.parse(event.body)
  const command = { name: `circulation.${ear}`, key: `circulation.${ear}:${event.id}` }
  await perform(deps, automaton(event.tenantId, 'oběh spisu'), command, async (deed) => {
    await work(deed, documentId)
    return accept(null)
  })
}

/** Requests to approve a content that is no longer the document's end; new content asks for a new approval. */
async function lapseOutdated(deed: Deed, documentId: Id<'Document'>): Promise<void> {
  const found = await lockDocument(deed, documentId)
  if (!found.ok) return
  const main = currentMain(await readComponents(deed.tx, deed.actor.tenantId, [documentId]))?.version.sha256 ?? null
  const open = await lockOpenItems(deed.tx, deed.actor.tenantId, found.value.file.id)
  await lapse(deed, open.filter((item) => item.documentId === documentId), main)
}

/** Ends those of the locked items that ask about another content than `main`. */
export async function lapse(deed: Deed, items: readonly WorkItem[], main: Sha256 | null): Promise<void> {
  await end(deed, outdated(items, main, reasons.contentChanged, deed.at))
}

/** When a document's settlement has settled its whole file, nobody is left with work in it. */
async function closeSettled(deed: Deed, documentId: Id<'Document'>): Promise<void> {
  const found = await lockDocument(deed, documentId)
  if (!found.ok || isOpen(found.value.file)) return
  await end(deed, closed(await lockOpenItems(deed.tx, deed.actor.tenantId, found.value.file.id), reasons.fileSettled, deed.at))
}

async function end(deed: Deed, items: readonly WorkItem[]): Promise<void> {
  await saveItems(deed, items)
  for (const { id, documentId, kind, state, answer } of items) {
    if (state !== 'withdrawn') continue
    deed.note({ event: 'Storno', object: { type: 'PolozkaObehu', id }, subjectId: documentId, payload: { kind, reason: answer } })
  }
}
