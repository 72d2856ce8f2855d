import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import { filterOf, type InboxSearch } from './inbox-search.ts'
import type { Circulation, InboxItem } from './item.ts'

interface InboxPage { readonly items: readonly InboxItem[], readonly next: string | null }

/** Walked by key: nothing is skipped or repeated while others write. */
export const inboxQuery = (search: InboxSearch) => infiniteQueryOptions({
  queryKey: ['inbox', search],
  queryFn: ({ pageParam, signal }) => api.get<InboxPage>(`/api/inbox?${new URLSearchParams({ ...filterOf(search), sort: search.sort ?? 'due', limit: '30', ...(pageParam ? { before: pageParam } : {}) })}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  refetchInterval: 30_000,
})

export const circulationQuery = (documentId: string) => queryOptions({
  queryKey: ['document', documentId, 'circulation'],
  queryFn: ({ signal }) => api.get<Circulation>(`/api/documents/${documentId}/circulation`, { signal }),
  refetchInterval: 15_000,
})

/** Whose decision about a document is being waited for. */
export function useAwaitedApprover(documentId: string): string | null {
  const waiting = useQuery(circulationQuery(documentId)).data?.items.find(({ kind, state, stale }) => kind === 'approve' && state === 'open' && !stale)
  return waiting?.addressee.name ?? null
}
