import { boxes, itemKinds, type Box, type Filter, type ItemKind } from './item.ts'

/** The way of looking at an inbox as it stands in the address; what is usual is left out. */
export interface InboxSearch {
  readonly box?: Box
  /** Whose desk, in the box `person`. */
  readonly osoba?: string
  readonly q?: string
  readonly kind?: ItemKind
  readonly sort?: 'newest'
  readonly ended?: true
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Anything may stand in an address; what is not understood is as if it were not there. */
export function readSearch(search: Readonly<Record<string, unknown>>): InboxSearch {
  const person = typeof search['osoba'] === 'string' && uuid.test(search['osoba']) ? search['osoba'] : undefined
  const box = boxes.find((one) => one === search['box'] && (one !== 'person' || person !== undefined))
  const kind = itemKinds.find((one) => one === search['kind'])
  const q = typeof search['q'] === 'string' || typeof search['q'] === 'number' ? String(search['q']).trim().slice(0, 100) : ''
  return {
    ...(box && box !== 'mine' ? { box } : {}), ...(box === 'person' && person ? { osoba: person } : {}), ...(q ? { q } : {}), ...(kind ? { kind } : {}),
    ...(search['sort'] === 'newest' ? { sort: 'newest' as const } : {}), ...(box === 'asked' && (search['ended'] === true || search['ended'] === 'true') ? { ended: true as const } : {}),
  }
}

export function addressOf(search: InboxSearch): string {
  const query = new URLSearchParams(Object.entries(search).map(([key, value]) => [key, String(value)])).toString()
  return query ? `/prace?${query}` : '/prace'
}

/** What of it chooses items, as the server is asked for them and for a bulk of them. */
export function filterOf({ box = 'mine', osoba, q, kind, ended }: InboxSearch): Filter {
  return {
    box, ...(osoba ? { personId: osoba } : {}), ...(q ? { text: q } : {}), ...(kind ? { kinds: kind } : {}), ...(ended ? { ended: 'true' } : {}),
  }
}
