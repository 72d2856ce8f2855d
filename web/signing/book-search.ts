/** The way of looking at the signature book as it stands in the address; what is usual is left out. */
export interface BookSearch {
  readonly q?: string
  /** Who holds the file. */
  readonly utvar?: string
  /** What is due before this day. */
  readonly do?: string
  /** The request whose document lies open. */
  readonly polozka?: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const day = /^\d{4}-\d{2}-\d{2}$/

/** Anything may stand in an address; what is not understood is as if it were not there. */
export function readBookSearch(search: Readonly<Record<string, unknown>>): BookSearch {
  const text = (name: string, form: RegExp) => typeof search[name] === 'string' && form.test(search[name]) ? { [name]: search[name] } : {}
  const q = typeof search['q'] === 'string' || typeof search['q'] === 'number' ? String(search['q']).trim().slice(0, 100) : ''
  return { ...(q ? { q } : {}), ...text('utvar', uuid), ...text('do', day), ...text('polozka', uuid) }
}

export function bookAddress(search: BookSearch): string {
  const query = new URLSearchParams(Object.entries(search).map(([key, value]) => [key, String(value)])).toString()
  return query ? `/podpis?${query}` : '/podpis'
}

/** What of it chooses requests, as the server is asked for them. */
export const bookFilter = ({ q, utvar, do: dueBefore }: BookSearch): Record<string, string> =>
  ({ ...(q ? { text: q } : {}), ...(utvar ? { unitId: utvar } : {}), ...(dueBefore ? { dueBefore } : {}) })

/** Where two versions stand side by side. */
export const comparisonOf = (documentId: string, { componentId, from, to }: { readonly componentId: string, readonly from: number, readonly to: number }): string =>
  `/dokumenty/${documentId}?cast=${componentId}&verze=${to}&porovnat=${from}`
