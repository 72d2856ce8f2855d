import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { LifeProblem } from '../../src/modules/validation/index.ts'
import { api } from '../shell/api.ts'

export const lifeFilters = ['all', 'overdue', 'failing', 'own', 'foreign'] as const
export type LifeFilter = (typeof lifeFilters)[number]

export interface LifeRow {
  readonly componentId: string | null, readonly documentId: string | null, readonly named: { readonly referenceNumber: string, readonly subject: string } | null
  readonly own: boolean, readonly level: string, readonly endangeredAt: string, readonly dueAt: string | null, readonly triedAt: string | null, readonly problem: LifeProblem | null
}

export interface LifeSummary {
  readonly counts: { readonly total: number, readonly overdue: number, readonly failing: number, readonly waiting: number }
  /** The quarter as year and number, `2031-4`. */
  readonly quarters: readonly { readonly quarter: string, readonly own: number, readonly foreign: number }[]
  readonly night: { readonly begunAt: string, readonly endedAt: string | null, readonly extended: number, readonly failed: number } | null
}

export const lifeSummaryQuery = queryOptions({ queryKey: ['signature-life', 'summary'], queryFn: ({ signal }) => api.get<LifeSummary>('/api/validation/life/summary', { signal }) })

export const lifeQuery = (only: LifeFilter) => infiniteQueryOptions({
  queryKey: ['signature-life', only],
  queryFn: ({ pageParam, signal }) => api.get<{ readonly items: readonly LifeRow[], readonly next: string | null }>(
    `/api/validation/life?${new URLSearchParams({ only, ...(pageParam ? { after: pageParam } : {}) })}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
})
