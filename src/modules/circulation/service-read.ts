import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { DeedDeps } from '../audit/index.ts'
import { readNames } from '../identity/index.ts'
import { currentMain, handles, isOpen, listDocuments, readComponents, viewDocument, type Listed } from '../records/index.ts'
import { mayAssign, mayTakeOver } from './access.ts'
import { isStale, type WorkItem } from './model.ts'
import { readAsked, readDesks, readDocumentItems, type Desk, type DeskPage } from './store.ts'

/** An item as it is shown: with the names of everyone in it and whether it is about a content that has since been replaced. */
export interface ShownItem { readonly item: WorkItem; readonly names: ReadonlyMap<string, string>; readonly stale: boolean }
export interface InboxItem extends ShownItem { readonly document: Listed }

export const boxes = ['mine', 'unit', 'asked'] as const
export type Box = (typeof boxes)[number]

/** Work on one's own desk and on those of whom one stands in for, work waiting for anyone of one's unit, or what one asked of others; newest first. Five queries for any page. */
export async function readInbox(
  deps: Pick<DeedDeps, 'db'>, actor: Actor, box: Box, { before, limit }: DeskPage,
): Promise<{ items: InboxItem[]; next: Id<'WorkItem'> | null }> {
  const { db } = deps
  const { tenantId, personId, unitId } = actor
  if (unitId === null || personId === null) return { items: [], next: null }
  const mine: Desk[] = [{ of: personId }, ...actor.standsFor.map((each) => ({ of: each.personId, kinds: each.kinds }))]
  const page = { before, limit: limit + 1 }
  const found = await (box === 'asked' ? readAsked(db, tenantId, personId, page) : readDesks(db, tenantId, box === 'unit' ? [{ of: unitId }] : mine, page))
  const items = found.slice(0, limit)
  const next = found.length > limit ? items.at(-1)?.id ?? null : null
  const ids = [...new Set(items.map(({ documentId }) => documentId))]
  if (ids.length === 0) return { items: [], next }
  const [listed, shown] = await Promise.all([listDocuments(deps, actor, { ids, limit: ids.length }), show(deps, tenantId, items, ids)])
  const documents = new Map(listed.map((each) => [each.document.id, each]))
  // Someone who has lost the sight of a document since they asked about it loses the sight of the item too.
  const visible = shown.flatMap((each) => {
    const document = documents.get(each.item.documentId)
    return document ? [{ ...each, document }] : []
  })
  return { items: visible, next }
}

/** What this person may start on a document now; the server checks again when they do. */
export type May = Readonly<Record<'assign' | 'takeOver' | 'askStatements' | 'askApproval', boolean>>

/**
 * Everything that was asked about a document and who has handled its file, oldest first. What was said of another document of the
 * file is shown only to those who may see that one.
 */
export async function readCirculation(
  deps: Pick<DeedDeps, 'db'>, actor: Actor, documentId: Id<'Document'>,
): Promise<Result<{ items: ShownItem[]; may: May; handlesFile: boolean }, 'not-found'>> {
  const view = await viewDocument(deps.db, actor, documentId)
  if (!view.ok) return view
  const { document, file, components, siblings } = view.value
  const seen = new Set([documentId, ...siblings.map(({ id }) => id)])
  const items = (await readDocumentItems(deps.db, actor.tenantId, file.id, documentId))
    .map((item) => (seen.has(item.documentId) ? item : { ...item, instruction: null, answer: null }))
  const shown = await show(deps, actor.tenantId, items, [documentId])
  const [open, handler] = [isOpen(file), handles(actor, file)]
  const main = currentMain(components)?.version.sha256
  const waiting = items.some((item) => item.kind === 'approve' && item.state === 'open' && item.content === main)
  const may = {
    assign: open && mayAssign(actor, file), takeOver: open && mayTakeOver(actor, file), askStatements: open && handler,
    askApproval: open && handler && main !== undefined && document.dispatchedAt === null && !waiting,
  }
  return accept({ items: shown, may, handlesFile: handler })
}

async function show(
  { db }: Pick<DeedDeps, 'db'>, tenantId: Id<'Tenant'>, items: readonly WorkItem[], documentIds: readonly Id<'Document'>[],
): Promise<ShownItem[]> {
  const named = items.flatMap(({ addressee, askedBy, takenBy, doneBy, doneFor }) => [addressee.id, askedBy, takenBy, doneBy, doneFor])
  const ids = [...new Set<string>(named.filter((id) => id !== null))]
  const [names, components] = await Promise.all([readNames(db, tenantId, ids), readComponents(db, tenantId, documentIds)])
  const mains = new Map<Id<'Document'>, Sha256 | null>()
  for (const id of documentIds) mains.set(id, currentMain(components.filter(({ documentId }) => documentId === id))?.version.sha256 ?? null)
  return items.map((item) => ({ item, names, stale: isStale(item, mains.get(item.documentId) ?? null) }))
}
