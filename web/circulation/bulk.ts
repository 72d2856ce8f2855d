import { queryOptions, infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import type { Addressee } from '../identity/directory.ts'
import type { Filter } from './item.ts'

export type BulkAction =
  | { readonly kind: 'hand-over', readonly to: Addressee, readonly instruction: string | null }
  | { readonly kind: 'take-over' } | { readonly kind: 'see' } | { readonly kind: 'urge' }
  | { readonly kind: 'withdraw', readonly reason: string }
  | { readonly kind: 'due', readonly dueOn: string, readonly reason: string }
  | { readonly kind: 'settle', readonly way: string, readonly note: string }
export type BulkKind = BulkAction['kind'] | 'undo'
export type Outcome = 'waiting' | 'done' | 'refused' | 'failed' | 'cancelled'

/** What is acted on: the items themselves, or whatever the filter of a box chooses. */
export type Targets = { readonly itemIds: readonly string[] } | { readonly filter: Filter }

interface Subject { readonly id: string, readonly referenceNumber: string, readonly subject: string, readonly fileReference: string }
export interface PreviewItem { readonly itemId: string, readonly can: boolean, readonly refusal: string | null, readonly words: string, readonly document: Subject | null }
interface Reason { readonly refusal: string, readonly why: string, readonly count: number }

export interface Preview {
  readonly hash: string
  readonly itemIds: readonly string[]
  readonly total: number
  readonly can: number
  readonly cannot: number
  readonly reasons: readonly Reason[]
  readonly items: readonly PreviewItem[]
}

export interface Bulk {
  readonly id: string
  readonly action: { readonly kind: BulkKind }
  readonly total: number
  readonly state: 'running' | 'done' | 'cancelled'
  readonly askedAt: string
  readonly addressee: string | null
  readonly mayUndo: boolean
  readonly counts: Readonly<Record<Outcome, number>>
  readonly reasons: readonly Reason[]
}

export interface BulkItem {
  readonly ordinal: number, readonly itemId: string, readonly outcome: Outcome, readonly why: string | null, readonly document: Subject | null
}

/** What would happen; asked again for every change of the form, never kept. */
export const previewQuery = (action: BulkAction | null, targets: Targets) => queryOptions({
  queryKey: ['bulk-preview', action, targets],
  queryFn: ({ signal }) => api.post<Preview>('/api/bulk/preview', { action, ...targets }, { signal }),
  enabled: action !== null,
  gcTime: 0,
  staleTime: Infinity,
})

export const startBulk = (action: BulkAction, { itemIds, hash }: Preview, targets: Targets) =>
  api.post<{ bulkId: string }>('/api/bulk', { action, itemIds, hash, ...('filter' in targets ? { filter: targets.filter } : {}) })

export const undoBulk = (id: string, itemIds: readonly string[] | null) => api.post<{ bulkId: string }>(`/api/bulk/${id}/undo`, { itemIds })
export const stopBulk = (id: string) => api.post<{ cancelled: number }>(`/api/bulk/${id}/cancel`, {})

/** Watched closely while it runs. */
export const bulkQuery = (id: string) => queryOptions({
  queryKey: ['bulk', id],
  queryFn: ({ signal }) => api.get<Bulk>(`/api/bulk/${id}`, { signal }),
  refetchInterval: ({ state: { data } }) => data?.state === 'running' || data === undefined ? 600 : false,
})

export const bulkItemsQuery = (id: string, outcome: Outcome | null, running: boolean) => infiniteQueryOptions({
  queryKey: ['bulk', id, 'items', outcome],
  queryFn: ({ pageParam, signal }) => {
    const query = new URLSearchParams({ limit: '100', ...(outcome ? { outcome } : {}), ...(pageParam === null ? {} : { after: String(pageParam) }) })
    return api.get<{ items: readonly BulkItem[], next: number | null }>(`/api/bulk/${id}/items?${query}`, { signal })
  },
  initialPageParam: null as number | null,
  getNextPageParam: (page) => page.next,
  refetchInterval: running ? 1_500 : false,
})

export interface Load {
  readonly people: readonly {
    readonly id: string, readonly name: string, readonly post: string, readonly open: number, readonly overdue: number
    readonly openMore: boolean, readonly overdueMore: boolean
  }[]
  readonly cap: number
}

export const loadQuery = queryOptions({
  queryKey: ['unit-load'],
  queryFn: ({ signal }) => api.get<Load>('/api/unit-load', { signal }),
  refetchInterval: 60_000,
})
