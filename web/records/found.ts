import type { Head } from './document.ts'

/** A text with the places in it that were looked for, from–to. */
export interface Marked { readonly text: string, readonly marks: readonly (readonly [from: number, to: number])[] }

export type Kind = 'document' | 'file' | 'party'
interface Held { readonly createdAt: string, readonly holderUnitId: string, readonly holderPersonId: string | null, readonly dueOn: string | null }

/** What `records/present-search.ts` tells. */
export type Found =
  | (Held & Pick<Head, 'direction' | 'state' | 'dispatchedAt'> & {
    readonly kind: 'document', readonly id: string, readonly title: Marked, readonly number: Marked, readonly fileReference: Marked, readonly party: Marked | null
    readonly content: { readonly name: Marked, readonly text: Marked | null } | null
  })
  | (Held & { readonly kind: 'file', readonly id: string, readonly documentId: string, readonly title: Marked, readonly number: Marked })
  | { readonly kind: 'party', readonly id: string, readonly title: Marked, readonly detail: Marked }

/** What is asked, as it stands in the address of the page and of the server alike. */
export interface Asked {
  readonly q?: string, readonly kind?: Kind, readonly direction?: 'incoming' | 'outgoing', readonly state?: string, readonly unitId?: string, readonly partyId?: string
  readonly from?: string, readonly to?: string, readonly mine?: 'true', readonly sort?: 'relevance'
}

export const kinds = ['document', 'file', 'party'] as const satisfies readonly Kind[]
const states = ['nevyrizen', 'vyrizen', 'uzavren'] as const
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const day = /^\d{4}-\d{2}-\d{2}$/

/** Of an address only what the server will understand: whatever else stands there is left out. */
export function readAsked(search: Readonly<Record<string, unknown>>): Asked {
  const text = (name: string) => (typeof search[name] === 'string' || typeof search[name] === 'number' ? String(search[name]).trim().slice(0, 200) : '')
  const one = <Value extends string>(name: string, values: readonly Value[]) => values.find((value) => value === text(name))
  const like = (name: string, shape: RegExp) => (shape.test(text(name)) ? text(name) : undefined)
  const asked = {
    q: text('q') || undefined, kind: one('kind', kinds), direction: one('direction', ['incoming', 'outgoing']), state: one('state', states), unitId: like('unitId', uuid),
    partyId: like('partyId', uuid), from: like('from', day), to: like('to', day), mine: search['mine'] === true || text('mine') === 'true' ? 'true' as const : undefined, sort: one('sort', ['relevance']),
  }
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Asked
}

/** How many filters narrow the search, the kind and the order aside. */
export const filtersIn = ({ direction, state, unitId, partyId, from, to, mine }: Asked): number => [direction, state, unitId, partyId, from, to, mine].filter(Boolean).length
export const isAsked = (asked: Asked): boolean => Boolean(asked.q) || Boolean(asked.kind) || filtersIn(asked) > 0

/** The page of what was found; a party has none, so its documents are searched. */
export function pageOf(found: Found): string {
  if (found.kind === 'party') return `/hledat?${new URLSearchParams({ kind: 'document', partyId: found.id })}`
  return found.kind === 'file' ? `/spisy/${found.id}` : `/dokumenty/${found.id}`
}

/** The text cut into pieces, those that were looked for marked. */
export function piecesOf({ text, marks }: Marked): { readonly text: string, readonly marked: boolean }[] {
  const pieces: { text: string, marked: boolean }[] = []
  let at = 0
  for (const [from, to] of marks) {
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false })
    pieces.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  return at < text.length ? [...pieces, { text: text.slice(at), marked: false }] : pieces
}
