import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { DeedDeps } from '../audit/index.ts'
import { readNames } from '../identity/index.ts'
import { currentMain, handles, isOpen, readComponents, viewDocument } from '../records/index.ts'
import { mayAssign, mayTakeOver } from './access.ts'
import { isStale, type WorkItem } from './model.ts'
import { readDocumentCourses, readFileLimit, type ShownCourse, type ShownLimit } from './service-read-course.ts'
import { readDocumentItems } from './store.ts'

/** An item as it is shown: with the names of everyone in it and whether it is about a content that has since been replaced. */
export interface ShownItem { readonly item: WorkItem; readonly names: ReadonlyMap<string, string>; readonly stale: boolean }

/** What this person may start on a document now; the server checks again when they do. */
export type May = Readonly<Record<'assign' | 'takeOver' | 'askStatements' | 'askApproval', boolean>>

export interface ShownCirculation {
  readonly items: readonly ShownItem[]
  readonly may: May
  readonly handlesFile: boolean
  readonly courses: readonly ShownCourse[]
  readonly limit: ShownLimit
}

/**
 * Everything that was asked about a document and who has handled its file, oldest first. What was said of another document of the
 * file is shown only to those who may see that one.
 */
export async function readCirculation(
  deps: Pick<DeedDeps, 'db' | 'now'>, actor: Actor, documentId: Id<'Document'>,
): Promise<Result<ShownCirculation, 'not-found'>> {
  const view = await viewDocument(deps.db, actor, documentId)
  if (!view.ok) return view
  const { document, file, components, siblings } = view.value
  const seen = new Set([documentId, ...siblings.map(({ id }) => id)])
  const items = (await readDocumentItems(deps.db, actor.tenantId, file.id, documentId))
    .map((item) => (seen.has(item.documentId) ? item : { ...item, instruction: null, answer: null }))
  const shown = await show(deps, actor.tenantId, items, [documentId])
  const [open, handler] = [isOpen(file), handles(actor, file)]
  const main = currentMain(components)?.wording
  const waiting = items.some((item) => item.kind === 'approve' && item.state === 'open' && item.content === main)
  const may = {
    assign: open && mayAssign(actor, file), takeOver: open && mayTakeOver(actor, file), askStatements: open && handler,
    askApproval: open && handler && main !== undefined && document.dispatchedAt === null && !waiting,
  }
  const [courses, limit] = [await readDocumentCourses(deps.db, actor, documentId, file), await readFileLimit(deps.db, actor, file, deps.now())]
  return accept({ items: shown, may, handlesFile: handler, courses, limit })
}

/** Items with the names of all in them; `documentIds`: the documents whose content may have been replaced. */
export async function show(
  { db }: Pick<DeedDeps, 'db'>, tenantId: Id<'Tenant'>, items: readonly WorkItem[], documentIds: readonly Id<'Document'>[],
): Promise<ShownItem[]> {
  const named = items.flatMap(({ addressee, askedBy, takenBy, doneBy, doneFor, delegates }) => [addressee.id, askedBy, takenBy, doneBy, doneFor, ...delegates])
  const ids = [...new Set<string>(named.filter((id) => id !== null))]
  const [names, components] = await Promise.all([readNames(db, tenantId, ids), readComponents(db, tenantId, documentIds)])
  const mains = new Map<Id<'Document'>, Sha256 | null>()
  for (const id of documentIds) mains.set(id, currentMain(components.filter(({ documentId }) => documentId === id))?.wording ?? null)
  return items.map((item) => ({ item, names, stale: isStale(item, mains.get(item.documentId) ?? null) }))
}
