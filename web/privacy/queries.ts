import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Hold, SectionKey } from '../../src/modules/privacy/index.ts'
import { api } from '../shell/api.ts'

export type Kind = 'party' | 'person'
export interface Found { readonly kind: Kind, readonly id: string, readonly name: string, readonly hints: readonly string[] }
export interface Alike extends Found { readonly why: readonly string[] }
export interface Item {
  readonly place: string, readonly id: string, readonly title: string, readonly facts: Readonly<Record<string, string | number | null | readonly string[]>>
  readonly contents: readonly { readonly name: string, readonly size: number }[], readonly hold: Hold | null
}
export interface ShownSection { readonly key: SectionKey, readonly heading: string, readonly purpose: string, readonly basis: string, readonly retention: string, readonly items: readonly Item[] }
export interface PlannedItem { readonly section: SectionKey, readonly place: string, readonly id: string, readonly title: string, readonly hold: Hold | null }
export interface Plan { readonly erased: readonly PlannedItem[], readonly kept: readonly PlannedItem[], readonly hash: string }
export interface Subject { readonly subject: { readonly kind: Kind, readonly ids?: readonly string[], readonly id?: string }, readonly sections: readonly ShownSection[], readonly alike: readonly Alike[], readonly plan: Plan }
export interface Copy { readonly id: string, readonly kind: Kind, readonly ids: readonly string[], readonly reason: string, readonly askedBy: string | null, readonly askedAt: string, readonly state: 'making' | 'ready' | 'expired', readonly items: number | null, readonly expiresAt: string | null }
export interface Erasure {
  readonly id: string, readonly kind: Kind, readonly ids: readonly string[], readonly reason: string, readonly state: 'proposed' | 'confirmed' | 'withdrawn', readonly proposedBy: string | null, readonly proposedAt: string
  readonly decidedBy: string | null, readonly decidedAt: string | null, readonly erased: number | null, readonly kept: number | null, readonly mayConfirm: boolean
}

/** Looking somebody up is logged, so it is asked once for each question. */
export const foundQuery = (q: string) => queryOptions({
  queryKey: ['data-subjects', q], enabled: q.length > 1, staleTime: Infinity, refetchOnWindowFocus: false,
  queryFn: ({ signal }) => api.get<{ items: readonly Found[] }>(`/api/privacy/subjects?${new URLSearchParams({ q })}`, { signal }),
})

export const subjectQuery = (kind: Kind, id: string, also: readonly string[]) => queryOptions({
  queryKey: ['data-subject', kind, id, ...also], staleTime: Infinity, refetchOnWindowFocus: false,
  queryFn: ({ signal }) => api.get<Subject>(`/api/privacy/${kind === 'party' ? 'parties' : 'people'}/${id}${also.length > 0 ? `?${new URLSearchParams({ also: also.join(',') })}` : ''}`, { signal }),
})

/** Until every copy is made, the list is asked for again. */
export const copiesQuery = queryOptions({
  queryKey: ['data-copies'], queryFn: ({ signal }) => api.get<{ items: readonly Copy[] }>('/api/privacy/exports', { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some((copy) => copy.state === 'making') ? 1_500 : false),
})

export const erasuresQuery = queryOptions({ queryKey: ['data-erasures'], queryFn: ({ signal }) => api.get<{ items: readonly Erasure[] }>('/api/privacy/erasures', { signal }) })
export const erasureQuery = (id: string) => queryOptions({ queryKey: ['data-erasures', id], queryFn: ({ signal }) => api.get<Erasure & { readonly plan: Plan | null }>(`/api/privacy/erasures/${id}`, { signal }) })

/** Asked by itself first, so that whoever has to prove who they are does so here; then the browser takes the file. */
export async function download(id: string): Promise<void> {
  await api.get(`/api/privacy/exports/${id}`)
  globalThis.location.assign(`/api/privacy/exports/${id}/file`)
}

export interface Reading { readonly personId: string, readonly name: string | null, readonly way: 'read' | 'taken' | 'denied', readonly at: string }
export interface ReadingsPage { readonly items: readonly Reading[], readonly next: string | null }
export const readingsQuery = (documentId: string) => infiniteQueryOptions({
  queryKey: ['readings', documentId], initialPageParam: null as string | null,
  queryFn: ({ pageParam, signal }) => api.get<ReadingsPage>(`/api/documents/${documentId}/readings?${new URLSearchParams({ limit: '20', ...pageParam ? { before: pageParam } : {} })}`, { signal }),
  getNextPageParam: (page) => page.next,
})
