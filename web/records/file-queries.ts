import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import type { ListedFile, OpenedFile, PlanClass, Whose } from './file.ts'

export const fileQuery = (id: string) => queryOptions({
  queryKey: ['file', id],
  queryFn: ({ signal }) => api.get<OpenedFile>(`/api/files/${id}`, { signal }),
})

interface FilesPage { readonly items: readonly ListedFile[], readonly next: string | null }

export const filesQuery = (of: Whose, text: string) => infiniteQueryOptions({
  queryKey: ['files', of, text],
  queryFn: ({ pageParam, signal }) => api.get<FilesPage>(`/api/files?${new URLSearchParams({ of, limit: '30', ...(text ? { q: text } : {}), ...(pageParam ? { before: pageParam } : {}) })}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
})

/** Open files to put something in, by a part of their reference or subject. */
export const openFilesQuery = (text: string) => queryOptions({
  queryKey: ['files', 'open', text],
  queryFn: ({ signal }) => api.get<FilesPage>(`/api/files?${new URLSearchParams({ of: 'all', state: 'open', limit: '20', ...(text ? { q: text } : {}) })}`, { signal }),
  placeholderData: (before) => before,
})

export const planQuery = queryOptions({
  queryKey: ['plan'],
  queryFn: ({ signal }) => api.get<{ name: string | null, separator: string, classes: readonly PlanClass[] }>('/api/plan', { signal }),
  staleTime: 60_000,
})
