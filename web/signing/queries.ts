import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import { bookFilter, type BookSearch } from './book-search.ts'
import type { AuthorityLine, Ceremony, CeremonyItem, CeremonyItemState, CeremonyRow, Duty, Line, SigningKey, SigningRule } from './model.ts'

interface BookPage { readonly items: readonly Line[], readonly next: string | null }

/** Walked by key: nothing is skipped or repeated while others write. */
export const bookQuery = ({ polozka: _, ...search }: BookSearch) => infiniteQueryOptions({
  queryKey: ['signing', 'book', search],
  queryFn: ({ pageParam, signal }) => api.get<BookPage>(`/api/signing/book?${new URLSearchParams({ ...bookFilter(search), limit: '100', ...(pageParam ? { before: pageParam } : {}) })}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  refetchInterval: 30_000,
})

/** How many wait, up to a hundred: enough for the menu. */
export const waitingQuery = queryOptions({
  queryKey: ['signing', 'waiting'],
  queryFn: async ({ signal }) => (await api.get<{ readonly waiting: number }>('/api/signing/waiting', { signal })).waiting,
  refetchInterval: 60_000,
})

export const keysQuery = queryOptions({
  queryKey: ['signing', 'keys'],
  queryFn: ({ signal }) => api.get<{ readonly keys: readonly SigningKey[], readonly agentUrl: string | null }>('/api/signing/keys', { signal }),
})

const going = ['running'] as const satisfies readonly Ceremony['state'][]

/** Watched closely while it runs. */
export const ceremonyQuery = (id: string) => queryOptions({
  queryKey: ['signing', 'ceremony', id],
  queryFn: ({ signal }) => api.get<Ceremony>(`/api/signing/ceremonies/${id}`, { signal }),
  refetchInterval: ({ state: { data } }) => going.some((state) => state === data?.state) ? 600 : false,
})

export const ceremonyItemsQuery = (id: string, state: CeremonyItemState | null, running: boolean) => infiniteQueryOptions({
  queryKey: ['signing', 'ceremony', id, 'items', state],
  queryFn: ({ pageParam, signal }) => {
    const query = new URLSearchParams({ limit: '100', ...(state ? { state } : {}), ...(pageParam === null ? {} : { after: String(pageParam) }) })
    return api.get<{ readonly items: readonly CeremonyItem[], readonly next: number | null }>(`/api/signing/ceremonies/${id}/items?${query}`, { signal })
  },
  initialPageParam: null as number | null,
  getNextPageParam: (page) => page.next,
  refetchInterval: running ? 1_500 : false,
})

export const ceremoniesQuery = infiniteQueryOptions({
  queryKey: ['signing', 'ceremonies'],
  queryFn: ({ pageParam, signal }) => api.get<{ readonly ceremonies: readonly CeremonyRow[], readonly next: string | null }>(
    `/api/signing/ceremonies?${new URLSearchParams({ limit: '30', ...(pageParam ? { before: pageParam } : {}) })}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
})

export const authoritiesQuery = queryOptions({
  queryKey: ['signing', 'authorities'],
  queryFn: async ({ signal }) => (await api.get<{ readonly authorities: readonly AuthorityLine[] }>('/api/signing/authorities', { signal })).authorities,
})

export const rulesQuery = queryOptions({
  queryKey: ['signing', 'rules'],
  queryFn: async ({ signal }) => (await api.get<{ readonly rules: readonly SigningRule[] }>('/api/signing/rules', { signal })).rules,
})

/** What a document of a kind and amount needs, and who may sign it today. */
export const dutyQuery = (documentId: string, documentKind: string, amount: string) => queryOptions({
  queryKey: ['document', documentId, 'signing', documentKind, amount],
  queryFn: ({ signal }) => api.get<Duty>(`/api/documents/${documentId}/signing?${new URLSearchParams({ ...(documentKind ? { documentKind } : {}), ...(amount ? { amount } : {}) })}`, { signal }),
})
