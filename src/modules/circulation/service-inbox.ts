import type { Actor } from '../../kernel/actor.ts'
import { dayOf, parseDay, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { DeedDeps } from '../audit/index.ts'
import { readPeople, type Person } from '../identity/index.ts'
import { listDocuments, type Listed } from '../records/index.ts'
import { isBound, type ItemKind } from './model.ts'
import { bulkLimit } from './model-bulk.ts'
import { show, type ShownItem } from './service-read.ts'
import { readLoad, readShelves, type InboxKey, type InboxSort, type KeyedItem, type Load, type Shelf } from './store-inbox.ts'

type Reading = Pick<DeedDeps, 'db'>
export interface InboxItem extends ShownItem { readonly document: Listed }

/** `person`: what lies on the desk of one of those whose head the reader is. `overdue`: of one's own and of the unit's, what is late. */
export const boxes = ['mine', 'unit', 'asked', 'overdue', 'person'] as const
export type Box = (typeof boxes)[number]

/** What of a box is meant: the same words choose the items of a page and those of a bulk. */
export interface InboxFilter {
  readonly box: Box
  readonly personId?: Id<'Person'> | undefined
  readonly kinds?: readonly ItemKind[] | undefined
  /** A part of a number or of the subject of the document. */
  readonly text?: string | undefined
  /** Of what was asked, also what has ended. */
  readonly ended?: boolean | undefined
  /** Needed by `overdue`, and for nothing else. */
  readonly today?: Date | undefined
  /** Only about these documents, where another room has chosen them. */
  readonly documentIds?: readonly Id<'Document'>[] | undefined
  /** Only what is due before this day. */
  readonly dueBefore?: Day | undefined
}
export interface InboxPage {
  /** As `next` of the page before said. */
  readonly before?: string | undefined
  readonly limit: number
  readonly sort?: InboxSort
}

/** Of a box so many documents at most are looked through for a text, the newest of those that match. */
const matchLimit = 1_000

/**
 * A page of a box. However full the box is, a page takes one query for its items and two for what they are about; one more where a text is
 * looked for, and two where a content is asked about, to say whether it is still the document's.
 */
export async function readInbox(
  deps: Reading, actor: Actor, filter: Box | InboxFilter, { before, limit, sort = 'newest' }: InboxPage,
): Promise<{ items: InboxItem[]; next: string | null }> {
  const found = await find(deps, actor, typeof filter === 'string' ? { box: filter } : filter, sort, limit + 1, before)
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const next = found.length > limit && last ? keyText(sort, last) : null
  const ids = [...new Set(items.map(({ documentId }) => documentId))]
  if (ids.length === 0) return { items: [], next }
  const bound = [...new Set(items.filter(isBound).map(({ documentId }) => documentId))]
  const [listed, shown] = await Promise.all([listDocuments(deps, actor, { ids, limit: ids.length }), show(deps, actor.tenantId, items, bound)])
  const documents = new Map(listed.map((each) => [each.document.id, each]))
  // Someone who has lost the sight of a document since they asked about it loses the sight of the item too.
  const visible = shown.flatMap((each) => {
    const document = documents.get(each.item.documentId)
    return document ? [{ ...each, document }] : []
  })
  return { items: visible, next }
}

/** Everything a filter chooses, in the order of the inbox, as a list for a bulk: one item more than a bulk may have says that there are too many. */
export async function matchingItems(deps: Reading, actor: Actor, filter: InboxFilter): Promise<Id<'WorkItem'>[]> {
  return (await find(deps, actor, filter, 'due', bulkLimit + 1)).map(({ id }) => id)
}

async function find(
  { db }: Reading, actor: Actor, filter: InboxFilter, sort: InboxSort, limit: number, before?: string,
): Promise<KeyedItem[]> {
  const shelves = shelvesOf(actor, filter)
  if (shelves.length === 0) return []
  const text = filter.text?.trim()
  const chosen = filter.documentIds
  const documentIds = text ? (await listDocuments({ db }, actor, { text, limit: matchLimit, ids: chosen })).map(({ document }) => document.id) : chosen
  const { kinds, ended, today } = filter
  return readShelves(db, actor.tenantId, shelves, {
    sort, limit, kinds, ended, documentIds, after: before === undefined ? undefined : keyOf(before),
    dueBefore: filter.box === 'overdue' && today ? dayOf(today) : filter.dueBefore,
  })
}

/** Which desks a box looks at. Whose desk is not one's own, nor one's unit's, only its head may see, and only what is the unit's. */
function shelvesOf(actor: Actor, { box, personId }: InboxFilter): Shelf[] {
  const { unitId, personId: own } = actor
  if (unitId === null || own === null) return []
  const mine: Shelf[] = [{ of: own }, ...actor.standsFor.map((each) => ({ of: each.personId, kinds: each.kinds }))]
  switch (box) {
    case 'mine': return mine
    case 'unit': return [{ of: unitId }]
    case 'overdue': return [...mine, { of: unitId }]
    case 'asked': return [{ of: own, by: 'asker' }, { of: own, by: 'answering' }]
    case 'person': return personId && actor.roles.includes('head') ? [{ of: personId, unitId }] : []
  }
}

const keyText = (sort: InboxSort, { dueKey, id }: KeyedItem) => (sort === 'due' ? `${dueKey}~${id}` : id)

function keyOf(text: string): InboxKey {
  const [first = '', second] = text.split('~')
  const due = first === 'infinity' ? 'infinity' : parseDay(first) ?? null
  return second === undefined ? { due: null, id: first as Id<'WorkItem'> } : { due, id: second as Id<'WorkItem'> }
}

/** Beyond this nobody is counted. */
export const loadCap = 100

export interface ShownLoad extends Load { readonly person: Person }

/** Who of the reader's unit has how much and what of it is late (přehled útvaru); for its head. */
export async function readUnitLoad(deps: Reading, actor: Actor, now: Date): Promise<Result<ShownLoad[], 'not-allowed'>> {
  const { tenantId, unitId } = actor
  if (unitId === null || !actor.roles.includes('head')) return refuse('not-allowed')
  const people = (await readPeople(deps.db, tenantId)).filter((person) => person.unitId === unitId)
  const load = new Map((await readLoad(deps.db, tenantId, unitId, people.map(({ id }) => id), dayOf(now), loadCap)).map((each) => [each.personId, each]))
  return accept(people.flatMap((person) => {
    const own = load.get(person.id)
    return own ? [{ ...own, person }] : []
  }))
}
