import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { DeedDeps } from '../audit/index.ts'
import { readNames } from '../identity/index.ts'
import { listDocuments, type Listed } from '../records/index.ts'
import { undoOf, type Bulk, type BulkItem } from './model-bulk.ts'
import {
  countOutcomes, readBulkItems, readBulkRow, readBulksOf, type BulkItemQuery, type OutcomeCount,
} from './store-bulk.ts'

type Reading = Pick<DeedDeps, 'db' | 'now'>

/** A bulk with how far it is; `addressee` is the name of whom it hands over to. */
export interface BulkView { readonly bulk: Bulk; readonly counts: readonly OutcomeCount[]; readonly addressee: string | null; readonly mayUndo: boolean }
export interface ShownBulkItem { readonly item: BulkItem; readonly listed: Listed | undefined }

/** How a bulk is getting on; only whoever asked for it learns that there is one. */
export async function readBulk(deps: Reading, actor: Actor, id: Id<'Bulk'>): Promise<Result<BulkView, 'not-found'>> {
  const bulk = await readBulkRow(deps.db, actor.tenantId, id)
  if (!bulk || bulk.askedBy !== actor.personId) return refuse('not-found')
  const [counts, addressee] = await Promise.all([countOutcomes(deps.db, actor.tenantId, id), addresseeOf(deps, actor, bulk)])
  const mayUndo = undoOf(bulk, deps.now()).ok && counts.some(({ outcome }) => outcome === 'done')
  return accept({ bulk, counts, addressee, mayUndo })
}

/** How its items ended, in the order of the list. */
export async function readBulkOutcomes(
  deps: Reading, actor: Actor, id: Id<'Bulk'>, { limit, ...query }: BulkItemQuery,
): Promise<Result<{ items: ShownBulkItem[]; next: number | null }, 'not-found'>> {
  const bulk = await readBulkRow(deps.db, actor.tenantId, id)
  if (!bulk || bulk.askedBy !== actor.personId) return refuse('not-found')
  const found = await readBulkItems(deps.db, actor.tenantId, id, { ...query, limit: limit + 1 })
  const items = found.slice(0, limit)
  const ids = [...new Set(items.flatMap(({ documentId }) => (documentId ? [documentId] : [])))]
  const listed = ids.length > 0 ? await listDocuments(deps, actor, { ids, limit: ids.length }) : []
  const documents = new Map(listed.map((each) => [each.document.id, each]))
  return accept({
    items: items.map((item) => ({ item, listed: item.documentId ? documents.get(item.documentId) : undefined })),
    next: found.length > limit ? items.at(-1)?.ordinal ?? null : null,
  })
}

/** What one has asked for lately, newest first. */
export async function readBulks(
  deps: Reading, actor: Actor, page: { readonly before?: Id<'Bulk'> | undefined; readonly limit: number },
): Promise<{ bulks: Bulk[]; next: Id<'Bulk'> | null }> {
  if (!actor.personId) return { bulks: [], next: null }
  const found = await readBulksOf(deps.db, actor.tenantId, actor.personId, { ...page, limit: page.limit + 1 })
  const bulks = found.slice(0, page.limit)
  return { bulks, next: found.length > page.limit ? bulks.at(-1)?.id ?? null : null }
}

async function addresseeOf({ db }: Reading, actor: Actor, { action }: Bulk): Promise<string | null> {
  if (action.kind !== 'hand-over') return null
  return (await readNames(db, actor.tenantId, [action.to.id])).get(action.to.id) ?? null
}
