import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import { isMoving, stageOf, type Answer, type Consignment, type DispatchChannel, type Wording } from './answer.ts'

/** While the letter is being set or the mail is on its way, it is asked for more often. */
export const answerQuery = (id: string) => queryOptions({
  queryKey: ['answer', id],
  queryFn: ({ signal }) => api.get<Answer>(`/api/answers/${id}`, { signal }),
  refetchInterval: (query) => {
    const answer = query.state.data
    if (!answer || stageOf(answer) === 'delivered') return false
    return !answer.ready || isMoving(answer) ? 2_000 : 15_000
  },
})

/** Under the answer's own key, so that it is asked for again together with it. */
export const wordingsQuery = (id: string) => queryOptions({
  queryKey: ['answer', id, 'wordings'],
  queryFn: ({ signal }) => api.get<{ items: readonly Wording[] }>(`/api/answers/${id}/wordings`, { signal }),
  refetchInterval: 30_000,
})

export const roomBoxes = ['waiting', 'sent', 'done'] as const
export type RoomBox = (typeof roomBoxes)[number]
export interface RoomItem extends Consignment {
  readonly askedByName: string
  readonly document: { readonly id: string, readonly referenceNumber: string, readonly subject: string }
}

/** Walked by key: nothing is skipped or repeated while others send. */
export const roomQuery = (box: RoomBox, channel: DispatchChannel | undefined) => infiniteQueryOptions({
  queryKey: ['dispatch-room', box, channel ?? null],
  queryFn: ({ pageParam, signal }) => api.get<{ items: readonly RoomItem[], next: string | null }>(
    `/api/dispatches?${new URLSearchParams({ box, ...channel ? { channel } : {}, ...pageParam ? { after: pageParam } : {} })}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  refetchInterval: 15_000,
})

/** A prepared text, filled in from a document. */
export interface FilledSnippet { readonly id: string, readonly title: string, readonly text: string, readonly missing: readonly string[], readonly everybodys: boolean }
export interface Snippet { readonly id: string, readonly unitId: string | null, readonly title: string, readonly body: string }

export const filledSnippetsQuery = (documentId: string) => queryOptions({
  queryKey: ['snippets', documentId], staleTime: 60_000,
  queryFn: ({ signal }) => api.get<{ items: readonly FilledSnippet[] }>(`/api/documents/${documentId}/snippets`, { signal }),
})
export const snippetsQuery = queryOptions({ queryKey: ['snippets'], queryFn: ({ signal }) => api.get<{ items: readonly Snippet[] }>('/api/snippets', { signal }) })

/** The words a letter that passes a document on begins with. */
export const forwardQuery = (documentId: string) => queryOptions({
  queryKey: ['forward', documentId], staleTime: Infinity,
  queryFn: ({ signal }) => api.get<{ subject: string, body: string }>(`/api/documents/${documentId}/forward`, { signal }),
})

/** The words a correction of a document that was sent begins with. */
export const correctionQuery = (documentId: string) => queryOptions({
  queryKey: ['correction', documentId], staleTime: Infinity,
  queryFn: ({ signal }) => api.get<{ subject: string, body: string }>(`/api/documents/${documentId}/correction`, { signal }),
})

export const partiesQuery = (typed: string) => queryOptions({
  queryKey: ['parties', 'picked', typed],
  queryFn: ({ signal }) => api.get<{ items: readonly { id: string, name: string, email: string | null, address: readonly string[] }[] }>(`/api/parties?${new URLSearchParams({ limit: '20', ...typed ? { q: typed } : {} })}`, { signal }),
})
