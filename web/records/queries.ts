import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import type { Listed, RecordsDocument } from './document.ts'

export const documentQuery = (id: string) => queryOptions({
  queryKey: ['document', id],
  queryFn: ({ signal }) => api.get<RecordsDocument>(`/api/documents/${id}`, { signal }),
})

export interface HistoryItem {
  readonly index: number, readonly at: string, readonly event: string, readonly objectType: string, readonly objectId: string
  readonly actorName: string | null, readonly onBehalfOf: string | null, readonly outcome: string
}

export const historyLimit = 100

/** Newest first. */
export const historyQuery = (id: string) => queryOptions({
  queryKey: ['document', id, 'history'],
  queryFn: ({ signal }) => api.get<{ items: readonly HistoryItem[] }>(`/api/documents/${id}/history?limit=${historyLimit}`, { signal }),
})

interface DocumentsPage { readonly items: readonly Listed[], readonly next: string | null }

export const documentsQuery = (text: string) => infiniteQueryOptions({
  queryKey: ['documents', text],
  queryFn: ({ pageParam, signal }) => api.get<DocumentsPage>(
    `/api/documents?${new URLSearchParams({ limit: '30', ...(text ? { q: text } : {}), ...(pageParam ? { before: pageParam } : {}) })}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
})

/** The file in a signed container, which is what is shown of it. */
export interface Within { readonly name: string, readonly version: number, readonly sha256: string }

export type Preview = { readonly within?: Within | null } & (
  | { readonly kind: 'pages', readonly pages: number, readonly sizes: readonly { readonly widthPt: number, readonly heightPt: number }[] }
  | { readonly kind: 'text', readonly text: string, readonly isCut?: boolean }
  | { readonly kind: 'none', readonly reason: string })

export const contentAddress = (documentId: string, componentId: string, version: number) => `/api/documents/${documentId}/components/${componentId}/versions/${version}`

/** Bytes of a version never change, so neither does what is shown of them. */
export const previewQuery = (address: string) => queryOptions({
  queryKey: ['preview', address],
  queryFn: ({ signal }) => api.get<Preview>(`${address}/preview`, { signal, timeoutMs: 60_000 }),
  staleTime: Infinity,
})

interface Box { readonly left: number, readonly top: number, readonly width: number, readonly height: number }
export interface ChangedPage {
  /** `null`: the page came, or went. */
  readonly before: number | null, readonly after: number | null
  readonly textBefore: string, readonly textAfter: string
  /** Where the two look different, in fractions of the page; `null`: they were not looked at. */
  readonly boxes: readonly Box[] | null
}

export type Difference =
  | { readonly kind: 'pages', readonly pages: number, readonly changed: readonly ChangedPage[] }
  | { readonly kind: 'text', readonly before: string, readonly after: string }
  | { readonly kind: 'same' }
  | { readonly kind: 'none', readonly reason: string }

/** How the version at an address differs from another of the same component. */
export const differenceQuery = (address: string, from: number) => queryOptions({
  queryKey: ['preview', address, 'difference', from],
  queryFn: ({ signal }) => api.get<Difference>(`${address}/difference?from=${from}`, { signal, timeoutMs: 90_000 }),
  staleTime: Infinity,
})
