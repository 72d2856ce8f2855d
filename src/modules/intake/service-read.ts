import type { Id } from '../../kernel/id.ts'
import type { DeedDeps } from '../audit/index.ts'
import { senderOf, type Item } from './model.ts'
import { lastUnitOf, readAlike, readItem, readItems, type ItemQuery } from './store.ts'

/** An item as the registrar sees it. */
export interface ItemView extends Item {
  readonly subject: string | null
  /** The document that came of an earlier item with the same bytes or the same Message-ID. */
  readonly duplicateOf: { readonly documentId: Id<'Document'>; readonly referenceNumber: string } | null
  /** Earlier items alike that nobody has settled yet. */
  readonly alike: readonly Id<'Item'>[]
  /** Where the last submission of the same sender went; known when one item is looked at, not in lists. */
  readonly lastUnitId?: Id<'Unit'> | null
}

export async function viewItem(deps: Pick<DeedDeps, 'db'>, tenantId: Id<'Tenant'>, id: Id<'Item'>): Promise<ItemView | undefined> {
  const item = await readItem(deps.db, tenantId, id)
  const [view] = item ? await withDuplicates(deps, tenantId, [item]) : []
  const email = item && senderOf(item)?.email
  return view && { ...view, lastUnitId: email ? await lastUnitOf(deps.db, tenantId, email) : null }
}

/** Newest first; two queries whatever the page holds. */
export async function listItems(deps: Pick<DeedDeps, 'db'>, tenantId: Id<'Tenant'>, query: ItemQuery): Promise<ItemView[]> {
  return withDuplicates(deps, tenantId, await readItems(deps.db, tenantId, query))
}

async function withDuplicates({ db }: Pick<DeedDeps, 'db'>, tenantId: Id<'Tenant'>, items: readonly Item[]): Promise<ItemView[]> {
  const known = await readAlike(db, tenantId, items)
  return items.map((item) => {
    const same = known.filter((other) => other.id !== item.id && isAlike(item, other))
    const registered = same.find(({ documentId }) => documentId !== null)
    return {
      ...item, subject: item.reading?.subject ?? null,
      duplicateOf: registered?.documentId && registered.referenceNumber !== null
        ? { documentId: registered.documentId, referenceNumber: registered.referenceNumber } : null,
      alike: same.filter(({ id, state }) => id < item.id && (state === 'waiting' || state === 'received')).map(({ id }) => id),
    }
  })
}

function isAlike(item: Item, other: Item): boolean {
  const messageId = item.reading?.messageId ?? null
  return item.sha256 === other.sha256 || (messageId !== null && messageId === other.reading?.messageId)
}
