import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import { isAsked, type Asked, type Found, type Kind } from './found.ts'

interface FoundPage { readonly items: readonly Found[], readonly next: string | null, readonly didYouMean: string | null }

export const foundQuery = (asked: Asked) => infiniteQueryOptions({
  queryKey: ['search', asked],
  queryFn: ({ pageParam, signal }) => api.get<FoundPage>(`/api/search?${new URLSearchParams({ ...asked, ...(pageParam ? { before: pageParam } : {}) })}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  enabled: isAsked(asked),
})

interface Counts { readonly counts: Partial<Record<Kind, number>>, readonly more: boolean }

/** How many of each kind, whatever kind is shown. */
export const countsQuery = ({ kind: _, sort: __, ...asked }: Asked) => queryOptions({
  queryKey: ['search', 'counts', asked],
  queryFn: ({ signal }) => api.get<Counts>(`/api/search/counts?${new URLSearchParams({ ...asked })}`, { signal }),
  enabled: isAsked(asked),
})

export const suggestQuery = (text: string) => queryOptions({
  queryKey: ['search', 'suggest', text],
  queryFn: ({ signal }) => api.get<{ items: readonly Found[] }>(`/api/search/suggest?${new URLSearchParams({ q: text })}`, { signal }),
  enabled: text.length >= 2,
  staleTime: 10_000,
})
