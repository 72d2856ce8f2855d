import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import type { IntakeItem } from './item.ts'

export const intakeStates = ['waiting', 'quarantined', 'registered', 'refused'] as const
export type ShownState = (typeof intakeStates)[number]

interface IntakePage { readonly items: readonly IntakeItem[], readonly next: string | null }

export const intakeQuery = (state: ShownState) => infiniteQueryOptions({
  queryKey: ['intake', state],
  queryFn: ({ pageParam, signal }) => api.get<IntakePage>(`/api/intake?${new URLSearchParams({ state, limit: '50', ...(pageParam ? { before: pageParam } : {}) })}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  refetchInterval: state === 'waiting' ? 15_000 : false,
})

/** While the readers are still at it, it is asked for again and again. */
export const intakeItemQuery = (id: string) => queryOptions({
  queryKey: ['intake', 'item', id],
  queryFn: ({ signal }) => api.get<IntakeItem>(`/api/intake/${id}`, { signal }),
  refetchInterval: (query) => query.state.data?.state === 'received' ? 1_000 : false,
})
